/** Shows changes without moving the text that is being read: new items above it wait until the reader asks for them. */

import { $, find, firstVisibleRow, isAboveView, isScrolled, keepScrollPosition, rowsInOrder } from './dom.js';
import { options } from './format.js';
import { updateMoments } from './moments.js';
import { comesBefore, placeOf, setLanguage, updateAlert } from './parts.js';
import { countNewItem, showStatus, showWaiting } from './reading.js';
import { feedUrl, findRow, leaveNewest, leavesView, MAX_ROWS, trimRows, updatePinned, updateRows } from './rows.js';

/** @typedef {import('./parts.js').Change} Change */

/** @type {Map<string, Change>} new items that wait above the part of the page that is being read */
const held = new Map();
/** New items above that are not held any more. */
let missed = 0;

/** @param {Change} change */
export function apply(change) {
  updateAlert(change);
  keepScrollPosition(() => {
    updateMoments(change);
    updatePinned(change);
    updateOrHold(change);
  }, findRow(change.id));
}

/** @param {{status: string, feed: {title: string, language?: string}}} change */
export function updateFeed({ status, feed: settings }) {
  options.closed = status === 'closed' ? 'true' : '';
  if (settings.language) options.language = settings.language;
  $('title').textContent = settings.title;
  const link = find(document, 'nav [aria-current]');
  if (link) link.textContent = settings.title;
  [$('title'), link, find(document, 'title')].forEach(named => setLanguage(named, settings));
  showStatus();
}

/** Shows a change in its row. A new item above the part that is being read is held. @param {Change} change */
function updateOrHold(change) {
  const known = held.delete(change.id);
  let isNew = isHeld(change);
  if (isNew) hold(change);
  else {
    isNew = Boolean(updateRows(change));
    trimRows(isFarDown);
  }
  if (isNew && !known) countNewItem();
  showWaiting(held.size + missed);
}

/** @param {Change} change */
function isHeld(change) {
  if (!change.item || findRow(change.id) || leavesView(change)) return false;
  const place = placeOf(change);
  const [first] = rowsInOrder();
  if (!options.first) return !first || comesBefore(place, first);
  const visible = isScrolled() && firstVisibleRow();
  return Boolean(visible && comesBefore(place, visible));
}

/** Holds an item. If there are too many, the page does not reach the newest items any more, and loads them when the reader gets there. @param {Change} change */
function hold(change) {
  held.set(change.id, change);
  if (held.size <= MAX_ROWS) return;
  held.delete(held.keys().next().value ?? '');
  missed++;
  leaveNewest();
}

/** Returns true if the reader is nearer to the end of the rows than to the start. */
function isFarDown() {
  const ordered = rowsInOrder();
  return isScrolled() && isAboveView(ordered[Math.floor(ordered.length / 2)]);
}

/** Adds the held items, once the rows reach the newest items of the feed. */
function releaseHeld() {
  if (!options.first || !(held.size + missed)) return;
  const changes = [...held.values()];
  held.clear();
  missed = 0;
  keepScrollPosition(() => {
    changes.forEach(updateRows);
    trimRows(isFarDown);
  }, undefined, true);
  showWaiting(0);
}

/** Loads the rows before or after those that are shown. @param {'before' | 'after'} direction */
export async function loadNeighbours(direction) {
  const { loadRows } = await import('./history.js');
  await loadRows(direction, add => keepScrollPosition(() => {
    add();
    trimRows(() => direction === 'before');
  }, undefined, true));
  if (direction === 'after') releaseHeld();
}

$('new').addEventListener('click', () => {
  if (!options.first) return location.assign(feedUrl());
  releaseHeld();
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scrollTo({ top: 0, behavior: reducedMotion ? 'auto' : 'smooth' });
  $('title').focus({ preventScroll: true });
});

new IntersectionObserver(entries => {
  if (entries.at(-1)?.isIntersecting) releaseHeld();
}).observe($('title'));

// rows that were removed come back when the reader scrolls up to them; an older page that the reader has opened begins where it does
const newest = find($('feed'), '.newest');
if (newest) {
  new IntersectionObserver(entries => {
    if (entries.at(-1)?.isIntersecting && options.trimmed) loadNeighbours('after');
  }, { rootMargin: '400px' }).observe(newest);
}
