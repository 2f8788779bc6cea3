import { isUndecided, request, sendCommand } from './api.js';
import { field, setLabels } from './form.js';
import { $, forgetDialog, keepTyped, openDialog, showNotice } from './page.js';
import { texts } from './texts.js';

// The feeds, and the one that is selected in the form.
const result = $('#result');
const REMEMBERED = 'dateline-feed';
const OPEN_FEED = 'open-feed';
let feeds = [];

export const selectedFeed = () => field('feed').value;
export const isClosed = (id) => find(id)?.status === 'closed';

/** The time zone of the selected feed. */
export const selectedZone = () => find(selectedFeed())?.timeZone;

/** Returns true if new items of the feed can be stopped for some seconds. */
export const holdsNewItems = (id) => Boolean(find(id)?.holdFor);

/** The address of an item's page, or undefined if it is not known. */
export const pageOf = ({ feed, id }) => (find(feed)?.page ? `${find(feed).page}/items/${encodeURIComponent(id)}` : undefined);

/** Shows settings of a feed that an editor has changed. */
export function updateFeed(changed) {
  feeds = feeds.map((feed) => (feed.feed === changed.feed ? { ...changed, page: feed.page } : feed));
  if (changed.feed === selectedFeed()) showSelectedFeed();
}

function find(id) {
  return feeds.find((feed) => feed.feed === id);
}

/** Remembers the selected feed for a reload of this tab, and for new tabs. */
export function rememberFeed() {
  sessionStorage.setItem(REMEMBERED, selectedFeed());
  localStorage.setItem(REMEMBERED, selectedFeed());
}

const rememberedFeed = () => sessionStorage.getItem(REMEMBERED) ?? localStorage.getItem(REMEMBERED);

export async function loadFeeds(select = selectedFeed() || rememberedFeed()) {
  feeds = (await request('GET', '/feeds')).feeds;
  field('feed').replaceChildren(...feeds.map((feed) => new Option(`${feed.title} (${feed.feed})`, feed.feed)));
  if (find(select)) field('feed').value = select;
  $('#publish').disabled = feeds.length === 0;
  if (feeds.length === 0) showNotice(result, 'wait', texts.noFeeds);
  showSelectedFeed();
}

/** Adapts the form to the selected feed: its labels, and whether it is closed. */
export function showSelectedFeed() {
  setLabels(find(selectedFeed())?.labels ?? []);
  $('#closed').hidden = !isClosed(selectedFeed());
  $('#close-feed').hidden = feeds.length === 0 || isClosed(selectedFeed());
}

/** Opens the dialog for a new feed with what was typed in it before. */
export function askForFeed() {
  $('.feed-result').replaceChildren();
  keepTyped($('#feed-form'), OPEN_FEED);
  $('#feed-dialog').showModal();
}

export async function openFeed() {
  const { id, holdFor, ...settings } = /** @type {any} */ (Object.fromEntries(new FormData($('#feed-form'))));
  if (holdFor) settings.holdFor = Number(holdFor);
  await loadFeeds();
  // for a feed that exists, the same request would change its settings
  if (find(id)) return showNotice($('.feed-result'), 'bad', texts.isOpen(id));
  await sendCommand('PUT', `/feeds/${id}`, { body: settings });
  $('#feed-dialog').close();
  $('#feed-form').reset();
  forgetDialog(OPEN_FEED);
  showNotice(result, 'good', texts.opened(id));
  await awaitFeed(id, () => true);
}

export async function closeFeed() {
  const id = selectedFeed();
  const showTitle = (form) => { form.querySelector('.title').textContent = find(id).title; };
  if (!(await openDialog($('#close-dialog'), showTitle))) return;
  const response = await sendCommand('POST', `/feeds/${id}/close`, { body: {} });
  if (isUndecided(response)) return showNotice(result, 'wait', texts.pending(response));
  showNotice(result, 'good', texts.closed(id));
  await awaitFeed(id, () => isClosed(id));
}

/** Reloads the feeds for up to 2 s, because their state becomes readable shortly after the outcome. */
async function awaitFeed(id, isExpected) {
  for (let attempt = 0; attempt < 20; attempt++) {
    await loadFeeds(id);
    if (find(id) && isExpected()) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  field('feed').dispatchEvent(new Event('change'));
}
