/** Sample feeds for the checks and the screenshots of the readers' pages: two forms, four languages, every mark, and texts of every length. */

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** The service under test: the addresses of its pages and of its editors' API. */
export const service = {
  page: process.env.DATELINE_PAGE,
  desk: process.env.DATELINE_DESK,
  token: readFileSync(process.env.DATELINE_TOKEN_FILE, 'utf8').trim(),
};

const minutesAgo = minutes => new Date(Date.now() - minutes * 60_000).toISOString();

/** Calls the editors' API, and again with the same key while the outcome is not there. */
export async function edit(method, path, body) {
  const headers = { authorization: `Bearer ${service.token}`, 'content-type': 'application/json', prefer: 'wait=30', 'idempotency-key': randomUUID() };
  let response;
  do response = await fetch(service.desk + path, { method, headers, body: body && JSON.stringify(body) });
  while (response.status === 202);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}

/** Calls the editors' API once, with the token of the service or of an identity, and returns the answer. */
export async function call(method, path, body, token = service.token) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', prefer: 'wait=30', 'idempotency-key': randomUUID() };
  const response = await fetch(service.desk + path, { method, headers: body ? headers : { authorization: headers.authorization }, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}

const post = (feed, item) => edit('POST', `/feeds/${feed}/items`, item);

/** Serves pictures at /WIDTHxHEIGHT.svg on a free port of this machine, so that pages need no other network. */
export async function servePictures() {
  const server = createServer((request, response) => {
    const [, width, height] = request.url.match(/(\d+)x(\d+)/) ?? [0, 16, 9];
    response.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=3600' });
    response.end(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" preserveAspectRatio="none">
      <rect width="100%" height="62%" fill="#c9d9e3"/><circle cx="74%" cy="34%" r="${height / 9}" fill="#f4e3b5"/><rect y="60%" width="100%" height="40%" fill="#5f7f93"/>
      <path d="M0 ${height * 0.62} L${width * 0.3} ${height * 0.36} L${width * 0.55} ${height * 0.62} Z" fill="#3f5a66"/><rect y="78%" width="100%" height="22%" fill="#4c6b7e"/></svg>`);
  });
  await new Promise(listening => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

const HEADLINES = [
  'Lift bridge reopens to trams two days early', 'Tide gauge at Pier 3 back after a week of silence', 'Night ferry to the islands sails again from Friday',
  'Memo shows council knew of crane faults in March', 'Central library stays open till midnight in exam season', 'Fish market moves to the old tram depot from June',
  'School buses get a lane of their own on Mill Street', 'City rowers bring home two medals from the river cup', 'Market square paving to be finished before the fair',
];
const LABELS = [undefined, 'exclusive', undefined, 'opinion', undefined, 'analysis', undefined, 'review', undefined];

function headline(i, start) {
  return {
    id: `story-${i}`,
    title: i < HEADLINES.length ? HEADLINES[i] : `${HEADLINES[i % HEADLINES.length]}, part ${Math.floor(i / HEADLINES.length) + 1}`,
    label: LABELS[i % LABELS.length],
    lead: i % 4 === 2 ? 'Tickets go on sale at six. The operator promises the old fares until spring.' : undefined,
    section: ['City', 'Harbour', 'Culture'][i % 3],
    kicker: i % 7 === 0 ? { text: 'Bridge works, day by day' } : undefined,
    tags: i % 2 ? ['ferry'] : ['bridge', 'trams'],
    authors: i % 5 === 3 ? [{ name: 'Olena Marchuk' }] : undefined,
    source: i % 6 === 3 ? 'Harbour City desk' : undefined,
    keyEvent: i % 13 === 5 ? true : undefined,
    publishedAt: minutesAgo(start + i * 47),
  };
}

/** Fifty headlines over two days with each mark that a row can have. */
async function headlines(feed) {
  await edit('PUT', `/feeds/${feed}`, { title: 'Harbour City', language: 'en', timeZone: 'Europe/Kyiv' });
  await Promise.all(Array.from({ length: 52 }, (_, i) => post(feed, headline(i, 3))));
  await edit('PUT', `/feeds/${feed}/items/story-2`, { ...headline(2, 3), lead: 'Tickets go on sale at noon. The operator promises the old fares until spring.' });
  await edit('POST', `/feeds/${feed}/items/story-3/corrections`, { note: 'The memo is dated 9 March, not 3 March.', item: headline(3, 3) });
  await edit('POST', `/feeds/${feed}/items/story-6/retraction`, { reason: 'The lane was proposed, not decided.' });
  await edit('PUT', `/feeds/${feed}/pin`, { item: 'story-4' });
}

const BODY = '<p>The crest passed the old lock at 14:10, <strong>forty centimetres</strong> below the wall. Pumps run at six places.</p>'
  + '<blockquote><p>We have the boats, the sand and the people. What we need now is patience.</p></blockquote>'
  + '<ul><li>Lock Street: open</li><li>Mill Street: closed until the evening</li></ul>'
  + '<p>The next reading is due at three; the <a href="https://river.example/levels">gauge</a> is public.</p>';

const REPORTS = [
  'Mill Street is closed to cars', 'Sand for four hundred metres of wall has come', 'The gauge at the old lock reads 4.10 m', 'Six pumps are running',
  'Schools in the lower town stay closed today', 'The first boats have left the harbour', 'Volunteers are needed at Lock Street', 'The river rises by four centimetres an hour',
];

/** A live blog: whole posts with a body, a picture and authors. */
async function liveBlog(feed, pictures) {
  await edit('PUT', `/feeds/${feed}`, { title: 'River in flood', language: 'en', timeZone: 'Europe/Kyiv', presentation: 'live-blog' });
  const image = (alt, width, height) => ({ url: `${pictures}/${width}x${height}.svg`, alt, width, height, credit: 'Harbour City desk' });
  await Promise.all(Array.from({ length: 30 }, (_, n) => n + 1).map(i => post(feed, {
    id: `post-${i}`, title: REPORTS[i % REPORTS.length], body: i % 2 ? BODY : '<p>More when we have it.</p>', tags: ['flood'], section: 'River',
    image: i % 6 === 2 ? image('The river between its walls', 960, 540) : undefined,
    kicker: i % 4 === 1 ? { text: 'Hour by hour' } : undefined,
    keyEvent: i % 9 === 4 ? true : undefined,
    authors: i % 3 ? [{ name: 'Olena Marchuk' }] : [{ name: 'Petro Savchenko', url: 'https://harbour.example/petro' }, { name: 'Iryna Bilyk' }],
    publishedAt: minutesAgo(6 + i * 11),
  })));
  await post(feed, {
    id: 'crest', title: 'The crest has passed; the walls have held', lead: 'Trams return to the lower town at six.', body: BODY, tags: ['flood', 'trams'], section: 'River', label: 'live',
    source: 'Harbour City desk', link: 'https://river.example/crest', authors: [{ name: 'Olena Marchuk' }], keyEvent: true,
    image: image('Two volunteers carry sand past the old lock', 960, 640),
  });
  await edit('POST', `/feeds/${feed}/items/post-2/corrections`, { note: 'Six pumps, not eight.', item: { title: 'Six pumps are running', body: BODY } });
  await edit('POST', `/feeds/${feed}/items/post-3/retraction`, { reason: 'The bridge was never closed.' });
}

async function translated(feed, settings, titles) {
  await edit('PUT', `/feeds/${feed}`, { timeZone: 'Europe/Kyiv', ...settings });
  await Promise.all(titles.map(([title, more], i) => post(feed, { id: `i${i}`, title, publishedAt: minutesAgo(4 + i * 210), ...more })));
}

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** Publishes the feeds of headlines and posts that the documentation shows. */
export const publishShown = pictures => Promise.all([headlines('city'), liveBlog('flood', pictures)]);

/** Publishes the other sample feeds: more languages, long words, no items. */
export async function publishOthers() {
  await Promise.all([
    translated('misto', { title: 'Гавань наживо', language: 'uk' }, [
      ['Розвідний міст відкрили для трамваїв на два дні раніше', { label: 'live', lead: 'Перша «четвірка» проїхала опівдні.', kicker: { text: 'Ремонт мосту день за днем' }, section: 'Місто', tags: ['міст'] }],
      ['Нічний пором на острови повертається з п’ятниці', { section: 'Порт', keyEvent: true }],
      ['Службова записка: рада знала про несправність кранів', { label: 'exclusive', section: 'Місто' }],
      ['Чому гавань знову має належати малим човнам', { label: 'opinion', section: 'Думка' }],
      ['Lift bridge: the view from abroad', { language: 'en', source: 'Harbour City desk' }],
      ['Нова опера звучить чудово, а ліфти мовчать', { label: 'review' }], ['Юнацький оркестр знайшов викрадену віолончель', {}],
    ]),
    translated('madina', { title: 'أخبار المرفأ', language: 'ar' }, [
      ['إعادة فتح الجسر المتحرك أمام الترام قبل الموعد بيومين', { label: 'live', lead: 'عبرت أول عربة عند الظهر وكان العمدة في الانتظار.', kicker: { text: 'أعمال الجسر يوما بيوم' }, section: 'المدينة', tags: ['الجسر'] }],
      ['العبارة الليلية إلى الجزر تعود يوم الجمعة', { keyEvent: true }],
      ['مذكرة: المجلس علم بأعطال الرافعات (Crane 4) في مارس', { label: 'exclusive', authors: [{ name: 'Olena Marchuk' }] }],
      ['Lift bridge: the view from abroad', { language: 'en' }], ['سوق السمك ينتقل إلى محطة الترام القديمة', { label: 'opinion' }],
    ]),
    translated('stadt', { title: `Hafenstadt und ${LONG}`, language: 'de' }, [
      [`${LONG} öffnet die Klappbrücke früher`, { label: 'analysis', lead: `${LONG} `.repeat(3), kicker: { text: LONG }, section: LONG, tags: [LONG.slice(0, 60)], source: LONG, authors: [{ name: LONG }] }],
      ['Fähre', { keyEvent: true }], [`https://harbour.example/${'a'.repeat(120)}`, {}],
    ]),
    edit('PUT', '/feeds/members', { title: 'Members', language: 'en', access: 'partner' }),
    edit('PUT', '/feeds/quiet', { title: 'Quiet', language: 'en' }),
    edit('PUT', '/feeds/over', { title: 'Over', language: 'en' }).then(() => post('over', { id: 'last', title: 'The last word' })).then(() => edit('POST', '/feeds/over/close', {})),
  ]);
  await edit('POST', '/feeds/madina/items/i1/retraction', { reason: 'لم يتقرر ذلك بعد.' });
  await edit('PUT', '/feeds/misto/items/i2/breaking', { level: 'minor' });
}

/** Every kind of page, by a name that failures show. */
export function pagePaths() {
  const day = minutesAgo(60 * 26).slice(0, 10);
  return {
    'headlines': '/feeds/city', 'second page': undefined, 'label': '/feeds/city?label=exclusive', 'tag': '/feeds/city?tag=ferry', 'section': '/feeds/city?section=Harbour',
    'series': '/feeds/city?series=Bridge%20works,%20day%20by%20day', 'day': `/feeds/city?day=${day}`, 'old item': '/feeds/city?item=story-48', 'days': '/feeds/city/days',
    'search form': '/feeds/city/search', 'search': '/feeds/city/search?q=ferry', 'vain search': '/feeds/city/search?q=zeppelin',
    'item': '/feeds/city/items/story-3', 'retracted item': '/feeds/city/items/story-6', 'live blog': '/feeds/flood', 'post': '/feeds/flood/items/crest',
    'Ukrainian': '/feeds/misto', 'Arabic': '/feeds/madina', 'Arabic item': '/feeds/madina/items/i0', 'German, long words': '/feeds/stadt', 'long item': '/feeds/stadt/items/i0',
    'empty': '/feeds/quiet', 'closed': '/feeds/over', 'for partners': '/feeds/members', 'no such feed': '/feeds/nowhere', 'no such item': '/feeds/city/items/nothing', 'unreadable': '/feeds/city?before=%25',
  };
}
