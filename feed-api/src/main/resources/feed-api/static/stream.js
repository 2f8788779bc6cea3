/** Longest silence in ms before a connection counts as dead: three heartbeats. */
const SILENCE = 45_000;

/**
 * Follows the stream of a feed for as long as the page is open, from the cursor the page was made at, missing nothing.
 *
 * @param {{stream: string, cursor: string}} from the stream's path and the page's cursor, `epoch-seq`
 * @param {Record<string, (data: object) => void>} handlers by event name; `reset` comes after the stream has been closed
 * @param {(state: 'live' | 'reconnecting' | 'stale', heard: number) => void} tell the connection's state, and when the
 *   server was last heard
 */
export function follow({ stream, cursor }, handlers, tell) {
  let source, rebuild, stale;
  let opened = Date.now(), heard = opened;

  function connect() {
    clearTimeout(rebuild);
    source?.close();
    opened = Date.now();
    source = new EventSource(`${stream}?after=${encodeURIComponent(cursor)}`);
    for (const name of ['at', 'item', 'feed', 'busy', 'reset']) source.addEventListener(name, receive);
    source.onerror = () => {
      if (!stale) tell('reconnecting', heard);
      // the browser itself comes back only after a lost connection, not after an answer other than 200
      if (source.readyState === EventSource.CLOSED) rebuild = setTimeout(connect, 2_000 + Math.random() * 3_000);
    };
  }

  function receive({ type, data, lastEventId }) {
    heard = Date.now();
    stale = false;
    cursor = lastEventId || cursor;
    if (type === 'reset') source.close();
    tell(type === 'reset' || type === 'busy' ? 'reconnecting' : 'live', heard);
    handlers[type]?.(JSON.parse(data));
  }

  /** Says so when nothing has come for long, and replaces a connection that is dead, open or not (sleep, a lost network). */
  function check() {
    const now = Date.now();
    if (now - Math.max(heard, opened) > SILENCE) connect();
    stale = now - heard > SILENCE;
    if (stale) tell('stale', heard);
  }

  // a page kept for the back button must not keep a connection
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', event => { if (event.persisted) connect(); });
  document.addEventListener('visibilitychange', check);
  setInterval(check, 5_000);
  connect();
}

/** Loads the page anew, at most once a minute: a server that resets every page it has just made must not be hammered. */
export function reload() {
  const again = performance.getEntriesByType('navigation')[0]?.type === 'reload';
  setTimeout(() => location.reload(), (again ? Math.max(0, 60_000 - performance.now()) : 0) + Math.random() * 2_000);
}
