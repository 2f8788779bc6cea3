/**
 * Shows every change of a feed in its open page: new rows, updates, moves and retractions, without a reload and without moving what is
 * being read. The page is complete without this script.
 */

import { removeExpiredAlerts, renderAlert } from './alerts.js';
import { options } from './format.js';
import { applyUnlessPaused, countNewRow, keepScrollPosition, showConnection, showStatus } from './reading.js';
import { $, findRow, updateRows } from './rows.js';
import { reload, subscribe } from './stream.js';

/** @type {Map<string, number>} the newest seq of each item, with or without a row, by item id */
const newestSeq = new Map([...document.querySelectorAll('[data-seq]')].map(element => [element.dataset.id, Number(element.dataset.seq)]));

function receive(change) {
  if (change.seq <= (newestSeq.get(change.id) ?? 0)) return;
  newestSeq.set(change.id, change.seq);
  applyUnlessPaused(change, apply);
}

function apply(change) {
  const added = keepScrollPosition(findRow(change.id), () => {
    renderAlert(change);
    return updateRows(change);
  });
  if (added) countNewRow(added);
}

function updateFeed({ status, feed: settings }) {
  if (status === 'closed') options.closed = true;
  $('title').textContent = settings.title;
  const link = document.querySelector('nav [aria-current]');
  if (link) link.textContent = settings.title;
  showStatus();
}

/** Reloads the page. Until then it shows the changes of the new epoch, whose numbers cannot be compared with the present ones. */
function reset() {
  newestSeq.clear();
  reload();
}

removeExpiredAlerts();
subscribe(options, { item: receive, feed: updateFeed, reset }, showConnection);
