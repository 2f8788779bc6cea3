import { act, token, undecided } from './api.js';
import * as editor from './editor.js';
import { loadHeld, path, refresh, shown } from './entries.js';
import { chosen, isClosed } from './feeds.js';
import { $, ask, button, localTime, say } from './page.js';
import { explain } from './problems.js';
import { fill } from './rows.js';
import { texts } from './texts.js';

// What the editor does to items, and what comes of it.
const HOUR = 3_600_000;
const LOOK = 10_000;
const result = $('#result');
let timer = null;

function render(held) {
  if (held) {
    $('#nothing-held').hidden = held.length > 0;
    fill($('#held'), held, isClosed, doIt);
  }
  const entries = shown();
  $('#none').hidden = entries.length > 0;
  fill($('#published'), entries, isClosed, doIt);
}

/** Shows what waits in the chosen feed, and looks again when the next is due. */
export async function watchHeld() {
  clearTimeout(timer);
  const feed = chosen();
  if (!token.get() || !feed) return render([]);
  let next = LOOK;
  try {
    const { held, gone } = await loadHeld(feed);
    const settled = await Promise.all(gone.map(refresh));
    if (feed !== chosen()) return;
    render(held);
    for (const entry of settled) if (entry.status === 'published') say(result, 'good', texts.released(entry.title));
    if (held.length) next = Math.max(500, Math.min(LOOK, new Date(held[0].held.embargoedUntil) - Date.now() + 500));
  } catch (failure) {
    // the next look may do, and an act says what is wrong; only a token does not come back
    if (failure.status === 401) return explain(failure, result);
  }
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(watchHeld, next);
}

/** Says what became of an act, and shows the item as it is now. */
async function tell(answer, address, text) {
  if (undecided(answer)) return say(result, 'wait', texts.pending(answer));
  const entry = await newest(address);
  await watchHeld();
  say(result, 'good', answer.status === 'unchanged' ? texts.unchanged : text(answer, entry));
}

/** Someone was faster: shows what is there now, and lets the editor choose. */
async function settle(entry, overwrite, takeTheirs) {
  const theirs = await refresh(entry);
  render();
  const choices = [button(texts.overwrite, () => overwrite(theirs), '')];
  if (takeTheirs) choices.push(button(texts.takeTheirs, () => { result.replaceChildren(); takeTheirs(theirs); }));
  say(result, 'bad', texts.conflict(theirs), ...choices);
  // so that the next Tab reaches the choices, and Enter makes none of them
  result.focus({ preventScroll: true });
}

export async function publish() {
  const { answer, address } = await editor.submit();
  await tell(answer, address, texts.written);
}

/** The form's item has another version by now. */
export function settleForm() {
  const { mode, edited } = editor.present();
  return settle(
    edited,
    (theirs) => { editor.writeOver(theirs); $('#item-form').requestSubmit(); },
    (theirs) => editor.write(mode, theirs),
  );
}

const retract = (entry, { reason }) => act('POST', `${path(entry)}/retraction`, { body: { reason }, ifMatch: entry.version });

const acts = {
  pin: (entry) => act('PUT', `/feeds/${entry.feed}/pin`, { body: { item: entry.id } }),
  unpin: (entry) => act('DELETE', `/feeds/${entry.feed}/pin`),
  breaking: (entry, { level, until }) => act('PUT', `${path(entry)}/breaking`, { body: { level, until: new Date(until).toISOString() } }),
  calm: (entry) => act('DELETE', `${path(entry)}/breaking`),
  retract,
  // the same call: an item may be released while its editor writes the reason
  withdraw: retract,
};

async function doIt(name, entry) {
  if (!acts[name]) return editor.write(name, await newest(entry));
  const dialog = $(`#${name}-dialog`);
  const details = dialog ? await ask(dialog, (form) => introduce(form, entry)) : {};
  if (details) await perform(name, entry, details);
}

function introduce(form, entry) {
  form.querySelector('.title').textContent = entry.title ?? texts.unnamed(entry.id);
  const until = form.elements.namedItem('until');
  if (until) until.value = localTime(Date.now() + HOUR);
}

async function perform(name, entry, details) {
  try {
    const answer = await acts[name](entry, details);
    // a pin takes the pin off another
    if (name === 'pin') await Promise.all(shown().filter((other) => other.item?.pinned).map(refresh));
    if (acts[name] === retract && editor.isEditing(entry)) editor.writeNew();
    await tell(answer, entry, texts.done[name === 'withdraw' ? 'retract' : name]);
  } catch (failure) {
    await explain(failure, result, () => settle(entry, (theirs) => perform(name, theirs, details)));
    await newest(entry);
    render();
  }
}

/** The item as it is now; as far as it was known where that cannot be told. What was done is done. */
async function newest(entry) {
  try {
    return await refresh(entry);
  } catch {
    return entry;
  }
}

/** Brings an item into the list by its id or its address. */
export async function find() {
  const form = $('#find-form');
  const text = form.elements.namedItem('item').value.trim();
  const [, feed, id] = text.match(/\/feeds\/([^/]+)\/items\/([^/?#]+)/) ?? [text, chosen(), encodeURIComponent(text)];
  await refresh({ feed, id });
  form.reset();
  result.replaceChildren();
  await watchHeld();
}
