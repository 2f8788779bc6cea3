/** Shows what has changed since a visit. */

import { $, find, rowsInOrder } from './dom.js';
import { feedPath, formatList, formatSince, text } from './format.js';
import { momentOf } from './moments.js';
import { cloneTemplate, setPart } from './parts.js';

/** Shows the counts and key moments since a visit, and where its rows begin. @param {import('./since.js').Visit} visit */
export async function showVisit({ epoch, seq, time }) {
  const response = await fetch(`${feedPath}/since?after=${epoch}-${seq}`).catch(() => undefined);
  const { counts = {}, moments } = response?.ok ? await response.json() : {};
  const parts = ['new', 'corrected', 'retracted'].filter(name => counts[name]).map(name => text(`since-${name}`, counts[name]));
  $('since').hidden = !parts.length;
  $('divider')?.remove();
  if (!parts.length) return;
  setPart($('since'), '.counts', text('since', formatList(parts), formatSince(time)));
  find($('since'), 'ol')?.replaceChildren(...moments.items.map(momentOf));
  if (counts.new) showDivider(seq, text('divider', formatSince(time)));
}

/** Separates the rows that the reader has had from the newer ones above. @param {number} seq @param {string} label */
function showDivider(seq, label) {
  const [newest, ...others] = rowsInOrder();
  const known = others.find(row => Number(row.dataset.firstSeq) <= seq);
  if (!known || Number(newest.dataset.firstSeq) <= seq) return;
  const divider = cloneTemplate('divider');
  divider.id = 'divider';
  setPart(divider, 'span', label);
  // rows that are added find their places by these
  Object.assign(divider.dataset, { at: known.dataset.at, firstSeq: known.dataset.firstSeq });
  known.before(divider);
}
