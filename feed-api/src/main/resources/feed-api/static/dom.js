/** Finds elements and where they are, and erases retracted items, also where the code that shows other changes cannot be loaded. */

/** @param {string} id */
export const $ = id => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {ParentNode} parent @param {string} selector */
export const find = (parent, selector) => /** @type {HTMLElement | null} */ (parent.querySelector(selector));
/** @param {ParentNode} parent @param {string} selector */
export const findAll = (parent, selector) => /** @type {HTMLElement[]} */ ([...parent.querySelectorAll(selector)]);

/** Returns true if an element has been scrolled out of sight or behind the strip, which stays at the top. @param {HTMLElement} element */
export const isAboveView = element => element.getBoundingClientRect().bottom <= $('strip').offsetHeight;
export const isScrolled = () => isAboveView($('title'));
export const rowsInOrder = () => findAll($('days'), '.item');
/** @param {HTMLElement} [except] */
export const firstVisibleRow = except => rowsInOrder().find(row => row !== except && !isAboveView(row));

/**
 * Runs a change of the page and, unless its top is in sight, scrolls so that the first visible row stays in place. Not every browser has
 * scroll anchoring, so it is off.
 *
 * @param {() => void} change @param {HTMLElement} [changedRow] @param {boolean} [always] true to keep the row in place at the top, too
 */
export function keepScrollPosition(change, changedRow, always = false) {
  const anchor = always || isScrolled() ? firstVisibleRow(changedRow) : undefined;
  const top = anchor?.getBoundingClientRect().top ?? 0;
  change();
  const moved = anchor?.isConnected ? anchor.getBoundingClientRect().top - top : 0;
  if (moved) scrollBy(0, moved);
}

/** Removes what describes the page to other sites, because it may name an item that has been retracted. */
export const removeMetadata = () =>
  findAll(document, 'script[type="application/ld+json"], meta[property], meta[name="description"]').forEach(element => element.remove());

/**
 * Erases what the page shows of an item that is retracted or has left the page's filter. Its row in a whole feed gets the reason.
 *
 * @param {{id: string, seq: number, reason?: string}} change
 */
export function eraseItem({ id, seq, reason }) {
  for (const element of findAll(document, '[data-id]')) {
    if (element.dataset.id !== id || Number(element.dataset.seq) >= seq) continue;
    const content = $('feed').dataset.filtered ? null : element.closest('#days .item')?.querySelector('.content');
    const focused = (content ?? element).contains(document.activeElement);
    let next = element;
    if (content) content.replaceChildren(retraction(reason));
    else if (element.localName === 'li') next = removeEntry(element);
    else element.replaceChildren();
    if (!focused) continue;
    if (next === element) element.tabIndex = -1;
    (content && find(element, '.permalink') || next).focus({ preventScroll: true });
  }
}

/** Removes an entry of a list, and hides or removes what is empty then. Returns what gets the focus. @param {HTMLElement} entry */
function removeEntry(entry) {
  const neighbour = entry.nextElementSibling ?? entry.previousElementSibling;
  const list = entry.closest('.day, #alerts, #pinned, #key-events');
  entry.remove();
  if (list instanceof HTMLElement && !find(list, '[data-id]')) {
    if (list.id) list.hidden = true;
    else list.remove();
    if (list.id === 'alerts') $('strip').classList.remove('low');
  }
  return neighbour && find(neighbour, 'a') || $('title');
}

/** Compares what the page shows with a new numbering of the feed from now on. */
export const forgetNumbers = () => findAll(document, '[data-seq]').forEach(({ dataset }) => { dataset.seq = '0'; });

/** @param {string} [reason] */
function retraction(reason = '') {
  const { content } = /** @type {HTMLTemplateElement} */ ($('row-template'));
  const shown = /** @type {HTMLElement} */ (find(content, '.retraction')?.cloneNode(true));
  /** @type {HTMLElement} */ (find(shown, '.reason')).textContent = reason;
  return shown;
}
