import { token } from './api.js';
import * as editor from './editor.js';
import { choose, closeFeed, loadFeeds, openFeed } from './feeds.js';
import { find, publish, settleForm, watchHeld } from './items.js';
import { $, say } from './page.js';
import { explain } from './problems.js';
import { texts } from './texts.js';

// Puts the page together: who is signed in, and which form does what.
const result = $('#result');

/** Runs an act of a form, once at a time; what goes wrong is the second one's to tell. */
function onSubmit(form, act, failed) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const submit = form.querySelector('[type="submit"]');
    form.querySelectorAll('[aria-invalid]').forEach((input) => input.removeAttribute('aria-invalid'));
    submit.disabled = true;
    try {
      await act();
    } catch (failure) {
      await failed(failure);
    } finally {
      submit.disabled = false;
    }
  });
}

function show() {
  const signedIn = Boolean(token.get());
  $('#sign-in').hidden = signedIn;
  $('#desk').hidden = $('#sign-out').hidden = !signedIn;
  return signedIn;
}

async function start() {
  if (!show()) return;
  try {
    await loadFeeds();
    editor.writeNew();
    editor.field('title').focus();
    await watchHeld();
  } catch (failure) {
    await explain(failure, result);
  }
}

onSubmit($('#item-form'), publish, async (failure) => {
  await explain(failure, result, settleForm);
  editor.mark(failure.document);
});
onSubmit($('#find-form'), find, (failure) => explain(failure, result));
onSubmit($('#feed-form'), openFeed, (failure) => explain(failure, $('.feed-result')));
$('#sign-in-form').addEventListener('submit', (event) => {
  event.preventDefault();
  token.set(new FormData(event.target).get('token').trim());
  event.target.reset();
  $('#sign-in-result').replaceChildren();
  start();
});
document.addEventListener('signed-out', () => {
  show();
  say($('#sign-in-result'), 'bad', texts.unauthorized);
});
$('#sign-out').addEventListener('click', () => { token.forget(); location.reload(); });
$('#cancel').addEventListener('click', () => { editor.writeNew(); editor.field('title').focus(); });
$('#new-feed').addEventListener('click', () => {
  $('.feed-result').replaceChildren();
  $('#feed-dialog').showModal();
});
$('#close-feed').addEventListener('click', () => closeFeed().catch((failure) => explain(failure, result)));
document.querySelectorAll('[data-close]').forEach((close) => close.addEventListener('click', () => close.closest('dialog').close()));
document.addEventListener('visibilitychange', () => { if (!document.hidden) watchHeld(); });
editor.field('feed').addEventListener('change', () => { choose(); watchHeld(); });
$('#feed-form').elements.namedItem('timeZone').value = Intl.DateTimeFormat().resolvedOptions().timeZone;
$('#zones').replaceChildren(...(Intl.supportedValuesOf?.('timeZone') ?? []).map((zone) => new Option(zone)));

start();
