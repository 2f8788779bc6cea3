/** Makes screenshots of the readers' pages and of the desk of a running service in the directory that the first argument names. The first three are in docs/images. */

import { join } from 'node:path';
import { launch, open } from './browser.js';
import { visitDesk } from './desk.js';
import { edit, publishOthers, publishShown, servePictures } from './content.js';

const directory = process.argv[2];
const pictures = await servePictures();
await publishShown(pictures.url);
const browser = await launch();

const NARROW = { width: 390, height: 844 }, WIDE = { width: 1200, height: 800 };

async function shoot(name, path, options, prepare) {
  const page = await open(browser, path, options);
  await prepare?.(page);
  await waitForImages(page);
  await page.screenshot({ path: join(directory, `${name}.png`) });
  await page.close();
}

/** Waits until the pictures in sight are drawn; the others are loaded when they come into sight. */
const waitForImages = page => page.evaluate(() => Promise.all([...document.images]
  .filter(image => { const { top, bottom } = image.getBoundingClientRect(); return bottom > 0 && top < innerHeight; })
  .map(image => image.decode())));

const scroll = page => page.evaluate(() => { document.getElementById('item-story-12')?.scrollIntoView(); });

await edit('PUT', '/feeds/city/items/story-1/breaking', { level: 'major' });
await shoot('headlines', '/feeds/city', { width: 900, height: 844 });
await shoot('live-blog-narrow', '/feeds/flood', NARROW);
await shoot('item-narrow-dark', '/feeds/flood/items/crest', { ...NARROW, dark: true });
await edit('DELETE', '/feeds/city/items/story-1/breaking');
await publishOthers();
await shoot('wide', '/feeds/city', WIDE);
await shoot('narrow', '/feeds/city', NARROW);
await shoot('dark', '/feeds/flood', { ...WIDE, dark: true });
await shoot('live-blog', '/feeds/flood', WIDE);
await shoot('item', '/feeds/flood/items/crest', WIDE);
await shoot('retracted', '/feeds/city/items/story-6', WIDE);
await shoot('uk', '/feeds/misto', WIDE);
await shoot('ar', '/feeds/madina', WIDE);
await shoot('ar-narrow', '/feeds/madina', NARROW);
await shoot('empty', '/feeds/quiet', NARROW);
await shoot('long-words', '/feeds/stadt', NARROW);
await shoot('long-words-item', '/feeds/stadt/items/i0', NARROW);
await shoot('search', '/feeds/city/search?q=ferry', WIDE);
await shoot('days', '/feeds/city/days', WIDE);
await shoot('not-found', '/feeds/nowhere', NARROW);
await shoot('print', '/feeds/city', WIDE, page => page.emulateMediaType('print'));
await shoot('print-item', '/feeds/flood/items/crest', WIDE, page => page.emulateMediaType('print'));
await edit('PUT', '/feeds/city/items/story-1/breaking', { level: 'major' });
await shoot('breaking', '/feeds/city', WIDE);
await shoot('breaking-scrolled', '/feeds/city', { ...NARROW, dark: true }, async page => {
  await scroll(page);
  await edit('POST', '/feeds/city/items', { title: 'Arrives while one reads further down' });
  await edit('PUT', '/feeds/city/items/story-0/breaking', { level: 'major' });
  await page.waitForFunction(() => !document.getElementById('new').hidden && document.querySelectorAll('.alert').length === 2);
});
await shoot('paused', '/feeds/city', NARROW, page => page.click('#pause'));

for (const [suffix, options] of Object.entries({ '': WIDE, '-360': { width: 360, height: 800 }, '-dark': { ...WIDE, dark: true } })) {
  await visitDesk(browser, (page, view) => page.screenshot({ path: join(directory, `${view.replace(/\W+/g, '-')}${suffix}.png`), fullPage: !view.includes('dialog') }), options);
}

await browser.close();
pictures.close();
