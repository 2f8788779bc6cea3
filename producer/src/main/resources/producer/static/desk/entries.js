import { request } from './api.js';

// The items that this tab has loaded.
const entries = new Map();
/** The keys of the entries of before the stream was connected again, until it sends them anew. */
const stale = new Set();
/** The keys of items that were looked up: the stream may not have them. */
const lookedUp = new Set();
const CONTENT = ['title', 'kicker', 'label', 'lead', 'body', 'link', 'image', 'authors', 'source', 'tags', 'section', 'language', 'keyEvent'];

export const path = (entry) => `/feeds/${entry.feed}/items/${entry.id}`;

/** Stores the API's response as the item's entry. A retracted item has no content. */
function store(response) {
  const key = `${response.feed}/${response.id}`;
  stale.delete(key);
  const content = response.held ?? (response.item?.title ? contentOf(response.item) : undefined);
  const entry = { ...response, content, title: content?.title };
  if (entry.status === 'retracted') announceRetraction(entry);
  entries.set(key, entry);
  return entry;
}

/** Stores the state of an item from the stream. Returns the entry before and after; both are the same if an answer was newer. */
export function receive(response) {
  const key = `${response.feed}/${response.id}`;
  const before = entries.get(key);
  return { before, now: before && !stale.has(key) && isNewer(before, response) ? before : store(response) };
}

const isNewer = (entry, other) => entry.version > other.version || (entry.item?.seq ?? 0) > (other.item?.seq ?? 0);

/** Begins to receive all items of a feed anew. */
export function markStale(feed) {
  for (const [key, entry] of entries) if (entry.feed === feed) stale.add(key);
}

/** Forgets the items that the stream has not sent again. Returns those whose state must be looked up. */
export function removeStale() {
  const before = [...stale].map((key) => entries.get(key)).filter(Boolean);
  stale.clear();
  const needed = before.filter((entry) => isHeld(entry) || lookedUp.has(`${entry.feed}/${entry.id}`));
  before.filter((entry) => !needed.includes(entry)).forEach((entry) => entries.delete(`${entry.feed}/${entry.id}`));
  return needed;
}

/** Loads an item that the stream may not have. */
export async function lookUp(item) {
  const entry = await refresh(item);
  lookedUp.add(`${entry.feed}/${entry.id}`);
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

export const isHeld = ({ status }) => ['held', 'submitted', 'returned'].includes(status);

/** The items of a feed that are known here. */
export const entriesOf = (feed) => [...entries.values()].filter((entry) => entry.feed === feed);

/** Removes all items, because the session has ended. */
export function forgetAll() {
  entries.clear();
  stale.clear();
  lookedUp.clear();
}
