/** Tests, without a browser, the text of the desk about how many streams a change has reached. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe, keepFirst } from '../../producer/src/main/resources/producer/static/desk/reach.js';

const act = { epoch: 'e1', seq: 7, decidedAt: '2025-02-04T12:00:00.000Z' };
const report = { replica: 'r1', epoch: 'e1', seq: 7, streams: 3, reached: 2, maxLag: 1, writtenAt: '2025-02-04T12:00:00.023Z' };

test('a later change does not alter the time of an act, and what it reached has had the act', () => {
  const first = new Map();
  keepFirst(act, first, report);
  const later = { ...report, seq: 8, reached: 1, writtenAt: '2025-02-04T12:02:00.000Z' };
  keepFirst(act, first, later);
  assert.match(describe(act, first, [later], true), /23 ms.*2 of 3/);
  keepFirst(act, first, { ...later, reached: 3, maxLag: undefined });
  assert.match(describe(act, first, [later], true), /23 ms.*3 of 3/);
});

test('a first report about a later change has no time of the act', () => {
  const first = new Map();
  keepFirst(act, first, { ...report, seq: 9 });
  assert.doesNotMatch(describe(act, first, [], true), / ms/);
});

test('a report of an earlier change or another epoch is none of the act', () => {
  const first = new Map();
  keepFirst(act, first, { ...report, seq: 6 });
  keepFirst(act, first, { ...report, epoch: 'e0' });
  assert.equal(first.size, 0);
});
