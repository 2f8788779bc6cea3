/** Formats texts, labels and dates as the server does: in the page's language and the feed's time zone. All texts are data attributes of #feed. */

const feed = document.getElementById('feed');
export const options = feed.dataset;
export const pageLanguage = document.documentElement.lang;

// numeric forms in the order of ISO 8601, which the server uses in every language
const timeFormat = new Intl.DateTimeFormat('en-GB', { timeZone: options.zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: options.zone, year: 'numeric', month: '2-digit', day: '2-digit' });
const partsFormat = new Intl.DateTimeFormat(pageLanguage, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** Returns the page's text for a key, with {0} replaced by the value. */
export const text = (key, value) => feed.getAttribute(`data-text-${key}`).replace('{0}', value);

export const labelText = slug =>
  feed.getAttribute(`data-label-${slug}`) ?? slug[0].toUpperCase() + slug.slice(1).replaceAll('-', ' ');

export const formatTime = instant => timeFormat.format(instant);

/** Formats a day (ISO 8601) and a time of day by the server's pattern for the key. */
export function formatDate(patternKey, day, time) {
  const parts = Object.fromEntries(partsFormat.formatToParts(new Date(day)).map(part => [part.type, part.value]));
  const values = { EEEE: parts.weekday, d: parts.day, MMMM: parts.month, yyyy: parts.year, 'HH:mm': time };
  return text(patternKey).replace(/EEEE|MMMM|yyyy|HH:mm|d/g, letters => values[letters]);
}

export const formatDateTime = instant => formatDate('date-time', dayFormat.format(instant), formatTime(instant));

/** Formats an item's update. The time is left out if the update was not on the item's day, because the time alone would then mislead. */
export const formatUpdate = (instant, day) =>
  dayFormat.format(instant) === day ? text('updated-at', formatTime(instant)) : text('updated');
