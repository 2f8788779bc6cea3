import { request, session } from './api.js';
import * as editor from './editor.js';
import { entriesOf, isHeld, lookUp, markStale, receive, refresh, removeStale } from './entries.js';
import { select } from './feed-list.js';
import { isClosed, selectedFeed, updateFeed } from './feeds.js';
import { offerKnownValues } from './form.js';
import { follow, stop as stopFollowing } from './live.js';
import { $, formatTime, serverTime, showItemNotice, showNotice } from './page.js';
import { announce, editorsOf, forgetExpired, receivePresence } from './presence.js';
import { showError } from './problems.js';
import { forgetReach, receiveReach, refreshReach, showReach } from './reach.js';
import { renderRows } from './rows.js';
import { texts } from './texts.js';

// The lists of items, which show the selected feed as it is.
const result = $('#result');
const filter = $('#find-form');
let isReady = false;
let rendering;
let lostSince = 0;
let epoch = '';
let runAction;

/** Has the buttons of the rows run this function with the name of an action and the row's item. */
export function onAction(run) {
  runAction = run;
}

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
  renderRows($('#held'), held, isClosed, runAction);
  renderRows($('#published'), others, isClosed, runAction);
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

export function showCountdowns() {
  document.querySelectorAll('[data-due]').forEach((/** @type {HTMLElement} */ due) => {
    const left = Date.parse(due.dataset.due) - serverTime();
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
    const unknown = removeStale();
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

/** Says whom a change of an item has reached. Of other feeds than the selected one nothing is known. */
export function showReachOf({ feed, history }, seq) {
  if (feed === selectedFeed()) showReach(result, { epoch, seq, decidedAt: history?.find((act) => act.seq === seq)?.at });
}

/** Returns the item's current state, or the known one if it cannot be loaded. */
export async function refreshIfPossible(entry) {
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
