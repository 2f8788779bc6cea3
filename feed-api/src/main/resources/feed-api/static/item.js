/** Takes an item's content off its open page when it is retracted, and says when there is a newer version of it. */
import { follow, reload } from './stream.js';

const article = document.getElementById('item');
const notice = document.getElementById('changed');
const { id, version, text } = article.dataset;

function receive(frame) {
  if (frame.id !== id) return;
  if (!frame.item) {
    article.replaceChildren();
    reload();
  } else if (frame.version > Number(version)) {
    notice.textContent = text;
    notice.parentElement.classList.add('shown');
  }
}

follow(article.dataset, { item: receive, reset: reload }, () => {});
