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
  const notice = element('p', { className: `notice ${kind}`, textContent: text });
  if (buttons.length) notice.append(element('span', { className: 'bar' }, ...buttons));
  container.replaceChildren(notice);
}

/** Opens a dialog. Returns the values of its form, or null if the editor cancels. */
export function openDialog(dialog, prepare = () => {}) {
  const form = dialog.querySelector('form');
  form.reset();
  prepare(form);
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    const onClose = () => resolve(dialog.returnValue === 'ok' ? Object.fromEntries(new FormData(form)) : null);
    dialog.addEventListener('close', onClose, { once: true });
  });
}

const FORMAT = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** Formats an instant in the editor's time zone. */
export const formatTime = (instant) => FORMAT.format(new Date(instant));

/** Formats an instant as the value of a datetime-local input. */
export function toLocalInput(instant) {
  const date = new Date(instant);
  return new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
