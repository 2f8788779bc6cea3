import { requestPage, session } from './api.js';
import { editState } from './editor.js';
import { field, itemIn } from './form.js';
import { $, element } from './page.js';
import { texts } from './texts.js';

// The form as readers will see it. The service renders it with the templates of the readers' pages; the frame runs no script.
const dialog = $('#preview-dialog');
const place = dialog.querySelector('.frame');
/** Differs after each request, and after each change of what the form is used for. */
let turn = 0;

/** Shows the form as it is now. Nothing is published. */
export async function showPreview() {
  const shown = ++turn;
  const { mode, edited } = editState();
  const { feed } = edited ?? { feed: field('feed').value };
  const isMinor = mode === 'update' && field('minor').checked;
  const body = { ...itemIn(edited?.content), ...(edited && { id: edited.id }), ...(mode === 'correct' && { note: field('note').value }) };
  const srcdoc = await requestPage('POST', `/feeds/${feed}/preview${isMinor ? '?minor=true' : ''}`, { body });
  // meanwhile the item may have been retracted, or the editor signed out
  if (shown !== turn || !session.isOpen()) return;
  const frame = element('iframe', { title: texts.preview });
  // without any permission: no script, no window, no form
  frame.setAttribute('sandbox', '');
  frame.srcdoc = srcdoc;
  // a new frame each time: another document in the same one would be a step of the browser's history
  place.replaceChildren(frame);
  if (!dialog.open) dialog.showModal();
}

dialog.addEventListener('close', () => {
  turn++;
  // a closed dialog must not keep an item's text in the page
  place.replaceChildren();
});
document.addEventListener('form-filled', () => {
  turn++;
  dialog.close();
});
