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
 * Shows the items. A row stays as it is while its item does, and a button that had the focus hands
 * it on: a list that changes must not throw the keyboard back to the top of the page.
 */
export function fill(list, entries, closed, doIt) {
  const rows = [...list.children];
  const focused = rows.find((li) => li.contains(document.activeElement));
  list.replaceChildren(...entries.map((entry) => row(rows, entry, closed(entry.feed), doIt)));
  if (!focused || list.contains(focused)) return;
  const heir = [...list.children].find((li) => li.dataset.item === focused.dataset.item) ?? list.children[rows.indexOf(focused)];
  (heir ?? list.parentElement).querySelector('button')?.focus();
}

function row(rows, entry, closed, doIt) {
  const item = `${entry.feed}/${entry.id}`;
  const state = JSON.stringify([entry, closed]);
  const before = rows.find((li) => li.dataset.item === item);
  if (before?.dataset.state === state) return before;
  const title = element('p', { className: 'title', textContent: entry.title ?? texts.unnamed(entry.id) });
  const label = entry.content?.label;
  if (label) title.prepend(element('span', { className: 'label', textContent: texts.labels[label] ?? label }));
  const facts = element('p', { className: 'facts', textContent: (entry.status === 'held' ? texts.release : texts.facts)(entry) });
  const acts = possible(entry, closed).map((name) => {
    const made = button(texts.acts[name], () => doIt(name, entry));
    made.ariaLabel = `${texts.acts[name]} ${entry.title ?? texts.unnamed(entry.id)}`;
    return made;
  });
  const li = element('li', { className: entry.status }, title, facts);
  Object.assign(li.dataset, { item, state });
  if (acts.length) li.append(element('div', { className: 'bar' }, ...acts));
  if (entry.history.length) li.append(history(entry.history));
  return li;
}

function history(acts) {
  const lines = acts.map((entry) => element('li', { textContent: texts.entry(entry) }));
  return element('details', {}, element('summary', { textContent: texts.history }), element('ul', {}, ...lines.reverse()));
}
