import { ApiError, session } from './api.js';
import { renderDrafts } from './draft-list.js';
import { allDrafts, hasUnstoredDrafts, isDraftKey, itemOf, removeDraft, writeDraft } from './drafts.js';
import * as editor from './editor.js';
import { connectBodyEditor } from './body-editor.js';
import { continueDraft, publish, publishAsBreaking, resolveFormConflict, run } from './commands.js';
import { connectConflict } from './conflict.js';
import { forgetAll } from './entries.js';
import { askForFeed, closeFeed, loadFeeds, openFeed, rememberFeed, selectedZone, showSelectedFeed } from './feeds.js';
import { completeTag, field, markInvalidField, showClocks } from './form.js';
import { checkSession, findItem, followFeed, onAction, onRetracted, render, showTime } from './items.js';
import { stop as stopFollowing } from './live.js';
import { $, button, openDialog, showItemNotice, showNotice } from './page.js';
import { showPreview } from './preview.js';
import { showError } from './problems.js';
import { reloadItems } from './retractions.js';
import { texts } from './texts.js';

// The page's entry point: connects forms and buttons to their actions.
const result = $('#result');

/** Runs the action when the form is submitted. The submit button is disabled until it has ended. */
function onSubmit(form, action, onError) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const submit = form.querySelector('[type="submit"]');
    form.querySelectorAll('[aria-invalid]').forEach((input) => input.removeAttribute('aria-invalid'));
    submit.disabled = true;
    try {
      await action();
    } catch (error) {
      await onError(error);
    } finally {
      submit.disabled = false;
    }
  });
}

/** Ctrl+Enter or Cmd+Enter submits the form from any field. Enter alone does not: it is too easily pressed in a field. */
function submitByKey(form) {
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    const submit = form.querySelector('[type="submit"]');
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const asBreaking = event.shiftKey && form.querySelector('#publish-breaking:not([hidden])');
      if (asBreaking) return event.repeat ? undefined : asBreaking.click();
      if (!submit.disabled && !event.repeat) form.requestSubmit(submit);
    } else if (event.target instanceof HTMLInputElement) {
      event.preventDefault();
    }
  });
}

/** Alt+P, by the letter or the place of the key: with Alt, a keyboard may type another character. */
function previewByKey(event) {
  const isP = event.code === 'KeyP' || event.key === 'p';
  if (!isP || event.isComposing || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!event.repeat) preview();
}

async function preview() {
  $('#item-form').querySelectorAll('[aria-invalid]').forEach((input) => input.removeAttribute('aria-invalid'));
  try {
    await showPreview();
  } catch (error) {
    await showError(error, $('#preview-result'));
    markInvalidField(error.problem);
    if (error.problem?.reason === 'retracted') await reloadAll();
  }
}

/** Shows the desk if there is a session, else the sign-in form. */
function showSignedIn() {
  const signedIn = session.isOpen();
  $('#sign-in').hidden = signedIn;
  const provider = session.providerSignIn();
  $('#provider-sign-in').hidden = !provider;
  if (provider) $('#provider-sign-in a').href = provider;
  $('#desk').hidden = $('#sign-out').hidden = !signedIn;
  return signedIn;
}

function showFeed() {
  showSelectedFeed();
  showClocks(selectedZone());
  followFeed();
}

/** Shows what other editors have changed while the tab was not looked at. */
async function reloadAll() {
  if (!session.isOpen()) return;
  try {
    await checkSession();
    await reloadItems();
    followFeed();
  } catch (error) {
    await showError(error, result);
  }
}

function saveDraft({ target }) {
  // the choice of a feed shows another draft, and changes none: one that was sent already must keep its key
  if (target === field('feed')) return;
  const could = !hasUnstoredDrafts();
  editor.save();
  if (could && hasUnstoredDrafts()) showNotice(result, 'bad', texts.unstoredDrafts);
}

function showDrafts() {
  if (!session.isOpen()) return;
  renderDrafts(editor.openDraft()?.id, continueDraft, (draft) => {
    removeDraft(draft.id);
    showDrafts();
    offerUndo(draft);
    ($('#drafts button') ?? field('title')).focus();
  });
}

/** Says that a draft has been removed, if there was one, and lets the editor bring it back. */
function offerUndo(draft) {
  result.replaceChildren();
  if (!draft) return;
  const undo = button(texts.undoDiscard, () => {
    writeDraft(draft);
    continueDraft(draft);
  });
  const item = itemOf(draft);
  if (item) showItemNotice(result, item, 'wait', texts.discarded, undo);
  else showNotice(result, 'wait', texts.discarded, undo);
}

/** Says that what was typed stays in the feed that the editor has left, and lets the editor take it along, as after a wrong choice. */
function offerToTakeAlong(left) {
  const take = button(texts.takeAlong, () => {
    result.replaceChildren();
    editor.takeAlong(left);
    field('title').focus();
  });
  showNotice(result, 'wait', texts.staysInFeed(left), take);
}

/** Signs in with the one-time code of a link, or with the session that the browser has. */
async function signIn() {
  const code = new URLSearchParams(location.hash.slice(1)).get('login');
  // a code that was used must not stay in the address bar or in the history
  if (code) history.replaceState(null, '', location.pathname);
  try {
    await (code ? session.open(code) : session.resume());
  } catch (error) {
    // a browser that is signed in goes on with its session: whoever sent the link must not change whose it is
    if (error.problem?.reason !== 'csrf') throw error;
    await session.resume();
    showNotice(result, 'wait', texts.signedInAlready);
  }
}

/** A wrong token is no reason to say that a session has ended. */
function showSignInError(error) {
  if (!(error instanceof ApiError)) throw error;
  const { problem, status } = error;
  const wrong = status === 401 ? texts.unauthorized : problem?.field === 'code' && texts.wrongCode;
  showNotice($('#sign-in-result'), 'bad', wrong || (problem ? texts.problem(problem) : texts.unreachable));
}

async function start() {
  if (!showSignedIn()) return;
  try {
    await loadFeeds();
    // before anything is shown of drafts whose items were retracted meanwhile
    await reloadItems();
    editor.resume();
    field('title').focus();
    followFeed();
  } catch (error) {
    await showError(error, result);
  }
}

async function showPublishError(error) {
  await showError(error, result, resolveFormConflict);
  markInvalidField(error.problem);
  if (error.problem?.reason === 'retracted') await reloadAll();
}

onAction(run);
onSubmit($('#item-form'), () => publish(), showPublishError);
$('#preview').addEventListener('click', preview);
$('#item-form').addEventListener('keydown', previewByKey);
$('#publish-breaking').addEventListener('click', () => publishAsBreaking().catch(showPublishError));
onSubmit($('#find-form'), findItem, (error) => showError(error, result));
onSubmit($('#feed-form'), openFeed, (error) => showError(error, $('.feed-result')));
onSubmit($('#sign-in-form'), async () => {
  const form = $('#sign-in-form');
  $('#sign-in-result').replaceChildren();
  await session.openWith(form.elements.namedItem('token').value.trim());
  form.reset();
  await start();
}, showSignInError);
document.addEventListener('signed-out', () => {
  document.querySelectorAll('dialog').forEach((dialog) => dialog.close());
  // no session, no news of retractions: nothing of an item may stay in the page
  stopFollowing();
  editor.clear();
  forgetAll();
  ['#held', '#published', '#drafts', '#result', '#connection'].forEach((list) => $(list).replaceChildren());
  showSignedIn();
  showNotice($('#sign-in-result'), 'bad', texts.sessionEnded);
});
$('#sign-out').addEventListener('click', async () => {
  const drafts = allDrafts();
  if (drafts.length) {
    if (!(await openDialog($('#sign-out-dialog')))) return;
    if ($('#sign-out-dialog').returnValue === 'delete') drafts.forEach((draft) => removeDraft(draft.id));
  }
  try {
    const providerLogout = await session.end();
    if (providerLogout) location.assign(providerLogout);
    else location.reload();
  } catch (error) {
    await showError(error, result);
  }
});
$('#cancel').addEventListener('click', () => {
  offerUndo(editor.discard());
  field('title').focus();
});
$('#item-form').addEventListener('input', saveDraft);
$('#item-form').addEventListener('change', saveDraft);
document.addEventListener('drafts-changed', showDrafts);
document.addEventListener('item-retracted', (/** @type {CustomEvent} */ event) => onRetracted(event.detail));
addEventListener('storage', (event) => { if (isDraftKey(event.key)) showDrafts(); });
addEventListener('beforeunload', (event) => { if (hasUnstoredDrafts()) event.preventDefault(); });
document.querySelectorAll('form[data-submit-key]').forEach(submitByKey);
$('#new-feed').addEventListener('click', askForFeed);
$('#close-feed').addEventListener('click', () => closeFeed().catch((error) => showError(error, result)));
document.querySelectorAll('[data-close]').forEach((close) => close.addEventListener('click', () => close.closest('dialog').close()));
// browsers allow few connections to a host, and a tab that nobody looks at needs none
document.addEventListener('visibilitychange', () => (document.hidden ? stopFollowing() : reloadAll()));
$('#find-form').addEventListener('input', render);
$('#find-form').addEventListener('change', render);
field('tags').addEventListener('input', completeTag);
field('embargoedUntil').addEventListener('input', () => showClocks(selectedZone()));
connectConflict(() => showNotice(result, 'good', texts.merged));
connectBodyEditor($('#body'), field('body'), $('#body-tools'), () => prompt(texts.askForLink, 'https://'));
setInterval(showTime, 1_000);
addEventListener('focus', reloadAll);
// a link that is opened in this tab changes only what follows #
addEventListener('hashchange', () => { if (location.hash.startsWith('#login=')) location.reload(); });
field('feed').addEventListener('change', () => {
  rememberFeed();
  const left = editor.changeFeed();
  showFeed();
  if (left) offerToTakeAlong(left);
});
document.addEventListener('feed-selected', showFeed);
$('#feed-form').elements.namedItem('timeZone').defaultValue = Intl.DateTimeFormat().resolvedOptions().timeZone;
$('#zones').replaceChildren(...(Intl.supportedValuesOf?.('timeZone') ?? []).map((zone) => new Option(zone)));

signIn().catch(showSignInError).finally(start);
