/** Shows breaking items above everything else until they expire. */

import { options, pageLanguage, text } from './format.js';
import { $, cloneTemplate, comesBefore, setPart } from './rows.js';

/** Longest delay in ms of a browser's timer, which counts in 32 bits. */
const MAX_DELAY = 2 ** 31 - 1;
let expiryTimer;
/** The id and title of the item that the live region names. */
let announced = {};

const alerts = () => [...$('alerts').querySelectorAll('.alert')];
const expiry = alert => Date.parse(alert.dataset.until);
/** Returns true if the first alert stands above the second: major before minor, then the newest first. */
const precedes = (a, b) => a.dataset.level === b.dataset.level ? comesBefore(a, b) : a.dataset.level === 'major';

/** Adds, updates or removes the alert of a changed item. */
export function renderAlert({ id, seq, item }) {
  const shown = alerts().find(alert => alert.dataset.id === id);
  const breaking = item?.breaking;
  if (breaking && Date.parse(breaking.until) > Date.now()) {
    const alert = shown ?? cloneTemplate('alert');
    Object.assign(alert.dataset, { id, seq, at: item.publishedAt, firstSeq: item.firstSeq, level: breaking.level, until: breaking.until });
    setPart(alert, '.level', text(breaking.level));
    setPart(alert, 'a', item.title, options.items + encodeURIComponent(id));
    alert.querySelector('a').lang = item.language ?? pageLanguage;
    const others = alerts().filter(other => other !== alert);
    $('alerts').firstElementChild.insertBefore(alert, others.find(other => precedes(alert, other)) ?? null);
    if (!shown) announce(id, breaking.level, item.title);
  } else {
    shown?.remove();
  }
  removeExpiredAlerts();
}

function announce(id, level, title) {
  announced = { id, title };
  $('alert').textContent = `${text(level)}: ${title}`;
}

/** Empties the live region unless an alert still shows what it says. */
function removeOutdatedAnnouncement() {
  const current = alerts().some(alert => alert.dataset.id === announced.id && alert.querySelector('a').textContent === announced.title);
  if (!current) $('alert').textContent = '';
}

/** Removes alerts at their expiry, even if the change that ends them is late. */
export function removeExpiredAlerts() {
  const now = Date.now();
  alerts().filter(alert => expiry(alert) <= now).forEach(alert => alert.remove());
  removeOutdatedAnnouncement();
  $('alerts').hidden = !alerts().length;
  clearTimeout(expiryTimer);
  if (alerts().length) expiryTimer = setTimeout(removeExpiredAlerts, Math.min(MAX_DELAY, ...alerts().map(alert => expiry(alert) - now)));
}
