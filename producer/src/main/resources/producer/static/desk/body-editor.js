// The body of an item: a small editor of the elements that a body may have. Pasted content is cleaned; the service cleans it again.
const ALLOWED = new Set([
  'P', 'H2', 'H3', 'H4', 'UL', 'OL', 'LI', 'BLOCKQUOTE', 'FIGURE', 'FIGCAPTION', 'PRE', 'HR', 'DL', 'DT', 'DD', 'BR', 'A',
  'TABLE', 'CAPTION', 'THEAD', 'TBODY', 'TR', 'TH', 'TD', 'STRONG', 'EM', 'S', 'DEL', 'INS', 'SUB', 'SUP', 'U', 'CODE', 'Q', 'RUBY', 'RT', 'RP', 'BDI', 'BDO',
]);
const ATTRIBUTES = ['lang', 'dir', 'cite', 'start', 'reversed', 'value', 'colspan', 'rowspan', 'scope'];
/** @type {Record<string, string>} */
const RENAMED = { B: 'STRONG', I: 'EM', H1: 'H2', H5: 'H4', H6: 'H4', STRIKE: 'S', TFOOT: 'TBODY' };
const DROPPED = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'TITLE', 'META', 'LINK', 'IFRAME', 'OBJECT', 'SVG', 'MATH', 'NOSCRIPT', 'HEAD', 'BUTTON', 'INPUT', 'SELECT', 'TEXTAREA']);
const BLOCKS = new Set(['P', 'H2', 'H3', 'H4', 'UL', 'OL', 'DL', 'BLOCKQUOTE', 'FIGURE', 'PRE', 'HR', 'TABLE']);
const ONE_LINE = /\s+/g;

/**
 * Returns the HTML with the elements and attributes only that a body may have. Scripts of the text never run: it is parsed as a document of its own.
 *
 * @param {string} html
 */
export function cleanHtml(html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const cleaned = document.implementation.createHTMLDocument('').createElement('div');
  copy(parsed.body, cleaned);
  wrapLooseText(cleaned);
  return cleaned.innerHTML;
}

/**
 * @param {Node} from
 * @param {Element} to
 */
function copy(from, to) {
  for (const node of from.childNodes) {
    if (node instanceof Text) to.append(to.closest('pre') ? node.data : node.data.replace(ONE_LINE, ' '));
    if (!(node instanceof Element) || DROPPED.has(node.tagName)) continue;
    const kept = keep(node, to);
    copy(node, kept ?? to);
    if (kept && !kept.textContent?.trim() && !['BR', 'HR'].includes(kept.tagName) && !kept.closest('table')) kept.remove();
    // text of the next block must not join this one
    else if (!kept && /^(DIV|SECTION|ARTICLE|HEADER|FOOTER)$/.test(node.tagName)) to.append(to.ownerDocument.createElement('br'));
  }
}

/**
 * Appends the element that replaces this one; appends none if only its content is kept.
 *
 * @param {Element} node
 * @param {Element} to
 */
function keep(node, to) {
  const style = node.getAttribute('style') ?? '';
  // word processors write bold text as a span with a style, and wrap the whole text in a bold element without weight
  const plain = node.tagName === 'B' && /font-weight:\s*normal/i.test(style);
  const styled = /font-weight:\s*(bold|[6-9]00)/i.test(style) ? 'STRONG' : /font-style:\s*italic/i.test(style) ? 'EM' : '';
  const name = plain ? '' : node.tagName === 'SPAN' ? styled : RENAMED[node.tagName] ?? node.tagName;
  const link = node.getAttribute('href') ?? '';
  if (!ALLOWED.has(name) || (name === 'A' && !/^(https?:\/\/|mailto:)/i.test(link))) return null;
  const kept = to.ownerDocument.createElement(name);
  if (name === 'A') kept.setAttribute('href', link);
  for (const attribute of ATTRIBUTES) if (node.hasAttribute(attribute)) kept.setAttribute(attribute, node.getAttribute(attribute) ?? '');
  to.append(kept);
  return kept;
}

/** @param {Element} root */
function wrapLooseText(root) {
  /** @type {Element | null} */
  let paragraph = null;
  for (const node of [...root.childNodes]) {
    if (node instanceof Element && (BLOCKS.has(node.tagName) || node.tagName === 'BR')) {
      if (node.tagName === 'BR') node.remove();
      paragraph = null;
    } else if (paragraph || node.textContent?.trim()) {
      if (!paragraph) node.before((paragraph = root.ownerDocument.createElement('p')));
      paragraph.append(node);
    } else {
      node.remove();
    }
  }
}

/** @type {Record<string, [command: string, value?: string]>} */
const COMMANDS = {
  bold: ['bold'], italic: ['italic'], heading: ['formatBlock', 'h3'], quote: ['formatBlock', 'blockquote'], paragraph: ['formatBlock', 'p'],
  list: ['insertUnorderedList'], numbers: ['insertOrderedList'], unlink: ['unlink'],
};

/**
 * Lets the area edit the HTML of a text area, which stays the field of the form.
 *
 * @param {HTMLElement} area
 * @param {HTMLTextAreaElement} source
 * @param {HTMLElement} toolbar buttons with the names of commands in `data-command`
 * @param {() => string | null} askForLink
 */
export function connectBodyEditor(area, source, toolbar, askForLink) {
  const store = () => {
    source.value = cleanHtml(area.innerHTML);
    source.dispatchEvent(new Event('input', { bubbles: true }));
  };
  /** @type {(name: string) => void} */
  const run = (name) => {
    area.focus();
    const link = name === 'link' ? askForLink() : '';
    if (name === 'link') {
      if (link && /^(https?:\/\/|mailto:)/i.test(link)) document.execCommand('createLink', false, link);
    } else {
      document.execCommand(COMMANDS[name][0], false, COMMANDS[name][1]);
    }
    store();
  };
  document.execCommand('defaultParagraphSeparator', false, 'p');
  area.addEventListener('input', (event) => {
    event.stopPropagation();
    store();
  });
  area.addEventListener('paste', (event) => {
    event.preventDefault();
    const html = event.clipboardData?.getData('text/html');
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (html) document.execCommand('insertHTML', false, cleanHtml(html));
    else document.execCommand('insertText', false, text);
  });
  area.addEventListener('drop', (event) => event.preventDefault());
  area.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const name = { b: 'bold', i: 'italic', k: 'link' }[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    run(name);
  });
  toolbar.addEventListener('click', (event) => {
    const command = event.target instanceof Element ? event.target.closest('button')?.dataset.command : undefined;
    if (command) run(command);
  });
}
