/**
 * Follows the stream of a feed in its open page. The page is complete without this script, which loads the code that changes the page with
 * the first change.
 */

import { $, eraseItem, find, keepScrollPosition, removeMetadata } from './dom.js';
import { dayOf, options } from './format.js';
import { applyUnlessPaused, showConnection, showStatus } from './reading.js';
import { reload, showWhenLoaded, subscribe } from './stream.js';

/** Time in ms between two looks at the clock. A timer for midnight would be late after a sleep. */
const CLOCK_INTERVAL = 10_000;
let today = dayOf();

/** @typedef {typeof import('./changes.js')} ChangesModule */
/** @type {ChangesModule | undefined} */
let changes;

/** Changes the page, at once if the code for that is loaded. @param {(module: ChangesModule) => void} use */
async function change(use) {
  // a page that was open while the service got another version may not be able to load its code any more
  use(changes ??= await import('./changes.js').catch(error => {
    reload();
    throw error;
  }));
}

/** @typedef {import('./parts.js').Change} Change */
/** @type {(change: Change) => Promise<void>} */
const showChange = showWhenLoaded(() => new Promise(resolve => change(({ apply }) => resolve(apply))));

/** Shows a change. A retracted item is erased at once, also if the code for changes cannot be loaded. @param {Change} item */
function receive(item) {
  if (!item.item) {
    removeMetadata();
    keepScrollPosition(() => eraseItem(item), $(`item-${item.id}`));
  }
  applyUnlessPaused(item, showChange);
}

/** Shows which day is today, also after midnight has passed while the computer slept. */
async function markTodayAfterMidnight() {
  if (today === dayOf()) return;
  today = dayOf();
  showStatus();
  (await import('./rows.js')).markToday();
  (await import('./moments.js')).showMoments();
}

$('key-events')?.addEventListener('click', event => {
  const link = event.target instanceof Element && event.target.closest('a');
  const row = link && $(`item-${link.closest('li')?.dataset.id}`);
  if (!row) return;
  event.preventDefault();
  location.hash = row.id;
  row.scrollIntoView();
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
});

find($('feed'), '.more')?.addEventListener('click', event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  change(({ loadNeighbours }) => loadNeighbours('before'));
});

setInterval(markTodayAfterMidnight, CLOCK_INTERVAL);
document.addEventListener('visibilitychange', markTodayAfterMidnight);
export const position = subscribe(/** @type {any} */ (options), {
  item: receive,
  feed: feed => change(({ updateFeed }) => updateFeed(feed)),
  day: markTodayAfterMidnight,
}, showConnection);

if (find($('alerts'), '.alert')) import('./alerts.js');
if (options.mode === 'live-blog') import('./share.js');
// without a stored visit, the page only offers to remember visits
if ($('since') && !options.filtered && !options.day) import('./since.js').then(({ rememberVisits }) => rememberVisits(position));
