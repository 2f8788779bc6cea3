import { act, call, undecided } from './api.js';
import { field, setLabels } from './editor.js';
import { $, ask, say } from './page.js';
import { texts } from './texts.js';

// The feeds, and the one the editor has chosen.
const result = $('#result');
let feeds = [];

export const chosen = () => field('feed').value;
export const isClosed = (id) => find(id)?.status === 'closed';

function find(id) {
  return feeds.find((feed) => feed.feed === id);
}

export async function loadFeeds(wanted = chosen()) {
  feeds = (await call('GET', '/feeds')).feeds;
  field('feed').replaceChildren(...feeds.map((feed) => new Option(`${feed.title} (${feed.feed})`, feed.feed)));
  if (find(wanted)) field('feed').value = wanted;
  $('#publish').disabled = feeds.length === 0;
  if (feeds.length === 0) say(result, 'wait', texts.noFeeds);
  choose();
}

/** Makes the form fit the chosen feed. */
export function choose() {
  setLabels(find(chosen())?.labels ?? []);
  $('#closed').hidden = !isClosed(chosen());
  $('#close-feed').hidden = feeds.length === 0 || isClosed(chosen());
}

export async function openFeed() {
  const { id, ...profile } = Object.fromEntries(new FormData($('#feed-form')));
  await loadFeeds();
  // the same call would revise it, which is not what this button says
  if (find(id)) return say($('.feed-result'), 'bad', texts.isOpen(id));
  await act('PUT', `/feeds/${id}`, { body: profile });
  $('#feed-dialog').close();
  say(result, 'good', texts.opened(id));
  await awaitFeed(id, () => true);
}

export async function closeFeed() {
  const id = chosen();
  const name = (form) => { form.querySelector('.title').textContent = find(id).title; };
  if (!(await ask($('#close-dialog'), name))) return;
  const answer = await act('POST', `/feeds/${id}/close`, { body: {} });
  if (undecided(answer)) return say(result, 'wait', texts.pending(answer));
  say(result, 'good', texts.closed(id));
  await awaitFeed(id, () => isClosed(id));
}

/** The view of the feeds trails the outcome by a moment. */
async function awaitFeed(id, isSo) {
  for (let tries = 0; tries < 20; tries++) {
    await loadFeeds(id);
    if (find(id) && isSo()) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  field('feed').dispatchEvent(new Event('change'));
}
