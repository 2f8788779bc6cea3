/** Manages what the reader controls and notices: pause, scroll position, counts and announcements of new items, and the status line. */

import { formatTime, options, text } from './format.js';
import { $, rowsInOrder } from './rows.js';

/** Time in ms during which new items are collected into one announcement. */
const ANNOUNCEMENT_INTERVAL = 3_000;
/** @type {Map<string, () => void>} the newest change of each item that waits for the end of the pause */
const queued = new Map();
let paused = false;
let connection = { state: '', lastContact: 0 };
/** New rows above the visible part of the page, new rows since the tab was hidden, and new rows not announced yet. */
let above = 0, unread = 0, unannounced = 0;
let announcementTimer;

/** Returns true if an element has been scrolled out of sight or behind the strip, which stays at the top. */
const isAboveView = element => element.getBoundingClientRect().bottom <= $('strip').offsetHeight;

/**
 * Applies a change at once or, if the page is paused, after the pause. A change without the item is never delayed: it is a retraction, or the
 * item left the view, and then the stream does not send a retraction that follows.
 */
export function applyUnlessPaused(change, apply) {
  queued.delete(change.id);
  if (paused && change.item) queued.set(change.id, () => apply(change));
  else apply(change);
  showStatus();
}

/** Runs a change of the page and scrolls so that the first visible row stays in place. Not every browser has scroll anchoring, so it is off. */
export function keepScrollPosition(changedRow, change) {
  const scrolled = $('title').getBoundingClientRect().bottom < 0;
  const anchor = scrolled && rowsInOrder().find(row => row !== changedRow && !isAboveView(row));
  const top = anchor && anchor.getBoundingClientRect().top;
  const result = change();
  const moved = anchor ? anchor.getBoundingClientRect().top - top : 0;
  if (moved) scrollBy(0, moved);
  return result;
}

export function countNewRow(row) {
  if (isAboveView(row)) above++;
  if (document.hidden) unread++;
  announceSoon();
}

/** Announces new items to screen readers, several at a time. */
function announceSoon() {
  unannounced++;
  announcementTimer ??= setTimeout(() => {
    $('announcement').textContent = text('announce', unannounced);
    unannounced = 0;
    announcementTimer = undefined;
  }, ANNOUNCEMENT_INTERVAL);
}

export function showConnection(state, lastContact) {
  connection = { state, lastContact };
  showStatus();
}

/** Shows the connection's state or the pause, and the counts of new items. */
export function showStatus() {
  const { state, lastContact } = connection;
  const shown = options.closed && (!state || state === 'live') ? 'closed' : state;
  const pauseText = () => queued.size ? text('queued', queued.size) : text('paused');
  const status = paused ? pauseText() : shown && text(shown, formatTime(lastContact));
  if ($('status').textContent !== status) $('status').textContent = status;
  $('bar').dataset.state = paused ? 'paused' : shown;
  $('new').hidden = above === 0;
  $('new').textContent = text('new', above);
  const title = [$('condition')?.textContent, $('title').textContent].filter(Boolean).join(' · ');
  document.title = unread ? `(${unread}) ${title}` : title;
}

function togglePause() {
  paused = !paused;
  // kept when the page is reloaded
  history.replaceState({ ...history.state, paused }, '');
  $('pause').textContent = text(paused ? 'resume' : 'pause');
  const changes = [...queued.values()];
  queued.clear();
  changes.forEach(apply => apply());
  showStatus();
}

$('pause').addEventListener('click', togglePause);

$('new').addEventListener('click', () => {
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scrollTo({ top: 0, behavior: reducedMotion ? 'auto' : 'smooth' });
  $('title').focus({ preventScroll: true });
});

new IntersectionObserver(([title]) => {
  if (!title.isIntersecting) return;
  above = 0;
  showStatus();
}).observe($('title'));

// headings of days stick below the strip, whose height depends on the alerts
new ResizeObserver(() => document.documentElement.style.setProperty('--strip', `${$('strip').offsetHeight}px`)).observe($('strip'));

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  unread = 0;
  showStatus();
});
$('pause').hidden = false;
if (history.state?.paused) togglePause();
