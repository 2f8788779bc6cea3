/** Loads rows from the snapshot: older ones when the reader asks for them, newer ones that the page has removed meanwhile. */

import { seqOf } from './connection.js';
import { rowsInOrder } from './dom.js';
import { position } from './live.js';
import { addRow, feedUrl, findRow, pageCursor, setMore } from './rows.js';

const MAX_TRIES = 5;
/** @type {Promise<void> | undefined} */
let loading;

/**
 * Loads the page of rows before or after those that are shown, in the order of the feed's pages.
 *
 * @param {'before' | 'after'} direction @param {(add: () => void) => void} change runs the change of the page
 */
export function loadRows(direction, change) {
  return loading ??= load(direction, change).finally(() => { loading = undefined; });
}

/** @param {'before' | 'after'} direction @param {(add: () => void) => void} change */
async function load(direction, change) {
  const edge = rowsInOrder().at(direction === 'before' ? -1 : 0);
  if (!edge) return;
  const url = feedUrl();
  url.searchParams.delete('limit');
  url.searchParams.set(direction, pageCursor(edge));
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    // an answer that is older than what the page has received could show again what has been retracted since
    url.searchParams.set('min', position());
    const response = await fetch(url, { headers: { Accept: 'application/json' } });
    if (!response.ok) return;
    const snapshot = await response.json();
    if (snapshot.seq < seqOf(position())) continue;
    change(() => show(direction, snapshot));
    return;
  }
}

/** @param {'before' | 'after'} direction @param {{days: {date: string, items: any[]}[], next?: string, previous?: string}} snapshot */
function show(direction, { days, next, previous }) {
  setMore(direction, false);
  for (const { date, items } of days) {
    for (const item of items) {
      if (findRow(item.id)) continue;
      const { id, seq, reason, publishedAt, firstSeq, status } = item;
      addRow({ id, seq, day: date, item: status === 'retracted' ? undefined : item, reason, publishedAt, firstSeq });
    }
  }
  setMore(direction, Boolean(direction === 'before' ? next : previous));
}
