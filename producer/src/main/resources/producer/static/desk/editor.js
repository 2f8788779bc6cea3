import { isUndecided, randomKey, sendCommand } from './api.js';
import { allDrafts, findDraft, itemOf, removeDraft, writeDraft } from './drafts.js';
import { path, refresh } from './entries.js';
import { field, itemIn, offers, setValues, showItem, values } from './form.js';
import { $, button, element, showNotice } from './page.js';
import { texts } from './texts.js';

// What the item form is used for. Its mode is publish, update, correct or restore. Whatever is typed in it is stored as a draft at once.
const OPEN_DRAFT = 'dateline-open-draft';
const BASE = ['feed', 'id', 'version', 'status', 'title', 'content', 'seen'];
/** @type {import('./drafts.js').Draft['mode']} */
let mode = 'publish';
let edited = null;
/** @type {import('./drafts.js').Draft | null} the form's draft; null if nothing has been typed */
let draft = null;
/** The form's values before anything was typed, as JSON. */
let initial = '';
/** The feed whose new item the form shows, or that of the item that it edits. */
let shownFeed = '';
/** The feed and the draft that the form had before it was used to edit an item. */
let newItem = {};

export const openDraft = () => draft;

/** Shows the draft that this tab had open before a reload or a sign-in, or else an empty form. */
export function resume() {
  const open = findDraft(sessionStorage.getItem(OPEN_DRAFT));
  if (open) showDraft(open);
  else fill('publish', null);
}

/** Shows the new item that was being written before an item was edited, or else an empty form. */
export function startNewItem() {
  const { feed, id } = newItem;
  const before = id && findDraft(id);
  newItem = {};
  if (before) return showDraft(before);
  fill('publish', null);
  if (feed) selectFeed(feed);
}

/** Fills the form with an item to update, correct or restore, or with its newest draft. */
export function edit(newMode, entry) {
  const before = allDrafts().find(({ edited: base }) => base?.feed === entry.feed && base.id === entry.id);
  if (before) showDraft({ ...before, mode: newMode });
  else startOver(newMode, entry);
  field(newMode === 'correct' ? 'note' : 'title').focus();
}

/** Fills the form with an item as it is. What was typed before stays a draft. */
export function startOver(newMode, entry) {
  leaveNewItem();
  fill(newMode, baseOf(entry));
}

/** Returns true if the form shows the item and nothing has been typed. */
export const isUntouched = (entry) => draft === null && isSame(edited, entry);

/** Fills the form with a draft. One of a feed that the editor is not offered stays stored, and the form is empty: it must not get into another feed. */
export function showDraft(stored) {
  if (stored.feed && !offers('feed', stored.feed)) {
    fill('publish', null, stored.id);
    return showNotice($('#result'), 'wait', texts.notOffered(stored));
  }
  if (stored.edited) leaveNewItem();
  fill(stored.mode, stored.edited);
  selectFeed(stored.feed);
  setValues(stored.fields);
  setDraft(stored);
  if (edited) $('#editing').append(element('span', { className: 'bar' }, texts.draftIsShown(stored), button(texts.startOver, startFromPublished)));
}

async function startFromPublished() {
  startOver(mode, await refresh(edited).catch(() => edited));
  field('title').focus();
}

function leaveNewItem() {
  if (mode === 'publish') newItem = { feed: field('feed').value, id: draft?.id };
}

/** Empties the form of a signed-out editor. The tab's draft stays stored, also one that this editor was not offered, and {@link resume} shows it again. */
export function clear() {
  fill('publish', null, sessionStorage.getItem(OPEN_DRAFT));
}

/** Removes the draft and starts a new item. Returns what was removed, or null. */
export function discard() {
  const discarded = draft;
  dropDraft();
  startNewItem();
  return discarded;
}

/** Removes all drafts that have text of an item, because it was retracted. Returns true if the form had it. */
export function erase(item) {
  const hasText = (other) => isSame(itemOf(other), item);
  allDrafts().filter(hasText).forEach((other) => removeDraft(other.id));
  const open = mode !== 'restore' && (isSame(edited, item) || (draft !== null && hasText(draft)));
  if (open) discard();
  else document.dispatchEvent(new Event('drafts-changed'));
  return open;
}

const isSame = (a, b) => a?.feed === b.feed && a.id === b.id;

function baseOf(entry) {
  const base = { ...entry, seen: Boolean(entry.item) };
  return Object.fromEntries(BASE.filter((name) => name in base).map((name) => [name, base[name]]));
}

function fill(newMode, base, openId) {
  mode = newMode;
  edited = base;
  showItem(base?.content ?? {});
  initial = JSON.stringify(values());
  shownFeed = base?.feed ?? field('feed').value;
  if (base) selectFeed(base.feed);
  showMode();
  setDraft(null, openId);
  document.dispatchEvent(new Event('form-filled'));
}

function showMode() {
  const held = ['held', 'submitted', 'returned'].includes(edited?.status);
  const withdrawn = edited?.status === 'retracted' && !edited.seen;
  $('#embargo').hidden = Boolean(edited) && !held && !withdrawn;
  $('#publish-breaking').hidden = mode !== 'publish';
  $('#minor').hidden = mode !== 'update' || held;
  $('#note').hidden = mode !== 'correct';
  $('#editing').hidden = !edited;
  $('#editing').textContent = edited ? texts.editing[mode](edited.title ?? texts.untitled(edited.id)) : '';
  $('#publish').textContent = texts.submit[mode];
  field('feed').disabled = Boolean(edited);
}

function setDraft(newDraft, openId = newDraft?.id) {
  draft = newDraft;
  if (openId) sessionStorage.setItem(OPEN_DRAFT, openId);
  else sessionStorage.removeItem(OPEN_DRAFT);
  $('#cancel').hidden = !edited && !draft;
  $('#cancel').textContent = edited ? texts.cancel : texts.discardDraft;
  document.dispatchEvent(new Event('drafts-changed'));
}

function selectFeed(feed) {
  if (offers('feed', feed)) field('feed').value = shownFeed = feed;
  document.dispatchEvent(new Event('feed-selected'));
}

/**
 * Shows the selected feed's own draft of a new item, or an empty form, in the place of another feed's new item.
 * Returns the draft that was shown and stays one of its feed, or null; null also if it was sent, since it may be an item of that feed by now.
 */
export function changeFeed() {
  const feed = field('feed').value;
  if (edited || feed === shownFeed) return null;
  const left = draft;
  // what was typed before there was a feed can belong to this one only
  if (left && !left.feed) takeAlong(left);
  else showNewItemOf(feed);
  return left?.feed && !left.pendingId ? left : null;
}

function showNewItemOf(feed) {
  const own = allDrafts().find((other) => other.mode === 'publish' && other.feed === feed);
  if (own) showDraft(own);
  else fill('publish', null);
}

/** Makes a draft one of the selected feed, if it is still there, and shows it. */
export function takeAlong({ id }) {
  const feed = field('feed').value;
  const stored = findDraft(id);
  if (!stored || edited) return;
  const moved = { ...stored, feed, revision: randomKey(), savedAt: Date.now() };
  writeDraft(moved);
  showDraft(moved);
}

/** Stores the form as its draft, or removes the draft if the form is as it was at first. */
export function save() {
  if (JSON.stringify(values()) === initial) return dropDraft();
  const stored = draft && findDraft(draft.id);
  // another tab has changed the draft: this tab continues under another id, so that neither is lost
  const id = !draft || (stored && stored.revision !== draft.revision) ? randomKey() : draft.id;
  const changed = { id, revision: randomKey(), feed: shownFeed, mode, edited, pendingId: draft?.pendingId, fields: values(), savedAt: Date.now() };
  writeDraft(changed);
  if (id === draft?.id) draft = changed;
  else setDraft(changed);
}

function dropDraft() {
  if (!draft) return;
  removeDraft(draft.id);
  setDraft(null);
}

/** Returns the time until which the form holds the item, or undefined. */
export const embargo = () => itemIn(edited?.content).embargoedUntil;

/** Sends the form, a new item with what is beside it. Returns the response, the item's feed and id, and the draft that was sent. */
export async function submit(extra = {}) {
  const item = itemIn(edited?.content);
  const base = edited;
  const target = edited ?? { feed: shownFeed };
  const sent = draft;
  const response = await send(mode === 'publish' ? { ...item, ...extra } : item, target, sent?.revision).catch((error) => {
    // the refused event keeps its outcome: a new attempt must be another event
    if (error.status >= 400 && error.status < 500 && sent && draft?.id === sent.id) save();
    throw error;
  });
  if (!isUndecided(response)) await finish(base, sent, { feed: target.feed, id: response.id });
  else if (sent && draft?.revision === sent.revision) writeDraft(Object.assign(draft, { pendingId: response.id }));
  return { response, target: { feed: target.feed, id: response.id }, sent };
}

function send(item, target, key) {
  const ifMatch = target.version;
  switch (mode) {
    case 'update': return sendCommand('PUT', path(target) + (field('minor').checked ? '?minor=true' : ''), { body: item, ifMatch, key });
    case 'correct': return sendCommand('POST', `${path(target)}/corrections`, { body: { note: field('note').value, item }, ifMatch, key });
    case 'restore': return sendCommand('POST', `${path(target)}/restoration`, { body: item, ifMatch, key });
    default: return sendCommand('POST', `/feeds/${target.feed}/items`, { body: item, key });
  }
}

/** Removes the sent draft. What was typed while it was being sent continues as an update of the item. */
async function finish(base, sent, item) {
  if (sent) removeDraft(sent.id);
  if (newItem.id && newItem.id === sent?.id) newItem = {};
  if (edited !== base || (sent && draft?.id !== sent.id)) return;
  if (draft?.revision === sent?.revision) {
    setDraft(null);
    return startNewItem();
  }
  const typed = values();
  fill('update', baseOf(await refresh(item)));
  setValues(typed);
  save();
}

/** Brings back the draft of an item that was stopped before anyone has read it. It is a new item again. */
export function bringBack(sent) {
  const { pendingId, ...again } = { ...sent, revision: randomKey(), savedAt: Date.now() };
  writeDraft(again);
  showDraft(again);
}

/** Makes the form, with these values, an edit of another version of its item. It stays the same draft. */
export function merge(entry, fields) {
  const own = { note: field('note').value, minor: field('minor').checked };
  const before = draft;
  fill(mode, baseOf(entry), before?.id);
  if (before) setDraft(before);
  setValues({ ...fields, ...own });
  save();
}

/** Keeps the form and makes it replace the entry's version, which is newer than the edited one. */
export function overwriteVersion(entry) {
  edited = { ...edited, version: entry.version };
  save();
}

/** The form's mode and the item it edits. */
export const editState = () => ({ mode, edited });
