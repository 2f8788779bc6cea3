import { allDrafts } from './drafts.js';
import { offers } from './form.js';
import { $, button, element } from './page.js';
import { texts } from './texts.js';

/** Lists the drafts except the one in the form. */
export function renderDrafts(openId, onOpen, onDiscard) {
  const drafts = allDrafts().filter((draft) => draft.id !== openId);
  $('#drafts').replaceChildren(...drafts.map((draft) => row(draft, onOpen, onDiscard)));
  $('#drafts-card').hidden = drafts.length === 0;
}

function row(draft, onOpen, onDiscard) {
  const name = texts.draftName(draft);
  const buttons = [button(texts.discardDraft, () => onDiscard(draft))];
  if (!draft.feed || offers('feed', draft.feed)) buttons.unshift(button(texts.continueDraft, () => onOpen(draft)));
  buttons.forEach((created) => { created.ariaLabel = `${created.textContent} ${name}`; });
  return element(
    'li',
    {},
    element('p', { className: 'title', textContent: name }),
    element('p', { className: 'facts', textContent: texts.draftFacts(draft) }),
    element('div', { className: 'bar' }, ...buttons),
  );
}
