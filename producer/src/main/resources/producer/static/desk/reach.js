import { element } from './page.js';
import { texts } from './texts.js';

// How many streams a change has reached. The replicas of the public API report how many of their open streams have received their newest change.
const MAX_AGE = 30_000;
const MAX_SILENCE = 3_000;

/**
 * @typedef {object} Report
 * @property {string} replica
 * @property {string} epoch
 * @property {number} seq the newest change that the replica knew
 * @property {number} streams open streams of the feed
 * @property {number} reached how many of them have received that change
 * @property {number} [maxLag] changes that the stream furthest behind has not received
 * @property {string} [writtenAt] when that change was written to the last stream that did not lag
 *
 * @typedef {object} DecidedChange
 * @property {string} epoch
 * @property {number} seq
 * @property {string} [decidedAt] the time of the change
 */

/** @type {Map<string, Report & { receivedAt: number }>} the newest report of each replica on the selected feed */
const reports = new Map();
/**
 * The change whose reach is shown, and the first report of each replica about it.
 *
 * @type {{ change: DecidedChange, first: Map<string, Report>, line: HTMLElement, shownAt: number } | null}
 */
let shown = null;

/** @param {Report} report */
export function receiveReach(report) {
  reports.set(report.replica, { ...report, receivedAt: Date.now() });
  if (shown) keepFirst(shown.change, shown.first, report);
  refreshReach();
}

/** Forgets the replicas, because another feed is selected. */
export function forgetReach() {
  reports.clear();
}

function recentReports() {
  for (const [replica, { receivedAt }] of reports) if (Date.now() - receivedAt > MAX_AGE) reports.delete(replica);
  return [...reports.values()];
}

/** Returns how many streams of the selected feed are open. */
export const openStreams = () => recentReports().reduce((sum, { streams }) => sum + streams, 0);

/**
 * Appends a line to a notice that says how many streams a change of the selected feed has reached. The line is updated until another change is shown.
 *
 * @param {HTMLElement} container
 * @param {DecidedChange} change
 */
export function showReach(container, change) {
  const line = element('span', { className: 'reach' });
  container.querySelector('.notice')?.append(line);
  shown = { change, first: new Map(), line, shownAt: Date.now() };
  for (const report of recentReports()) keepFirst(change, shown.first, report);
  refreshReach();
}

/** Shows what the replicas have reported meanwhile, and which of them have not. */
export function refreshReach() {
  if (!shown?.line.isConnected) return;
  const text = describe(shown.change, shown.first, recentReports(), Date.now() - shown.shownAt > MAX_SILENCE);
  if (shown.line.textContent !== text) shown.line.textContent = text;
}

/**
 * Keeps the first report of a replica that knows the change. Later reports may be about later changes: a stream that they count as reached has
 * received this change too, but their time is that of the later change.
 *
 * @param {DecidedChange} change
 * @param {Map<string, Report>} first
 * @param {Report} report
 */
export function keepFirst(change, first, report) {
  if (report.epoch !== change.epoch || report.seq < change.seq) return;
  const kept = first.get(report.replica);
  if (!kept) first.set(report.replica, report.seq === change.seq ? report : { ...report, writtenAt: undefined });
  else if (report.seq === change.seq || report.reached > kept.reached) first.set(report.replica, { ...report, writtenAt: kept.writtenAt ?? (report.seq === change.seq ? report.writtenAt : undefined) });
}

/**
 * @param {DecidedChange} change
 * @param {Map<string, Report>} first what each replica first reported of the change
 * @param {Report[]} all the newest reports
 * @param {boolean} isOver true if each replica should have reported
 */
export function describe(change, first, all, isOver) {
  const informed = [...first.values()];
  const uninformed = all.filter(({ replica, streams }) => !first.has(replica) && streams > 0);
  const sum = (/** @type {(report: Report) => number} */ count) => informed.reduce((total, report) => total + count(report), 0);
  const written = informed.flatMap(({ writtenAt }) => (writtenAt ? [Date.parse(writtenAt)] : []));
  const millis = change.decidedAt && written.length ? Math.max(...written) - Date.parse(change.decidedAt) : -1;
  const parts = [texts.seq(change.seq)];
  if (informed.length) {
    if (millis >= 0) parts.push(texts.millis(millis));
    parts.push(texts.reached(sum(({ reached }) => reached), sum(({ streams }) => streams) + uninformed.reduce((total, { streams }) => total + streams, 0)));
  }
  const behind = informed.filter(({ streams, reached }) => reached < streams).map((report) => texts.behind(report));
  const silent = isOver ? uninformed.map((report) => texts.silent(report)) : [];
  if (isOver && !informed.length && !uninformed.length) silent.push(texts.noReplica);
  return [parts.join(' · '), ...behind, ...silent].join('; ');
}
