/** Shows the changes of an item on its open page, and the feed's news beside it. */

import { $, eraseItem, find, findAll, removeMetadata } from './dom.js';
import { dayOf, formatDateTime, formatShortDay, formatSince, formatTime, labelText, options, text } from './format.js';
import {
  clearLanguage, cloneTemplate, itemUrl, patch, patchContent, placeEntry, placeOf, setBadges, setLanguage, setPart, setStory, setTime, updateAlert,
  viewUrl,
} from './parts.js';
import { subscribe } from './stream.js';

/** @typedef {import('./parts.js').Change} Change */
/** @typedef {import('./parts.js').Item} Item */

const MAX_NEWS = 20;
const CLOCK_INTERVAL = 10_000;
let article = $('item');
const { id, retractedTitle } = /** @type {Record<string, string>} */ (article.dataset);
let version = Number(article.dataset.version);

/** @param {Change} change */
function receive(change) {
  // at once, while the code for alerts may still have to be loaded
  if (!change.item) eraseItem(change);
  updateAlert(change);
  updateEntries(change);
  if (change.id !== id) return;
  if (!change.item) showRetraction(change.reason);
  else showArticle(change, change.item);
}

/** @param {Change} change @param {Item} item */
function showArticle(change, item) {
  const filled = cloneTemplate('article');
  fillArticle(filled, change, item);
  const title = find(article, 'h1')?.textContent ?? '';
  if (article.id) {
    if (document.title.startsWith(title)) document.title = item.title + document.title.slice(title.length);
    patchContent(article, filled);
  } else {
    document.title = retractedTitle.replace(/^.*? · /, () => `${item.title} · `);
    filled.id = 'item';
    replaceArticle(filled);
  }
  setLanguage(find(document, 'title'), item);
  if (Number(change.version) > version) showNotice(text('changed', formatSince(Date.now())));
  version = Number(change.version);
}

/** @param {HTMLElement} filled @param {Change} change @param {Item} item */
function fillArticle(filled, { day }, item) {
  setBadges(filled, item, day);
  setPart(filled, '.section a', item.section, item.section && viewUrl('section', item.section));
  setPart(filled, '.section', Boolean(item.section));
  setPart(filled, '.topics', Boolean(item.section || item.kicker));
  setPart(filled, 'h1', item.title);
  setPart(filled, '.lead', item.lead);
  setStory(filled, item);
  setTime(filled, '.published', item.publishedAt, formatDateTime(item.publishedAt));
  setPart(filled, '.source', item.source ?? text('full-story'), item.link);
  if (item.source) clearLanguage(find(filled, '.source'));
  setPart(filled, '.credit', Boolean(item.source || item.link));
  fillList(filled, '.corrections', item.corrections, (entry, { at, note }) => {
    setTime(entry, 'time', at, formatDateTime(at));
    setPart(entry, 'span', note);
  });
  fillList(filled, '.tags', item.tags, (entry, tag) => setPart(entry, 'a', tag, viewUrl('tag', tag)));
  // badges, times and headings are in the page's language
  findAll(filled, '.text:not(.tags)').forEach(part => setLanguage(part, item));
}

/** Repeats the entry of a list for each value, or removes the list if there are none. @param {HTMLElement} parent @param {string} selector @param {any[] | undefined} values @param {(entry: HTMLElement, value: any) => void} fill */
function fillList(parent, selector, values, fill) {
  const entry = find(parent, `${selector} li`);
  if (!values?.length || !entry) return find(parent, selector)?.remove();
  entry.replaceWith(...values.map(value => {
    const filled = /** @type {HTMLElement} */ (entry.cloneNode(true));
    fill(filled, value);
    return filled;
  }));
}

/** Makes the page that of a retracted item. @param {string | undefined} reason */
function showRetraction(reason) {
  const retracted = cloneTemplate('retracted');
  setPart(retracted, '.lead', reason);
  const heading = find(retracted, 'h1');
  replaceArticle(retracted);
  removeMetadata();
  document.title = retractedTitle;
  clearLanguage(find(document, 'title'));
  showNotice('');
  $('retracted').textContent = heading?.textContent ?? '';
}

/** @param {HTMLElement} next */
function replaceArticle(next) {
  const focused = article.contains(document.activeElement);
  article.replaceWith(next);
  article = next;
  if (focused) find(article, 'h1')?.focus();
}

/** @param {string} notice */
function showNotice(notice) {
  $('changed').textContent = notice;
  $('changed').classList.toggle('shown', Boolean(notice));
}

/** Shows a change in the news beside the item and in the list of related items. @param {Change} change */
function updateEntries(change) {
  const { item, day } = change;
  for (const list of findAll(document, '#news ol, #read-also ol, #read-also ul')) {
    const shown = findAll(list, 'li').find(entry => entry.dataset.id === change.id);
    const isNews = Boolean(list.closest('#news'));
    if (!item) shown?.remove();
    else if (shown || isNews) {
      const entry = cloneTemplate('entry');
      Object.assign(entry.dataset, { id: change.id, day, ...placeOf(change).dataset });
      setTime(entry, 'time', item.publishedAt, entryTime(item.publishedAt));
      setPart(entry, '.label', item.label && labelText(item.label));
      find(entry, '.label')?.setAttribute('data-label', item.label);
      setPart(entry, 'a', item.title, itemUrl(change.id));
      setLanguage(find(entry, 'a'), item);
      if (shown) patch(shown, entry);
      if (isNews) placeEntry(list, shown ?? entry, MAX_NEWS);
    }
  }
}

/** Formats a time of day, with the day unless that is today. @param {string} instant */
const entryTime = instant =>
  dayOf(instant) === dayOf() ? formatTime(instant) : `${formatShortDay(dayOf(instant))} ${formatTime(instant)}`;

/** Shows which entries are today's, also after midnight has passed while the computer slept. */
function markTodayAfterMidnight() {
  for (const time of findAll(document, '.entry time')) {
    const shown = entryTime(time.getAttribute('datetime') ?? '');
    if (time.textContent !== shown) time.textContent = shown;
  }
}

/** @param {string} state @param {number} lastContact @param {number} behind */
function showConnection(state, lastContact, behind) {
  if (!$('status')) return;
  const status = state === 'behind' ? text(state, behind) : text(state, formatSince(lastContact));
  if ($('status').textContent !== status) $('status').textContent = status;
  $('bar').dataset.state = state;
}

if (find(document, '#alerts .alert')) import('./alerts.js');
setInterval(markTodayAfterMidnight, CLOCK_INTERVAL);
subscribe(/** @type {any} */ (options), { item: receive, day: markTodayAfterMidnight }, showConnection);
if (find(document, 'button.share')) import('./share.js');
