// Small pieces of the page: elements, notices, dialogs, times.
export const $ = (selector) => document.querySelector(selector);

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function button(text, act, className = 'quiet') {
  const made = element('button', { type: 'button', className, textContent: text });
  made.addEventListener('click', act);
  return made;
}

/** Says one thing in the place of what was said before; the buttons go with it. */
export function say(where, kind, text, ...buttons) {
  const notice = element('p', { className: `notice ${kind}`, textContent: text });
  if (buttons.length) notice.append(element('span', { className: 'bar' }, ...buttons));
  where.replaceChildren(notice);
}

/** Opens a dialog and gives what was filled in; null when the editor left it. */
export function ask(dialog, prepare = () => {}) {
  const form = dialog.querySelector('form');
  form.reset();
  prepare(form);
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((answer) => {
    const close = () => answer(dialog.returnValue === 'ok' ? Object.fromEntries(new FormData(form)) : null);
    dialog.addEventListener('close', close, { once: true });
  });
}

const CLOCK = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** An instant as the editor's own clock shows it. */
export const time = (instant) => CLOCK.format(new Date(instant));

/** An instant as the value of a datetime-local field. */
export function localTime(instant) {
  const date = new Date(instant);
  return new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
