import { formatClock, formatNumber, formatTime } from './page.js';

/** The name of an identity, or its id if it has none. */
const nameOf = (identity, names = []) => names.find(({ id }) => id === identity)?.name ?? identity;

// Every text that the scripts show.
export const texts = {
  noLabel: 'None',
  labels: { exclusive: 'Exclusive', opinion: 'Opinion', review: 'Review', analysis: 'Analysis', live: 'Live' },
  breakingNow: 'Breaking',
  levels: { major: 'major', minor: 'minor' },
  noFeeds: 'No feed yet: open one first.',
  submit: { publish: 'Publish', update: 'Publish the update', correct: 'Publish the correction', restore: 'Restore' },
  editing: {
    update: (title) => `You are updating “${title}”.`,
    correct: (title) => `You are correcting “${title}”.`,
    restore: (title) => `You are restoring “${title}”: it is shown with what you write here.`,
  },
  published: (response, entry) =>
    response.status === 'held'
      ? texts.held(entry)
      : `Published: number ${response.seq} of the feed, version ${response.version}.`,
  held: ({ status, held }) =>
    status === 'submitted'
      ? 'Submitted: an editor must release it. No reader knows of it before.'
      : `Held${held ? ` until ${formatTime(held.embargoedUntil)}` : ''}: no reader knows of it before.`,
  done: {
    retract: (response) => (response.seq ? `Retracted: number ${response.seq} of the feed.` : 'Withdrawn: no reader has seen it.'),
    release: (response, entry) => texts.published(response, entry),
    giveBack: () => 'Returned to its author, with your note.',
    pin: () => 'It stands on top of the feed now.',
    unpin: () => 'It is not on top any more.',
    breaking: () => 'It is breaking news now.',
    endBreaking: () => 'It is not breaking news any more.',
  },
  /** @param {import('./presence.js').Presence} presence */
  isEditedBy: ({ editor, name, since }) => `is being edited by ${name ?? editor}, since ${formatClock(since)}`,
  alsoEdits: (other) => `This item ${texts.isEditedBy(other)}.`,
  seq: (seq) => `seq ${formatNumber(seq)}`,
  millis: (millis) => `${formatNumber(millis)} ms`,
  reached: (reached, streams) => (streams ? `on ${formatNumber(reached)} of ${streams === 1 ? '1 stream' : `${formatNumber(streams)} streams`}` : 'no stream is open'),
  /** @param {import('./reach.js').Report} report */
  behind: ({ replica, streams, reached, maxLag }) =>
    `behind: ${formatNumber(streams - reached)} on ${replica}${maxLag ? `, by up to ${maxLag === 1 ? '1 change' : `${formatNumber(maxLag)} changes`}` : ''}`,
  silent: ({ replica, streams }) => `${replica} has not answered for 3 s (${streams === 1 ? '1 stream' : `${formatNumber(streams)} streams`})`,
  noReplica: 'no replica has answered for 3 s',
  reaches: (streams) => (streams ? `It reaches ${streams === 1 ? '1 open stream' : `${formatNumber(streams)} open streams`}.` : 'No stream of this feed is open at the moment.'),
  live: 'Live: you see what others do as they do it.',
  lost: (since) => `No connection since ${since}. What you type is kept here; the lists may be old.`,
  nothingYet: 'Nothing is published in this feed yet.',
  nothingFound: 'No recent item of this feed is found. Enter an id or address and press Enter to get an older one.',
  countdown: (left) => {
    const seconds = Math.ceil(left / 1000);
    if (seconds <= 0) return 'now';
    if (seconds < 120) return `in ${seconds} s`;
    if (seconds < 7200) return `in ${Math.round(seconds / 60)} min`;
    return seconds < 172_800 ? `in ${Math.round(seconds / 3600)} h` : `in ${Math.round(seconds / 86_400)} days`;
  },
  stoppable: (title) => `“${title}” is public`,
  stop: 'Stop',
  stopReason: 'Stopped before it was complete.',
  stopped: 'Stopped: no reader has seen it. Here it is again.',
  imageLacksText: 'Describe the picture for those who do not see it. Nothing was sent.',
  askForLink: 'Address of the link',
  inZone: (time, zone) => `Where the feed is: ${time} (${zone}).`,
  timeInGap: (time) => `The clocks are put forward then, so it means ${time}.`,
  timeTwice: (end) => `The clocks are put back then, so this time comes twice; it means ${end.toLocaleTimeString(undefined, { timeZoneName: 'short' })}.`,
  unchanged: 'Nothing changed: it was like this already.',
  released: (title) => `“${title}” is released.`,
  pending: (response) => `Kafka has it, and it is not decided yet (event ${response.eventId}). Do the same again to ask once more: it happens once.`,
  isOpen: (feed) => `The feed ${feed} is open already.`,
  opened: (feed) => `The feed ${feed} is open.`,
  closed: (feed) => `The feed ${feed} is closed.`,
  facts: (entry) =>
    [
      entry.item?.publishedAt && formatTime(entry.item.publishedAt),
      entry.content?.kicker?.text,
      entry.status === 'retracted' ? (entry.item ? 'retracted' : 'withdrawn') : `version ${entry.version}`,
      entry.item && `number ${entry.item.seq}`,
      entry.item?.corrections?.length && (entry.item.corrections.length === 1 ? '1 correction' : `${entry.item.corrections.length} corrections`),
      entry.item?.pinned && 'on top',
      entry.item?.breaking && `breaking (${texts.levels[entry.item.breaking.level]}) until ${formatTime(entry.item.breaking.until)}`,
    ].filter(Boolean).join(' · '),
  waiting: {
    held: (entry) => `to be released ${formatTime(entry.held.embargoedUntil)}${entry.breaking ? ` as breaking news (${texts.levels[entry.breaking.level]})` : ''} · version ${entry.version}`,
    submitted: (entry) => `submitted by ${texts.owner(entry)} · waits for an editor · version ${entry.version}`,
    returned: (entry) => `returned to ${texts.owner(entry)} · version ${entry.version}`,
  },
  owner: ({ owner, names }) => nameOf(owner, names) ?? 'nobody known',
  page: 'Page',
  untitled: (id) => `Item ${id}`,
  history: 'History',
  historyEntry: (entry, names) => `${formatTime(entry.at)} ${entry.act}, version ${entry.version}, by ${texts.by(entry.by, names)}${entry.note ? `: ${entry.note}` : ''}`,
  by: (source, names) => (source === '/consumer' ? 'the clock' : source === '/import' ? 'a polled source' : nameOf(source.replace('/desk/', ''), names)),
  actions: {
    update: 'Update', correct: 'Correct', retract: 'Retract…', withdraw: 'Withdraw…', restore: 'Restore', release: 'Release', giveBack: 'Return…',
    pin: 'Pin', unpin: 'Unpin', breaking: 'Breaking…', endBreaking: 'End breaking',
  },
  cancel: 'Cancel',
  preview: 'The item as readers will see it',
  previewPending: 'Waiting for the preview.',
  previewDropped: 'The preview is not shown: you went on meanwhile. Ask for it again.',
  draftName: ({ fields, edited }) => fields.title || (edited ? texts.untitled(edited.id) : 'Without a title'),
  draftFacts: ({ feed, mode, savedAt }) => `${feed} · ${texts.draftModes[mode]} · ${formatTime(savedAt)}`,
  draftModes: { publish: 'new item', update: 'update', correct: 'correction', restore: 'restoration' },
  continueDraft: 'Continue',
  discardDraft: 'Discard',
  discarded: 'The draft is discarded.',
  undoDiscard: 'Bring it back',
  staysInFeed: ({ feed }) => `What you have written stays a draft of the feed ${feed}.`,
  takeAlong: 'Take it along',
  notOffered: ({ feed }) => `A draft of the feed ${feed} is not shown, because you cannot open this feed. It stays stored.`,
  draftIsShown: ({ savedAt }) => `This is your draft of ${formatTime(savedAt)}.`,
  startOver: 'Start from what is published',
  mineIsKept: 'You see their version. Yours is kept under Drafts.',
  continueMine: 'Back to mine',
  unstoredDrafts: 'This browser refuses to keep drafts. Do not close or reload the page before you have published.',
  partialEmbargo: 'The time to hold until is incomplete. Nothing was sent.',
  pastEmbargo: (time) => `You asked to hold it until ${time}. That has passed.`,
  retractedMeanwhile: (id) => `Item ${id} was retracted. What was written here from its text has been removed.`,
  unauthorized: 'This token is not valid.',
  wrongCode: 'This link was used, or is older than five minutes. Run ./dateline login for a new one.',
  signedInAlready: 'You are signed in already, so the link was not used. Sign out first if you want to sign in as somebody else.',
  sessionEnded: 'Your session has ended. Sign in again; what you typed is among the drafts.',
  unreachable: 'The desk cannot be reached. Nothing is lost: do the same again, it happens once.',
  conflict: (theirs) => {
    const last = theirs.history.at(-1);
    const editor = last ? ` by ${texts.by(last.by, theirs.names)} at ${formatTime(last.at)}` : '';
    return `Someone else changed it meanwhile: version ${theirs.version}${editor}, “${theirs.title}”. `;
  },
  conflictHint: 'Choose a version of each field that differs. Words that are new are underlined, words that are gone are struck through.',
  alike: 'Both versions are alike.',
  common: 'What both began with',
  mine: 'Yours',
  theirs: ({ version, history, names }) => `Theirs, version ${version}${history.length ? ` by ${texts.by(history.at(-1).by, names)}` : ''}`,
  onlyMarkup: ' (only the markup differs)',
  empty: '(empty)',
  yes: 'yes',
  no: 'no',
  merged: 'Both are put together in the form. Nothing is published yet.',
  overwrite: 'Do mine all the same',
  useTheirs: 'Take theirs',
  problem: (problem) => [problem.title, problem.detail].filter(Boolean).join(': ') + '.',
};
