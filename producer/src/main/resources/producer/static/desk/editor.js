import { act, undecided } from './api.js';
import { path } from './entries.js';
import { $, localTime } from './page.js';
import { texts } from './texts.js';

// The form an item is written in: a new one, an update, a correction or a restoration.
const form = $('#item-form');
const PLAIN = ['title', 'label', 'lead', 'link'];
let mode = 'publish';
let edited = null;

export const field = (name) => form.elements.namedItem(name);
export const isEditing = (entry) => edited !== null && edited.feed === entry?.feed && edited.id === entry?.id;

export function setLabels(own) {
  const all = [...Object.entries(texts.labels), ...own.map((label) => [label, label])];
  const choice = field('label').value;
  field('label').replaceChildren(new Option(texts.noLabel, ''), ...all.map(([value, text]) => new Option(text, value)));
  field('label').value = choice;
}

/** Empties the form for a new item. */
export function writeNew() {
  open('publish', null);
}

/** Fills the form with an item; `to` says what is to become of it. */
export function write(to, entry) {
  open(to, entry);
  field(to === 'correct' ? 'note' : 'title').focus();
}

function open(to, entry) {
  mode = to;
  edited = entry;
  const item = entry?.content ?? {};
  for (const name of PLAIN) field(name).value = item[name] ?? '';
  field('kicker').value = item.kicker?.text ?? '';
  field('keyEvent').checked = item.keyEvent ?? false;
  field('minor').checked = false;
  field('note').value = '';
  field('embargoedUntil').value = item.embargoedUntil ? localTime(item.embargoedUntil) : '';
  const held = entry?.status === 'held';
  const unseen = entry?.status === 'retracted' && !entry.item;
  $('#embargo').hidden = Boolean(entry) && !held && !unseen;
  $('#minor').hidden = to !== 'update' || held;
  $('#note').hidden = to !== 'correct';
  $('#cancel').hidden = $('#editing').hidden = !entry;
  $('#editing').textContent = entry ? texts.editing[to](item.title ?? entry.id) : '';
  $('#publish').textContent = texts.submit[to];
  field('feed').disabled = Boolean(entry);
}

/** The form's item over what the edited one has besides: it is always sent whole. */
function content() {
  const item = { ...edited?.content };
  for (const name of PLAIN) put(item, name, field(name).value.trim());
  const kicker = field('kicker').value.trim();
  if (kicker !== (item.kicker?.text ?? '')) put(item, 'kicker', kicker && { text: kicker });
  put(item, 'keyEvent', field('keyEvent').checked);
  const until = $('#embargo').hidden ? '' : field('embargoedUntil').value;
  // the field knows no seconds: what was not touched stays as it was
  const untouched = until && item.embargoedUntil && until === localTime(item.embargoedUntil);
  if (!untouched) put(item, 'embargoedUntil', until && new Date(until).toISOString());
  return item;
}

function put(item, name, value) {
  if (value) item[name] = value;
  else delete item[name];
}

/** Does what the form is for; gives the item's address and the answer. */
export async function submit() {
  const item = content();
  const address = edited ?? { feed: field('feed').value };
  const answer = await send(item, address);
  if (!undecided(answer)) writeNew();
  return { answer, address: { feed: address.feed, id: answer.id } };
}

function send(item, address) {
  const ifMatch = address.version;
  switch (mode) {
    case 'update': return act('PUT', path(address) + (field('minor').checked ? '?minor=true' : ''), { body: item, ifMatch });
    case 'correct': return act('POST', `${path(address)}/corrections`, { body: { note: field('note').value, item }, ifMatch });
    case 'restore': return act('POST', `${path(address)}/restoration`, { body: item, ifMatch });
    default: return act('POST', `/feeds/${address.feed}/items`, { body: item });
  }
}

/** The edited item has another version by now, and what is in the form is to replace it. */
export function writeOver(entry) {
  edited = { ...edited, version: entry.version };
}

/** What is being written and to what, to open again with theirs. */
export const present = () => ({ mode, edited });

/** Marks the field a problem names, as far as the form has it. */
export function mark(problem) {
  const name = problem?.field?.replace(/^item\./, '').split('.')[0];
  const culprit = name && field(name);
  if (!culprit) return;
  culprit.setAttribute('aria-invalid', 'true');
  culprit.focus();
}
