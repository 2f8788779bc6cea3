/** Keeps the list of key moments, which also has those of items without a row on the page. */

import { $, find, findAll } from './dom.js';
import { dayOf, formatShortDay, formatTime } from './format.js';
import { cloneTemplate, patch, permalink, placeEntry, placeOf, setLanguage, setPart, setTime } from './parts.js';
import { leavesView } from './rows.js';

const MAX_MOMENTS = 50;

/** @param {string} id the id of the list's section */
const listOf = id => $(id) && find($(id), 'ol');

/** Shows a change in the key moments and in those since the last visit. @param {import('./parts.js').Change} change */
export function updateMoments(change) {
  updateList('key-events', change, true);
  updateList('since', change, false);
}

/** @param {string} id @param {import('./parts.js').Change} change @param {boolean} adds true if the list gets new moments */
function updateList(id, change, adds) {
  const list = listOf(id);
  if (!list) return;
  const shown = findAll(list, 'li').find(entry => entry.dataset.id === change.id);
  const { item } = change;
  if (!item?.keyEvent || leavesView(change)) shown?.remove();
  else if (shown || adds) {
    const entry = momentOf({ ...item, id: change.id, day: change.day });
    Object.assign(entry.dataset, placeOf(change).dataset);
    if (shown) patch(shown, entry);
    placeEntry(list, shown ?? entry, MAX_MOMENTS);
  }
  if (adds) showMoments();
}

/** Returns an entry of a list of key moments. @param {import('./parts.js').Item} item */
export function momentOf(item) {
  const { id, title, publishedAt, day } = item;
  const entry = cloneTemplate('key-event');
  Object.assign(entry.dataset, { id, at: publishedAt, day });
  setPart(entry, '.day', formatShortDay(day));
  find(entry, '.day')?.toggleAttribute('hidden', day === dayOf());
  setTime(entry, 'time', publishedAt, formatTime(publishedAt));
  setPart(entry, 'a', title, permalink(id));
  setLanguage(find(entry, 'a'), item);
  return entry;
}

/** Shows the key moments if there are any, and the day of each whose day is not that of the moment above or, for the first, today. */
export function showMoments() {
  const list = listOf('key-events');
  if (!list) return;
  let shown = dayOf();
  for (const entry of findAll(list, 'li')) {
    const { day = shown } = entry.dataset;
    find(entry, '.day')?.toggleAttribute('hidden', day === shown);
    shown = day;
  }
  $('key-events').hidden = !list.children.length;
}
