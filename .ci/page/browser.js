/** Starts Chromium and opens pages of the service in it. */

import puppeteer from 'puppeteer-core';
import { service } from './content.js';

/** Time in ms that a page has on a slow machine. */
export const PAGE_TIMEOUT = 30_000;

export const launch = () => puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/**
 * Opens a path in a page of its own, and waits until it follows its stream if it has one.
 *
 * @param {{width?: number, height?: number, dark?: boolean, origin?: string, before?: (page: import('puppeteer-core').Page) => Promise<unknown>}} [options]
 * @returns the page, with the faults that it reported in `faults`
 */
export async function open(browser, path, { width = 1280, height = 900, dark = false, origin = service.page, before } = {}) {
  const page = await browser.newPage();
  page.faults = [];
  page.on('pageerror', error => page.faults.push(`${path}: ${error.message}`));
  page.on('console', message => { if (message.type() === 'error' && !isOwnStatus(message, path)) page.faults.push(`${path}: ${message.text()}`); });
  page.setDefaultTimeout(PAGE_TIMEOUT);
  await page.setViewport({ width, height });
  await setScheme(page, dark);
  await before?.(page);
  await page.goto(origin + path, { waitUntil: 'load', timeout: PAGE_TIMEOUT });
  await live(page);
  return page;
}

/** Chromium reports the page's own 404 or 503 as an error of the page. */
const isOwnStatus = (message, path) => /the server responded with a status of [45]/.test(message.text()) && decodeURI(message.location().url ?? '').endsWith(decodeURI(path));

export const setScheme = (page, dark) => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);

export const live = page => page.waitForFunction(() => {
  const bar = document.getElementById('bar');
  return !bar || !document.querySelector('script[type=module]') || ['live', 'closed'].includes(bar.dataset.state);
});
