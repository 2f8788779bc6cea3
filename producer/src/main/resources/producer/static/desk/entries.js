import { request } from './api.js';

// The items that this tab has loaded.
const entries = new Map();
const CONTENT = ['title', 'kicker', 'label', 'lead', 'body', 'link', 'image', 'authors', 'source', 'tags', 'section', 'language', 'keyEvent'];

export const path = (entry) => `/feeds/${entry.feed}/items/${entry.id}`;

/** Stores the API's response as the item's entry. A retracted item has no content. */
function store(response) {
  const key = `${response.feed}/${response.id}`;
  const content = response.held ?? (response.item?.title ? contentOf(response.item) : undefined);
  const entry = { ...response, content, title: content?.title };
  if (entry.status === 'retracted') announceRetraction(entry);
  entries.delete(key);
  entries.set(key, entry);
  return entry;
}

function contentOf(item) {
  return Object.fromEntries(CONTENT.filter((name) => name in item).map((name) => [name, item[name]]));
}

function announceRetraction({ feed, id }) {
  document.dispatchEvent(new CustomEvent('item-retracted', { detail: { feed, id } }));
}

/** Removes the content of an item that has been retracted. */
export function erase({ feed, id }) {
  const key = `${feed}/${id}`;
  const entry = entries.get(key);
  if (entry && entry.status !== 'retracted') {
    const { version, history, item } = entry;
    entries.set(key, { feed, id, version, history, status: 'retracted', item: item && { seq: item.seq } });
  }
  announceRetraction({ feed, id });
}

/** The items whose content is shown. */
export const shownItems = () => [...entries.values()].filter((entry) => entry.status !== 'retracted').map(({ feed, id }) => ({ feed, id }));

/** Loads the item's current state. */
export async function refresh({ feed, id }) {
  return store(await request('GET', path({ feed, id })));
}

const isHeld = ({ status }) => ['held', 'submitted', 'returned'].includes(status);

/** Loads the feed's items that are not public yet: those under embargo, ordered by release time, and those in review. Lists those no longer held. */
export async function loadHeld(feed) {
  const before = [...entries.values()].filter((entry) => entry.feed === feed && isHeld(entry));
  const lists = await Promise.all(['held', 'submitted'].map((list) => request('GET', `/feeds/${feed}/${list}`)));
  const held = lists.flatMap((list) => list.items.map(store));
  const noLongerHeld = before.filter((entry) => !held.some((other) => other.id === entry.id));
  return { held, noLongerHeld };
}

/** The items that are not held, the most recently loaded first. */
export const notHeld = () => [...entries.values()].filter((entry) => !isHeld(entry)).reverse();
