import { request, session } from './api.js';
import { path } from './entries.js';

// Announces which item this editor has in the form, and shows which editors have the same item. Locks nothing.
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

/** @type {Map<string, Presence & { receivedAt: number }>} by feed, item and editor */
const others = new Map();
let announced = { item: '', at: 0 };

/** @param {Presence} presence */
export function receivePresence(presence) {
  if (presence.editor !== session.identity()) others.set(`${presence.feed}/${presence.item}/${presence.editor}`, { ...presence, receivedAt: Date.now() });
}

/** Removes the editors without an announcement for 15 s. Returns true if there was one. */
export function forgetExpired() {
  const expired = [...others].filter(([, { receivedAt }]) => Date.now() - receivedAt > EXPIRY);
  expired.forEach(([key]) => others.delete(key));
  return expired.length > 0;
}

/**
 * Returns the other editors who have the item in the form, the first one first.
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
  // a lost announcement is replaced by the next one
  request('PUT', `${item}/presence`).catch(() => {});
}
