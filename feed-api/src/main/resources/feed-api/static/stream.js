/** Silence in ms after which a connection counts as dead: three heartbeats. */
const SILENCE_TIMEOUT = 45_000;
const CHECK_INTERVAL = 5_000;
/** Time in ms during which events may still arrive that were received before the browser lost its network. */
const OFFLINE_GRACE = 1_000;
/** Shortest time in ms between two reloads: a server that resets every page it has just rendered must not be overloaded. */
const MIN_RELOAD_INTERVAL = 60_000;

/**
 * Subscribes to a feed's stream while the page is open, without a gap, from the cursor that the page shows.
 *
 * @param {{stream: string, cursor: string}} start the stream's path and the page's cursor, `epoch-seq`
 * @param {Record<string, (data: object) => void>} handlers by event name; after `reset` the stream goes on from the server's present state
 * @param {(state: 'live' | 'reconnecting' | 'offline' | 'stale', lastContact: number) => void} [onState] called with the connection's state
 *   and the time in ms at which the last event arrived
 */
export function subscribe({ stream, cursor }, handlers, onState = () => {}) {
  let source, reconnectTimer, stale, reset;
  let openedAt = Date.now(), lastContact = openedAt, offlineSince = 0;

  /** Reports the state, or `offline` if the browser has no network and no event has arrived since. */
  function report(state) {
    const offline = !navigator.onLine && lastContact < offlineSince + OFFLINE_GRACE;
    onState(offline ? 'offline' : state, lastContact);
  }

  function connect() {
    clearTimeout(reconnectTimer);
    source?.close();
    openedAt = Date.now();
    const url = new URL(stream, location.href);
    url.searchParams.set('after', cursor);
    source = new EventSource(url);
    for (const name of ['at', 'item', 'feed', 'busy', 'reset']) source.addEventListener(name, receive);
    source.onerror = () => {
      if (!navigator.onLine) offlineSince = Date.now();
      if (!stale) report('reconnecting');
      // the browser reconnects by itself only after a lost connection, not after a response other than 200
      if (source.readyState === EventSource.CLOSED) reconnectTimer = setTimeout(connect, 2_000 + Math.random() * 3_000);
    };
  }

  function receive({ type, data, lastEventId }) {
    lastContact = Date.now();
    stale = false;
    cursor = lastEventId || cursor;
    // a reset page is not up to date until it has been reloaded
    reset ||= type === 'reset';
    report(reset || type === 'busy' ? 'reconnecting' : 'live');
    handlers[type]?.(JSON.parse(data));
  }

  /** Reports a long silence and replaces a dead connection, open or not, for example after sleep or a lost network. */
  function checkSilence() {
    const now = Date.now();
    if (now - Math.max(lastContact, openedAt) > SILENCE_TIMEOUT) connect();
    stale = now - lastContact > SILENCE_TIMEOUT;
    if (stale) report('stale');
  }

  function reconnect() {
    report('reconnecting');
    connect();
  }

  // a page in the back/forward cache must not keep a connection
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', event => { if (event.persisted) reconnect(); });
  addEventListener('offline', () => { offlineSince = Date.now(); report('offline'); });
  addEventListener('online', reconnect);
  document.addEventListener('visibilitychange', checkSilence);
  setInterval(checkSilence, CHECK_INTERVAL);
  connect();
}

/** Reloads the page after a random delay of up to two seconds, and at most once a minute. */
export function reload() {
  const reloaded = performance.getEntriesByType('navigation')[0]?.type === 'reload';
  setTimeout(() => location.reload(), (reloaded ? Math.max(0, MIN_RELOAD_INTERVAL - performance.now()) : 0) + Math.random() * 2_000);
}
