import { $, toLocalInput } from './page.js';
import { texts } from './texts.js';

// The fields of the item form.
const form = $('#item-form');
const TEXT_FIELDS = ['title', 'label', 'lead', 'link'];
const FIELDS = [...TEXT_FIELDS, 'kicker', 'embargoedUntil', 'keyEvent', 'minor', 'note'];

export const field = (name) => form.elements.namedItem(name);

/** Offers the standard labels and the feed's own. A selected label stays selected, also if the feed does not have it. */
export function setLabels(feedLabels) {
  const all = [...Object.entries(texts.labels), ...feedLabels.map((label) => [label, label])];
  const selected = field('label').value;
  field('label').replaceChildren(new Option(texts.noLabel, ''), ...all.map(([value, text]) => new Option(text, value)));
  select('label', selected);
}

/** Selects a value. One that is not offered is added. */
function select(name, value) {
  const options = [...field(name).options];
  if (!options.some((option) => option.value === value)) field(name).append(new Option(value, value));
  field(name).value = value;
}

/** Shows an item's content. */
export function showItem(item) {
  const kicker = item.kicker?.text;
  const embargoedUntil = item.embargoedUntil && toLocalInput(item.embargoedUntil);
  setValues({ ...Object.fromEntries(FIELDS.map((name) => [name, item[name]])), kicker, embargoedUntil });
}

/** Sets the fields. One without a value is emptied. */
export function setValues(fields) {
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'label') select(name, value ?? '');
    else if (field(name).type === 'checkbox') field(name).checked = value ?? false;
    else field(name).value = value ?? '';
  }
}

export const values = () => Object.fromEntries(FIELDS.map((name) => [name, field(name).type === 'checkbox' ? field(name).checked : field(name).value]));

/** Returns the whole item: the form's fields, and the base's content that the form lacks. */
export function itemIn(base) {
  const item = { ...base };
  for (const name of TEXT_FIELDS) setOrDelete(item, name, field(name).value.trim());
  const kicker = field('kicker').value.trim();
  if (kicker !== (item.kicker?.text ?? '')) setOrDelete(item, 'kicker', kicker && { text: kicker });
  setOrDelete(item, 'keyEvent', field('keyEvent').checked);
  const until = $('#embargo').hidden ? '' : field('embargoedUntil').value;
  // the input has no seconds: an unchanged value must keep those of the item
  const unchanged = until && item.embargoedUntil && until === toLocalInput(item.embargoedUntil);
  if (!unchanged) setOrDelete(item, 'embargoedUntil', until && new Date(until).toISOString());
  return item;
}

function setOrDelete(item, name, value) {
  if (value) item[name] = value;
  else delete item[name];
}

/** Returns true if the time until which the item is held is entered in part only. It would be sent as no time at all. */
export const hasPartialEmbargo = () => !$('#embargo').hidden && field('embargoedUntil').validity.badInput;

/** Marks and focuses the form's field of this name. */
export function markInvalid(name) {
  const input = field(name);
  if (!input) return;
  input.setAttribute('aria-invalid', 'true');
  input.focus();
}

/** Marks and focuses the form's field that the problem names. */
export function markInvalidField(problem) {
  const name = problem?.field?.replace(/^item\./, '').split('.')[0];
  if (name) markInvalid(name);
}
