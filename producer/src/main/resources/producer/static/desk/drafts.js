// Drafts: texts that editors have typed and not published. They are kept in this browser only.
const PREFIX = 'dateline-draft/';
const MAX_AGE = 14 * 24 * 3_600_000;
/** @type {Map<string, Draft>} drafts that the browser refused to store, by id */
const unstored = new Map();

/**
 * @typedef {object} Draft
 * @property {string} id
 * @property {string} revision differs after every change of the draft
 * @property {string} feed
 * @property {'publish' | 'update' | 'correct' | 'restore'} mode
 * @property {object | null} edited the item's state that the editor began with; null for a new item
 * @property {string} [pendingId] the id of a new item that was sent and whose outcome is not known yet
 * @property {Record<string, string | boolean>} fields the values of the form by field
 * @property {number} savedAt
 */

export function writeDraft(draft) {
  try {
    localStorage.setItem(PREFIX + draft.id, JSON.stringify(draft));
    unstored.delete(draft.id);
  } catch {
    unstored.set(draft.id, draft);
  }
}

export function removeDraft(id) {
  unstored.delete(id);
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {
    // a browser that refuses storage has stored nothing
  }
}

/** Returns the drafts of all tabs, newest first. Removes those that are two weeks old. */
export function allDrafts() {
  const now = Date.now();
  const found = new Map(storedDrafts().map((draft) => [draft.id, draft]));
  unstored.forEach((draft) => found.set(draft.id, draft));
  const drafts = [...found.values()].sort((a, b) => b.savedAt - a.savedAt);
  drafts.filter((draft) => now - draft.savedAt > MAX_AGE).forEach((draft) => removeDraft(draft.id));
  return drafts.filter((draft) => now - draft.savedAt <= MAX_AGE);
}

function storedDrafts() {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => JSON.parse(localStorage.getItem(key)));
  } catch {
    return [];
  }
}

export const findDraft = (id) => allDrafts().find((draft) => draft.id === id);

/** Returns the feed and the id of the item that the draft has text of, or null if no reader or editor has seen such an item. */
export function itemOf({ feed, edited, pendingId, mode }) {
  if (mode === 'restore') return null;
  const id = edited?.id ?? pendingId;
  return id ? { feed, id } : null;
}

/** Returns true if what was typed would be lost with the page. */
export const hasUnstoredDrafts = () => unstored.size > 0;

export const isDraftKey = (key) => key === null || key.startsWith(PREFIX);
