// Helpers for elements, notices, dialogs and times.
export const $ = (selector) => document.querySelector(selector);

export function element(tag, properties = {}, ...children) {
  const created = Object.assign(document.createElement(tag), properties);
  created.append(...children);
  return created;
}

export function button(text, onClick, className = 'quiet') {
  const created = element('button', { type: 'button', className, textContent: text });
  created.addEventListener('click', onClick);
  return created;
}

/** Replaces the container's content by a notice with optional buttons. */
export function showNotice(container, kind, text, ...buttons) {
  delete container.dataset.item;
  const notice = element('p', { className: `notice ${kind}`, textContent: text });
  if (buttons.length) notice.append(element('span', { className: 'bar' }, ...buttons));
  container.replaceChildren(notice);
}

/** Shows a notice that quotes an item; it is removed if the item is retracted. */
export function showItemNotice(container, { feed, id }, ...notice) {
  showNotice(container, ...notice);
  container.dataset.item = `${feed}/${id}`;
}

/**
 * Opens a dialog. Returns the values of its form, or null if the editor cancels.
 *
 * @param {HTMLDialogElement} dialog
 * @param {(form: HTMLFormElement) => void} [prepare]
 * @param {string} [key] names the dialog's purpose: what was typed for it is shown again until {@link forgetDialog}
 */
export function openDialog(dialog, prepare = (_form) => {}, key = undefined) {
  const form = dialog.querySelector('form');
  form.reset();
  prepare(form);
  keepTyped(form, key);
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    const onClose = () => {
      const values = dialog.returnValue ? Object.fromEntries(new FormData(form)) : null;
      // a closed dialog must not keep an item's title in the page
      dialog.querySelector('.title')?.replaceChildren();
      form.reset();
      resolve(values);
    };
    dialog.addEventListener('close', onClose, { once: true });
  });
}

/** Shows what was typed for the key before, and keeps what is typed from now on, also over a reload, until {@link forgetDialog}. */
export function keepTyped(form, key) {
  for (const [name, value] of Object.entries(typedBefore(key))) /** @type {any} */ (form.elements.namedItem(name)).value = value;
  form.oninput = form.onchange = () => key && sessionStorage.setItem(DIALOG + key, JSON.stringify(Object.fromEntries(new FormData(form))));
}

const DIALOG = 'dateline-dialog/';
const typedBefore = (key) => JSON.parse((key && sessionStorage.getItem(DIALOG + key)) || '{}');
export const forgetDialog = (key) => sessionStorage.removeItem(DIALOG + key);

const FORMAT = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** Formats an instant in the editor's time zone. */
export const formatTime = (instant) => FORMAT.format(new Date(instant));

const FULL_FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

/** Formats an instant with weekday and year. */
export const formatDateTime = (instant) => FULL_FORMAT.format(new Date(instant));

const CLOCK_FORMAT = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** Formats the time of day of an instant. */
export const formatClock = (instant) => CLOCK_FORMAT.format(new Date(instant));

const NUMBER_FORMAT = new Intl.NumberFormat();

export const formatNumber = (number) => NUMBER_FORMAT.format(number);

/** How far the clock of Dateline is ahead of the editor's, in milliseconds. */
let ahead = 0;

/** Learns the time that Dateline has just sent; a producer of an earlier version sends none. */
export const setServerTime = (instant) => { ahead = Date.parse(instant) - Date.now() || 0; };

/** Returns the time by the clock of Dateline, which releases items, or by the editor's as long as no stream has told it. */
export const serverTime = () => Date.now() + ahead;

/** Formats an instant as the value of a datetime-local input. */
export function toLocalInput(instant) {
  const date = new Date(instant);
  return new Date(Number(date) - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
