// Subscribes to each of the URLs in arguments[0] and collects the event ids. Chromium takes a response head that breaks off as complete and
// then closes the source for good, so the script creates a new one from the last event id, as the readers' pages do.
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
