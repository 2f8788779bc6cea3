import * as editor from './editor.js';
import { field, fieldsOf, labelOf, values } from './form.js';
import { $, element } from './page.js';
import { texts } from './texts.js';
import { compareWords } from './words.js';

// Two versions of the item in the form, beside the one that both began with. Nothing is discarded before the editor has chosen.
const section = $('#conflict');
const form = $('#conflict-form');
/** The fields that an item does not have. */
const OWN = ['note', 'minor'];
/** The other version, and the fields in which it is shown beside the form's. */
let open = null;

/** Shows the versions of the form's item side by side, field by field. */
export function showConflict(theirs) {
  const { common, mine, other, fields } = compare(theirs);
  open = { theirs, fields };
  $('#conflict-hint').textContent = fields.length ? texts.conflictHint : texts.alike;
  $('#conflict-fields').replaceChildren(...fields.map((name) => versionsOf(name, { common: common[name], mine: mine[name], theirs: other[name] })));
  section.hidden = false;
  section.scrollIntoView({ block: 'start' });
}

/** Removes the other version from the page. */
export function hideConflict() {
  open = null;
  section.hidden = true;
  $('#conflict-fields').replaceChildren();
}

/** Returns the fields' values in the three versions, and the fields that differ in two of them. */
function compare(theirs) {
  const [common, mine, other] = [fieldsOf(editor.editState().edited.content ?? {}), values(), fieldsOf(theirs.content ?? {})];
  return { common, mine, other, fields: Object.keys(common).filter((name) => !OWN.includes(name) && mine[name] !== other[name]) };
}

function versionsOf(name, version) {
  const text = { common: plain(name, version.common), mine: plain(name, version.mine), theirs: plain(name, version.theirs) };
  const choice = (side, heading) => {
    const radio = Object.assign(element('input'), { type: 'radio', name, value: side, required: true });
    // a field that one version has not changed gets the value of the other; if both have changed it, the editor decides
    radio.checked = version[side === 'mine' ? 'theirs' : 'mine'] === version.common;
    const shown = marked(compareWords(text.common, text[side]), 'ins');
    if (text[side] === text.common && version[side] !== version.common) shown.push(element('em', { textContent: texts.onlyMarkup }));
    return element('label', { className: 'side' }, element('span', {}, radio, ' ', heading), element('span', { className: 'text' }, ...shown));
  };
  const gone = marked(compareWords(text.mine === text.common ? text.theirs : text.mine, text.common), 'del');
  return element(
    'fieldset',
    { className: 'versions' },
    element('legend', { textContent: labelOf(name) }),
    element('div', { className: 'side' }, element('span', { textContent: texts.common }), element('span', { className: 'text' }, ...gone)),
    choice('mine', texts.mine),
    choice('theirs', texts.theirs(open.theirs)),
  );
}

/** Returns the text in parts. Parts that are in this version only are marked. */
function marked(parts, tag) {
  const nodes = parts.map(({ text, isSame }) => (isSame ? text : element(tag, { textContent: text })));
  return nodes.length ? nodes : [element('em', { textContent: texts.empty })];
}

/** The text of a field's value. Each block of a body is on a line of its own. */
function plain(name, value) {
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (name !== 'body') return value;
  const lines = value.replace(/<\/(p|h[2-4]|li|blockquote|pre|tr|dt|dd)>/g, '$&\n');
  return new DOMParser().parseFromString(lines, 'text/html').body.textContent.trim();
}

/** Fills the form with the chosen fields, as an edit of the other version. Returns false if the form differs in further fields by now. */
function merge() {
  const { mine, other, fields } = compare(open.theirs);
  if (fields.some((name) => !open.fields.includes(name))) return false;
  const chosen = fields.filter((name) => form.elements.namedItem(name).value === 'theirs');
  editor.merge(open.theirs, { ...mine, ...Object.fromEntries(chosen.map((name) => [name, other[name]])) });
  return true;
}

/** @param {() => void} onMerged called when both are in the form; nothing is published yet */
export function connectConflict(onMerged) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!merge()) return showConflict(open.theirs);
    onMerged();
    field('title').focus();
  });
  $('#conflict-later').addEventListener('click', hideConflict);
  document.addEventListener('form-filled', hideConflict);
}
