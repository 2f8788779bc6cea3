/** Shows what has changed since a visit. */

import { seqOf } from './connection.js';
import { $, find, rowsInOrder } from './dom.js';
import { feedPath, formatList, formatSince, text } from './format.js';
import { position } from './live.js';
import { momentOf } from './moments.js';
import { cloneTemplate, setPart } from './parts.js';

const MAX_TRIES = 5;

/** Waits for the first row above the divider. @type {MutationObserver | undefined} */
let rowObserver;

/** Shows the counts and key moments since a visit, and where its rows begin. @param {import('./since.js').LastVisit} visit */
export async function showVisit({ epoch, seq, time }) {
  const { counts = {}, moments } = await load(`${epoch}-${seq}`);
  const parts = ['new', 'corrected', 'retracted'].filter(name => counts[name]).map(name => text(`since-${name}`, counts[name]));
  $('since').hidden = !parts.length;
  $('divider')?.remove();
  rowObserver?.disconnect();
  if (!parts.length) return;
  setPart($('since'), '.counts', text('since', formatList(parts), formatSince(time)));
  find($('since'), 'ol')?.replaceChildren(...moments.items.map(momentOf));
  if (counts.new) showDivider(seq, text('divider', formatSince(time)));
}

/** Returns what has changed since a cursor, or an empty object if that cannot be loaded. @param {string} cursor */
async function load(cursor) {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const response = await fetch(`${feedPath}/since?after=${cursor}`, { cache: 'no-store' }).catch(() => undefined);
    if (response?.status === 503) {
      await new Promise(resume => setTimeout(resume, 1000 * Number(response.headers.get('Retry-After') ?? 1)));
      continue;
    }
    if (!response?.ok) break;
    const answer = await response.json();
    // an answer that is older than what the page has received could show again what has been retracted since
    if (answer.seq >= seqOf(position())) return answer;
  }
  return {};
}

/** Shows the divider, at once or with the first newer row: the counts may be here before the rows. @param {number} seq @param {string} label */
function showDivider(seq, label) {
  if (placeDivider(seq, label)) return;
  rowObserver = new MutationObserver(() => placeDivider(seq, label) && rowObserver?.disconnect());
  rowObserver.observe($('days'), { childList: true, subtree: true });
}

/** Separates the rows that the reader has had from the newer ones above. Returns false if there are none. @param {number} seq @param {string} label */
function placeDivider(seq, label) {
  const [newest, ...others] = rowsInOrder();
  const known = others.find(row => Number(row.dataset.firstSeq) <= seq);
  if (!known || Number(newest.dataset.firstSeq) <= seq) return false;
  const divider = cloneTemplate('divider');
  divider.id = 'divider';
  setPart(divider, 'span', label);
  // rows that are added find their places by these
  Object.assign(divider.dataset, { at: known.dataset.at, firstSeq: known.dataset.firstSeq });
  known.before(divider);
  return true;
}
