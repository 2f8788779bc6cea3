import { session } from './api.js';
import { allDrafts, itemOf } from './drafts.js';
import { refresh, shownItems } from './entries.js';

// Finds items that another editor has retracted. Their text is removed from the desk as soon as an answer reports the retraction.
let running = null;

/** Reloads all items of which the desk shows or stores text, one after the other. Fails only if the token is refused. */
export function reloadItems() {
  running ??= reload().finally(() => { running = null; });
  return running;
}

async function reload() {
  const items = [...shownItems(), ...allDrafts().map(itemOf).filter(Boolean)];
  const distinct = new Map(items.map((item) => [`${item.feed}/${item.id}`, item]));
  for (const item of distinct.values()) {
    if (session.isOpen()) await refresh(item).catch(failIfUnauthorized);
  }
}

function failIfUnauthorized(error) {
  if (error.status === 401) throw error;
}
