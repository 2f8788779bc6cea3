import { cleanHtml } from './body-editor.js';
import { $, showNotice, toLocalInput } from './page.js';
import { texts } from './texts.js';

// The fields of the item form.
const form = $('#item-form');
const TEXT_FIELDS = ['title', 'label', 'lead', 'body', 'link', 'section', 'source'];
const FIELDS = [...TEXT_FIELDS, 'kicker', 'kickerLink', 'tags', 'authors', 'imageUrl', 'imageAlt', 'imageCredit', 'publishedAt', 'embargoedUntil', 'keyEvent', 'minor', 'note'];
const HOUR = 3_600_000;

export const field = (name) => form.elements.namedItem(name);

/** Offers the standard labels and the feed's own. A selected label stays selected, also if the feed does not have it. */
export function setLabels(feedLabels) {
  const all = [...Object.entries(texts.labels), ...feedLabels.map((label) => [label, label])];
  const selected = field('label').value;
  field('label').replaceChildren(new Option(texts.noLabel, ''), ...all.map(([value, text]) => new Option(text, value)));
  select('label', selected);
}

/** Returns true if the field has an option of this value. */
export const offers = (name, value) => [...field(name).options].some((option) => option.value === value);

/** Selects a value. One that is not offered is added. */
function select(name, value) {
  if (!offers(name, value)) field(name).append(new Option(value, value));
  field(name).value = value;
}

/** Shows an item's content. */
export function showItem(item) {
  setValues(fieldsOf(item));
}

/** Returns the values of the fields for an item's content. */
export function fieldsOf(item) {
  const named = FIELDS.map((name) => [name, item[name] ?? (['keyEvent', 'minor'].includes(name) ? false : '')]);
  return { ...Object.fromEntries(named), ...partsOf(item) };
}

/** Returns what the form calls a field. */
export const labelOf = (name) =>
  name === 'body' ? $('#body-label').textContent : [...field(name).closest('label').childNodes].filter((node) => node instanceof Text).map((node) => node.data).join(' ').trim();

/** The values of the fields that are not members of the item by themselves. */
function partsOf({ kicker, tags = [], authors = [], image, publishedAt, embargoedUntil }) {
  return {
    kicker: kicker?.text ?? '',
    kickerLink: kicker?.link ?? '',
    tags: tags.join(', '),
    authors: authors.map(({ name }) => name).join(', '),
    imageUrl: image?.url ?? '',
    imageAlt: image?.alt ?? '',
    imageCredit: image?.credit ?? '',
    publishedAt: publishedAt ? toLocalInput(publishedAt) : '',
    embargoedUntil: embargoedUntil ? toLocalInput(embargoedUntil) : '',
  };
}

/** Sets the fields. One without a value is emptied. */
export function setValues(fields) {
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'label') select(name, value ?? '');
    else if (field(name).type === 'checkbox') field(name).checked = value ?? false;
    else field(name).value = value ?? '';
  }
  if ('body' in fields) $('#body').innerHTML = cleanHtml(field('body').value);
}

export const values = () => Object.fromEntries(FIELDS.map((name) => [name, field(name).type === 'checkbox' ? field(name).checked : field(name).value]));

/** Returns the whole item: the form's fields, and the base's content that the form lacks. */
export function itemIn(base) {
  const item = { ...base };
  for (const name of TEXT_FIELDS) setOrDelete(item, name, field(name).value.trim());
  // an unchanged field must keep what it does not show: seconds, addresses of authors, sizes of images
  const before = partsOf(item);
  const changed = (...names) => names.some((name) => field(name).value.trim() !== before[name]);
  const text = (name) => field(name).value.trim();
  if (changed('kicker', 'kickerLink')) setOrDelete(item, 'kicker', text('kicker') && { text: text('kicker'), ...(text('kickerLink') && { link: text('kickerLink') }) });
  if (changed('tags')) setOrDelete(item, 'tags', list('tags'));
  if (changed('authors')) setOrDelete(item, 'authors', list('authors').map((name) => item.authors?.find((author) => author.name === name) ?? { name }));
  if (changed('imageUrl', 'imageAlt', 'imageCredit')) setOrDelete(item, 'image', imageIn(item.image));
  setOrDelete(item, 'keyEvent', field('keyEvent').checked);
  if ($('#embargo').hidden) delete item.embargoedUntil;
  else if (changed('embargoedUntil')) setTime(item, 'embargoedUntil');
  if (changed('publishedAt')) setTime(item, 'publishedAt');
  return item;
}

const list = (name) => field(name).value.split(',').map((entry) => entry.trim()).filter(Boolean);

function setTime(item, name) {
  setOrDelete(item, name, field(name).value && new Date(field(name).value).toISOString());
}

function imageIn(before) {
  const [url, alt, credit] = ['imageUrl', 'imageAlt', 'imageCredit'].map((name) => field(name).value.trim());
  if (!url) return null;
  const { width, height } = before?.url === url ? before : {};
  return Object.fromEntries(Object.entries({ url, alt, credit, width, height }).filter(([, value]) => value));
}

/** Returns true if there is an image without a text for those who do not see it. */
const imageLacksText = () => Boolean(field('imageUrl').value.trim()) && !field('imageAlt').value.trim();

/** Offers the sections and tags that the feed's items have. */
export function offerKnownValues(entries) {
  const known = (values) => [...new Set(values.filter(Boolean))].sort().map((value) => new Option(value));
  $('#sections').replaceChildren(...known(entries.map(({ content }) => content?.section)));
  $('#known-tags').replaceChildren(...known(entries.flatMap(({ content }) => content?.tags ?? [])));
}

/** Completes the last of several tags. */
export function completeTag() {
  const input = field('tags');
  const last = input.value.split(',').at(-1).trim().toLowerCase();
  const known = [...$('#known-tags').options].map((option) => option.value);
  const before = list('tags').slice(0, -1);
  const offered = last ? known.filter((tag) => tag.toLowerCase().startsWith(last) && !before.includes(tag)).slice(0, 8) : [];
  $('#tag-completions').replaceChildren(...offered.map((tag) => new Option([...before, tag].join(', '))));
}

/** Shows the end of the embargo in the time zone of the feed, and a warning if that time occurs twice. */
export function showClocks(zone) {
  const typed = field('embargoedUntil').value;
  const end = typed ? new Date(typed) : null;
  if (!end) return $('#embargo-clock').replaceChildren();
  const format = (/** @type {string} */ timeZone = undefined) => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(end);
  const isTwice = [-HOUR, HOUR].some((shift) => toLocalInput(Number(end) + shift) === typed);
  // a zone may have several names, so the clocks are compared
  const there = zone && format(zone) !== format() ? texts.inZone(format(zone), zone) : '';
  const gap = toLocalInput(end) !== typed ? texts.timeInGap(toLocalInput(end).slice(11)) : '';
  $('#embargo-clock').textContent = [there, gap || (isTwice ? texts.timeTwice(end) : '')].filter(Boolean).join(' ');
}

function setOrDelete(item, name, value) {
  if (value && !(Array.isArray(value) && !value.length)) item[name] = value;
  else delete item[name];
}

/** Returns true if the time until which the item is held is entered in part only. It would be sent as no time at all. */
const hasPartialEmbargo = () => !$('#embargo').hidden && field('embargoedUntil').validity.badInput;

/** Returns false, and says why in the container, if the form cannot be sent as it is. */
export function isComplete(container) {
  const [problem, name] = hasPartialEmbargo() ? [texts.partialEmbargo, 'embargoedUntil'] : imageLacksText() ? [texts.imageLacksText, 'imageAlt'] : [];
  if (!problem) return true;
  showNotice(container, 'bad', problem);
  markInvalid(name);
  return false;
}

/** Marks and focuses the form's field of this name. */
function markInvalid(name) {
  const input = field(name);
  if (!input) return;
  input.setAttribute('aria-invalid', 'true');
  // an optional field may be folded away
  input.closest('details')?.setAttribute('open', '');
  (name === 'body' ? $('#body') : input).focus();
}

/** Marks and focuses the form's field that the problem names. */
export function markInvalidField(problem) {
  const path = problem?.field?.replace(/^item\./, '') ?? '';
  const name = { 'image.url': 'imageUrl', 'image.alt': 'imageAlt', 'image.credit': 'imageCredit', image: 'imageUrl', 'kicker.link': 'kickerLink' }[path] ?? path.split(/[.[]/)[0];
  if (name) markInvalid(name);
}
