import { token } from './api.js';
import * as editor from './editor.js';
import { closeFeed, loadFeeds, openFeed, showSelectedFeed } from './feeds.js';
import { findItem, publish, resolveFormConflict, watchHeld } from './items.js';
import { $, showNotice } from './page.js';
import { showError } from './problems.js';
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

/** Shows the desk if there is a token, else the sign-in form. */
function showSignedIn() {
  const signedIn = Boolean(token.get());
  $('#sign-in').hidden = signedIn;
  $('#desk').hidden = $('#sign-out').hidden = !signedIn;
  return signedIn;
}

async function start() {
  if (!showSignedIn()) return;
  try {
    await loadFeeds();
    editor.startNewItem();
    editor.field('title').focus();
    await watchHeld();
  } catch (error) {
    await showError(error, result);
  }
}

onSubmit($('#item-form'), publish, async (error) => {
  await showError(error, result, resolveFormConflict);
  editor.markInvalidField(error.problem);
});
onSubmit($('#find-form'), findItem, (error) => showError(error, result));
onSubmit($('#feed-form'), openFeed, (error) => showError(error, $('.feed-result')));
$('#sign-in-form').addEventListener('submit', (event) => {
  event.preventDefault();
  token.set(new FormData(event.target).get('token').trim());
  event.target.reset();
  $('#sign-in-result').replaceChildren();
  start();
});
document.addEventListener('signed-out', () => {
  showSignedIn();
  showNotice($('#sign-in-result'), 'bad', texts.unauthorized);
});
$('#sign-out').addEventListener('click', () => { token.forget(); location.reload(); });
$('#cancel').addEventListener('click', () => { editor.startNewItem(); editor.field('title').focus(); });
$('#new-feed').addEventListener('click', () => {
  $('.feed-result').replaceChildren();
  $('#feed-dialog').showModal();
});
$('#close-feed').addEventListener('click', () => closeFeed().catch((error) => showError(error, result)));
document.querySelectorAll('[data-close]').forEach((close) => close.addEventListener('click', () => close.closest('dialog').close()));
document.addEventListener('visibilitychange', () => { if (!document.hidden) watchHeld(); });
editor.field('feed').addEventListener('change', () => { showSelectedFeed(); watchHeld(); });
$('#feed-form').elements.namedItem('timeZone').value = Intl.DateTimeFormat().resolvedOptions().timeZone;
$('#zones').replaceChildren(...(Intl.supportedValuesOf?.('timeZone') ?? []).map((zone) => new Option(zone)));

start();
