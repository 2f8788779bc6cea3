/**
 * Puts every change of a feed into its open page: new rows, updates, moves and retractions, without a reload and without
 * moving what is being read. The page is whole without this module, and all texts come from it, as data attributes of #feed.
 * `frame` below is the data of one `item` event of the stream.
 */


const $ = id => document.getElementById(id);
const feed = $('feed');
const options = feed.dataset;
// by the URL that names its content, which may be kept for ever
const { follow, reload } = await import(options.module);

/** @type {Map<string, HTMLElement>} the rows on the page by item id */
const rows = new Map([...feed.querySelectorAll('.item')].map(row => [row.dataset.id, row]));
/** @type {Map<string, number>} the newest seq known of each item, also of one without a row: older frames are ignored */
const newest = new Map([...rows].map(([id, row]) => [id, Number(row.dataset.seq)]));
/** @type {Map<string, object>} the frames that wait while the reader has paused, the newest of each item */
const held = new Map();

let { title } = document;
let state = '', heard = 0;
let paused = false, mustReload = false;
let speaking;
/** New rows: above what is in sight, come while the tab was hidden, not yet announced. */
let above = 0, unread = 0, unspoken = 0;

// ISO-like forms whatever the page's language, as the server writes them
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: options.zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone: options.zone, year: 'numeric', month: '2-digit', day: '2-digit' });
const dayParts = new Intl.DateTimeFormat(document.documentElement.lang,
  { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

const text = (key, value) => feed.getAttribute(`data-text-${key}`).replace('{0}', value);

/** The heading of a day, by the server's own pattern. */
function heading(day) {
  const parts = Object.fromEntries(dayParts.formatToParts(new Date(day)).map(part => [part.type, part.value]));
  const letters = { EEEE: parts.weekday, d: parts.day, MMMM: parts.month, yyyy: parts.year };
  return text('day').replace(/EEEE|MMMM|yyyy|d/g, letter => letters[letter]);
}

function receive(frame) {
  if (frame.seq <= (newest.get(frame.id) ?? 0)) return;
  newest.set(frame.id, frame.seq);
  held.delete(frame.id);
  // a retraction never waits for the reader
  if (paused && frame.item) held.set(frame.id, frame);
  else apply(frame);
  show();
}

function apply(frame) {
  const row = rows.get(frame.id);
  const focused = row?.contains(document.activeElement);
  if (row) keepingScroll(row, () => change(row, frame));
  else if (frame.item && options.first) insert(frame);
  if (focused && row.isConnected) refocus(row);
  $('none').hidden = rows.size > 0;
}

function refocus(row) {
  row.tabIndex = -1;
  (row.querySelector('.headline a') ?? row).focus({ preventScroll: true });
}

function change(row, frame) {
  fill(row, frame);
  const { item } = frame;
  if (!item || time(row) === Date.parse(item.publishedAt)) return;
  const section = row.closest('.day');
  row.remove();
  if (!place(row, frame)) rows.delete(frame.id);
  if (!section.querySelector('.item')) section.remove();
}

function insert(frame) {
  const row = blank('row');
  fill(row, frame);
  if (!keepingScroll(row, () => place(row, frame))) return;
  rows.set(frame.id, row);
  row.classList.add('fresh');
  row.addEventListener('animationend', () => row.classList.remove('fresh'), { once: true });
  if (row.getBoundingClientRect().bottom < 0) above++;
  if (document.hidden) unread++;
  speak();
}

/** Makes the row show what the frame says, wherever it stands. */
function fill(row, { id, seq, day, item, reason }) {
  const fresh = blank('row');
  if (item) {
    put(fresh, '.label', item.label && labelText(item.label));
    fresh.querySelector('.label')?.setAttribute('data-label', item.label);
    put(fresh, '.key', item.keyEvent);
    put(fresh, '.updated', item.updatedAt && updated(new Date(item.updatedAt), day));
    put(fresh, '.kicker', item.kicker?.text, item.kicker?.link);
    put(fresh, '.headline a', item.title, options.items + encodeURIComponent(id));
    put(fresh, '.lead', item.lead);
    put(fresh, '.source', item.source, item.link);
    put(fresh, '.retraction');
    const story = fresh.querySelector('.story');
    if (item.language) story.lang = item.language;
    const at = fresh.querySelector('.time');
    at.dateTime = item.publishedAt;
    at.textContent = clock.format(new Date(item.publishedAt));
  } else {
    ['.marks', '.headline', '.lead', '.source'].forEach(part => put(fresh, part));
    put(fresh, '.reason', reason);
    fresh.querySelector('.time').replaceWith(row.querySelector('.time'));
  }
  row.replaceChildren(...fresh.childNodes);
  row.classList.toggle('gone', !item);
  row.dataset.id = id;
  row.dataset.seq = seq;
}

const labelText = slug =>
  feed.getAttribute(`data-label-${slug}`) ?? slug[0].toUpperCase() + slug.slice(1).replaceAll('-', ' ');

// the time of another day would mislead beside the row's own
const updated = (at, day) => dayOf.format(at) === day ? text('updated-at', clock.format(at)) : text('updated');

/** Fills a part of a row, or takes it out where there is nothing to say; `true` leaves the text it has. */
function put(row, selector, value, link) {
  const part = row.querySelector(selector);
  if (!value) part.remove();
  else if (value !== true) part.textContent = value;
  if (link) part.href = link;
}

/** Puts a row where it belongs; false where that is on another page of the feed. */
function place(row, { day, item }) {
  row.dataset.at = item.publishedAt;
  row.dataset.firstSeq = item.firstSeq;
  const others = [...feed.querySelectorAll('.item')];
  if (options.older && others.length && comesBefore(others.at(-1), row)) return false;
  if (!options.first && others.length && comesBefore(row, others[0])) return false;
  const list = section(day).querySelector('.items');
  list.insertBefore(row, [...list.children].find(other => comesBefore(row, other)) ?? null);
  return true;
}

/** The section of a day, made where it is missing: the days stand newest first. */
function section(day) {
  const days = [...$('days').children];
  const existing = days.find(other => other.dataset.date === day);
  if (existing) return existing;
  const made = blank('day');
  const headline = made.querySelector('h2');
  headline.id = `day-${day}`;
  headline.firstElementChild.dateTime = day;
  headline.firstElementChild.textContent = heading(day);
  made.dataset.date = day;
  made.setAttribute('aria-labelledby', headline.id);
  $('days').insertBefore(made, days.find(other => other.dataset.date < day) ?? null);
  return made;
}

const time = row => Date.parse(row.dataset.at);
const comesBefore = (a, b) => (time(b) - time(a) || b.dataset.firstSeq - a.dataset.firstSeq) < 0;
const blank = name => $(`${name}-template`).content.firstElementChild.cloneNode(true);

/** Alters a row so that what is being read stays where it is: not every browser has scroll anchoring, so no page uses it. */
function keepingScroll(row, alter) {
  const passed = element => element.getBoundingClientRect().bottom < 0;
  const anchor = passed($('bar')) && [...feed.querySelectorAll('.item')].find(other => other !== row && !passed(other));
  const top = anchor && anchor.getBoundingClientRect().top;
  const result = alter();
  const moved = anchor ? anchor.getBoundingClientRect().top - top : 0;
  if (moved) scrollBy(0, moved);
  return result;
}

/** Shows the connection's state, or that the reader has paused, and the counts. */
function show() {
  const waiting = () => held.size ? text('held', held.size) : text('paused');
  const status = paused ? waiting() : state && text(state, clock.format(heard));
  if ($('status').textContent !== status) $('status').textContent = status;
  $('bar').dataset.state = paused ? 'paused' : state;
  $('new').hidden = above === 0;
  $('new').textContent = text('new', above);
  document.title = unread ? `(${unread}) ${title}` : title;
}

/** Tells screen readers of new items, together rather than one by one. */
function speak() {
  unspoken++;
  speaking ??= setTimeout(() => {
    $('announcement').textContent = text('announce', unspoken);
    unspoken = 0;
    speaking = undefined;
  }, 3_000);
}

function rename(name) {
  if (!name) return;
  title = $('title').textContent = name;
  const link = document.querySelector('nav [aria-current]');
  if (link) link.textContent = name;
  show();
}

$('pause').addEventListener('click', () => {
  paused = !paused;
  $('pause').textContent = text(paused ? 'resume' : 'pause');
  const waiting = [...held.values()];
  held.clear();
  waiting.forEach(apply);
  if (mustReload && !paused) reload();
  show();
});

$('new').addEventListener('click', () => {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scrollTo({ top: 0, behavior: calm ? 'auto' : 'smooth' });
  $('title').focus({ preventScroll: true });
});

new IntersectionObserver(([bar]) => {
  if (!bar.isIntersecting) return;
  above = 0;
  show();
}).observe($('bar'));

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  unread = 0;
  show();
});
$('pause').hidden = false;
follow(options, {
  item: receive,
  feed: frame => rename(frame.feed?.title),
  reset: () => { mustReload = true; if (!paused) reload(); },
}, (now, when) => { state = now; heard = when; show(); });
