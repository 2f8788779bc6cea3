/** Keeps the results of a search up to date: changed items are shown as they are now, and retracted items are removed. */

import { $, find, findAll } from './dom.js';
import { options, text } from './format.js';
import { cloneTemplate, fillContent, patchContent, setPart } from './parts.js';
import { subscribe } from './stream.js';

const rows = () => findAll($('days'), '.item');

/** @param {import('./parts.js').Change} change */
function receive({ id, seq, day, item }) {
  const row = rows().find(each => each.dataset.id === id);
  if (!row || seq <= Number(row.dataset.seq)) return;
  row.dataset.seq = String(seq);
  if (item) {
    const filled = cloneTemplate('row');
    fillContent(filled, id, day, item);
    setPart(filled, '.reread');
    patchContent(row, filled);
  } else remove(row);
}

/** Removes a row, and its day if that has no other row. @param {HTMLElement} row */
function remove(row) {
  const section = row.closest('.day'), focused = row.contains(document.activeElement);
  row.remove();
  if (section && !find(section, '.item')) section.remove();
  setPart(document, '.result', rows().length ? text('found', rows().length) : text('none', $('feed').dataset.words ?? ''));
  if (focused) $('feed').focus({ preventScroll: true });
}

subscribe(/** @type {any} */ (options), { item: receive });
