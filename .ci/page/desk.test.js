/** Checks the editors' desk of a running service with axe, the Nu HTML checker and Lighthouse. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './browser.js';
import { check, htmlErrors, lighthouse } from './checks.js';
import { service } from './content.js';
import { openSignedIn, visitDesk } from './desk.js';

const documents = mkdtempSync(join(tmpdir(), 'dateline-desk-'));
let browser;

before(async () => { browser = await launch(); });

after(async () => {
  await browser?.close();
  rmSync(documents, { recursive: true });
});

test('no view of the desk violates a rule of axe in either scheme, reports a fault, or has an error of HTML', async () => {
  const found = [];
  await visitDesk(browser, async (page, name) => {
    found.push(...await check(page, name));
    if (name === 'desk') assert.match(await page.$eval('[aria-label^="Page Night ferry"]', link => link.href), /^https:\/\/news\.example\/feeds\/desk-views-[\d-]+\/items\/ferry$/);
    writeFileSync(join(documents, `${name.replace(/\W+/g, '-')}.html`), await page.content());
  });
  assert.deepEqual(found, []);
  assert.equal(htmlErrors(documents), '');
});

test('Lighthouse gives the desk at least 95 for accessibility and best practices', async t => {
  const page = await openSignedIn(browser);
  const categories = ['accessibility', 'best-practices'];
  const { scores, low } = await lighthouse(`${service.desk}/`, page, categories, { onlyCategories: categories, disableStorageReset: true });
  t.diagnostic(JSON.stringify(scores));
  assert.deepEqual(low, []);
});
