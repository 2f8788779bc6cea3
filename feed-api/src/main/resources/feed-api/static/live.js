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

const inPlace = () => [...$('days').querySelectorAll('.item')];
const alerts = () => [...$('alerts').querySelectorAll('.alert')];
/** @type {Map<string, HTMLElement>} the rows in their places by item id */
const rows = new Map(inPlace().map(row => [row.dataset.id, row]));
/** @type {Map<string, number>} the newest seq known of each item, also of one without a row: older frames are ignored */
const newest = new Map([...document.querySelectorAll('[data-seq]')].map(part => [part.dataset.id, Number(part.dataset.seq)]));
/** @type {Map<string, object>} the frames that wait while the reader has paused, the newest of each item */
const held = new Map();

let { title } = document;
let state = '', heard = 0;
let paused = false, mustReload = false;
let speaking, ending;
/** New rows: above what is in sight, come while the tab was hidden, not yet announced. */
let above = 0, unread = 0, unspoken = 0;

// ISO-like forms whatever the page's language, as the server writes them
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: options.zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone: options.zone, year: 'numeric', month: '2-digit', day: '2-digit' });
const dayParts = new Intl.DateTimeFormat(document.documentElement.lang,
  { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

const text = (key, value) => feed.getAttribute(`data-text-${key}`).replace('{0}', value);

/** A day, or a moment of it, by the server's own pattern. */
function written(pattern, day, time) {
  const parts = Object.fromEntries(dayParts.formatToParts(new Date(day)).map(part => [part.type, part.value]));
  const letters = { EEEE: parts.weekday, d: parts.day, MMMM: parts.month, yyyy: parts.year, 'HH:mm': time };
  return text(pattern).replace(/EEEE|MMMM|yyyy|HH:mm|d/g, letter => letters[letter]);
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
  const known = rows.size;
  keepingScroll(row, () => {
    if (row) change(row, frame);
    else if (frame.item && options.first) insert(frame);
    if (options.first) pin(frame);
    alarm(frame);
    summarise();
  });
  if (rows.size > known && passed(rows.get(frame.id))) above++;
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
  if (!place(row, frame)) return;
  rows.set(frame.id, row);
  row.classList.add('fresh');
  row.addEventListener('animationend', () => row.classList.remove('fresh'), { once: true });
  if (document.hidden) unread++;
  speak();
}

/** Shows the pinned item on top, wherever its own row stands. */
function pin(frame) {
  const slot = $('top').querySelector('.items');
  const shown = slot.firstElementChild;
  if (frame.item?.pinned) {
    const row = shown ?? blank('row');
    fill(row, frame);
    slot.append(row);
  } else if (shown?.dataset.id === frame.id) {
    shown.remove();
  }
  $('top').hidden = !slot.firstElementChild;
}

/** Shows what is breaking above everything, major before minor, newest first. */
function alarm({ id, seq, item }) {
  const shown = alerts().find(alert => alert.dataset.id === id);
  const news = item?.breaking;
  if (news && Date.parse(news.until) > Date.now()) {
    const alert = shown ?? blank('alert');
    Object.assign(alert.dataset, { id, seq, at: item.publishedAt, firstSeq: item.firstSeq, level: news.level, until: news.until });
    put(alert, '.level', text(news.level));
    put(alert, 'a', item.title, options.items + encodeURIComponent(id));
    alert.querySelector('a').lang = item.language ?? document.documentElement.lang;
    const others = alerts().filter(other => other !== alert);
    $('alerts').firstElementChild.insertBefore(alert, others.find(other => moreUrgent(alert, other)) ?? null);
    if (!shown) $('alarm').textContent = `${text(news.level)}: ${item.title}`;
  } else {
    shown?.remove();
  }
  endAlerts();
}

/** Takes down what has come to its end, should the change that says so be late. */
function endAlerts() {
  const now = Date.now();
  const end = alert => Date.parse(alert.dataset.until);
  alerts().filter(alert => end(alert) <= now).forEach(alert => alert.remove());
  $('alerts').hidden = !alerts().length;
  clearTimeout(ending);
  // browsers count in 32 bits
  if (alerts().length) ending = setTimeout(endAlerts, Math.min(2 ** 31 - 1, ...alerts().map(alert => end(alert) - now)));
}

/** Lists the key events on the page, newest first. */
function summarise() {
  const list = $('moments').querySelector('ol');
  const made = inPlace().filter(row => row.querySelector('.key')).map(row => {
    const moment = blank('moment');
    const headline = row.querySelector('.headline a');
    const time = row.querySelector('.time');
    moment.querySelector('time').dateTime = time.dateTime;
    moment.querySelector('time').textContent = time.textContent;
    put(moment, 'a', headline.textContent, `#${row.id}`);
    if (row.querySelector('.story').lang) moment.querySelector('a').lang = row.querySelector('.story').lang;
    return moment;
  });
  const same = made.length === list.children.length && made.every((moment, i) => moment.isEqualNode(list.children[i]));
  if (!same) list.replaceChildren(...made);
  $('moments').hidden = !made.length;
}

/** Makes the row show what the frame says, wherever it stands. */
function fill(row, { id, seq, day, item, reason }) {
  const fresh = blank('row');
  if (item) {
    const correction = item.corrections?.at(-1);
    put(fresh, '.pinned', item.pinned);
    put(fresh, '.label', item.label && labelText(item.label));
    fresh.querySelector('.label')?.setAttribute('data-label', item.label);
    put(fresh, '.key', item.keyEvent);
    put(fresh, '.corrected', correction && true);
    put(fresh, '.updated', item.updatedAt && updated(new Date(item.updatedAt), day));
    put(fresh, '.kicker', item.kicker?.text, item.kicker?.link);
    put(fresh, '.headline a', item.title, options.items + encodeURIComponent(id));
    put(fresh, '.lead', item.lead);
    put(fresh, '.note', correction?.note);
    put(fresh, '.correction time', correction && moment(new Date(correction.at)));
    put(fresh, '.correction', correction && true);
    fresh.querySelector('.correction time')?.setAttribute('datetime', correction.at);
    put(fresh, '.source', item.source, item.link);
    put(fresh, '.retraction');
    const story = fresh.querySelector('.story');
    if (item.language) story.lang = item.language;
    const at = fresh.querySelector('.time');
    at.dateTime = item.publishedAt;
    at.textContent = clock.format(new Date(item.publishedAt));
  } else {
    ['.marks', '.headline', '.lead', '.correction', '.source'].forEach(part => put(fresh, part));
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

const moment = at => written('moment', dayOf.format(at), clock.format(at));

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
  row.id = `item-${row.dataset.id}`;
  const others = inPlace();
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
  headline.firstElementChild.textContent = written('day', day);
  made.dataset.date = day;
  made.setAttribute('aria-labelledby', headline.id);
  $('days').insertBefore(made, days.find(other => other.dataset.date < day) ?? null);
  return made;
}

const time = row => Date.parse(row.dataset.at);
const comesBefore = (a, b) => (time(b) - time(a) || b.dataset.firstSeq - a.dataset.firstSeq) < 0;
const moreUrgent = (a, b) => a.dataset.level === b.dataset.level ? comesBefore(a, b) : a.dataset.level === 'major';
const blank = name => $(`${name}-template`).content.firstElementChild.cloneNode(true);

const passed = element => element.getBoundingClientRect().bottom < 0;
/** The first row that is in sight, apart from one that is being altered. */
const inSight = altered => inPlace().find(row => row !== altered && !passed(row));

/** Alters the page so that what is being read stays where it is: not every browser has scroll anchoring, so no page uses it. */
function keepingScroll(altered, alter) {
  const anchor = passed($('bar')) && inSight(altered);
  const top = anchor && anchor.getBoundingClientRect().top;
  alter();
  const moved = anchor ? anchor.getBoundingClientRect().top - top : 0;
  if (moved) scrollBy(0, moved);
}

/** Shows the connection's state, or that the reader has paused, and the counts. */
function show() {
  const waiting = () => held.size ? text('held', held.size) : text('paused');
  const present = options.closed && (!state || state === 'live') ? 'closed' : state;
  const status = paused ? waiting() : present && text(present, clock.format(heard));
  if ($('status').textContent !== status) $('status').textContent = status;
  $('bar').dataset.state = paused ? 'paused' : present;
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

function revise({ status, feed: profile }) {
  if (status === 'closed') options.closed = true;
  title = $('title').textContent = profile.title;
  const link = document.querySelector('nav [aria-current]');
  if (link) link.textContent = profile.title;
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
endAlerts();
follow(options, {
  item: receive,
  feed: revise,
  reset: () => { mustReload = true; if (!paused) reload(); },
}, (now, when) => { state = now; heard = when; show(); });
