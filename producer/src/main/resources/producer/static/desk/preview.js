import { ApiError, requestPage, session } from './api.js';
import { editState } from './editor.js';
import { field, isComplete, itemIn } from './form.js';
import { $, element, showNotice } from './page.js';
import { endsSession } from './problems.js';
import { texts } from './texts.js';

// The form as readers will see it. The service renders it with the templates of the readers' pages; the frame runs no script.
const TIMEOUT = 10_000;
/** Time in ms after which the page says that the preview is awaited. */
const PENDING_DELAY = 300;
const dialog = $('#preview-dialog');
const frameContainer = dialog.querySelector('.frame');
const result = $('#preview-result');
/** The number of the newest request, and a new one once its answer is not wanted any more. */
let requestNumber = 0;
let isPending = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pendingNotice;

/** Shows the form as it is now. Nothing is published. */
export async function showPreview() {
  drop();
  if (!isComplete(result)) return;
  const ownNumber = requestNumber;
  const feed = feedOfForm();
  isPending = true;
  pendingNotice = setTimeout(() => showNotice(result, 'wait', texts.previewPending), PENDING_DELAY);
  let page;
  try {
    page = await requestForm(feed);
  } catch (error) {
    if (ownNumber !== requestNumber && error instanceof ApiError && !endsSession(error)) return;
    drop();
    throw error;
  }
  // meanwhile the editor may have typed, the item may have been retracted, or the editor signed out
  if (ownNumber !== requestNumber || !session.isOpen()) return;
  if (feed !== feedOfForm() || document.querySelector('dialog[open]')) return dropPending();
  drop();
  const frame = element('iframe', { title: texts.preview });
  // without any permission: no script, no window, no form
  frame.setAttribute('sandbox', '');
  frame.srcdoc = page;
  // a new frame each time: another document in the same one would be a step of the browser's history
  frameContainer.replaceChildren(frame);
  dialog.showModal();
}

const feedOfForm = () => editState().edited?.feed ?? field('feed').value;

function requestForm(feed) {
  const { mode, edited } = editState();
  const isMinor = mode === 'update' && field('minor').checked;
  const body = { ...itemIn(edited?.content), ...(edited && { id: edited.id }), ...(mode === 'correct' && { note: field('note').value }) };
  return requestPage('POST', `/feeds/${feed}/preview${isMinor ? '?minor=true' : ''}`, { body, signal: AbortSignal.timeout(TIMEOUT) });
}

/** Removes the notice about the newest request, whose answer is not shown any more. */
function drop() {
  requestNumber++;
  isPending = false;
  clearTimeout(pendingNotice);
  result.replaceChildren();
}

/** Drops the preview because the editor does something else by now, and says so. */
function dropPending() {
  if (!isPending) return;
  drop();
  showNotice(result, 'wait', texts.previewDropped);
}

// a closed dialog must not keep an item's text in the page
dialog.addEventListener('close', () => frameContainer.replaceChildren());
document.addEventListener('form-filled', () => {
  drop();
  dialog.close();
});
['input', 'submit'].forEach((act) => document.addEventListener(act, dropPending));
$('#publish-breaking').addEventListener('click', dropPending);
