/** Adds, updates, moves and removes the rows of items, in a window of the feed that stays small for as long as the page is open. */

import { $, find, findAll, rowsInOrder } from './dom.js';
import { dayOf, feedPath, formatDate, formatTime, options } from './format.js';
import { cloneTemplate, comesBefore, fillContent, patchContent, permalink, placeOf, setPart, setTime } from './parts.js';
import { wasSeen, watchRow } from './reading.js';

/** @typedef {import('./parts.js').Change} Change */

/** Rows that a page keeps, and the number of rows above that at which the most distant rows are removed. */
export const MAX_ROWS = 200;
const MAX_EXCESS = 40;

/** @type {Map<string, HTMLElement>} the rows under their days by item id */
const rows = new Map(rowsInOrder().map(row => [String(row.dataset.id), row]));
/** @param {string} id */
export const findRow = id => rows.get(id);

/** Returns the page cursor of a row, as the server makes it. @param {HTMLElement} row */
export const pageCursor = row =>
  btoa(`${daySection(row)?.dataset.date}/${row.dataset.at}/${row.dataset.firstSeq}`).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** @param {HTMLElement} row */
const daySection = row => /** @type {HTMLElement | null} */ (row.closest('.day'));

/** Returns true if the item is not among those that the page shows. A retracted item matches no filter. @param {Change} change */
export const leavesView = ({ change, day, item }) =>
  change === 'left' || (!item && Boolean(options.filtered)) || (Boolean(options.day) && day !== options.day);

/** Shows a change in the item's row and in the pinned item. Returns the row if it has been added. @param {Change} change */
export function updateRows(change) {
  if (rows.get(change.id)?.isConnected === false) rows.delete(change.id); // erased before this code was loaded
  const row = rows.get(change.id);
  if (row && change.seq <= Number(row.dataset.seq)) return undefined;
  const added = row || !change.item || leavesView(change) ? undefined : addRow(change);
  if (row && leavesView(change)) removeRow(row);
  else if (row) updateRow(row, change);
  added?.classList.add('added');
  added?.addEventListener('animationend', () => added.classList.remove('added'), { once: true });
  $('empty').hidden = rows.size > 0;
  return added;
}

/** Adds a row unless its place is on another page of the feed. @param {Change} change */
export function addRow(change) {
  const row = /** @type {HTMLElement} */ (cloneTemplate('row'));
  fillRow(row, change);
  if (!placeRow(row, change)) return undefined;
  rows.set(change.id, row);
  watchRow(row);
  return row;
}

/** @param {HTMLElement} row @param {Change} change */
function updateRow(row, change) {
  const focused = row.contains(document.activeElement);
  fillRow(row, change);
  if (change.item && Date.parse(row.dataset.at ?? '') !== Date.parse(change.item.publishedAt)) moveRow(row, change);
  if (!focused || !row.isConnected || row.contains(document.activeElement)) return;
  row.tabIndex = -1;
  (find(row, '.headline a') ?? row).focus({ preventScroll: true });
}

/** @param {HTMLElement} row */
function removeRow(row) {
  const focused = row.contains(document.activeElement);
  const ordered = rowsInOrder();
  const neighbour = ordered[ordered.indexOf(row) + 1] ?? ordered[ordered.indexOf(row) - 1];
  detach(row);
  rows.delete(String(row.dataset.id));
  if (focused) ((neighbour && find(neighbour, '.headline a')) ?? $('title')).focus({ preventScroll: true });
}

/** @param {HTMLElement} row @param {Change} change */
function moveRow(row, change) {
  detach(row);
  if (!placeRow(row, change)) rows.delete(change.id);
}

/** Takes a row out of the page, and its day if that has no other row. @param {HTMLElement} row */
function detach(row) {
  const section = daySection(row);
  row.remove();
  if (section && !find(section, '.item')) section.remove();
}

/** Shows the pinned item at the top of the first page, in addition to its own row. @param {Change} change */
export function updatePinned(change) {
  const list = $('pinned') && find($('pinned'), '.items');
  if (!list) return;
  const shown = /** @type {HTMLElement | null} */ (list.firstElementChild);
  if (change.item?.pinned) {
    const row = shown ?? cloneTemplate('row');
    fillRow(row, change);
    list.append(row);
  } else if (shown?.dataset.id === change.id) {
    shown.remove();
  }
  $('pinned').hidden = !list.firstElementChild;
}

/** @param {ParentNode} row */
const correctedAt = row => find(row, '.correction time')?.getAttribute('datetime');

/** Shows a change in a row. What stays the same is not touched. @param {HTMLElement} row @param {Change} change */
function fillRow(row, change) {
  const { id, seq, day, item, reason } = change;
  const filled = cloneTemplate('row');
  if (item) {
    fillContent(filled, id, day, item);
    // the reader has seen this row without its newest correction
    if (correctedAt(filled) && correctedAt(filled) !== correctedAt(row) && wasSeen(row)) row.dataset.reread = 'true';
    setPart(filled, '.reread', row.dataset.reread && true);
  } else {
    ['.badges', '.text', '.share'].forEach(part => setPart(filled, part));
    setPart(filled, '.reason', reason);
    const at = change.publishedAt ?? row.dataset.at;
    if (at) setTime(filled, '.time', at, formatTime(at));
  }
  setPart(filled, '.permalink', true, permalink(id));
  patchContent(row, filled);
  row.classList.toggle('retracted', !item);
  Object.assign(row.dataset, { id, seq });
}

/** Inserts a row at the place of its publication time. Returns false if that place is on another page of the feed. @param {HTMLElement} row @param {Change} change */
function placeRow(row, change) {
  Object.assign(row.dataset, placeOf(change).dataset);
  row.id = `item-${row.dataset.id}`;
  const others = rowsInOrder();
  const last = others.at(-1);
  if (options.older && last && comesBefore(last, row)) return false;
  if (!options.first && (!last || comesBefore(row, others[0]))) return false;
  const list = /** @type {HTMLElement} */ (find(openDay(change.day), '.items'));
  list.insertBefore(row, [...list.children].find(other => comesBefore(row, /** @type {HTMLElement} */ (other))) ?? null);
  return true;
}

/** Returns the section of a day, and creates it if it is missing. The newest day is the first section. @param {string} day */
function openDay(day) {
  const sections = findAll($('days'), '.day');
  const existing = sections.find(section => section.dataset.date === day);
  if (existing) return existing;
  const section = cloneTemplate('day');
  const heading = /** @type {HTMLElement} */ (find(section, 'h2'));
  heading.id = `day-${day}`;
  setTime(heading, 'time', day, formatDate('date', day));
  section.dataset.date = day;
  section.setAttribute('aria-labelledby', heading.id);
  const [next] = sections.filter(other => String(other.dataset.date) < day);
  $('days').insertBefore(section, next ?? null);
  markToday();
  return section;
}

/** Marks the heading of the present day. Call it when midnight may have passed. */
export function markToday(today = dayOf()) {
  for (const section of findAll($('days'), '.day')) {
    const mark = find(section, '.today');
    if (mark) mark.hidden = section.dataset.date !== today;
  }
}

/** Removes the rows that are too many, from the end or, if the reader is far down, from the start. @param {() => boolean} isFarDown */
export function trimRows(isFarDown) {
  if (rows.size <= MAX_ROWS + MAX_EXCESS) return;
  const ordered = rowsInOrder();
  if (isFarDown()) {
    ordered.slice(0, -MAX_ROWS).forEach(removeRow);
    leaveNewest();
  } else {
    ordered.slice(MAX_ROWS).forEach(removeRow);
    options.older = 'true';
    showNeighbours();
  }
}

/** Records that the rows do not reach the newest items of the feed any more. */
export function leaveNewest() {
  delete options.first;
  options.trimmed = 'true';
  showNeighbours();
}

/** Records which rows there are besides those on the page. @param {'before' | 'after'} direction @param {boolean} more */
export function setMore(direction, more) {
  if (direction === 'before') options.older = more ? 'true' : '';
  else {
    options.first = more ? '' : 'true';
    options.trimmed = more ? 'true' : '';
  }
  showNeighbours();
}

/** Links to the pages before and after the rows that are shown. */
export function showNeighbours() {
  for (const [selector, hidden, row] of /** @type {[string, boolean, HTMLElement?][]} */ ([['.more', !options.older, rowsInOrder().at(-1)], ['.newest', Boolean(options.first)]])) {
    const link = find($('feed'), selector);
    if (!link) continue;
    link.hidden = hidden;
    const url = feedUrl();
    if (row) url.searchParams.set('before', pageCursor(row));
    setPart(link, 'a', true, url.pathname + url.search);
  }
}

/** Returns the address of the newest page of the same view. */
export function feedUrl() {
  const url = new URL(location.href);
  url.pathname = feedPath;
  ['before', 'after', 'item'].forEach(name => url.searchParams.delete(name));
  url.hash = '';
  return url;
}
