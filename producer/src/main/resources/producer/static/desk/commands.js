import { isUndecided, sendCommand } from './api.js';
import { hideConflict, showConflict } from './conflict.js';
import * as editor from './editor.js';
import { erase, path, refresh } from './entries.js';
import { holdsNewItems } from './feeds.js';
import { field, isComplete } from './form.js';
import { refreshIfPossible, render, showCountdowns, showReachOf } from './items.js';
import { $, button, element, forgetDialog, formatDateTime, openDialog, serverTime, showItemNotice, showNotice, toLocalInput } from './page.js';
import { showError } from './problems.js';
import { openStreams } from './reach.js';
import { texts } from './texts.js';

// The commands on items, with their dialogs and outcomes.
const HOUR = 3_600_000;
const result = $('#result');

/** Shows a command's outcome and the item's current state. */
async function showOutcome(response, target, text) {
  if (isUndecided(response)) return showNotice(result, 'wait', texts.pending(response));
  const entry = await refreshIfPossible(target);
  render();
  showNotice(result, 'good', response.status === 'unchanged' ? texts.unchanged : text(response, entry));
  if (response.status !== 'unchanged' && response.seq) showReachOf(entry, response.seq);
  return entry;
}

/** Shows the newer version that another editor published, and lets this editor choose. */
async function resolveConflict(entry, overwrite, useTheirs) {
  const theirs = await refresh(entry);
  render();
  if (theirs.status === 'retracted') return;
  const choices = [button(texts.overwrite, () => overwrite(theirs), '')];
  if (useTheirs) choices.push(button(texts.useTheirs, () => { result.replaceChildren(); useTheirs(theirs); }));
  showItemNotice(result, theirs, 'bad', texts.conflict(theirs), ...choices);
  if (useTheirs && editor.editState().edited === entry) showConflict(theirs);
  // Tab then reaches the choices, while Enter selects none of them
  result.focus({ preventScroll: true });
}

/** @param {{ breaking?: { level: string, until?: string } }} extra what a new item has beside its content */
export async function publish(extra = {}) {
  const { edited } = editor.editState();
  const draft = editor.openDraft();
  const until = editor.embargo();
  if (!isComplete(result) || !(await confirmEmbargo(until))) return;
  // during the question the item may have been retracted: the form then shows something else
  if (editor.editState().edited !== edited || editor.openDraft()?.id !== draft?.id) return;
  const { response, target, sent } = await editor.submit(extra);
  if (sent && !isUndecided(response)) forgetDialog(breakingKey(sent));
  const entry = await showOutcome(response, target, texts.published);
  if (!edited && !until && entry?.status === 'held' && sent && holdsNewItems(target.feed)) offerToStop(entry, sent);
}

/** What was typed in the dialog belongs to the draft that it publishes. */
const breakingKey = (draft) => `publish-breaking/${draft.id}`;

/** Publishes a new item as breaking news, after a second confirmation. */
export async function publishAsBreaking() {
  const draft = editor.openDraft();
  const showTitle = (form) => {
    form.querySelector('.title').textContent = field('title').value;
    showOpenStreams(form);
  };
  const details = await openDialog($('#publish-breaking-dialog'), showTitle, draft ? breakingKey(draft) : undefined);
  if (!details) return;
  const { level, until } = details;
  $('#publish').disabled = true;
  try {
    await publish({ breaking: { level, ...(until && { until: new Date(until).toISOString() }) } });
  } finally {
    $('#publish').disabled = false;
  }
}

/** Says how many open streams breaking news reaches. */
function showOpenStreams(form) {
  const line = form.querySelector('.reach');
  if (line) line.textContent = texts.reaches(openStreams());
}

/** Lets the editor take back, for the seconds of its feed, what nobody has read yet. */
function offerToStop(entry, sent) {
  showItemNotice(result, entry, 'wait', texts.stoppable(entry.title), button(texts.stop, () => stop(entry, sent), ''));
  const due = element('strong');
  Object.assign(due.dataset, { due: entry.held.embargoedUntil, ends: 'true' });
  result.querySelector('.notice').firstChild.after(' ', due);
  showCountdowns();
}

async function stop(entry, sent) {
  try {
    const response = await sendCommand('POST', `${path(entry)}/retraction`, { body: { reason: texts.stopReason }, ifMatch: entry.version });
    erase(entry);
    await refreshIfPossible(entry);
    editor.bringBack(sent);
    field('title').focus();
    showNotice(result, 'good', response.seq ? texts.done.retract(response) : texts.stopped);
  } catch (error) {
    await showError(error, result);
  }
  render();
}

/** Returns false if the form's embargo has passed and the editor does not want to publish at once. */
async function confirmEmbargo(until) {
  if (!until || Date.parse(until) > serverTime()) return true;
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
      hideConflict();
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
  // the version that the editor has seen
  release: (entry) => sendCommand('POST', `${path(entry)}/release`, { body: {}, ifMatch: entry.version }),
  giveBack: (entry, { note }) => sendCommand('POST', `${path(entry)}/return`, { body: { note }, ifMatch: entry.version }),
  // the same request: the item may be released while the editor writes the reason
  withdraw: retract,
};

/** Runs the action of a row's button: opens the item in the form, or a dialog, or sends a command. */
export async function run(action, entry) {
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
  if (until) until.value = toLocalInput(serverTime() + HOUR);
  showOpenStreams(form);
}

async function execute(action, entry, details) {
  try {
    const response = await commands[action](entry, details);
    if (!isUndecided(response)) forgetDialog(dialogKey(action, entry));
    if (commands[action] === retract && !isUndecided(response)) erase(entry);
    await showOutcome(response, entry, texts.done[action === 'withdraw' ? 'retract' : action]);
  } catch (error) {
    await showError(error, result, () => resolveConflict(entry, (theirs) => execute(action, theirs, details)));
    await refreshIfPossible(entry);
    render();
  }
}
