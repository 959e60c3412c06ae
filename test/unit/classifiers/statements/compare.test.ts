/** Statements of several units on one case: what contradicts, what is a development, and where each side stands. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contradictions, factsOf } from '../../../../classifiers/statements/compare.ts';
import type { Statement } from '../../../../classifiers/statements/fact.ts';
import { STATEMENT_CASES } from './cases.ts';

/** "09:00 text": the statement was made at that time of one day. */
function statementOf(text: string, index: number): Statement {
  const clock = /^(\d\d):(\d\d) /.exec(text);
  if (!clock) return { id: String(index), text };
  return {
    id: String(index),
    text: text.slice(clock[0].length),
    at: Date.UTC(2025, 10, 20, Number(clock[1]), Number(clock[2])),
  };
}

test.each(STATEMENT_CASES)('%s: %s', (_what, texts, facts) => {
  const found = new Set(contradictions(texts.map(statementOf)).map(({ fact }) => fact));
  expect([...found].sort()).toEqual([...facts].sort());
});

test('both sides stand at their words, whoever speaks first', () => {
  const texts = ['11月20日凌晨2时许，青禾县一煤矿透水，造成三人死亡。', '通报：透水事故已致5人遇难。'];
  const [found] = contradictions(texts.map(statementOf));
  expect(found?.values.map(({ statement, start, end }) => texts[Number(statement)]?.slice(start, end))).toEqual([
    '三人死亡',
    '5人遇难',
  ]);
  expect(found?.message).toContain('死亡人数说法不一：“三人死亡”与“5人遇难”');
  expect(contradictions([...texts].reverse().map(statementOf)).map(({ fact }) => fact)).toEqual(['dead']);
});

test('of three units each pair that differs is named once', () => {
  const found = contradictions(['3人死亡。', '3人死亡。', '4人死亡。'].map(statementOf));
  expect(found.map(({ values }) => values.map(({ statement }) => statement).join(' '))).toEqual(['0 2', '1 2']);
});

describe('facts', () => {
  test.each([
    ['十一月二十日凌晨两点半起火', [11, 20, 150, 150]],
    ['20日下午3时许发生坍塌', [null, 20, 880, 920]],
    ['20日发生坍塌', [null, 20, undefined, undefined]],
  ])('the time of “%s”', (text, wanted) => {
    const [fact] = factsOf(text).filter(({ kind }) => kind === 'time');
    const moment = fact && 'moment' in fact ? fact.moment : null;
    expect([moment?.month, moment?.day, moment?.minutes?.[0], moment?.minutes?.[1]]).toEqual(wanted);
  });

  test('a house number is no day, and a year is no hour', () => {
    expect(factsOf('3号楼起火').filter(({ kind }) => kind === 'time')).toEqual([]);
    expect(factsOf('2025年发生火灾').filter(({ kind }) => kind === 'time')).toEqual([]);
  });
});

test('a text never contradicts itself, and offsets lie within, whatever the text', () => {
  const piece = fc.constantFrom(
    '3人死亡',
    '11月20日2时许发生爆炸',
    '，',
    '。',
    '县医院收治伤者5人',
    '截至12日8时',
    '预计21日前通车',
    '原因系短路',
    '😀',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.string({ maxLength: 30 }), (pieces, noise) => {
      const text = pieces.join('') + noise;
      for (const { start, end } of factsOf(text)) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});

test.each(['3人死亡。', '11月20日', '因', '截至12日', '将于'])('a hundred thousand of “%s” end', (unit) => {
  const text = unit.repeat(Math.floor(100_000 / unit.length));
  expect(
    contradictions([
      { id: 'a', text },
      { id: 'b', text: '5人死亡。' },
    ]).length,
  ).toBeLessThanOrEqual(3);
});
