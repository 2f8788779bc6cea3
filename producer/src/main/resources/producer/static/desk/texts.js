import { time } from './page.js';

// Every word the desk says by itself, in one place.
export const texts = {
  noLabel: 'None',
  labels: { exclusive: 'Exclusive', opinion: 'Opinion', review: 'Review', analysis: 'Analysis', live: 'Live' },
  levels: { major: 'major', minor: 'minor' },
  noFeeds: 'No feed yet: open one first.',
  submit: { publish: 'Publish', update: 'Publish the update', correct: 'Publish the correction', restore: 'Restore' },
  editing: {
    update: (title) => `You are updating “${title}”.`,
    correct: (title) => `You are correcting “${title}”.`,
    restore: (title) => `You are restoring “${title}”: it is shown with what you write here.`,
  },
  written: (answer, entry) =>
    answer.status === 'held'
      ? `Held${entry.held ? ` until ${time(entry.held.embargoedUntil)}` : ''}: no reader knows of it before.`
      : `Published: number ${answer.seq} of the feed, version ${answer.version}.`,
  done: {
    retract: (answer) => (answer.seq ? `Retracted: number ${answer.seq} of the feed.` : 'Withdrawn: no reader has seen it.'),
    pin: () => 'It stands on top of the feed now.',
    unpin: () => 'It is not on top any more.',
    breaking: () => 'It is breaking news now.',
    calm: () => 'It is not breaking news any more.',
  },
  unchanged: 'Nothing changed: it was like this already.',
  released: (title) => `“${title}” is released.`,
  pending: (answer) => `Kafka has it, and it is not decided yet (event ${answer.eventId}). Do the same again to ask once more: it happens once.`,
  isOpen: (feed) => `The feed ${feed} is open already.`,
  opened: (feed) => `The feed ${feed} is open.`,
  closed: (feed) => `The feed ${feed} is closed.`,
  facts: (entry) =>
    [
      entry.feed,
      entry.status === 'retracted' ? (entry.item ? 'retracted' : 'withdrawn') : `version ${entry.version}`,
      entry.item && `number ${entry.item.seq}`,
      entry.item?.pinned && 'on top',
      entry.item?.breaking && `breaking (${texts.levels[entry.item.breaking.level]}) until ${time(entry.item.breaking.until)}`,
    ].filter(Boolean).join(' · '),
  release: (entry) => `to be released ${time(entry.held.embargoedUntil)} · version ${entry.version}`,
  unnamed: (id) => `Item ${id}`,
  history: 'History',
  entry: (entry) => `${time(entry.at)} ${entry.act}, version ${entry.version}, by ${texts.by(entry.by)}`,
  by: (source) => (source === '/consumer' ? 'the clock' : source.replace('/desk/', '')),
  acts: {
    update: 'Update', correct: 'Correct', retract: 'Retract…', withdraw: 'Withdraw…', restore: 'Restore',
    pin: 'Pin', unpin: 'Unpin', breaking: 'Breaking…', calm: 'End breaking',
  },
  unauthorized: 'This is not the editor token.',
  unreachable: 'The desk cannot be reached. Nothing is lost: do the same again, it happens once.',
  conflict: (theirs) => {
    const last = theirs.history.at(-1);
    const who = last ? ` by ${texts.by(last.by)} at ${time(last.at)}` : '';
    return `Someone else changed it meanwhile: version ${theirs.version}${who}, “${theirs.title}”. `;
  },
  overwrite: 'Do mine all the same',
  takeTheirs: 'Take theirs',
  problem: (problem) => [problem.title, problem.detail].filter(Boolean).join(': ') + '.',
};
