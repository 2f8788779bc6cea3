import { isUndecided, sendCommand } from './api.js';
import { path } from './entries.js';
import { $, toLocalInput } from './page.js';
import { texts } from './texts.js';

// The item form. Its mode is publish, update, correct or restore.
const form = $('#item-form');
const TEXT_FIELDS = ['title', 'label', 'lead', 'link'];
let mode = 'publish';
let edited = null;

export const field = (name) => form.elements.namedItem(name);
export const isEditing = (entry) => edited !== null && edited.feed === entry?.feed && edited.id === entry?.id;

/** Offers the standard labels and the feed's own. */
export function setLabels(feedLabels) {
  const all = [...Object.entries(texts.labels), ...feedLabels.map((label) => [label, label])];
  const selected = field('label').value;
  field('label').replaceChildren(new Option(texts.noLabel, ''), ...all.map(([value, text]) => new Option(text, value)));
  field('label').value = selected;
}

/** Empties the form for a new item. */
export function startNewItem() {
  fillForm('publish', null);
}

/** Fills the form with an item to update, correct or restore. */
export function edit(newMode, entry) {
  fillForm(newMode, entry);
  field(newMode === 'correct' ? 'note' : 'title').focus();
}

function fillForm(newMode, entry) {
  mode = newMode;
  edited = entry;
  const item = entry?.content ?? {};
  for (const name of TEXT_FIELDS) field(name).value = item[name] ?? '';
  field('kicker').value = item.kicker?.text ?? '';
  field('keyEvent').checked = item.keyEvent ?? false;
  field('minor').checked = false;
  field('note').value = '';
  field('embargoedUntil').value = item.embargoedUntil ? toLocalInput(item.embargoedUntil) : '';
  const held = entry?.status === 'held';
  const withdrawn = entry?.status === 'retracted' && !entry.item;
  $('#embargo').hidden = Boolean(entry) && !held && !withdrawn;
  $('#minor').hidden = newMode !== 'update' || held;
  $('#note').hidden = newMode !== 'correct';
  $('#cancel').hidden = $('#editing').hidden = !entry;
  $('#editing').textContent = entry ? texts.editing[newMode](item.title ?? entry.id) : '';
  $('#publish').textContent = texts.submit[newMode];
  field('feed').disabled = Boolean(entry);
}

/** Returns the whole item: the form's fields, and the edited item's content that the form lacks. */
function content() {
  const item = { ...edited?.content };
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

/** Sends the form. Returns the response and the item's feed and id. */
export async function submit() {
  const item = content();
  const target = edited ?? { feed: field('feed').value };
  const response = await send(item, target);
  if (!isUndecided(response)) startNewItem();
  return { response, target: { feed: target.feed, id: response.id } };
}

function send(item, target) {
  const ifMatch = target.version;
  switch (mode) {
    case 'update': return sendCommand('PUT', path(target) + (field('minor').checked ? '?minor=true' : ''), { body: item, ifMatch });
    case 'correct': return sendCommand('POST', `${path(target)}/corrections`, { body: { note: field('note').value, item }, ifMatch });
    case 'restore': return sendCommand('POST', `${path(target)}/restoration`, { body: item, ifMatch });
    default: return sendCommand('POST', `/feeds/${target.feed}/items`, { body: item });
  }
}

/** Keeps the form and makes it replace the entry's version, which is newer than the edited one. */
export function overwriteVersion(entry) {
  edited = { ...edited, version: entry.version };
}

/** The form's mode and the item it edits. */
export const editState = () => ({ mode, edited });

/** Marks and focuses the form's field that the problem names. */
export function markInvalidField(problem) {
  const name = problem?.field?.replace(/^item\./, '').split('.')[0];
  const input = name && field(name);
  if (!input) return;
  input.setAttribute('aria-invalid', 'true');
  input.focus();
}
