/** Removes an item's content from its open page when the item is retracted, and says when there is a newer version. */

import { reload, subscribe } from './stream.js';

const $ = id => document.getElementById(id);
const { id, version, text, retractedTitle, ...start } = $('item').dataset;
let article = $('item');

function receive(change) {
  if (change.id !== id) return;
  if (!change.item) showRetraction(change.reason);
  else if (change.version > Number(version)) $('changed').textContent = text;
  $('changed').parentElement.classList.toggle('shown', Boolean(change.item && $('changed').textContent));
}

/** Shows what the page of a retracted item shows. */
function showRetraction(reason) {
  const focused = article.contains(document.activeElement);
  const retracted = $('retracted-template').content.firstElementChild.cloneNode(true);
  const heading = retracted.querySelector('h1');
  if (reason) retracted.querySelector('.lead').textContent = reason;
  else retracted.querySelector('.lead').remove();
  article.replaceWith(retracted);
  article = retracted;
  document.title = retractedTitle;
  $('changed').textContent = '';
  $('retracted').textContent = heading.textContent;
  if (focused) heading.focus();
}

subscribe(start, { item: receive, reset: reload });
