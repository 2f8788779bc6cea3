import { Act, call, token } from './api.js';
import { texts } from './texts.js';

const $ = (selector) => document.querySelector(selector);
const form = $('#item-form');
const field = (name) => form.elements.namedItem(name);
const publishing = new Act();
const retracting = new Act();
const opening = new Act();
const published = [];
let feeds = [];
let edited = null;
let toRetract = null;

function say(where, kind, text) {
  const notice = document.createElement('p');
  notice.className = `notice ${kind}`;
  notice.textContent = text;
  where.replaceChildren(notice);
}

function explain(where, failure) {
  if (failure.status === 401) {
    token.forget();
    show();
    return say($('#sign-in-result'), 'bad', texts.unauthorized);
  }
  const problem = failure.document;
  if (!problem) say(where, 'bad', texts.unreachable);
  else if (problem.reason === 'version-conflict') {
    if (edited) edited.version = problem.version;
    say(where, 'bad', texts.conflict(problem));
  } else say(where, 'bad', texts.problem(problem));
  const culprit = problem?.field && field(problem.field.split('.')[0]);
  if (culprit) {
    culprit.setAttribute('aria-invalid', 'true');
    culprit.focus();
  }
}

async function loadFeeds(wanted) {
  feeds = (await call('GET', '/feeds')).feeds;
  const choice = wanted ?? field('feed').value;
  field('feed').replaceChildren(...feeds.map((feed) => new Option(`${feed.title} (${feed.feed})`, feed.feed)));
  if (feeds.some((feed) => feed.feed === choice)) field('feed').value = choice;
  $('#publish').disabled = feeds.length === 0;
  if (feeds.length === 0) say($('#result'), 'wait', texts.noFeeds);
  loadLabels();
}

function loadLabels() {
  const own = feeds.find((feed) => feed.feed === field('feed').value)?.labels ?? [];
  const all = [...Object.entries(texts.labels), ...own.map((label) => [label, label])];
  const choice = field('label').value;
  field('label').replaceChildren(new Option(texts.noLabel, ''), ...all.map(([value, text]) => new Option(text, value)));
  field('label').value = choice;
}

/** The form's item over what the edited one has besides: an update is always the whole item. */
function content() {
  const item = { ...edited?.content };
  for (const name of ['title', 'label', 'lead', 'link']) {
    const value = field(name).value.trim();
    if (value) item[name] = value;
    else delete item[name];
  }
  const kicker = field('kicker').value.trim();
  if (kicker) item.kicker = { text: kicker };
  else delete item.kicker;
  if (field('keyEvent').checked) item.keyEvent = true;
  else delete item.keyEvent;
  return item;
}

function edit(entry) {
  edited = entry;
  const item = entry?.content ?? {};
  for (const name of ['title', 'label', 'lead', 'link']) field(name).value = item[name] ?? '';
  if (entry) {
    field('feed').value = entry.feed;
    loadLabels();
    field('label').value = item.label ?? '';
  }
  field('feed').disabled = Boolean(entry);
  field('kicker').value = item.kicker?.text ?? '';
  field('keyEvent').checked = item.keyEvent ?? false;
  field('minor').checked = false;
  $('#minor').hidden = $('#cancel').hidden = $('#editing').hidden = !entry;
  $('#editing').textContent = entry ? texts.editing(item.title) : '';
  $('#publish').textContent = entry ? texts.update : texts.publish;
  field('title').focus();
}

async function publish() {
  const item = content();
  const feed = field('feed').value;
  const answer = edited
    ? await publishing.send('PUT', `/feeds/${feed}/items/${edited.id}${field('minor').checked ? '?minor=true' : ''}`, item, edited.version)
    : await publishing.send('POST', `/feeds/${feed}/items`, item);
  if (answer.httpStatus === 202) return say($('#result'), 'wait', texts.pending(answer));
  say($('#result'), 'good', answer.status === 'unchanged' ? texts.unchanged : texts.accepted(answer));
  const entry = edited ?? { feed, id: answer.id };
  Object.assign(entry, { content: item, version: answer.version, seq: answer.seq ?? entry.seq });
  if (!edited) published.unshift(entry);
  edit(null);
  list();
}

function list() {
  $('#none').hidden = published.length > 0;
  $('#published').replaceChildren(...published.map(row));
}

function row(entry) {
  const li = document.createElement('li');
  const title = Object.assign(document.createElement('p'), { className: 'title', textContent: entry.content.title });
  if (entry.content.label) {
    const label = texts.labels[entry.content.label] ?? entry.content.label;
    title.prepend(Object.assign(document.createElement('span'), { className: 'label', textContent: label }));
  }
  const facts = Object.assign(document.createElement('p'), { className: 'facts', textContent: (entry.retracted ? texts.gone : texts.facts)(entry) });
  li.append(title, facts);
  if (entry.retracted) li.className = 'retracted';
  else {
    const bar = Object.assign(document.createElement('div'), { className: 'bar' });
    bar.append(button(texts.updateItem, () => edit(entry)), button(texts.retractItem, () => askToRetract(entry)));
    li.append(bar);
  }
  return li;
}

function button(text, act) {
  const made = Object.assign(document.createElement('button'), { type: 'button', className: 'quiet', textContent: text });
  made.addEventListener('click', act);
  return made;
}

function askToRetract(entry) {
  toRetract = entry;
  $('#retract-form').reset();
  $('#retract-dialog .title').textContent = entry.content.title;
  $('#retract-dialog').showModal();
}

async function retract() {
  const reason = $('#retract-form').elements.namedItem('reason').value;
  const answer = await retracting.send('POST', `/feeds/${toRetract.feed}/items/${toRetract.id}/retraction`, { reason });
  if (answer.httpStatus === 202) return say($('#result'), 'wait', texts.pending(answer));
  say($('#result'), 'good', texts.retracted(answer));
  Object.assign(toRetract, { retracted: true, seq: answer.seq ?? toRetract.seq });
  if (edited === toRetract) edit(null);
  list();
}

async function openFeed() {
  const { id, ...profile } = Object.fromEntries(new FormData($('#feed-form')));
  await loadFeeds();
  // the same call would revise it, which is not what this button says
  if (feeds.some((feed) => feed.feed === id)) return say($('.feed-result'), 'bad', texts.isOpen(id));
  await opening.send('PUT', `/feeds/${id}`, profile);
  $('#feed-dialog').close();
  say($('#result'), 'good', texts.opened(id));
  // the view of the feeds trails the outcome by a moment
  for (let tries = 0; tries < 20; tries++) {
    await loadFeeds(id);
    if (feeds.some((feed) => feed.feed === id)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Runs an act of a form, once at a time, and tells what went wrong beside it. */
function onSubmit(target, act, where) {
  target.addEventListener('submit', async (event) => {
    event.preventDefault();
    const submit = target.querySelector('[type="submit"]');
    target.querySelectorAll('[aria-invalid]').forEach((input) => input.removeAttribute('aria-invalid'));
    submit.disabled = true;
    try {
      await act();
    } catch (failure) {
      explain(where(), failure);
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

onSubmit(form, publish, () => $('#result'));
onSubmit($('#feed-form'), openFeed, () => $('.feed-result'));
onSubmit($('#retract-form'), async () => { $('#retract-dialog').close(); await retract(); }, () => $('#result'));
$('#sign-in-form').addEventListener('submit', (event) => {
  event.preventDefault();
  token.set(new FormData(event.target).get('token').trim());
  event.target.reset();
  $('#sign-in-result').replaceChildren();
  start();
});
$('#sign-out').addEventListener('click', () => { token.forget(); location.reload(); });
$('#cancel').addEventListener('click', () => edit(null));
$('#new-feed').addEventListener('click', () => {
  $('.feed-result').replaceChildren();
  $('#feed-dialog').showModal();
});
document.querySelectorAll('[data-close]').forEach((close) => close.addEventListener('click', () => close.closest('dialog').close()));
field('feed').addEventListener('change', loadLabels);
$('#feed-form').elements.namedItem('timeZone').value = Intl.DateTimeFormat().resolvedOptions().timeZone;
$('#zones').replaceChildren(...(Intl.supportedValuesOf?.('timeZone') ?? []).map((zone) => new Option(zone)));

async function start() {
  if (!show()) return;
  try {
    await loadFeeds();
    edit(null);
  } catch (failure) {
    explain($('#result'), failure);
  }
}
start();
