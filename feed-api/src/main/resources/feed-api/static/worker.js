/**
 * The worker that all open pages of one stream share: a browser allows only six connections to a host over HTTP/1.1. Its name is the
 * stream's path. A page sends its cursor to join and `{reconnect: true}` when its network is back; a message without either leaves.
 */

import { connect, fetchChanges, isKnown, sameEpoch, seqOf } from './connection.js';

/** @typedef {{cursor: string, live: boolean}} Page what a page has received, and whether the stream's events are passed to it */

const scope = /** @type {{name: string, onconnect: (event: MessageEvent) => void}} */ (/** @type {any} */ (self));
/** @type {Map<MessagePort, Page>} */
const pages = new Map();
/** @type {import('./connection.js').Connection | undefined} */
let connection;
/** @type {import('./connection.js').ConnectionState} */
let latestState = { state: 'reconnecting', lastContact: Date.now() };

scope.onconnect = (/** @type {MessageEvent} */ event) => {
  const [port] = event.ports;
  port.onmessage = (/** @type {MessageEvent} */ { data }) => {
    if (data.cursor) join(port, data.cursor);
    else if (data.reconnect) reconnect(port);
    else leave(port);
  };
  // in browsers that have it, this event reports pages that have crashed
  port.addEventListener('close', () => leave(port));
};

/** @param {MessagePort} port @param {string} cursor */
function join(port, cursor) {
  const page = { cursor, live: true };
  pages.set(port, page);
  if (connection && cursor !== connection.cursor()) catchUp(port, page);
  else report(port, page);
  connection ??= connect(scope.name, cursor, receive);
}

/** Tells a page the connection's state or, while the connection is live or behind, by how many changes the page itself is behind. @param {MessagePort} port @param {Page} page */
function report(port, page) {
  const reached = connection?.cursor() ?? '';
  const { state, behind: lacking = 0 } = latestState;
  if (!['live', 'behind'].includes(state) || !sameEpoch(reached, page.cursor)) return port.postMessage(latestState);
  // a page that is passed the events has all that the connection has
  const ahead = page.live ? Math.max(0, seqOf(page.cursor) - seqOf(reached)) : seqOf(page.cursor) - seqOf(reached);
  const behind = Math.max(0, lacking) - ahead;
  port.postMessage({ ...latestState, state: behind > 0 ? 'behind' : 'live', behind });
}

/** @param {MessagePort} port */
function reconnect(port) {
  connection?.reconnect();
  const page = pages.get(port);
  if (page) report(port, page);
}

/** Ends the stream with its last page. @param {MessagePort} port */
function leave(port) {
  pages.delete(port);
  if (pages.size) return;
  connection?.close();
  connection = undefined;
  latestState = { state: 'reconnecting', lastContact: Date.now() };
}

/** @type {import('./connection.js').Receive} */
function receive(message) {
  if ('state' in message) latestState = message;
  for (const [port, page] of pages) {
    if ('state' in message) report(port, page);
    else if (message.type === 'reset' && sameEpoch(message.id, page.cursor)) catchUp(port, page);
    else if (page.live) pass(port, page, message);
  }
}

/** Passes an event to a page unless the page has received it before. @param {MessagePort} port @param {Page} page @param {import('./connection.js').StreamEvent} event */
function pass(port, page, event) {
  const known = isKnown(event, page.cursor);
  if (known && (event.type === 'item' || event.type === 'feed')) return;
  if (!known) page.cursor = event.id;
  port.postMessage({ ...event, id: page.cursor });
}

/** Fetches the changes that a page lacks up to the position of the stream, and then passes the stream's events to it. @param {MessagePort} port @param {Page} page */
async function catchUp(port, page) {
  page.live = false;
  try {
    let more = true;
    while (more && pages.get(port) === page) {
      report(port, page);
      const changes = await fetchChanges(scope.name, page.cursor);
      changes.events.forEach(event => pass(port, page, event));
      page.cursor = changes.next;
      const reached = connection?.cursor() ?? '';
      more = changes.more || (sameEpoch(reached, page.cursor) && seqOf(reached) > seqOf(page.cursor));
    }
    page.live = true;
    report(port, page);
  } catch {
    setTimeout(() => { if (pages.get(port) === page) catchUp(port, page); }, 2_000 + Math.random() * 3_000);
  }
}
