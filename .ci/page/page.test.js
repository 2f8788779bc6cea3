/** Checks the readers' pages of a running service with the tools of others: axe, the Nu HTML checker, Lighthouse, validators of structured data. */

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Validator from '@adobe/structured-data-validator';
import { live, launch, open, PAGE_TIMEOUT } from './browser.js';
import { check, here, htmlErrors, lighthouse } from './checks.js';
import { edit, pagePaths, publishOthers, publishShown, servePictures, service } from './content.js';

const work = mkdtempSync(join(tmpdir(), 'dateline-pages-'));
const clock = readFileSync(join(here, '../../standalone/src/test/resources/page-clock.js'), 'utf8');
const paths = pagePaths();
const documents = join(work, 'documents');
/** What is wrong with the page of a service that has no feed yet. */
let foundBefore;
let browser, pictures, away;

mkdirSync(documents);

before(async () => {
  away = await startWithoutKafka();
  browser = await launch();
  foundBefore = await checkPage('before the first feed', '/');
  pictures = await servePictures();
  await Promise.all([publishShown(pictures.url), publishOthers()]);
  const newest = await open(browser, paths.headlines);
  paths['second page'] = await newest.$eval('.more a', link => link.getAttribute('href'));
  await newest.close();
});

after(async () => {
  away?.process.kill();
  await browser?.close();
  pictures?.close();
  rmSync(work, { recursive: true });
});

/** Starts a public API that cannot reach Kafka: it answers every request with 503. */
async function startWithoutKafka() {
  const probe = createServer();
  await new Promise(listening => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address();
  await new Promise(closed => probe.close(closed));
  const flags = ['--only', 'feed-api', '--kafka', '127.0.0.1:1', '--feed-port', port, '--management-port', '0', '--data', join(work, 'away')];
  return { origin: `http://127.0.0.1:${port}`, process: spawn('./dateline', ['run', ...flags], { stdio: 'ignore' }) };
}

/** Opens a page, checks it and keeps its document for the checker of HTML. */
async function checkPage(name, path, options) {
  const page = await open(browser, path, { width: 390, height: 844, ...options });
  const found = await check(page, name);
  writeFileSync(join(documents, `${name.replace(/\W+/g, '-')}.live.html`), await page.content());
  await page.close();
  return found;
}

/** Returns a function that brings a page into a state and checks it there. */
const checkStates = (page, found) => async (name, reach, reached, ...values) => {
  await reach();
  await page.waitForFunction(reached, {}, ...values);
  found.push(...await check(page, name));
};

const shows = (id, text) => document.getElementById(id).textContent.includes(text);
const hasState = name => document.getElementById('bar').dataset.state === name;

test('no page violates a rule of axe in either scheme, or reports a fault', async () => {
  const found = [...foundBefore];
  for (const [name, path] of Object.entries(paths)) found.push(...await checkPage(name, path));
  const status = () => fetch(away.origin).then(({ status }) => status, () => 0);
  for (const end = Date.now() + PAGE_TIMEOUT; await status() !== 503;) assert.ok(Date.now() < end, 'no answer without Kafka');
  found.push(...await checkPage('not ready', '/feeds/city', { origin: away.origin }));
  assert.deepEqual(found, []);
});

test('no state of a page of headlines violates a rule of axe in either scheme', async () => {
  const found = [];
  await edit('PUT', '/feeds/states', { title: 'States', language: 'en' });
  for (let i = 0; i < 20; i++) await edit('POST', '/feeds/states/items', { id: `s${i}`, title: `Report ${i} from the quay` });
  const page = await open(browser, '/feeds/states');
  const state = checkStates(page, found);
  await page.evaluate(() => {
    const [epoch, seq] = document.getElementById('feed').dataset.cursor.split('-');
    localStorage.setItem('dateline:visit:/feeds/states', JSON.stringify({ epoch, seq, time: new Date(Date.now() - 7_200_000) }));
  });
  await state('breaking', () => edit('PUT', '/feeds/states/items/s3/breaking', { level: 'major' }), shows, 'alerts', 'Report 3');
  await state('corrected', () => edit('POST', '/feeds/states/items/s4/corrections', { note: 'It was noon.', item: { title: 'Report 4, at noon' } }), shows, 'days', 'It was noon.');
  await state('retracted', () => edit('POST', '/feeds/states/items/s5/retraction', { reason: 'It did not happen.' }), shows, 'days', 'It did not happen.');
  await edit('POST', '/feeds/states/items', { id: 'key', title: 'A key moment', keyEvent: true });
  await state('since the last visit', () => page.reload(), () => document.getElementById('since')?.checkVisibility() && document.getElementById('divider'));
  await live(page);
  await state('paused', () => page.click('#pause'), hasState, 'paused');
  await state('paused with a count', () => edit('POST', '/feeds/states/items', { title: 'Arrives in the pause' }), shows, 'status', '1 waiting');
  await page.click('#pause');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await state('scrolled', () => edit('POST', '/feeds/states/items', { id: 'new', title: 'New while scrolled' }), () => !document.getElementById('new').hidden);
  await state('offline', () => page.setOfflineMode(true), hasState, 'offline');
  await page.close();
  assert.deepEqual(found, []);
});

test('no state of the connection violates a rule of axe in either scheme', async () => {
  const found = [];
  await edit('PUT', '/feeds/lost', { title: 'Lost', language: 'en' });
  await edit('POST', '/feeds/lost/items', { title: 'The first report' });
  const page = await open(browser, '/feeds/lost', { before: page => page.evaluateOnNewDocument(clock) });
  const state = checkStates(page, found);
  const advance = seconds => page.evaluate(seconds => window.advance(seconds * 1_000), seconds);
  // from now on a stream brings nothing
  await page.evaluate(() => { window.EventSource = class extends EventTarget { close() {} }; });
  await state('stale', () => advance(51), hasState, 'stale');
  await state('polling', () => advance(40), hasState, 'polling');
  await page.evaluate(() => {
    window.present = window.fetch;
    window.fetch = async () => { throw new TypeError('no network'); };
  });
  await state('reconnecting', () => advance(13), hasState, 'reconnecting');
  for (let i = 0; i < 3; i++) await edit('POST', '/feeds/lost/items', { title: `Report ${i} of the absence` });
  // the first answer has one change, the second never comes
  await page.evaluate(() => {
    let polls = 0;
    window.fetch = url => polls++ ? new Promise(() => {}) : window.present(`${url}&limit=1`);
  });
  await state('behind', () => advance(7), shows, 'status', 'Behind by 2');
  await page.close();
  assert.deepEqual(found, []);
});

test('a page says that it reconnects only if a stream that has ended is not back within five seconds', async () => {
  await edit('PUT', '/feeds/ended', { title: 'Ended', language: 'en' });
  const page = await open(browser, '/feeds/ended', { before: page => page.evaluateOnNewDocument(clock) });
  const states = await page.evaluate(async () => {
    window.EventSource = class extends EventTarget {
      constructor() {
        super();
        window.stream = this;
      }
      close() {}
    };
    const send = (type, data) => stream.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId: 'aaaa-1' }));
    const { connect } = await import(document.querySelector('script[type=module]').src.replace(/[^/]*$/, 'connection.js'));
    const states = [];
    const { close } = connect('/feeds/ended/stream', 'aaaa-1', message => 'state' in message && states.push(message.state));
    const end = () => stream.onerror(new Event('error'));
    send('at', { seq: 1 });
    end();
    window.advance(4_000);
    send('at', { seq: 1 });
    window.advance(4_000);
    end();
    window.advance(6_000);
    send('at', { seq: 1 });
    window.advance(51_000);
    send('busy', { reason: 'stopping' });
    close();
    return states.filter((state, i) => state !== states[i - 1]);
  });
  await page.close();
  assert.deepEqual(states, ['live', 'reconnecting', 'live', 'stale', 'reconnecting']);
});

test('no state of a live blog or an article violates a rule of axe in either scheme', async () => {
  const found = [];
  const body = '<p>The crest passed the old lock at noon.</p>';
  await edit('PUT', '/feeds/posts', { title: 'Posts', language: 'en', presentation: 'live-blog' });
  for (let i = 0; i < 8; i++) await edit('POST', '/feeds/posts/items', { id: `p${i}`, title: `Post ${i}`, body, authors: [{ name: 'Olena Marchuk' }] });
  const page = await open(browser, '/feeds/posts', {
    before: page => page.evaluateOnNewDocument(() => {
      delete Navigator.prototype.share;
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} } });
      const start = setTimeout;
      // the notice about a copied link stays
      window.setTimeout = (callback, delay, ...values) => delay === 2_000 ? 0 : start(callback, delay, ...values);
    }),
  });
  let state = checkStates(page, found);
  await edit('PUT', '/feeds/posts/pin', { item: 'p6' });
  await edit('POST', '/feeds/posts/items/p5/retraction', { reason: 'It did not happen.' });
  await edit('POST', '/feeds/posts/items/p7/corrections', { note: 'It was one.', item: { title: 'Post 7', body, keyEvent: true } });
  await state('live blog, changed', () => edit('PUT', '/feeds/posts/items/p7/breaking', { level: 'minor' }), shows, 'alerts', 'Post 7');
  await state('live blog, copied', () => page.click('.item .share'), () => document.querySelector('.share.copied'));
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await state('live blog, scrolled', () => edit('POST', '/feeds/posts/items', { title: 'New', body }), () => !document.getElementById('new').hidden);
  await page.close();

  const article = await open(browser, '/feeds/posts/items/p2', { width: 390, height: 844 });
  state = checkStates(article, found);
  await state('article, updated', () => edit('PUT', '/feeds/posts/items/p2', { title: 'Post 2, updated', body, tags: ['flood'] }), () => document.getElementById('changed').classList.contains('shown'));
  await state('article, retracted', () => edit('POST', '/feeds/posts/items/p2/retraction', { reason: 'It did not happen.' }), () => document.querySelector('article.retracted'));
  await article.close();
  assert.deepEqual(found, []);
});

test('more than a handful of feeds fold into a menu, on small screens only', async () => {
  const page = await open(browser, paths.headlines, { width: 390, height: 844 });
  const isShown = selector => page.$eval(selector, element => element.checkVisibility());
  assert.equal(await isShown('#feeds'), false);
  await page.click('.feeds button');
  assert.equal(await isShown('#feeds'), true);
  assert.deepEqual(await check(page, 'menu of feeds'), []);
  await page.keyboard.press('Escape');
  assert.equal(await isShown('#feeds'), false);
  await page.setViewport({ width: 1280, height: 900 });
  assert.equal(await isShown('#feeds'), true);
  assert.equal(await isShown('.feeds button'), false);
  await page.close();
});

test('the Nu HTML checker finds no error in a page, as sent and as the script has changed it', async () => {
  for (const [name, path] of Object.entries(paths)) {
    const response = await fetch(service.page + path, { headers: { accept: 'text/html' } });
    writeFileSync(join(documents, `${name.replace(/\W+/g, '-')}.html`), await response.text());
  }
  assert.equal(htmlErrors(documents), '');
});

/** Returns every response that a fresh page needs to be complete, with the bytes of its body under gzip. */
async function transfers(path) {
  const urls = new Set([path]);
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const worker = new Promise(found => context.on('targetcreated', target => { if (target.type() === 'shared_worker') found(target.url()); }));
  page.on('request', request => { if (!request.url().startsWith('data:')) urls.add(request.url().replace(service.page, '')); });
  await page.goto(service.page + path, { waitUntil: 'load', timeout: PAGE_TIMEOUT });
  await live(page);
  const shared = await Promise.race([worker, page.evaluate(() => new Promise(done => setTimeout(done, 1_000)))]);
  if (shared) urls.add(shared.replace(service.page, ''));
  await context.close();
  // the imports of a worker are not requests of the page
  for (const url of urls) {
    if (!url.endsWith('.js')) continue;
    for (const [, name] of (await (await fetch(service.page + url)).text()).matchAll(/ from '\.\/([^']+)'/g)) urls.add(url.replace(/[^/]*$/, name));
  }
  const own = [...urls].filter(url => url.startsWith('/') && !/\/(stream|changes)(\?|$)/.test(url));
  return Promise.all(own.map(async url => {
    const response = await gzipped(url);
    return { url, ...response };
  }));
}

/** The bytes of a body as they cross the network; fetch would count them unpacked. */
async function gzipped(url) {
  const output = execFileSync('curl', ['-s', '-o', '/dev/null', '-H', 'Accept-Encoding: gzip', '-H', 'Accept: text/html,*/*;q=0.8', '-w', '%{size_download} %{content_type}', service.page + url]);
  const [bytes, type] = String(output).split(' ');
  return { bytes: Number(bytes), type };
}

test('the page of 40 headlines takes at most 20 KB of HTML, CSS and JavaScript and twelve requests', async t => {
  const all = await transfers(paths.headlines);
  const counted = all.filter(({ type }) => /html|css|javascript/.test(type));
  const total = counted.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { url, bytes } of all) t.diagnostic(`${bytes} bytes ${url}`);
  t.diagnostic(`${total} bytes of HTML, CSS and JavaScript in ${counted.length} of ${all.length} requests`);
  assert.ok(counted.some(({ type }) => type.includes('css')) && counted.some(({ type }) => type.includes('javascript')));
  assert.ok(total <= 20 * 1024, `${total} bytes`);
  assert.ok(all.length <= 12, `${all.length} requests`);
});

const RECORD_SHIFTS = () => {
  window.shifts = [];
  new PerformanceObserver(list => list.getEntries().forEach(({ value, sources }) => window.shifts.push({
    value, moved: sources.map(({ node }) => node?.id || node?.className || node?.nodeName || 'removed'), inList: sources.every(({ node }) => !node || node.closest?.('#days, .more, .foot')),
  }))).observe({ type: 'layout-shift', buffered: true });
};

test('nothing moves while a page loads, while it is scrolled, or above the rows when an item arrives at the top', async () => {
  for (const name of ['headlines', 'live blog', 'Arabic', 'post', 'item']) {
    const page = await open(browser, paths[name], { width: 390, height: 844, before: page => page.evaluateOnNewDocument(RECORD_SHIFTS) });
    await page.evaluate(async () => {
      const frame = () => new Promise(requestAnimationFrame);
      for (let y = 0; y < document.body.scrollHeight; y += 400) { scrollTo(0, y); await frame(); await frame(); }
    });
    assert.deepEqual(await page.evaluate(() => window.shifts), [], name);
    await page.close();
  }
  const page = await open(browser, '/feeds/city', { width: 390, height: 844, before: page => page.evaluateOnNewDocument(RECORD_SHIFTS) });
  await page.evaluate(() => scrollTo(0, 2_000));
  await edit('POST', '/feeds/city/items', { id: 'while-scrolled', title: 'Arrives above what is read' });
  await page.waitForFunction(() => !document.getElementById('new').hidden);
  assert.deepEqual(await page.evaluate(() => window.shifts), [], 'while scrolled');
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForFunction(() => document.getElementById('new').hidden);
  await page.evaluate(() => scrollTo(0, 0));
  await edit('POST', '/feeds/city/items', { id: 'at-the-top', title: 'Arrives at the top' });
  await page.waitForSelector('#item-at-the-top');
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.deepEqual((await page.evaluate(() => window.shifts)).filter(({ inList }) => !inList), [], 'at the top');
  await page.close();
});

test('a page paints its news before any script arrives', async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(PAGE_TIMEOUT);
  await page.setRequestInterception(true);
  const held = [];
  page.on('request', request => /\.js\b/.test(request.url()) ? held.push(request) : request.continue());
  // the navigation ends only when the scripts have arrived
  const navigation = page.goto(service.page + paths.headlines, { timeout: 0 }).catch(() => {});
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length && document.querySelectorAll('#days .headline').length >= 39);
  assert.ok(held.length);
  await page.close();
  await navigation;
});

/** Returns the structured data of a page. */
async function structuredData(path) {
  const html = await (await fetch(service.page + path, { headers: { accept: 'text/html' } })).text();
  return [...html.matchAll(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs)].map(([, json]) => JSON.parse(json));
}

test('structured data has only types and members of schema.org, and what search engines require', async () => {
  const [blog] = await structuredData(paths['live blog']), [article] = await structuredData(paths.post);
  assert.equal(blog['@type'], 'LiveBlogPosting');
  assert.equal(article['@type'], 'NewsArticle');
  for (const data of [blog, article]) for (const member of ['headline', 'datePublished', 'dateModified', 'url']) assert.ok(data[member], `${data['@type']}.${member}`);
  assert.ok(article.image && article.author);
  assert.ok(blog.coverageStartTime && !('coverageEndTime' in blog), 'a live blog has begun and has not ended');
  assert.ok(blog.liveBlogUpdate.length >= 10);
  assert.equal(new Set(blog.liveBlogUpdate.map(({ headline, datePublished }) => headline + datePublished)).size, blog.liveBlogUpdate.length, 'each update has its own headline and date');

  const typed = [blog, article].map((data, i) => `const data${i}: WithContext<${data['@type']}> = ${JSON.stringify(data)};`);
  symlinkSync(join(here, 'node_modules'), join(work, 'node_modules'));
  writeFileSync(join(work, 'data.ts'), `import type { LiveBlogPosting, NewsArticle, WithContext } from 'schema-dts';\n${typed.join('\n')}\nexport { data0, data1 };\n`);
  execFileSync(join(here, 'node_modules/.bin/tsc'), ['--noEmit', '--strict', '--skipLibCheck', '--moduleResolution', 'bundler', '--module', 'esnext', join(work, 'data.ts')], { stdio: 'inherit' });
  const issues = await new Validator().validate({ jsonld: { LiveBlogPosting: [blog], NewsArticle: [article] }, microdata: {}, rdfa: {}, errors: [] });
  assert.deepEqual(issues.filter(({ severity }) => severity === 'ERROR'), []);
});

test('Lighthouse gives accessibility, best practices and SEO at least 95', async t => {
  const low = [];
  for (const name of ['headlines', 'live blog', 'post']) {
    const page = await browser.newPage();
    const { lhr, scores, low: categories } = await lighthouse(service.page + paths[name], page, ['accessibility', 'best-practices', 'seo']);
    await page.close();
    t.diagnostic(`${name}: ${JSON.stringify(scores)}, layout shift ${lhr.audits['cumulative-layout-shift'].numericValue}`);
    low.push(...categories.map(category => `${name}: ${category}`));
  }
  assert.deepEqual(low, []);
});
