/** Adds, updates, moves and removes the rows of items. A `change` is the data of an `item` event of the stream. */

import { formatDate, formatDateTime, formatTime, formatUpdate, labelText, options } from './format.js';

export const $ = id => document.getElementById(id);
export const cloneTemplate = name => $(`${name}-template`).content.firstElementChild.cloneNode(true);
export const rowsInOrder = () => [...$('days').querySelectorAll('.item')];
/** @type {Map<string, HTMLElement>} the rows under their days by item id */
const rows = new Map(rowsInOrder().map(row => [row.dataset.id, row]));
export const findRow = id => rows.get(id);

const publishedAt = row => Date.parse(row.dataset.at);
/** Returns true if the first element's item stands above the second's: the later publication first. */
export const comesBefore = (a, b) => (publishedAt(b) - publishedAt(a) || b.dataset.firstSeq - a.dataset.firstSeq) < 0;

/** Sets the text and the link of a part of an element, or removes the part if the value is falsy. `true` keeps the present text. */
export function setPart(element, selector, value, link) {
  const part = element.querySelector(selector);
  if (!value) part.remove();
  else if (value !== true) part.textContent = value;
  if (link) part.href = link;
}

/** Shows a change in the item's row, the pinned item and the key events. Returns the row if it has been added. */
export function updateRows(change) {
  const row = rows.get(change.id);
  const added = row || !change.item || leavesView(change) ? undefined : addRow(change);
  if (row && leavesView(change)) removeRow(row);
  else if (row) updateRow(row, change);
  if ($('pinned')) updatePinned(change);
  updateKeyEvents();
  $('empty').hidden = rows.size > 0;
  return added;
}

/** Returns true if the item is not among those that the page shows. A retracted item matches no filter. */
const leavesView = ({ change, day, item }) => change === 'left' || (!item && Boolean(options.filtered)) || (Boolean(options.day) && day !== options.day);

function addRow(change) {
  const row = cloneTemplate('row');
  fillRow(row, change);
  if (!placeRow(row, change)) return undefined;
  rows.set(change.id, row);
  row.classList.add('added');
  row.addEventListener('animationend', () => row.classList.remove('added'), { once: true });
  return row;
}

function updateRow(row, change) {
  const focused = row.contains(document.activeElement);
  fillRow(row, change);
  if (change.item && publishedAt(row) !== Date.parse(change.item.publishedAt)) moveRow(row, change);
  if (!focused || !row.isConnected) return;
  row.tabIndex = -1;
  (row.querySelector('.headline a') ?? row).focus({ preventScroll: true });
}

function removeRow(row) {
  const focused = row.contains(document.activeElement);
  const ordered = rowsInOrder();
  const neighbour = ordered[ordered.indexOf(row) + 1] ?? ordered[ordered.indexOf(row) - 1];
  const section = row.closest('.day');
  row.remove();
  rows.delete(row.dataset.id);
  if (!section.querySelector('.item')) section.remove();
  if (focused) (neighbour?.querySelector('.headline a') ?? $('title')).focus({ preventScroll: true });
}

function moveRow(row, change) {
  const section = row.closest('.day');
  row.remove();
  if (!placeRow(row, change)) rows.delete(change.id);
  if (!section.querySelector('.item')) section.remove();
}

/** Shows the pinned item at the top of the first page, in addition to its own row. */
function updatePinned(change) {
  const list = $('pinned').querySelector('.items');
  const shown = list.firstElementChild;
  if (change.item?.pinned) {
    const row = shown ?? cloneTemplate('row');
    fillRow(row, change);
    list.append(row);
  } else if (shown?.dataset.id === change.id) {
    shown.remove();
  }
  $('pinned').hidden = !list.firstElementChild;
}

/** Lists the key events on the page, newest first. */
function updateKeyEvents() {
  const list = $('key-events').querySelector('ol');
  const entries = rowsInOrder().filter(row => row.querySelector('.key')).map(row => {
    const entry = cloneTemplate('key-event');
    const time = row.querySelector('.time');
    const { lang } = row.querySelector('.content');
    entry.querySelector('time').dateTime = time.dateTime;
    entry.querySelector('time').textContent = time.textContent;
    setPart(entry, 'a', row.querySelector('.headline a').textContent, `#${row.id}`);
    if (lang) entry.querySelector('a').lang = lang;
    return entry;
  });
  const same = entries.length === list.children.length && entries.every((entry, i) => entry.isEqualNode(list.children[i]));
  if (!same) list.replaceChildren(...entries);
  $('key-events').hidden = !entries.length;
}

/** Replaces everything that a row shows. */
function fillRow(row, { id, seq, day, item, reason }) {
  const filled = cloneTemplate('row');
  if (item) {
    fillContent(filled, id, day, item);
  } else {
    ['.badges', '.headline', '.lead', '.correction', '.source'].forEach(part => setPart(filled, part));
    setPart(filled, '.reason', reason);
    filled.querySelector('.time').replaceWith(row.querySelector('.time'));
  }
  row.replaceChildren(...filled.childNodes);
  row.classList.toggle('retracted', !item);
  row.dataset.id = id;
  row.dataset.seq = seq;
}

function fillContent(row, id, day, item) {
  const correction = item.corrections?.at(-1);
  setPart(row, '.pinned', item.pinned);
  setPart(row, '.label', item.label && labelText(item.label));
  row.querySelector('.label')?.setAttribute('data-label', item.label);
  setPart(row, '.key', item.keyEvent);
  setPart(row, '.corrected', correction && true);
  setPart(row, '.updated', item.updatedAt && formatUpdate(new Date(item.updatedAt), day));
  setPart(row, '.kicker', item.kicker?.text, item.kicker?.link);
  setPart(row, '.headline a', item.title, options.items + encodeURIComponent(id));
  setPart(row, '.lead', item.lead);
  setPart(row, '.note', correction?.note);
  setPart(row, '.correction time', correction && formatDateTime(new Date(correction.at)));
  setPart(row, '.correction', correction && true);
  row.querySelector('.correction time')?.setAttribute('datetime', correction.at);
  setPart(row, '.source', item.source, item.link);
  setPart(row, '.retraction');
  if (item.language) row.querySelector('.content').lang = item.language;
  const time = row.querySelector('.time');
  time.dateTime = item.publishedAt;
  time.textContent = formatTime(new Date(item.publishedAt));
}

/** Inserts a row at the place of its publication time. Returns false if that place is on another page of the feed. */
function placeRow(row, { day, item }) {
  row.dataset.at = item.publishedAt;
  row.dataset.firstSeq = item.firstSeq;
  row.id = `item-${row.dataset.id}`;
  const others = rowsInOrder();
  if (options.older && others.length && comesBefore(others.at(-1), row)) return false;
  if (!options.first && (!others.length || comesBefore(row, others[0]))) return false;
  const list = daySection(day).querySelector('.items');
  list.insertBefore(row, [...list.children].find(other => comesBefore(row, other)) ?? null);
  return true;
}

/** Returns the section of a day, and creates it if it is missing. The newest day is the first section. */
function daySection(day) {
  const sections = [...$('days').children];
  const existing = sections.find(section => section.dataset.date === day);
  if (existing) return existing;
  const section = cloneTemplate('day');
  const heading = section.querySelector('h2');
  heading.id = `day-${day}`;
  heading.firstElementChild.dateTime = day;
  heading.firstElementChild.textContent = formatDate('date', day);
  section.dataset.date = day;
  section.setAttribute('aria-labelledby', heading.id);
  $('days').insertBefore(section, sections.find(other => other.dataset.date < day) ?? null);
  return section;
}
