import { isUndecided, sendCommand, session } from './api.js';
import * as editor from './editor.js';
import { erase, loadHeld, notHeld, path, refresh } from './entries.js';
import { isClosed, selectedFeed } from './feeds.js';
import { field, hasPartialEmbargo, markInvalid } from './form.js';
import { $, button, forgetDialog, formatDateTime, openDialog, showItemNotice, showNotice, toLocalInput } from './page.js';
import { showError } from './problems.js';
import { renderRows } from './rows.js';
import { texts } from './texts.js';

// The commands on items and the lists that show their results.
const HOUR = 3_600_000;
const POLL_INTERVAL = 10_000;
const result = $('#result');
let timer = null;

export function render(held) {
  if (held) {
    $('#nothing-held').hidden = held.length > 0;
    renderRows($('#held'), held, isClosed, run);
  }
  const entries = notHeld();
  $('#none').hidden = entries.length > 0;
  renderRows($('#published'), entries, isClosed, run);
}

/** Shows the held items of the selected feed, every 10 s and when the next release is due. Also learns whether the item in the form is retracted. */
export async function watchHeld() {
  clearTimeout(timer);
  const feed = selectedFeed();
  if (!session.isOpen() || !feed) return render([]);
  let delay = POLL_INTERVAL;
  try {
    const { held, noLongerHeld } = await loadHeld(feed);
    const refreshed = await Promise.all(noLongerHeld.map(refresh));
    const { edited } = editor.editState();
    if (edited && edited.status !== 'retracted') await refresh(edited);
    if (feed !== selectedFeed()) return;
    render(held);
    for (const entry of refreshed) if (entry.status === 'published') showItemNotice(result, entry, 'good', texts.released(entry.title));
    const next = held.find((entry) => entry.status === 'held');
    if (next) delay = Math.max(500, Math.min(POLL_INTERVAL, new Date(next.held.embargoedUntil) - Date.now() + 500));
  } catch (error) {
    // other errors may pass, and the next command reports them; a refused token stays refused
    if (error.status === 401) return showError(error, result);
  }
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(watchHeld, delay);
}

/** Shows a command's outcome and the item's current state. */
async function showOutcome(response, target, text) {
  if (isUndecided(response)) return showNotice(result, 'wait', texts.pending(response));
  const entry = await refreshIfPossible(target);
  await watchHeld();
  showNotice(result, 'good', response.status === 'unchanged' ? texts.unchanged : text(response, entry));
}

/** Shows the newer version that another editor published, and lets this editor choose. */
async function resolveConflict(entry, overwrite, useTheirs) {
  const theirs = await refresh(entry);
  render();
  if (theirs.status === 'retracted') return;
  const choices = [button(texts.overwrite, () => overwrite(theirs), '')];
  if (useTheirs) choices.push(button(texts.useTheirs, () => { result.replaceChildren(); useTheirs(theirs); }));
  showItemNotice(result, theirs, 'bad', texts.conflict(theirs), ...choices);
  // Tab then reaches the choices, while Enter selects none of them
  result.focus({ preventScroll: true });
}

export async function publish() {
  const { edited } = editor.editState();
  const draft = editor.openDraft();
  if (!(await confirmEmbargo())) return;
  // during the question the item may have been retracted: the form then shows something else
  if (editor.editState().edited !== edited || editor.openDraft()?.id !== draft?.id) return;
  const { response, target } = await editor.submit();
  await showOutcome(response, target, texts.published);
}

/** Returns false if the form's embargo is incomplete, or has passed and the editor does not want to publish at once. */
async function confirmEmbargo() {
  if (hasPartialEmbargo()) {
    showNotice(result, 'bad', texts.partialEmbargo);
    markInvalid('embargoedUntil');
    return false;
  }
  const until = editor.embargo();
  if (!until || new Date(until) > Date.now()) return true;
  const showTime = (form) => { form.querySelector('.title').textContent = texts.pastEmbargo(formatDateTime(until)); };
  return (await openDialog($('#past-dialog'), showTime)) !== null;
}

/** Resolves a version conflict of the item in the form. What was typed stays a draft if the editor takes the other version. */
export function resolveFormConflict() {
  const { mode, edited } = editor.editState();
  return resolveConflict(
    edited,
    (theirs) => {
      if (editor.editState().edited !== edited) return;
      editor.overwriteVersion(theirs);
      $('#item-form').requestSubmit();
    },
    (theirs) => {
      const mine = editor.openDraft();
      editor.startOver(mode, theirs);
      if (mine) showItemNotice(result, theirs, 'good', texts.mineIsKept, button(texts.continueMine, () => continueDraft(mine)));
      field('title').focus();
    },
  );
}

export function continueDraft(draft) {
  result.replaceChildren();
  editor.showDraft(draft);
  field('title').focus();
}

const retract = (entry, { reason }) => sendCommand('POST', `${path(entry)}/retraction`, { body: { reason }, ifMatch: entry.version });

const commands = {
  pin: (entry) => sendCommand('PUT', `/feeds/${entry.feed}/pin`, { body: { item: entry.id } }),
  unpin: (entry) => sendCommand('DELETE', `/feeds/${entry.feed}/pin`),
  breaking: (entry, { level, until }) => sendCommand('PUT', `${path(entry)}/breaking`, { body: { level, until: new Date(until).toISOString() } }),
  endBreaking: (entry) => sendCommand('DELETE', `${path(entry)}/breaking`),
  retract,
  // of the version that the editor has seen, and no other
  release: (entry) => sendCommand('POST', `${path(entry)}/release`, { body: {}, ifMatch: entry.version }),
  giveBack: (entry, { note }) => sendCommand('POST', `${path(entry)}/return`, { body: { note }, ifMatch: entry.version }),
  // the same request: the item may be released while the editor writes the reason
  withdraw: retract,
};

/** Runs the action of a row's button: opens the item in the form, or a dialog, or sends a command. */
async function run(action, entry) {
  if (!commands[action]) return edit(action, entry);
  const dialog = $(`#${action}-dialog`);
  const details = dialog ? await openDialog(dialog, (form) => prepareDialog(form, entry), dialogKey(action, entry)) : {};
  if (details) await execute(action, entry, details);
}

const dialogKey = (action, { feed, id }) => `${action}/${feed}/${id}`;

/** Opens the item in the form at once, so that nothing is typed into another item, and then shows a newer version if there is one. */
async function edit(mode, entry) {
  result.replaceChildren();
  editor.edit(mode, entry);
  const present = await refreshIfPossible(entry);
  if (present.version !== entry.version && editor.isUntouched(entry)) editor.startOver(mode, present);
}

function prepareDialog(form, entry) {
  const title = form.querySelector('.title');
  title.textContent = entry.title ?? texts.untitled(entry.id);
  title.dataset.item = `${entry.feed}/${entry.id}`;
  const until = form.elements.namedItem('until');
  if (until) until.value = toLocalInput(Date.now() + HOUR);
}

async function execute(action, entry, details) {
  try {
    const response = await commands[action](entry, details);
    // pinning an item unpins the item that was pinned before
    if (action === 'pin') await Promise.all(notHeld().filter((other) => other.item?.pinned).map(refresh));
    if (!isUndecided(response)) forgetDialog(dialogKey(action, entry));
    if (commands[action] === retract && !isUndecided(response)) erase(entry);
    await showOutcome(response, entry, texts.done[action === 'withdraw' ? 'retract' : action]);
  } catch (error) {
    await showError(error, result, () => resolveConflict(entry, (theirs) => execute(action, theirs, details)));
    await refreshIfPossible(entry);
    render();
  }
}

/** Returns the item's current state, or the known one if it cannot be loaded. */
async function refreshIfPossible(entry) {
  try {
    return await refresh(entry);
  } catch {
    return entry;
  }
}

/** Adds an item to the list by its id or its URL. */
export async function findItem() {
  const form = $('#find-form');
  const text = form.elements.namedItem('item').value.trim();
  const [, feed, id] = text.match(/\/feeds\/([^/]+)\/items\/([^/?#]+)/) ?? [text, selectedFeed(), encodeURIComponent(text)];
  await refresh({ feed, id });
  form.reset();
  result.replaceChildren();
  await watchHeld();
}

/** Removes all that the page shows of a retracted item. */
export function onRetracted(item) {
  const key = `${item.feed}/${item.id}`;
  document.querySelectorAll('dialog .title').forEach((title) => { if (title.dataset.item === key) title.textContent = texts.untitled(item.id); });
  if (result.dataset.item === key) result.replaceChildren();
  if (editor.erase(item)) showNotice(result, 'wait', texts.retractedMeanwhile(item.id));
  render();
}
