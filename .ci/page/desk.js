/** Brings the desk of a running service into the states that are checked and pictured. */

import { open } from './browser.js';
import { call, edit, service } from './content.js';

let visits = 0;
/** The feed of the last visit. */
let feed = '';

/** Publishes a feed with an item in each state that the desk shows. */
async function publishStates() {
  feed = `desk-views-${process.pid}-${++visits}`;
  await edit('PUT', `/feeds/${feed}`, { title: 'Harbour City, live', language: 'en', timeZone: 'Europe/Kyiv', labels: ['podcast'] });
  const post = item => edit('POST', `/feeds/${feed}/items`, item);
  await post({ id: 'ferry', title: 'Night ferry aground off Pier 3', lead: 'Ten people are aboard. Nobody is hurt.', tags: ['ferry', 'harbour'], section: 'Harbour', kicker: { text: 'Ferry aground' } });
  await post({ id: 'bridge', title: 'Lift bridge reopens to trams two days early', tags: ['bridge'], label: 'exclusive' });
  await post({ id: 'council', title: 'Council votes on the market square', body: '<p>The vote is at six.</p>' });
  await post({ id: 'wrong', title: 'Wrong' });
  // the answer for a held item stays 202
  await call('POST', `/feeds/${feed}/items`, { id: 'verdict', title: 'Verdict in the crane trial', embargoedUntil: new Date(Date.now() + 5_400_000).toISOString() });
  await edit('POST', `/feeds/${feed}/items/bridge/corrections`, { note: 'It reopens on Friday.', item: { title: 'Lift bridge reopens to trams on Friday', label: 'exclusive' } });
  await edit('POST', `/feeds/${feed}/items/wrong/retraction`, { reason: 'It did not happen.' });
  await edit('PUT', `/feeds/${feed}/items/ferry/breaking`, { level: 'major' });
  const { token } = await call('POST', '/identities', { name: 'Olena Marchuk', roles: ['reporter'], feeds: [feed], review: true });
  await call('POST', `/feeds/${feed}/items`, { id: 'submitted', title: 'Fish market moves to the old tram depot' }, token);
  return token;
}

const signInLink = async token => `/#login=${(await call('POST', '/login-codes', undefined, token)).code}`;

/** Opens the desk of an editor who has just signed in, in a browser context of its own. */
async function openDesk(browser, options) {
  const page = await open(await browser.createBrowserContext(), await signInLink(service.token), { origin: service.desk, ...options });
  await page.waitForFunction(() => !document.getElementById('desk').hidden);
  await page.waitForSelector(`#item-form [value="${feed}"]`);
  await page.select('#item-form [name=feed]', feed);
  await page.waitForFunction(() => document.querySelectorAll('#published > li').length === 4 && document.querySelectorAll('#held > li').length === 2);
  return page;
}

/** Refusals that a view shows are no faults of the page, though Chromium's console calls them errors. */
const withoutRefusals = page => { page.faults = page.faults.filter(fault => !/responded with a status of 4(01|09|12|22)/.test(fault)); };

/**
 * Calls `show(page, name)` in each state.
 *
 * @param {{width?: number, height?: number, dark?: boolean}} [options]
 */
export async function visitDesk(browser, show, options) {
  const view = (page, name) => { withoutRefusals(page); return show(page, name); };
  const reporter = await publishStates();
  const signIn = await open(await browser.createBrowserContext(), '/', { origin: service.desk, ...options });
  await signIn.waitForSelector('#sign-in:not([hidden])');
  await view(signIn, 'desk, sign-in');
  await signIn.browserContext().close();

  const page = await openDesk(browser, options);
  await call('PUT', `/feeds/${feed}/items/council/presence`, undefined, reporter);
  await page.waitForSelector('#published .editing');
  await view(page, 'desk');
  await click(page, '.more summary');
  await page.type('#item-form [name=imageUrl]', 'https://img.example/ferry.jpg');
  await page.type('#item-form [name=title]', 'A ferry');
  await press(page, 'Enter');
  await page.waitForSelector('#result .bad');
  await view(page, 'desk, error');
  await click(page, '#cancel');
  await click(page, '.more summary');
  await page.type('#item-form [name=title]', 'Ferry afloat again');
  await page.type('#item-form [name=lead]', 'It sails at six.');
  await click(page, '#preview');
  await page.waitForSelector('#preview-dialog[open] iframe');
  await view(page, 'desk, preview');
  await click(page, '#preview-dialog button');
  await click(page, '#cancel');
  for (const id of await page.$$eval('dialog', dialogs => dialogs.map(({ id }) => id))) {
    await page.$eval(`#${id}`, dialog => { dialog.showModal(); });
    await view(page, `desk, ${id}`);
    await page.$eval(`#${id}`, dialog => dialog.close());
  }
  await click(page, '[aria-label^="Update Night ferry"]');
  await page.waitForFunction(() => document.querySelector('#item-form [name=title]').value.startsWith('Night ferry'));
  await page.type('#item-form [name=title]', ', all safe');
  await edit('PUT', `/feeds/${feed}/items/ferry`, { title: 'Night ferry aground off Pier 3, tug on its way', lead: 'Twelve people are aboard. Nobody is hurt.', tags: ['ferry', 'harbour'], section: 'Harbour', kicker: { text: 'Ferry aground' } });
  await press(page, 'Enter');
  await page.waitForSelector('#conflict:not([hidden])');
  await view(page, 'desk, conflict');
  await page.browserContext().close();
}

/** Clicks an element although the notice at the bottom covers it. */
const click = (page, selector) => page.$eval(selector, element => element.click());

async function press(page, key) {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}

/** Opens a desk for Lighthouse, which loads it once more with the same session. */
export const openSignedIn = browser => openDesk(browser);
