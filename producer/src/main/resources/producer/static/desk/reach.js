import { element } from './page.js';
import { texts } from './texts.js';

// Whom an act has reached. The replicas of the public API tell how many of their open streams have been sent what.
const MAX_AGE = 30_000;
const SILENCE = 3_000;

/**
 * @typedef {object} Report
 * @property {string} replica
 * @property {string} epoch
 * @property {number} seq the newest change that the replica knew
 * @property {number} streams open streams of the feed
 * @property {number} reached how many of them have been sent that change
 * @property {number} [maxLag] changes that the stream furthest behind has not been sent
 * @property {string} [writtenAt] when that change was written to the last stream that did not lag
 *
 * @typedef {object} Act
 * @property {string} epoch
 * @property {number} seq
 * @property {string} [decidedAt] the time of the act
 */

/** @type {Map<string, Report & { heardAt: number }>} the newest report of each replica on the selected feed */
const reports = new Map();
/** @type {(Act & { line: HTMLElement, shownAt: number }) | null} the act whose reach is shown */
let shown = null;

/** @param {Report} report */
export function receiveReach(report) {
  reports.set(report.replica, { ...report, heardAt: Date.now() });
  refreshReach();
}

/** Forgets the replicas, because another feed is selected. */
export function forgetReach() {
  reports.clear();
}

function recentReports() {
  for (const [replica, { heardAt }] of reports) if (Date.now() - heardAt > MAX_AGE) reports.delete(replica);
  return [...reports.values()];
}

/** Returns how many streams of the selected feed are open. */
export const openStreams = () => recentReports().reduce((sum, { streams }) => sum + streams, 0);

/**
 * Appends a line to a notice that says whom an act of the selected feed has reached. It goes on changing until another one is shown.
 *
 * @param {HTMLElement} container
 * @param {Act} act
 */
export function showReach(container, act) {
  const line = element('span', { className: 'reach' });
  container.querySelector('.notice')?.append(line);
  shown = { ...act, line, shownAt: Date.now() };
  refreshReach();
}

/** Shows what the replicas have reported meanwhile, and which of them have not. */
export function refreshReach() {
  if (!shown?.line.isConnected) return;
  const text = describe(shown, recentReports(), Date.now() - shown.shownAt > SILENCE);
  if (shown.line.textContent !== text) shown.line.textContent = text;
}

/**
 * @param {Act} act
 * @param {Report[]} all
 * @param {boolean} isOver true if each replica should have reported
 */
export function describe(act, all, isOver) {
  const told = all.filter((report) => report.epoch === act.epoch && report.seq >= act.seq);
  const untold = all.filter((report) => !told.includes(report) && report.streams > 0);
  const sum = (/** @type {(report: Report) => number} */ count) => told.reduce((total, report) => total + count(report), 0);
  const written = told.flatMap(({ writtenAt }) => (writtenAt ? [Date.parse(writtenAt)] : []));
  const millis = act.decidedAt && written.length ? Math.max(...written) - Date.parse(act.decidedAt) : -1;
  const parts = [texts.seq(act.seq)];
  if (told.length) {
    if (millis >= 0) parts.push(texts.millis(millis));
    parts.push(texts.reached(sum(({ reached }) => reached), sum(({ streams }) => streams) + untold.reduce((total, { streams }) => total + streams, 0)));
  }
  const behind = told.filter(({ streams, reached }) => reached < streams).map((report) => texts.behind(report));
  const silent = isOver ? untold.map((report) => texts.silent(report)) : [];
  if (isOver && !told.length && !untold.length) silent.push(texts.noReplica);
  return [parts.join(' · '), ...behind, ...silent].join('; ');
}
