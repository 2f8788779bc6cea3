/** The readers' page in Firefox, driven by its own WebDriver BiDi: what must not differ between browsers. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { PAGE_TIMEOUT } from './browser.js';
import { call, edit, service } from './content.js';

let browser;

before(async () => {
  browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr' });
});

after(() => browser?.close());

/** Opens a feed with as many stories, live. */
async function open(feed, stories, settings = {}) {
  await edit('PUT', `/feeds/${feed}`, { title: 'World', language: 'en', ...settings });
  for (let i = 0; i < stories; i++) await publish(feed, `i${i}`, `Story ${i}`);
  return openPage(`/feeds/${feed}`);
}

async function openPage(path) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PAGE_TIMEOUT);
  await page.setViewport({ width: 800, height: 700 });
  await page.goto(service.page + path, { waitUntil: 'load' });
  await state(page, 'live');
  return page;
}

const publish = (feed, id, title) => edit('POST', `/feeds/${feed}/items`, { id, title });
const state = (page, name) => becomes(page, name => document.getElementById('bar').dataset.state === name, name);
const headlines = page => page.$$eval('#days .headline', all => all.map(headline => headline.textContent.trim()));
const shows = (page, selector, text) => becomes(page, (selector, text) => document.querySelector(selector)?.textContent.includes(text), selector, text);
const top = (page, selector) => page.$eval(selector, element => element.getBoundingClientRect().top);

test('an open page shows a new item, a correction and a retraction without a reload', async () => {
  const page = await open('firefox', 3);
  await page.evaluate(() => { window.sameDocument = true; });
  await publish('firefox', 'new', 'New story');
  await shows(page, '#days', 'New story');
  await edit('POST', '/feeds/firefox/items/i1/corrections', { note: 'It was noon.', item: { title: 'Story 1, at noon' } });
  await shows(page, '#item-i1', 'It was noon.');
  await edit('POST', '/feeds/firefox/items/i0/retraction', { reason: 'It did not happen.' });
  await shows(page, '#item-i0', 'It did not happen.');
  assert.deepEqual(await headlines(page), ['New story', 'Story 2', 'Story 1, at noon']);
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  await page.close();
});

test('what is read stays in place when items arrive above it', async () => {
  const page = await open('firefox-scrolled', 30);
  await page.$eval('#item-i10', row => row.scrollIntoView());
  const before = await top(page, '#item-i10');
  await publish('firefox-scrolled', 'new', 'New story');
  await edit('PUT', '/feeds/firefox-scrolled/pin', { item: 'i0' });
  await edit('POST', '/feeds/firefox-scrolled/items/i20/retraction', { reason: 'It did not happen, and this is a long reason.' });
  await shows(page, '#item-i20', 'It did not happen');
  await shows(page, '#new', '1 new');
  assert.ok(Math.abs(await top(page, '#item-i10') - before) <= 1);
  await page.click('#new');
  await shows(page, '#days', 'New story');
  await page.close();
});

test('a paused page waits, from the keyboard too, but drops a retracted text', async () => {
  const page = await open('firefox-paused', 2);
  await page.focus('#pause');
  await page.keyboard.press('Enter');
  await state(page, 'paused');
  await publish('firefox-paused', 'new', 'New story');
  await edit('POST', '/feeds/firefox-paused/items/i0/retraction', { reason: 'It did not happen.' });
  await shows(page, '#item-i0', 'It did not happen.');
  assert.deepEqual(await headlines(page), ['Story 1']);
  await page.keyboard.press('Enter');
  await shows(page, '#days', 'New story');
  await page.close();
});

test('eight tabs are live at once, although a browser opens six connections to a host', async () => {
  const pages = [await open('firefox-tabs', 1)];
  while (pages.length < 8) pages.push(await openPage('/feeds/firefox-tabs'));
  await publish('firefox-tabs', 'new', 'On every tab');
  for (const page of pages) await shows(page, '#days', 'On every tab');
  for (const page of pages) await page.close();
});

test('an Arabic page is laid out from the right', async () => {
  const page = await open('firefox-arabic', 1, { language: 'ar' });
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), 'rtl');
  assert.ok(await page.evaluate(() => document.querySelector('.item .time').getBoundingClientRect().x > document.querySelector('.item .headline').getBoundingClientRect().x));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.close();
});

test('the back button brings a live page with what was missed meanwhile', async () => {
  const page = await open('firefox-back', 3);
  await page.goto(`${service.page}/feeds/firefox-back/items/i1`, { waitUntil: 'load' });
  await publish('firefox-back', 'new', 'While away');
  await page.evaluate(() => history.back());
  await shows(page, '#days', 'While away');
  await state(page, 'live');
  await page.close();
});

test('Alt+P on the desk shows a preview with the styles of the readers, in a frame without permissions', async () => {
  await edit('PUT', '/feeds/firefox-desk', { title: 'Harbour City' });
  const { code } = await call('POST', '/login-codes');
  const page = await browser.newPage();
  await page.goto(`${service.desk}/#login=${code}`, { waitUntil: 'load' });
  await becomes(page, () => !document.getElementById('desk').hidden && document.querySelector('#item-form [name=feed]').value !== '');
  await page.evaluate(() => { document.querySelector('#item-form [name=title]').focus(); });
  await page.keyboard.type('Ferry afloat');
  await page.keyboard.down('Alt');
  await page.keyboard.press('p');
  await page.keyboard.up('Alt');
  await becomes(page, () => document.querySelector('#preview-dialog[open] iframe')?.getAttribute('sandbox') === '');
  const frame = await page.waitForFrame('about:srcdoc');
  await becomes(frame, () => document.querySelector('#item h1')?.textContent === 'Ferry afloat');
  await becomes(frame, () => getComputedStyle(document.querySelector('#item h1')).fontFamily.startsWith('"Source Serif 4"'));
  await page.close();
});

/** Waits without `waitForFunction`, whose script the pages' policy refuses. */
async function becomes(frame, condition, ...values) {
  const end = Date.now() + PAGE_TIMEOUT;
  while (!(await frame.evaluate(condition, ...values))) {
    assert.ok(Date.now() < end, `in vain: ${condition}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
