import { pageOf } from './feeds.js';
import { button, element } from './page.js';
import { editorsOf } from './presence.js';
import { texts } from './texts.js';

// The lists of items. The caller of renderRows runs the action of a button.

/** The names of the actions that an item's state allows. */
function actionsFor(entry, closed) {
  if (entry.status === 'held') return closed ? ['withdraw'] : ['update', 'withdraw'];
  if (entry.status === 'submitted') return closed ? ['withdraw'] : ['update', 'release', 'giveBack', 'withdraw'];
  if (entry.status === 'returned') return closed ? ['withdraw'] : ['update', 'withdraw'];
  if (entry.status === 'retracted') return closed ? [] : ['restore'];
  if (closed) return ['correct', 'retract'];
  const { pinned, breaking } = entry.item;
  return ['update', 'correct', pinned ? 'unpin' : 'pin', breaking ? 'endBreaking' : 'breaking', 'retract'];
}

/**
 * Renders the items. Rows of unchanged items keep their elements. If the focused button disappears,
 * the focus moves to its item's new row or the row in its place, not to the top of the page.
 */
export function renderRows(list, entries, isClosed, onAction) {
  const rows = [...list.children];
  const focused = rows.find((li) => li.contains(document.activeElement));
  list.replaceChildren(...entries.map((entry) => row(rows, entry, isClosed(entry.feed), onAction)));
  if (!focused || list.contains(focused)) return;
  const next = [...list.children].find((li) => li.dataset.item === focused.dataset.item) ?? list.children[rows.indexOf(focused)];
  (next ?? list.parentElement).querySelector('button')?.focus();
}

function row(rows, entry, closed, onAction) {
  const item = `${entry.feed}/${entry.id}`;
  const editing = editorsOf(entry).map(texts.isEditedBy);
  const state = JSON.stringify([entry, closed, editing]);
  const before = rows.find((li) => li.dataset.item === item);
  if (before?.dataset.state === state) return before;
  const title = element('p', { className: 'title', textContent: entry.title ?? texts.untitled(entry.id) });
  const label = entry.content?.label;
  if (label) title.prepend(element('span', { className: 'label', textContent: texts.labels[label] ?? label }));
  const facts = element('p', { className: 'facts', textContent: (texts.waiting[entry.status] ?? texts.facts)(entry) });
  if (entry.status === 'held') {
    const due = element('strong', { className: 'due' });
    due.dataset.due = entry.held.embargoedUntil;
    facts.append(' ', due);
  }
  if (entry.item?.breaking) title.prepend(element('span', { className: 'label', textContent: texts.breakingNow }));
  const buttons = actionsFor(entry, closed).map((action) => {
    const created = button(texts.actions[action], () => onAction(action, entry));
    created.ariaLabel = `${texts.actions[action]} ${entry.title ?? texts.untitled(entry.id)}`;
    return created;
  });
  const li = element('li', { className: entry.status }, title, facts);
  facts.after(...editing.map((textContent) => element('p', { className: 'editing', textContent })));
  Object.assign(li.dataset, { item, state });
  const page = entry.item ? pageOf(entry) : undefined;
  if (page) buttons.push(element('a', { className: 'page', href: page, target: '_blank', rel: 'noopener', textContent: texts.page, ariaLabel: `${texts.page} ${entry.title ?? texts.untitled(entry.id)}` }));
  if (buttons.length) li.append(element('div', { className: 'bar' }, ...buttons));
  if (entry.history.length) li.append(historyOf(entry));
  return li;
}

function historyOf({ history, names }) {
  const lines = history.map((entry) => element('li', { textContent: texts.historyEntry(entry, names) }));
  return element('details', {}, element('summary', { textContent: texts.history }), element('ul', {}, ...lines.reverse()));
}
