/** Removes an item's content from its open page when the item is retracted, and says when there is a newer version. */

import { reload, subscribe } from './stream.js';

const article = document.getElementById('item');
const notice = document.getElementById('changed');
const { id, version, text } = article.dataset;

function receive(change) {
  if (change.id !== id) return;
  if (!change.item) {
    article.replaceChildren();
    reload();
  } else if (change.version > Number(version)) {
    notice.textContent = text;
    notice.parentElement.classList.add('shown');
  }
}

subscribe(article.dataset, { item: receive, reset: reload });
