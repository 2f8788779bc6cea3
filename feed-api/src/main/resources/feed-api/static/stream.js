/**
 * Subscribes a page to a feed's stream, in sight or hidden. Pages share one stream by a worker; without one, each has a stream of its own.
 */

import { forgetNumbers } from './dom.js';

/** Shortest time in ms between two reloads: a server that resets every page it has just rendered must not be overloaded. */
const MIN_RELOAD_INTERVAL = 60_000;
/** Silence in ms after which the shared worker counts as dead: it reports its state at least at every heartbeat. */
const WORKER_TIMEOUT = 60_000;
/** Time in ms within which a worker answers a page that joins. */
const JOIN_TIMEOUT = 5_000;
const CHECK_INTERVAL = 5_000;
/** Time in ms during which events may still arrive that were received before the browser lost its network. */
const OFFLINE_GRACE = 1_000;

/** @typedef {{close: () => void, reconnect: () => void}} StreamChannel */
/** @typedef {{createHTML: (html: string) => any, createScriptURL: (url: string) => any}} TrustedTypePolicy */

/** @type {TrustedTypePolicy} the only way from text to HTML, for the bodies of items, and to the script of the worker */
export const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('dateline-body', {
  createHTML: (/** @type {string} */ html) => html,
  createScriptURL(/** @type {string} */ url) {
    if (!url.startsWith(new URL('.', import.meta.url).href)) throw new TypeError(`Not a script of this page: ${url}`);
    return url;
  },
}) ?? { createHTML: html => html, createScriptURL: url => url };

/**
 * Subscribes to a feed's stream while the page is open, without a gap, from the cursor that the page shows.
 *
 * @param {{stream: string, cursor: string}} start the stream's path and the page's cursor, `epoch-seq`
 * @param {Record<string, (data: any) => void>} handlers by event name
 * @param {(state: string, lastContact: number, behind: number) => void} [onState] called with the connection's state, the time in ms at
 *   which the last event arrived, and the number of changes that the page lacks
 * @returns {() => string} the cursor of what the page has received
 */
export function subscribe({ stream, cursor }, handlers, onState = () => {}) {
  /** @type {StreamChannel | undefined} */
  let channel;
  let shared = true;
  let joinedAt = 0, receivedAt = 0, offlineSince = 0, resetting = false;
  /** @type {import('./connection.js').ConnectionState} */
  let latest = { state: '', lastContact: Date.now() };

  /** Reports the state, or `offline` if the browser has no network and no event has arrived since. */
  function report() {
    const { state, lastContact, behind = 0 } = latest;
    const offline = !navigator.onLine && lastContact < offlineSince + OFFLINE_GRACE;
    const shown = offline ? 'offline' : resetting ? 'reconnecting' : state;
    document.documentElement.dataset.live = shown;
    onState(shown, lastContact, behind);
  }

  /** @type {import('./connection.js').Receive} */
  function receive(message) {
    receivedAt = Date.now();
    if ('state' in message) {
      latest = message;
      report();
      if (message.state === 'restricted') reload();
    } else {
      cursor = message.id;
      if (message.type === 'reset') reset();
      handlers[message.type]?.(message.data);
    }
  }

  /** Reloads the page. Until then it shows the changes of the new epoch, whose numbers cannot be compared with the present ones. */
  function reset() {
    resetting = true;
    forgetNumbers();
    reload();
  }

  function join() {
    if (channel || latest.state === 'restricted') return;
    joinedAt = Date.now();
    channel = (shared && joinWorker(stream, cursor, receive, leaveWorker)) || undefined;
    shared = Boolean(channel);
    if (!shared) connectAlone();
  }

  async function connectAlone() {
    if (latest.state) receive({ ...latest, state: 'reconnecting' });
    const waiting = channel = { close() {}, reconnect() {} };
    const { connect } = await import('./connection.js');
    if (channel === waiting) channel = connect(stream, cursor, receive);
  }

  function leave() {
    channel?.close();
    channel = undefined;
  }

  function leaveWorker() {
    shared = false;
    leave();
    join();
  }

  /** Gives up a worker that has never answered, and replaces one that has died. */
  function checkWorker() {
    if (!channel || !shared) return;
    const now = Date.now();
    if (receivedAt < joinedAt && now - joinedAt > JOIN_TIMEOUT) leaveWorker();
    else if (now - Math.max(receivedAt, joinedAt) > WORKER_TIMEOUT) {
      leave();
      join();
    }
  }

  // a page in the back/forward cache must not keep a connection, a frozen page must not collect messages
  addEventListener('pagehide', leave);
  document.addEventListener('freeze', leave);
  for (const [target, event] of /** @type {[EventTarget, string][]} */ ([[window, 'pageshow'], [document, 'resume']])) target.addEventListener(event, join);
  addEventListener('offline', () => {
    offlineSince = Date.now();
    report();
  });
  addEventListener('online', () => {
    latest = { ...latest, state: 'reconnecting' };
    report();
    channel?.reconnect();
  });
  setInterval(checkWorker, CHECK_INTERVAL);
  join();
  return () => cursor;
}

/**
 * Joins the worker of the stream. Returns undefined if the browser has no such workers or does not allow the page to use one, as in a
 * sandboxed frame.
 *
 * @param {string} stream @param {string} cursor @param {import('./connection.js').Receive} receive
 * @param {() => void} onError called if the worker cannot be started
 * @returns {StreamChannel | undefined}
 */
function joinWorker(stream, cursor, receive, onError) {
  try {
    const worker = new SharedWorker(policy.createScriptURL(new URL('./worker.js', import.meta.url).href), { name: stream, type: 'module' });
    const { port } = worker;
    worker.onerror = onError;
    port.onmessage = ({ data }) => receive(data);
    port.postMessage({ cursor });
    return {
      close() {
        worker.onerror = null;
        port.postMessage({});
        port.close();
      },
      reconnect: () => port.postMessage({ reconnect: true }),
    };
  } catch {
    return undefined;
  }
}

/** Reloads the page after a random delay of up to two seconds, and at most once a minute. */
export function reload() {
  const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  const reloaded = navigation?.type === 'reload';
  setTimeout(() => location.reload(), (reloaded ? Math.max(0, MIN_RELOAD_INTERVAL - performance.now()) : 0) + Math.random() * 2_000);
}

/**
 * Returns a function that has code show changes that is loaded with the first of them. Of an item's changes that come meanwhile only the newest
 * is shown: an older one could show again what has been retracted.
 *
 * @template {{id: string}} Change
 * @param {() => Promise<(change: Change) => void>} load
 * @param {(change: Change) => unknown} [concerns] returns false if the code need not be loaded for a change
 * @returns {(change: Change) => Promise<void>}
 */
export function showWhenLoaded(load, concerns = () => true) {
  /** @type {Map<string, Change>} */
  const waiting = new Map();
  /** @type {((change: Change) => void) | undefined} */
  let show;
  return async change => {
    if (!waiting.has(change.id) && !concerns(change)) return;
    waiting.set(change.id, change);
    show ??= await load();
    if (waiting.get(change.id) !== change) return;
    waiting.delete(change.id);
    show(change);
  };
}
