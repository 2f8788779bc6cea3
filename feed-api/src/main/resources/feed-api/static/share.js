/** Shares the address of an item by the system's dialog, or copies it. Without either, the buttons stay hidden and the time is the link. */

import { $, findAll } from './dom.js';
import { text } from './format.js';

const selector = 'button.share';

/** @param {Element} button */
function addressOf(button) {
  const link = /** @type {HTMLAnchorElement | null | undefined} */ (button.closest('.item')?.querySelector('.permalink'));
  return link?.href ?? /** @type {HTMLElement | null} */ (button.closest('[data-url]'))?.dataset.url ?? location.href;
}

/** @param {Element} button */
async function share(button) {
  const url = new URL(addressOf(button), location.href).href;
  try {
    if ('share' in navigator) return await navigator.share({ url });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return;
  }
  try {
    await navigator.clipboard.writeText(url);
    $('announcement').textContent = text('copied');
    button.classList.add('copied');
    setTimeout(() => button.classList.remove('copied'), 2_000);
  } catch {
    location.assign(url);
  }
}

if ('share' in navigator || 'clipboard' in navigator) {
  const templates = [...document.querySelectorAll('template')].map(template => template.content);
  for (const root of [document, ...templates]) findAll(root, selector).forEach(button => { button.hidden = false; });
  document.addEventListener('click', event => {
    const button = event.target instanceof Element && event.target.closest(selector);
    if (button) share(button);
  });
}
