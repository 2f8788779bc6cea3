import { request, session } from './api.js';
import { path } from './entries.js';

// Who has which item in the form: this editor tells the others, and hears of them. It locks nothing.
const INTERVAL = 6_000;
const EXPIRY = 15_000;

/**
 * @typedef {object} Presence
 * @property {string} feed
 * @property {string} item
 * @property {string} editor the id of an identity
 * @property {string} [name]
 * @property {string} since
 */

/** @type {Map<string, Presence & { heardAt: number }>} by feed, item and editor */
const others = new Map();
let announced = { item: '', at: 0 };

/** @param {Presence} presence */
export function receivePresence(presence) {
  if (presence.editor !== session.identity()) others.set(`${presence.feed}/${presence.item}/${presence.editor}`, { ...presence, heardAt: Date.now() });
}

/** Forgets those who have not been heard of for 15 s. Returns true if there was one. */
export function forgetExpired() {
  const expired = [...others].filter(([, { heardAt }]) => Date.now() - heardAt > EXPIRY);
  expired.forEach(([key]) => others.delete(key));
  return expired.length > 0;
}

/**
 * Returns who else has the item in the form, the first one first.
 *
 * @param {{ feed: string, id: string }} item
 * @returns {Presence[]}
 */
export const editorsOf = ({ feed, id }) =>
  [...others.values()].filter((other) => other.feed === feed && other.item === id).sort((a, b) => a.since.localeCompare(b.since));

/**
 * Tells the others, every six seconds, which item is in the form of a tab that is looked at.
 *
 * @param {{ feed: string, id: string } | null} edited
 */
export function announce(edited) {
  const item = edited ? path(edited) : '';
  if (!edited || document.hidden || !session.isOpen()) return;
  if (item === announced.item && Date.now() - announced.at < INTERVAL) return;
  announced = { item, at: Date.now() };
  // the next one makes up for one that is lost
  request('PUT', `${item}/presence`).catch(() => {});
}
