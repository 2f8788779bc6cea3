/** Fills clones of the page's templates, and changes what is shown without replacing what stays the same. */

import { $, find, findAll } from './dom.js';
import { feedPath, formatDateTime, formatTime, formatUpdate, labelText, options, pageLanguage, text } from './format.js';
import { policy, showWhenLoaded } from './stream.js';

/** Scripts of languages that are written from right to left. */
const RIGHT_TO_LEFT = /^(Adlm|Arab|Hebr|Mand|Mend|Nkoo|Rohg|Samr|Syrc|Thaa)$/;

/** @typedef {Record<string, any>} Item an item as the stream and the snapshot send it */
/** @typedef {{id: string, seq: number, day: string, change?: string, version?: number, item?: Item, reason?: string, publishedAt?: string, firstSeq?: number}} Change the data of an `item` event */
/** @typedef {{dataset: {at?: string, firstSeq?: string}}} Placed what has a place in the order of the feed */
/** @param {string} name */
export const cloneTemplate = name =>
  /** @type {HTMLElement} */ (/** @type {HTMLTemplateElement} */ ($(`${name}-template`)).content.firstElementChild?.cloneNode(true));

/** @param {string} id */
export const itemUrl = id => options.items + encodeURIComponent(id);
/** @param {string} id */
export const permalink = id => `${feedPath}?item=${encodeURIComponent(id)}#item-${id}`;

/** Returns the address of the items of a feed that share a property. @param {string} name @param {string} value */
export const viewUrl = (name, value) => `${feedPath}?${name}=${encodeURIComponent(value)}`;

/** @param {Placed} placed */
const publishedAt = ({ dataset }) => Date.parse(dataset.at ?? '');
/** Returns true if the first item stands above the second: the later publication first. @param {Placed} a @param {Placed} b */
export const comesBefore = (a, b) => (publishedAt(b) - publishedAt(a) || Number(b.dataset.firstSeq) - Number(a.dataset.firstSeq)) < 0;
/** @param {Change} change @returns {Placed} */
export const placeOf = ({ item, publishedAt: at, firstSeq }) =>
  ({ dataset: { at: item?.publishedAt ?? at, firstSeq: String(item?.firstSeq ?? firstSeq) } });

/** Shows a change in the breaking news. The code for that is loaded with the first item that is breaking. */
export const updateAlert = showWhenLoaded(
  async () => (await import('./alerts.js')).renderAlert,
  ({ item }) => item?.breaking || find($('alerts'), '.alert') || $('alert').textContent,
);

/** Puts an entry in its place in a list, of which the first entries are kept. @param {HTMLElement} list @param {HTMLElement} entry @param {number} max */
export function placeEntry(list, entry, max) {
  const others = findAll(list, 'li').filter(other => other !== entry);
  const next = others.find(other => comesBefore(entry, other)) ?? null;
  if (!entry.isConnected || entry.nextElementSibling !== next) list.insertBefore(entry, next);
  findAll(list, 'li').slice(max).forEach(last => last.remove());
}

/**
 * Sets the text and the link of a part of an element, or removes the part if the value is falsy. `true` keeps the present text. What the
 * template does not have is left out. A link without an address becomes plain text.
 *
 * @param {ParentNode} element @param {string} selector @param {any} [value] @param {string} [link]
 */
export function setPart(element, selector, value, link) {
  const part = find(element, selector);
  if (!value) part?.remove();
  else if (part && value !== true) part.textContent = value;
  if (part && link) part.setAttribute('href', link);
  else if (value && part?.localName === 'a') part.replaceWith(newSpan(part.textContent, part.className));
}

/** @param {string | null} content @param {string} [className] */
function newSpan(content, className) {
  const span = document.createElement('span');
  span.textContent = content;
  if (className) span.className = className;
  return span;
}

/** @param {ParentNode} element @param {string} selector @param {string} instant @param {string} shown */
export function setTime(element, selector, instant, shown) {
  setPart(element, selector, shown);
  find(element, selector)?.setAttribute('datetime', instant);
}

/** Names the language of an element with an item's text unless that is the page's. @param {Element | null} element @param {Item} item */
export function setLanguage(element, item) {
  const language = item.language ?? options.language ?? pageLanguage;
  if (language === pageLanguage) return clearLanguage(element);
  element?.setAttribute('lang', language);
  element?.setAttribute('dir', RIGHT_TO_LEFT.test(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr');
}

/** Leaves an element in the language of what surrounds it. @param {Element | null} element */
export const clearLanguage = element => ['lang', 'dir'].forEach(name => element?.removeAttribute(name));

/** Shows the marks above a headline, and removes the others. @param {HTMLElement} element @param {Item} item @param {string} day */
export function setBadges(element, { pinned, label, keyEvent, corrections, updatedAt, kicker }, day) {
  setPart(element, '.pinned', pinned);
  setPart(element, '.label', label && labelText(label));
  find(element, '.label')?.setAttribute('data-label', label);
  setPart(element, '.key', keyEvent);
  setPart(element, '.corrected', Boolean(corrections?.length));
  setPart(element, '.updated', updatedAt && formatUpdate(updatedAt, day));
  if (!find(element, '.badge')) setPart(element, '.badges');
  setPart(element, '.kicker', kicker?.text, kicker && viewUrl('series', kicker.text));
}

/** Shows the body, the image and the authors of an item, or removes the parts for them. @param {HTMLElement} element @param {Item} item */
export function setStory(element, { body, image, authors = [] }) {
  const content = find(element, '.body');
  if (content && body) content.innerHTML = policy.createHTML(body);
  else content?.remove();
  const picture = find(element, 'figure');
  if (picture && image) setImage(picture, image);
  else picture?.remove();
  const names = find(element, '.authors');
  names?.replaceChildren(...authors.map((/** @type {{name: string, url?: string}} */ { name, url }) => {
    if (!url) return newSpan(name);
    const author = document.createElement('a');
    author.rel = 'author';
    author.textContent = name;
    author.href = url;
    return author;
  }));
  if (!authors.length) names?.remove();
}

/** @param {HTMLElement} picture @param {Item} image */
function setImage(picture, { url, alt, width, height, credit }) {
  const img = /** @type {HTMLImageElement} */ (find(picture, 'img'));
  img.src = url;
  img.alt = alt ?? '';
  if (width && height) Object.assign(img, { width, height });
  setPart(picture, 'figcaption', credit && text('photo', credit));
}

/** Shows an item in a clone of the template of rows. @param {HTMLElement} row @param {string} id @param {string} day @param {Item} item */
export function fillContent(row, id, day, item) {
  const correction = item.corrections?.at(-1);
  setBadges(row, item, day);
  setPart(row, '.headline a', item.title, itemUrl(id));
  setPart(row, '.lead', item.lead);
  setStory(row, item);
  if (correction) setTime(row, '.correction time', correction.at, formatDateTime(correction.at));
  setPart(row, '.note', correction?.note);
  setPart(row, '.correction', Boolean(correction));
  setPart(row, '.source', item.source, item.link);
  setPart(row, '.retraction');
  setLanguage(find(row, '.text') ?? find(row, '.content'), item);
  setTime(row, '.time', item.publishedAt, formatTime(item.publishedAt));
}

/**
 * Makes an element's attributes and content equal to another's and keeps the nodes that are the same in both: a selection in them, the
 * focus and pictures stay.
 *
 * @param {Element} element @param {Element} other whose nodes may be moved
 */
export function patch(element, other) {
  for (const { name } of [...element.attributes]) if (!other.hasAttribute(name)) element.removeAttribute(name);
  for (const { name, value } of other.attributes) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  patchContent(element, other);
}

/** Like {@link patch}, but keeps the attributes. @param {Element} element @param {Element} other */
export function patchContent(element, other) {
  /** @type {Node | null} */
  let present = element.firstChild;
  for (const node of [...other.childNodes]) {
    const same = findSame(present, node);
    while (same && present !== same) present = removeAndNext(/** @type {ChildNode} */ (present));
    if (!same) element.insertBefore(node, present);
    else {
      if (same instanceof Element) patch(same, /** @type {Element} */ (node));
      else if (same.nodeValue !== node.nodeValue) same.nodeValue = node.nodeValue;
      present = same.nextSibling;
    }
  }
  while (present) present = removeAndNext(/** @type {ChildNode} */ (present));
}

/** @param {ChildNode} node */
function removeAndNext(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

/** Returns the node itself or the first sibling after it that shows the same part as another node. @param {Node | null} node @param {Node} other */
function findSame(node, other) {
  if (!(other instanceof Element)) return node?.nodeType === other.nodeType ? node : null;
  for (let sibling = node; sibling; sibling = sibling.nextSibling) {
    if (sibling instanceof Element && sibling.nodeName === other.nodeName && sibling.classList[0] === other.classList[0]) return sibling;
  }
  return null;
}
