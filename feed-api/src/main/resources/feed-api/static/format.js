/** Formats texts, labels and dates as the server does: in the page's language and the feed's time zone. All texts are data attributes of #feed. */

const feed = /** @type {HTMLElement} */ (document.getElementById('feed'));
export const options = /** @type {Record<string, string>} */ (/** @type {unknown} */ (feed.dataset));
export const feedPath = options.items.replace(/\/items\/$/, '');
export const pageLanguage = document.documentElement.lang;

let zone = options.zone;
try {
  new Intl.DateTimeFormat('en', { timeZone: zone });
} catch {
  // the browser does not know it
  zone = 'UTC';
}

// numeric forms in the order of ISO 8601, which the server uses in every language
const timeFormat = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
const partsFormat = new Intl.DateTimeFormat(`${pageLanguage}-u-nu-latn`, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const pluralRules = new Intl.PluralRules(pageLanguage);
const listFormat = new Intl.ListFormat(pageLanguage, { type: 'unit', style: 'short' });

/**
 * Returns the page's text for a key, with {0}, {1} and so on replaced by the values. The first value decides the plural form if it is a number.
 *
 * @param {string} key @param {...(string | number)} values
 */
export function text(key, ...values) {
  const form = typeof values[0] === 'number' && feed.getAttribute(`data-text-${key}-${pluralRules.select(values[0])}`);
  const pattern = form || (feed.getAttribute(`data-text-${key}-other`) ?? feed.getAttribute(`data-text-${key}`) ?? '');
  return pattern.replace(/{(\d)}/g, (_, index) => String(values[index] ?? ''));
}

/** @param {string} slug */
export const labelText = slug =>
  feed.getAttribute(`data-label-${slug}`) ?? slug[0].toUpperCase() + slug.slice(1).replaceAll('-', ' ');

/** @param {string[]} parts */
export const formatList = parts => listFormat.format(parts);

/** @typedef {string | number | Date} Instant */
/** @param {Instant} instant */
export const formatTime = instant => timeFormat.format(new Date(instant));
/** Returns the day (ISO 8601) of an instant in the feed's zone. @param {Instant} [instant] now if left out */
export const dayOf = (instant = Date.now()) => dayFormat.format(new Date(instant));

/** Formats a day (ISO 8601) and a time of day by the server's pattern for the key. @param {string} patternKey @param {string} day @param {string} [time] */
export function formatDate(patternKey, day, time = '') {
  const parts = Object.fromEntries(partsFormat.formatToParts(new Date(day)).map(part => [part.type, part.value]));
  /** @type {Record<string, string>} */
  const values = { EEEE: parts.weekday, d: parts.day, MMMM: parts.month, yyyy: parts.year, 'HH:mm': time };
  return text(patternKey).replace(/EEEE|MMMM|yyyy|HH:mm|d/g, letters => values[letters]);
}

/** Formats a day (ISO 8601), without its year if that is this year's. @param {string} day */
export const formatShortDay = day =>
  formatDate(day.slice(0, 4) === dayOf().slice(0, 4) ? 'moment' : 'date-time', day).replace(/[,،]\s*$/, '');

/** @param {Instant} instant */
export const formatDateTime = instant => formatDate('date-time', dayOf(instant), formatTime(instant));
/** Formats a past instant: its time of day, with the date unless that is today. @param {Instant} instant */
export const formatSince = instant => dayOf(instant) === dayOf() ? formatTime(instant) : formatDateTime(instant);

/** Formats an item's update. The time is left out if the update was not on the item's day, because the time alone would then mislead. @param {Instant} instant @param {string} day */
export const formatUpdate = (instant, day) => dayOf(instant) === day ? text('updated-at', formatTime(instant)) : text('updated');
