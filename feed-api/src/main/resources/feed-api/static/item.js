/** Takes an item's content off its open page when it is retracted, and says when there is a newer version of it. */

const article = document.getElementById('item');
const notice = document.getElementById('changed');
const { id, version, text, module } = article.dataset;
// by the URL that names its content, which may be kept for ever
const { follow, reload } = await import(module);

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
