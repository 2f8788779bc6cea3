import { isUndecided, request, sendCommand, session } from './api.js';
import { hideConflict, showConflict } from './conflict.js';
import * as editor from './editor.js';
import { entriesOf, erase, isHeld, lookUp, markStale, path, receive, refresh, takeStale } from './entries.js';
import { select } from './feed-list.js';
import { holdsNewItems, isClosed, selectedFeed, updateFeed } from './feeds.js';
import { field, isComplete, offerKnownValues } from './form.js';
import { follow, stop as stopFollowing } from './live.js';
import { $, button, element, forgetDialog, formatDateTime, formatTime, openDialog, showItemNotice, showNotice, toLocalInput } from './page.js';
import { announce, editorsOf, forgetExpired, receivePresence } from './presence.js';
import { showError } from './problems.js';
import { forgetReach, openStreams, receiveReach, refreshReach, showReach } from './reach.js';
import { renderRows } from './rows.js';
import { texts } from './texts.js';

// The commands on items and the lists that show the feed as it is.
const HOUR = 3_600_000;
const result = $('#result');
const filter = $('#find-form');
let isReady = false;
let rendering;
let lostSince = 0;
let epoch = '';

/** Shows the items of the selected feed that the filter lets through. */
export function render() {
  clearTimeout(rendering);
  const known = session.isOpen() ? entriesOf(selectedFeed()) : [];
  const { state, item } = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(filter)));
  const { held, others } = select(known, { state, search: item.trim() });
  const anyHeld = known.some(isHeld);
  $('#nothing-held').hidden = anyHeld;
  $('#none').hidden = others.length > 0;
  $('#none').textContent = known.length > 0 ? texts.nothingFound : texts.nothingYet;
  renderRows($('#held'), held, isClosed, run);
  renderRows($('#published'), others, isClosed, run);
  showCountdowns();
}

function renderSoon() {
  clearTimeout(rendering);
  if (isReady) rendering = setTimeout(render, 20);
}

/** Shows what changes with the time alone: how long each held item is still held, which replica has not reported, and who has stopped editing. */
export function showTime() {
  showCountdowns();
  refreshReach();
  if (forgetExpired()) renderSoon();
  showOtherEditors();
  announce(editor.editState().edited);
}

/** Says above the form who else edits its item. */
function showOtherEditors() {
  const { edited } = editor.editState();
  const others = edited ? editorsOf(edited) : [];
  $('#others').hidden = others.length === 0;
  $('#others').textContent = others.map(texts.alsoEdits).join(' ');
}

function showCountdowns() {
  document.querySelectorAll('[data-due]').forEach((/** @type {HTMLElement} */ due) => {
    const left = Date.parse(due.dataset.due) - Date.now();
    due.textContent = texts.countdown(left);
    if (due.dataset.ends && left <= 0) due.closest('.notice').querySelector('button')?.remove();
  });
}

const handlers = {
  onOpen: () => markStale(selectedFeed()),
  onFeed(feed) {
    updateFeed(feed);
    // after a rebuild the items are numbered anew
    const isRebuilt = isReady && feed.epoch !== epoch;
    epoch = feed.epoch;
    if (isRebuilt) {
      stopFollowing();
      followFeed();
    }
  },
  onItem(response) {
    const { before, now } = receive(response);
    if (before && isHeld(before) && now.status === 'published') {
      showItemNotice(result, now, 'good', texts.released(now.title));
      showReachOf(now, now.item.seq);
    }
    renderSoon();
  },
  onReach: receiveReach,
  onPresence(presence) {
    receivePresence(presence);
    showOtherEditors();
    renderSoon();
  },
  async onReady() {
    isReady = true;
    const unknown = takeStale();
    render();
    offerKnownValues(entriesOf(selectedFeed()));
    await Promise.all(unknown.map(refreshIfPossible));
    const { edited } = editor.editState();
    if (edited && edited.status !== 'retracted') await refreshIfPossible(edited);
    render();
  },
  onState(isLive) {
    lostSince = isLive ? 0 : lostSince || Date.now();
    $('#connection').className = isLive ? 'live' : 'lost';
    $('#connection').textContent = isLive ? texts.live : texts.lost(formatTime(lostSince));
  },
  onRefused: (error) => showError(error, result),
};

/** Follows the selected feed, or none if nobody is signed in. */
export function followFeed() {
  if (follow(session.isOpen() ? selectedFeed() : '', handlers)) {
    isReady = false;
    forgetReach();
  }
  render();
}

/** Fails with 401 if the session has ended. */
export const checkSession = () => request('GET', '/session');

/** Shows a command's outcome and the item's current state. */
async function showOutcome(response, target, text) {
  if (isUndecided(response)) return showNotice(result, 'wait', texts.pending(response));
  const entry = await refreshIfPossible(target);
  render();
  showNotice(result, 'good', response.status === 'unchanged' ? texts.unchanged : text(response, entry));
  if (response.status !== 'unchanged' && response.seq) showReachOf(entry, response.seq);
  return entry;
}

/** Says whom a change of an item has reached. Of other feeds than the selected one nothing is known. */
function showReachOf({ feed, history }, seq) {
  if (feed === selectedFeed()) showReach(result, { epoch, seq, decidedAt: history?.find((act) => act.seq === seq)?.at });
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
  const entry = await showOutcome(response, target, texts.published);
  if (!edited && !until && entry?.status === 'held' && sent && holdsNewItems(target.feed)) offerToStop(entry, sent);
}

/** Publishes a new item as breaking news, after a second confirmation. */
export async function publishAsBreaking() {
  const details = await openDialog($('#publish-breaking-dialog'), (form) => {
    form.querySelector('.title').textContent = field('title').value;
    showOpenStreams(form);
  });
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
  if (!until || Date.parse(until) > Date.now()) return true;
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

/** Returns the item's current state, or the known one if it cannot be loaded. */
async function refreshIfPossible(entry) {
  try {
    return await refresh(entry);
  } catch {
    return entry;
  }
}

/** Finds an item by its id or its URL, also one that has not changed lately. */
export async function findItem() {
  const text = filter.elements.namedItem('item').value.trim();
  if (!text) return;
  const [, feed, id] = text.match(/\/feeds\/([^/]+)\/items\/([^/?#]+)/) ?? [text, selectedFeed(), encodeURIComponent(text)];
  await lookUp({ feed, id });
  filter.reset();
  result.replaceChildren();
  render();
}

/** Removes all that the page shows of a retracted item. */
export function onRetracted(item) {
  const key = `${item.feed}/${item.id}`;
  document.querySelectorAll('dialog .title').forEach((/** @type {HTMLElement} */ title) => { if (title.dataset.item === key) title.textContent = texts.untitled(item.id); });
  if (result.dataset.item === key) result.replaceChildren();
  if (editor.erase(item)) showNotice(result, 'wait', texts.retractedMeanwhile(item.id));
  renderSoon();
}
