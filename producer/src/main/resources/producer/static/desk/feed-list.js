import { isHeld } from './entries.js';

// Which of the feed's items the desk lists, and in which order.

/** @type {Record<string, (entry: any) => boolean>} */
const STATES = {
  all: () => true,
  held: (entry) => entry.status === 'held',
  submitted: (entry) => entry.status === 'submitted' || entry.status === 'returned',
  published: (entry) => entry.status === 'published',
  breaking: (entry) => Boolean(entry.item?.breaking ?? entry.breaking),
  corrected: (entry) => Boolean(entry.item?.corrections?.length),
  retracted: (entry) => entry.status === 'retracted',
};

const fold = (/** @type {string} */ text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Returns true if the item has every word of the search in its texts, or if the search is its id. */
function matches(entry, search) {
  const { title, kicker, lead, label, section, tags = [], authors = [] } = entry.content ?? {};
  const texts = [entry.id, title, kicker?.text, lead, label, section, ...tags, ...authors.map((author) => author.name)];
  const text = fold(texts.filter(Boolean).join(' '));
  return fold(search).split(/\s+/).every((word) => text.includes(word));
}

/** As readers see them: the pinned item, then the newest. */
function byPublication(a, b) {
  const pinned = Number(Boolean(b.item?.pinned)) - Number(Boolean(a.item?.pinned));
  return pinned || (b.item?.publishedAt ?? '').localeCompare(a.item?.publishedAt ?? '') || (b.item?.firstSeq ?? 0) - (a.item?.firstSeq ?? 0);
}

/** Sorts held items by their release, and items in review after them. */
const byRelease = (a, b) => (a.held?.embargoedUntil ?? '9').localeCompare(b.held?.embargoedUntil ?? '9') || a.id.localeCompare(b.id);

/** Returns the selected items in two lists: items that are not public yet, and the others. */
export function select(entries, { state, search }) {
  const selected = entries.filter((entry) => STATES[state](entry) && matches(entry, search));
  return {
    held: selected.filter(isHeld).sort(byRelease),
    others: selected.filter((entry) => !isHeld(entry)).sort(byPublication),
  };
}
