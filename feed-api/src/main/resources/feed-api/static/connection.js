/**
 * Keeps the stream of a feed open: reconnects, replaces a silent connection, and polls for the changes where the network lets no stream
 * through. Runs in a page or in the worker that pages share.
 *
 * @typedef {{type: string, data: any, id: string}} StreamEvent an event of the stream; the id is the cursor after it
 * @typedef {{state: string, lastContact: number, behind?: number}} ConnectionState `live`, `behind` by a number of changes, `reconnecting`,
 *   `stale`, `polling` or `restricted`, and the time in ms at which the last event arrived
 * @typedef {(message: StreamEvent | ConnectionState) => void} Receive
 * @typedef {{cursor: () => string, reconnect: () => void, close: () => void}} Connection
 */

/** Silence in ms after which a connection counts as dead: three heartbeats. */
const SILENCE_TIMEOUT = 45_000;
/** Time in ms within which a new stream has its first event, which the server sends at once. */
const OPEN_TIMEOUT = 15_000;
/** Time in ms within which a stream that has ended is open again, as when its server stops or spreads its streams anew. Until then nothing is said of it. */
const RECONNECT_GRACE = 5_000;
const CHECK_INTERVAL = 5_000;
const MIN_RECONNECT_INTERVAL = 1_000;
/** Tries in a row without an event after which changes are polled. */
const MAX_SILENT_TRIES = 2;
const POLL_INTERVAL = 10_000;
/** Shortest and longest time in ms between two polls that fail. */
const POLL_RETRY_INTERVAL = 5_000;
const MAX_POLL_RETRY_INTERVAL = 30_000;
/** Shortest and longest time in ms between two tries of the stream while changes are polled. */
const RETRY_INTERVAL = 120_000;
const MAX_RETRY_INTERVAL = 600_000;

/** @param {string} cursor */
const epochOf = cursor => cursor.slice(0, cursor.lastIndexOf('-'));
/** @param {string} cursor */
export const seqOf = cursor => Number(cursor.slice(cursor.lastIndexOf('-') + 1));
/** @param {string} a @param {string} b */
export const sameEpoch = (a, b) => epochOf(a) === epochOf(b);
/** Returns true if a client at the cursor has received the event before. @param {StreamEvent} event @param {string} cursor */
export const isKnown = ({ type, id }, cursor) => type !== 'reset' && sameEpoch(id, cursor) && seqOf(id) <= seqOf(cursor);

/** @param {number} delay */
const jittered = delay => delay * (0.75 + Math.random() / 2);

/**
 * Fetches what a stream would send after the cursor.
 *
 * @param {string} stream @param {string} cursor
 * @returns {Promise<{events: StreamEvent[], next: string, more: boolean, behind: number}>}
 */
export async function fetchChanges(stream, cursor) {
  const url = new URL(stream, location.href);
  url.pathname = url.pathname.replace(/stream$/, 'changes');
  url.searchParams.set('after', cursor);
  const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(OPEN_TIMEOUT) });
  if (!response.ok) throw response;
  const { epoch, seq, next, more, reset, changes } = await response.json();
  const events = changes.map((/** @type {any} */ data) => ({ type: 'id' in data ? 'item' : 'feed', data, id: `${epoch}-${data.seq}` }));
  if (reset) events.unshift({ type: 'reset', data: reset, id: next });
  return { events, next, more, behind: seq - seqOf(next) };
}

/**
 * @param {string} stream the stream's path and query
 * @param {string} cursor `epoch-seq`, after which the events begin
 * @param {Receive} receive
 * @returns {Connection}
 */
export function connect(stream, cursor, receive) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let reconnectTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pollTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let lostTimer;
  let polling = false, failedPolls = 0, retryDelay = RETRY_INTERVAL, nextTry = 0, silentTries = 0;
  let openedAt = 0, lastContact = Date.now(), silent = true, ended = false;
  let state = 'reconnecting';
  /** The seq of the newest change when the stream was opened, if changes were to follow; of the cursor's epoch. */
  let newest = 0;

  /** @param {string} now @param {number} [behind] */
  function report(now, behind) {
    state = now;
    receive({ state, lastContact, behind });
  }

  function open() {
    closeSource();
    openedAt = Date.now();
    silent = true;
    const url = new URL(stream, location.href);
    url.searchParams.set('after', cursor);
    const opened = source = new EventSource(url);
    for (const name of ['at', 'item', 'feed', 'day', 'busy', 'reset']) {
      opened.addEventListener(name, event => receiveEvent(name, JSON.parse(event.data), event.lastEventId));
    }
    opened.onerror = () => {
      reportLostLater();
      // the browser reconnects by itself only after a lost connection, not after a response other than 200
      if (opened.readyState === EventSource.CLOSED) fail();
    };
  }

  function reportLostLater() {
    lostTimer ??= setTimeout(() => {
      lostTimer = undefined;
      if (!polling && state !== 'stale') report('reconnecting');
    }, RECONNECT_GRACE);
  }

  function keepState() {
    clearTimeout(lostTimer);
    lostTimer = undefined;
  }

  function closeSource() {
    clearTimeout(reconnectTimer);
    source?.close();
    source = undefined;
  }

  /** @param {string} type @param {any} data @param {string} id */
  function receiveEvent(type, data, id) {
    lastContact = Date.now();
    silent = false;
    silentTries = 0;
    if (type === 'busy' && data.reason === 'restricted') return restrict();
    stopPolling();
    if (type === 'at' || type === 'reset') newest = data.seq ?? 0;
    pass({ type, data, id });
    if (type === 'busy') return state === 'stale' ? report('reconnecting') : reportLostLater();
    keepState();
    const behind = newest - seqOf(cursor);
    report(behind > 0 ? 'behind' : 'live', behind);
  }

  /** Hands on an event unless it has been received before, as when a stream opens while changes are polled. @param {StreamEvent} event */
  function pass(event) {
    const known = event.id && isKnown(event, cursor);
    if (known && (event.type === 'item' || event.type === 'feed')) return;
    if (event.id && !known) cursor = event.id;
    receive({ ...event, id: cursor });
  }

  /** Tries again soon or, after several tries without an event, polls. */
  function fail() {
    closeSource();
    silentTries++;
    if (polling) return;
    if (silentTries >= MAX_SILENT_TRIES) startPolling();
    else reconnectTimer = setTimeout(open, 2_000 + Math.random() * 3_000);
  }

  function startPolling() {
    polling = true;
    failedPolls = 0;
    nextTry = Date.now() + retryDelay;
    poll();
  }

  function stopPolling() {
    polling = false;
    retryDelay = RETRY_INTERVAL;
    clearTimeout(pollTimer);
  }

  async function poll() {
    let delay = 0;
    try {
      const { events, next, more, behind } = await fetchChanges(stream, cursor);
      if (!polling || ended) return;
      lastContact = Date.now();
      events.forEach(pass);
      cursor = next;
      report(more ? 'behind' : 'polling', behind);
      // the same fault may have kept the stream from opening and the polls from being answered
      if (failedPolls || (!source && Date.now() > nextTry)) retryStream();
      failedPolls = 0;
      if (!more) delay = jittered(POLL_INTERVAL);
    } catch (refusal) {
      if (!polling || ended) return;
      if (refusal instanceof Response && [401, 403].includes(refusal.status)) return restrict();
      report(Date.now() - lastContact > SILENCE_TIMEOUT ? 'stale' : 'reconnecting');
      delay = jittered(Math.min(POLL_RETRY_INTERVAL * 2 ** failedPolls++, MAX_POLL_RETRY_INTERVAL));
    }
    pollTimer = setTimeout(poll, delay);
  }

  function retryStream() {
    retryDelay = Math.min(retryDelay * 2, MAX_RETRY_INTERVAL);
    nextTry = Date.now() + retryDelay;
    open();
  }

  /** Ends without a further attempt, because the client may not read the feed any more. */
  function restrict() {
    close();
    report('restricted');
  }

  /** Replaces a connection that is silent for too long, open or not, for example after sleep or a lost network. */
  function checkSilence() {
    const now = Date.now();
    if (!polling && now - lastContact > SILENCE_TIMEOUT) report('stale');
    if (!source) return;
    if (silent && now - openedAt > OPEN_TIMEOUT) {
      fail();
      if (!polling) open();
    } else if (!silent && now - Math.max(lastContact, openedAt) > SILENCE_TIMEOUT) open();
  }

  function reconnect() {
    if (ended || Date.now() - openedAt < MIN_RECONNECT_INTERVAL) return;
    stopPolling();
    silentTries = 0;
    report('reconnecting');
    open();
  }

  function close() {
    ended = true;
    polling = false;
    closeSource();
    keepState();
    clearTimeout(pollTimer);
    clearInterval(timer);
    removeEventListener('online', reconnect);
  }

  const timer = setInterval(checkSilence, CHECK_INTERVAL);
  addEventListener('online', reconnect);
  open();
  return { cursor: () => cursor, reconnect, close };
}
