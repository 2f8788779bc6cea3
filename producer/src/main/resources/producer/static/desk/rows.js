import { button, element } from './page.js';
import { texts } from './texts.js';

// The lists of items. Each button names an act; who does it is told with the list.

/** What can be done to an item as it is. */
function possible(entry, closed) {
  if (entry.status === 'held') return closed ? ['withdraw'] : ['update', 'withdraw'];
  if (entry.status === 'retracted') return closed ? [] : ['restore'];
  if (closed) return ['correct', 'retract'];
  const { pinned, breaking } = entry.item;
  return ['update', 'correct', pinned ? 'unpin' : 'pin', breaking ? 'calm' : 'breaking', 'retract'];
}

/**
 * Shows the items. The button that had the focus keeps it, or whatever stands in its place does:
 * a list that changes must not throw the keyboard back to the top of the page.
 */
export function fill(list, entries, closed, doIt) {
  const focused = list.contains(document.activeElement) ? document.activeElement.closest('li')?.dataset.item : null;
  const place = focused && [...list.children].findIndex((li) => li.dataset.item === focused);
  list.replaceChildren(...entries.map((entry) => row(entry, closed(entry.feed), doIt)));
  if (focused === null) return;
  const same = [...list.children].find((li) => li.dataset.item === focused) ?? list.children[Math.min(place, list.children.length - 1)];
  (same ?? list.parentElement).querySelector('button')?.focus();
}

function row(entry, closed, doIt) {
  const title = element('p', { className: 'title', textContent: entry.title ?? texts.unnamed(entry.id) });
  const label = entry.content?.label;
  if (label) title.prepend(element('span', { className: 'label', textContent: texts.labels[label] ?? label }));
  const facts = element('p', { className: 'facts', textContent: (entry.status === 'held' ? texts.release : texts.facts)(entry) });
  const acts = possible(entry, closed).map((name) => button(texts.acts[name], () => doIt(name, entry)));
  const li = element('li', { className: entry.status }, title, facts);
  li.dataset.item = `${entry.feed}/${entry.id}`;
  if (acts.length) li.append(element('div', { className: 'bar' }, ...acts));
  if (entry.history.length) li.append(history(entry.history));
  return li;
}

function history(acts) {
  const lines = acts.map((entry) => element('li', { textContent: texts.entry(entry) }));
  return element('details', {}, element('summary', { textContent: texts.history }), element('ol', {}, ...lines.reverse()));
}
