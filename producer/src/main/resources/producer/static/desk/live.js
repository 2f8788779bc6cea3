import { request, session } from './api.js';
import { setServerTime } from './page.js';

// The stream of the selected feed: what other editors do, as they do it.
const SILENCE = 2_800;
const RETRY = 1_000;
const MAX_RETRY = 5_000;

/**
 * @typedef {object} Handlers
 * @property {() => void} onOpen a connection begins, and everything is sent anew
 * @property {(feed: { feed: string, status: string }) => void} onFeed the settings of the feed
 * @property {(item: object) => void} onItem an item that is new or has changed
 * @property {(report: import('./reach.js').Report) => void} onReach what a replica of the public API tells of its open streams
 * @property {(presence: import('./presence.js').Presence) => void} onPresence an editor has an item in the form
 * @property {() => void} onReady everything of before the connection has been received
 * @property {(isLive: boolean) => void} onState called when the connection is lost, and when it is back
 * @property {(error: unknown) => void} onRefused the session has ended
 */

/** @type {EventSource | null} */
let source = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retry;
let followed = '';
/** How often the stream was lost since it was last complete. */
let losses = 0;

/**
 * Follows a feed, and no other one any more.
 *
 * @param {string} feed the id of the feed; empty to follow none
 * @param {Handlers} handlers
 * @returns {boolean} false if it is followed already
 */
export function follow(feed, handlers) {
  if (feed === followed && source) return false;
  stop();
  followed = feed;
  if (feed) connect(feed, handlers);
  return true;
}

export function stop() {
  clearTimeout(silence);
  clearTimeout(retry);
  source?.close();
  source = null;
  followed = '';
}

/**
 * @param {string} feed
 * @param {Handlers} handlers
 */
function connect(feed, handlers) {
  const opened = new EventSource(`/feeds/${feed}/stream`);
  source = opened;
  const lost = () => {
    if (source !== opened) return;
    opened.close();
    clearTimeout(silence);
    handlers.onState(false);
    // not all desks come back at the same moment
    const wait = Math.min(MAX_RETRY, RETRY * 2 ** losses++) * (0.5 + Math.random() / 2);
    retry = setTimeout(() => reconnect(feed, handlers), wait);
  };
  const restartSilence = () => {
    clearTimeout(silence);
    silence = setTimeout(lost, SILENCE);
  };
  /** @type {(name: string, receive: (data: any) => void) => void} */
  const on = (name, receive) => opened.addEventListener(name, (event) => {
    if (source !== opened) return;
    restartSilence();
    receive(JSON.parse(event.data));
  });
  on('feed', handlers.onFeed);
  on('item', handlers.onItem);
  on('reach', handlers.onReach);
  on('presence', handlers.onPresence);
  on('alive', ({ at }) => setServerTime(at));
  on('ready', () => {
    losses = 0;
    handlers.onState(true);
    handlers.onReady();
  });
  opened.addEventListener('open', () => { if (source === opened) handlers.onOpen(); });
  opened.addEventListener('error', lost);
  restartSilence();
}

/**
 * A stream does not say why it was refused, so the session is looked up first.
 *
 * @param {string} feed
 * @param {Handlers} handlers
 */
async function reconnect(feed, handlers) {
  if (followed !== feed || !session.isOpen()) return;
  try {
    await request('GET', '/session');
  } catch (/** @type {any} */ error) {
    if (error.status === 401) return handlers.onRefused(error);
  }
  if (followed === feed) connect(feed, handlers);
}
