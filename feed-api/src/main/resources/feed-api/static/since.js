/**
 * Remembers the reader's last visit and has the page show what has changed since. The visit, which is no more than epoch, seq and time, is
 * stored only after the reader has switched that on or the site has: `<html data-consent="granted">`, set at any time. Switching off removes it.
 */

import { $ } from './dom.js';
import { feedPath, text } from './format.js';

/** Absence in ms after which a page that is still open shows what has changed. */
const MIN_ABSENCE = 300_000;
const KEY = `dateline:visit:${feedPath}`;

/** @typedef {{epoch: string, seq: number, time: string}} LastVisit */

/** @param {LastVisit} visit */
const show = visit => import('./visit.js').then(({ showVisit }) => showVisit(visit));

/** @returns {LastVisit | null} */
function load() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

/** Stores a visit, or removes it. Storage may be forbidden, as in a sandboxed frame, or full. @param {LastVisit | null} visit */
function store(visit) {
  try {
    if (visit) localStorage.setItem(KEY, JSON.stringify(visit));
    else localStorage.removeItem(KEY);
  } catch {
    // then there is nothing to remember
  }
}

/** @param {() => string} position returns the cursor of what the page shows */
export function rememberVisits(position) {
  const button = $('remember');
  if (!button) return;
  const site = document.documentElement;
  let visit = load();
  let remembers = false;

  function save() {
    if (!remembers) return;
    const [epoch, seq] = position().split('-');
    visit = { epoch, seq: Number(seq), time: new Date().toISOString() };
    store(visit);
  }

  /** @param {boolean} on */
  function remember(on) {
    remembers = on;
    if (on) save();
    else store(null);
    showSwitch();
  }

  function showSwitch() {
    button.textContent = text(remembers ? 'forget' : 'remember');
    button.setAttribute('aria-pressed', String(remembers));
    button.hidden = Boolean(site.dataset.consent);
  }

  function applyConsent() {
    const { consent } = site.dataset;
    if (consent) remember(consent === 'granted');
  }

  if (visit) show(visit);
  remembers = Boolean(visit);
  showSwitch();
  applyConsent();
  new MutationObserver(applyConsent).observe(site, { attributeFilter: ['data-consent'] });
  button.addEventListener('click', () => remember(!remembers));
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) save();
    else if (remembers && visit && Date.now() - Date.parse(visit.time) > MIN_ABSENCE) show(visit);
  });
  addEventListener('pagehide', save);
}
