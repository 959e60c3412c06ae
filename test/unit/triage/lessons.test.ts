/** What a model may learn from people's decisions, and what not. */
import { describe, expect, test } from 'vitest';
import { hashText } from '../../../server/platform/events/chain.ts';
import { lessonsOf, type PersonsWord } from '../../../server/triage/corrections/lessons.ts';

const TITLE = '河湾路路灯不亮';
const BODY = '河湾路的路灯坏了一个月。';

const word = (changes: Partial<PersonsWord> = {}): PersonsWord => ({
  id: 'one',
  title: TITLE,
  body: BODY,
  textHash: hashText(`${TITLE}\n${BODY}`),
  state: 'in_case',
  dismissal: null,
  category: 'livelihood',
  subject: 'urban_management',
  saidCategory: 'livelihood',
  saidSubject: 'utilities',
  corrected: true,
  ...changes,
});

describe('a decision', () => {
  test('confirms one label and corrects the other, each for its task', () => {
    const line = { id: 'one', text: `${TITLE}\n${BODY}` };
    expect(lessonsOf([word()], 'category')).toEqual({
      lines: [{ ...line, label: 'livelihood' }],
      confirmed: 1,
      corrected: 0,
      destroyed: 0,
    });
    expect(lessonsOf([word()], 'subject')).toEqual({
      lines: [{ ...line, label: 'urban_management' }],
      confirmed: 0,
      corrected: 1,
      destroyed: 0,
    });
  });

  test.each<[string, Partial<PersonsWord>, string[]]>([
    ['confirmed without a change', { corrected: false }, ['livelihood']],
    ['corrected and still in the queue', { state: 'judged' }, ['livelihood']],
    ['only cleared of an accusation', { state: 'judged', corrected: false }, []],
    ['put aside for a while', { state: 'watched', corrected: false }, []],
    ['dismissed as an advertisement', { state: 'dismissed', dismissal: 'advertisement', corrected: false }, ['none']],
    ['dismissed because others handle it', { state: 'dismissed', dismissal: 'hotline_handling', corrected: false }, []],
    [
      'corrected, then dismissed as already answered',
      { state: 'dismissed', dismissal: 'already_answered' },
      ['livelihood'],
    ],
    ['corrected, then dismissed as unrelated', { state: 'dismissed', dismissal: 'unrelated' }, []],
  ])('%s', (_, changes, labels) => {
    expect(lessonsOf([word(changes)], 'category').lines.map(({ label }) => label)).toEqual(labels);
  });

  test('a matter without a subject teaches none', () => {
    expect(lessonsOf([word({ subject: null })], 'subject').lines).toEqual([]);
    const dismissed = word({ state: 'dismissed', dismissal: 'unrelated', corrected: false });
    expect(lessonsOf([dismissed], 'subject').lines).toEqual([]);
  });
});

test('a text that is no more is counted, not learnt', () => {
  expect(lessonsOf([word({ title: '', body: '' }), word({ id: 'two' })], 'category')).toMatchObject({
    lines: [{ id: 'two' }],
    confirmed: 1,
    destroyed: 1,
  });
});
