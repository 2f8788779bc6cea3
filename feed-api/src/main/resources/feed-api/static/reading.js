/** Manages what the reader controls and notices: pause, the status line, the title, announcements, and which rows have been in sight. */

import { $, findAll } from './dom.js';
import { formatSince, options, text } from './format.js';

/** @typedef {import('./parts.js').Change} Change */

/** Time in ms during which new items are collected into one announcement. */
const ANNOUNCEMENT_INTERVAL = 3_000;
/** Changes that a paused page keeps; a page that has missed more is reloaded. */
const MAX_QUEUED = 1_000;
/** @type {Map<string, () => void>} the newest change of each item that waits for the end of the pause */
const queued = new Map();
let paused = false, overflowed = false;
let connection = { state: '', lastContact: 0, behind: 0 };
/** New items that wait above the rows, new items since the tab was hidden, and new items not announced yet. */
let waiting = 0, unread = 0, unannounced = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let announcementTimer;

/** The rows that have been in sight. */
const seen = new WeakSet();
const sight = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.add(target);
    sight.unobserve(target);
  }
});
/** @param {HTMLElement} row */
export const watchRow = row => sight.observe(row);
/** @param {HTMLElement} row */
export const wasSeen = row => seen.has(row);

/**
 * Applies a change at once or, if the page is paused, after the pause. A change without the item is never delayed: it is a retraction, or the
 * item left the view, and then the stream does not send a retraction that follows.
 *
 * @param {Change} change @param {(change: Change) => void} apply
 */
export function applyUnlessPaused(change, apply) {
  queued.delete(change.id);
  if (paused && change.item) {
    overflowed ||= queued.size >= MAX_QUEUED;
    if (!overflowed) queued.set(change.id, () => apply(change));
  } else apply(change);
  showStatus();
}

export function countNewItem() {
  if (document.hidden) unread++;
  unannounced++;
  // several at a time
  announcementTimer ??= setTimeout(() => {
    $('announcement').textContent = text('announce', unannounced);
    unannounced = 0;
    announcementTimer = undefined;
  }, ANNOUNCEMENT_INTERVAL);
}

/** @param {number} count */
export function showWaiting(count) {
  waiting = count;
  showStatus();
}

/** @param {string} state @param {number} lastContact @param {number} behind */
export function showConnection(state, lastContact, behind) {
  connection = { state, lastContact, behind };
  showStatus();
}

/** @param {string} state */
function statusText(state) {
  if (state === 'paused' && queued.size) return text('queued', overflowed ? `>${queued.size}` : queued.size);
  return text(state, state === 'behind' ? connection.behind : formatSince(connection.lastContact));
}

/** Shows the connection's state or the pause, and the counts of new items. */
export function showStatus() {
  const shown = options.closed && (!connection.state || connection.state === 'live') ? 'closed' : connection.state;
  const state = paused ? 'paused' : shown;
  const status = state && statusText(state);
  if ($('status').textContent !== status) $('status').textContent = status;
  $('bar').dataset.state = state;
  $('new').hidden = !waiting;
  $('new').textContent = text('new', waiting);
  const title = [$('condition')?.textContent, $('title').textContent].filter(Boolean).join(' · ');
  document.title = unread ? `(${unread}) ${title}` : title;
}

function togglePause() {
  paused = !paused;
  // kept when the page is reloaded
  history.replaceState({ ...history.state, paused }, '');
  $('pause').textContent = text(paused ? 'resume' : 'pause');
  if (overflowed) return location.reload();
  const changes = [...queued.values()];
  queued.clear();
  changes.forEach(apply => apply());
  showStatus();
}

$('pause').addEventListener('click', togglePause);

// headings of days stick below the strip, whose height depends on the alerts
new ResizeObserver(() => document.documentElement.style.setProperty('--strip', `${$('strip').offsetHeight}px`)).observe($('strip'));

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  unread = 0;
  showStatus();
});
findAll($('days'), '.item').forEach(watchRow);
$('pause').hidden = false;
if (history.state?.paused) togglePause();
