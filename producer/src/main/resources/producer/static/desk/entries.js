import { call } from './api.js';

// The items this tab has to do with, as the desk knows them.
const entries = new Map();
const written = new Map();
const CONTENT = ['title', 'kicker', 'label', 'lead', 'body', 'link', 'image', 'authors', 'source', 'tags', 'section', 'language', 'keyEvent'];

const key = (feed, id) => `${feed}/${id}`;

export const path = (entry) => `/feeds/${entry.feed}/items/${entry.id}`;

/** Takes an answer of the API as what is known of the item from here on. */
function keep(answer) {
  const name = key(answer.feed, answer.id);
  const content = answer.held ?? (answer.item?.title && only(answer.item)) ?? written.get(name);
  if (content) written.set(name, content);
  const entry = { ...answer, content, title: content?.title };
  entries.delete(name);
  entries.set(name, entry);
  return entry;
}

function only(item) {
  return Object.fromEntries(CONTENT.filter((name) => name in item).map((name) => [name, item[name]]));
}

/** Looks the item up: always as it is by now. */
export async function refresh({ feed, id }) {
  return keep(await call('GET', path({ feed, id })));
}

/** The held items of a feed in the order of their release, and those that are not held any more. */
export async function loadHeld(feed) {
  const before = [...entries.values()].filter((entry) => entry.feed === feed && entry.status === 'held');
  const held = (await call('GET', `/feeds/${feed}/held`)).items.map(keep);
  const gone = before.filter((entry) => !held.some((still) => still.id === entry.id));
  return { held, gone };
}

/** What is not held, the newest act first. */
export const shown = () => [...entries.values()].filter((entry) => entry.status !== 'held').reverse();
