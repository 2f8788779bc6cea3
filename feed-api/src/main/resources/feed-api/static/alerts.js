/** Shows breaking items above everything else until they expire. */

import { $, find, findAll, isScrolled } from './dom.js';
import { text } from './format.js';
import { cloneTemplate, itemUrl, patch, setLanguage, setPart } from './parts.js';

/** Longest delay in ms of a browser's timer, which counts in 32 bits. */
const MAX_DELAY = 2 ** 31 - 1;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let expiryTimer;
/** @type {{id?: string, title?: string}} the item that the live region names */
let announced = {};

const alerts = () => findAll($('alerts'), '.alert');
/** @param {HTMLElement} alert */
const expiry = alert => Date.parse(alert.dataset.until ?? '');
/** @param {HTMLElement} alert */
const order = ({ dataset }) => [dataset.level === 'major' ? 1 : 0, Date.parse(dataset.at ?? ''), Number(dataset.firstSeq)];

/** Returns true if the first alert stands above the second: major before minor, then the newest first. @param {HTMLElement} a @param {HTMLElement} b */
function precedes(a, b) {
  const [first, second] = [order(a), order(b)];
  const differing = first.findIndex((value, i) => value !== second[i]);
  return differing >= 0 && first[differing] > second[differing];
}

/** Adds, updates or removes the alert of a changed item. @param {import('./parts.js').Change} change */
export const renderAlert = change => keepStripLow(() => render(change));

/**
 * Changes the alerts. While the page is scrolled they stand beside the connection's state: the strip must not cover more of what is being
 * read, nor move it.
 *
 * @param {() => HTMLElement | undefined} change returns the alert that has been added
 */
function keepStripLow(change) {
  const strip = $('strip'), height = strip.offsetHeight, scrolled = isScrolled();
  const added = change();
  strip.classList.toggle('low', scrolled && !$('alerts').hidden);
  if (scrolled) scrollBy(0, strip.offsetHeight - height);
  if (added) $('alerts').scrollTop = added.offsetTop - alerts()[0].offsetTop;
}

/** Returns the alert if it has been added. @param {import('./parts.js').Change} change */
function render({ id, seq, item }) {
  const shown = alerts().find(alert => alert.dataset.id === id);
  const breaking = item?.breaking;
  let added;
  if (item && breaking && Date.parse(breaking.until) > Date.now()) {
    const filled = cloneTemplate('alert');
    Object.assign(filled.dataset, { id, seq, at: item.publishedAt, firstSeq: item.firstSeq, level: breaking.level, until: breaking.until });
    setPart(filled, '.level', text(breaking.level));
    setPart(filled, 'a', item.title, itemUrl(id));
    setLanguage(find(filled, 'a'), item);
    if (shown) patch(shown, filled);
    const alert = shown ?? filled;
    const next = alerts().find(other => other !== alert && precedes(alert, other)) ?? null;
    if (!shown || alert.nextElementSibling !== next) $('alerts').firstElementChild?.insertBefore(alert, next);
    if (!shown) {
      added = alert;
      announce(id, breaking.level, item.title);
    }
  } else {
    shown?.remove();
  }
  removeExpired();
  return added;
}

/** @param {string} id @param {string} level @param {string} title */
function announce(id, level, title) {
  announced = { id, title };
  $('alert').textContent = `${text(level)}: ${title}`;
}

/** Empties the live region unless an alert still shows what it says. */
function removeOutdatedAnnouncement() {
  const current = alerts().some(alert => alert.dataset.id === announced.id && find(alert, 'a')?.textContent === announced.title);
  if (!current) $('alert').textContent = '';
}

/** Removes alerts at their expiry, even if the change that ends them is late. @returns {undefined} */
function removeExpired() {
  const now = Date.now();
  alerts().filter(alert => expiry(alert) <= now).forEach(alert => alert.remove());
  removeOutdatedAnnouncement();
  $('alerts').hidden = !alerts().length;
  clearTimeout(expiryTimer);
  if (alerts().length) expiryTimer = setTimeout(() => keepStripLow(removeExpired), Math.min(MAX_DELAY, ...alerts().map(alert => expiry(alert) - now)));
}

removeExpired();
new IntersectionObserver(entries => {
  if (entries.at(-1)?.isIntersecting) $('strip').classList.remove('low');
}).observe($('title'));
