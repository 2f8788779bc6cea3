// Opens every stream that is named in the page: arguments[0]. Headers that break off are whole ones to Chromium, which then closes the
// source for good: so it is opened anew where it was, as our own pages do it.
window.items = arguments[0].map(() => []);
window.sources = [];
const open = (url, i) => {
  const source = window.sources[i] = new EventSource(url);
  source.addEventListener('item', event => window.items[i].push(event.lastEventId));
  source.addEventListener('error', () => {
    if (source.readyState !== EventSource.CLOSED) return;
    const next = new URL(url);
    if (window.items[i].length) next.searchParams.set('after', window.items[i].at(-1));
    setTimeout(open, 500, next.href, i);
  });
};
arguments[0].forEach(open);
