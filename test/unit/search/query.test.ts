import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBlank, readQuery } from '../../../server/search/query.ts';

test.each<[string, string[], string[], string[], string[]]>([
  ['供水 水质', ['供水', '水质'], [], [], ['供水', '水质']],
  ['供水　水质', ['供水', '水质'], [], [], ['供水', '水质']],
  ['  供水  ', ['供水'], [], [], ['供水']],
  ['"检测报告"', ['检测报告'], [], [], ['"检测报告"']],
  ['“检测报告” 供水', ['检测报告', '供水'], [], [], ['"检测报告"', '供水']],
  ['＂检测 报告＂', ['检测 报告'], [], [], ['"检测 报告"']],
  ['「检测报告」', ['检测报告'], [], [], ['"检测报告"']],
  ['"检测报告', ['检测报告'], [], [], ['"检测报告"']],
  ['供水 -停水', ['供水'], ['停水'], [], ['供水', '-停水']],
  ['供水 －停水', ['供水'], ['停水'], [], ['供水', '-停水']],
  ['供水 -"停 水"', ['供水'], ['停 水'], [], ['供水', '-"停 水"']],
  ['单位:水务局', [], [], ['水务局'], ['单位:水务局']],
  ['单位：水务局 供水', ['供水'], [], ['水务局'], ['单位:水务局', '供水']],
  ['单位: 水务局', [], [], ['水务局'], ['单位:水务局']],
  ['单位:"水务局"', [], [], ['水务局'], ['单位:水务局']],
  ['单位:', ['单位:'], [], [], ['单位:']],
  ['YC26-0412', ['yc26-0412'], [], [], ['yc26-0412']],
  ['自來水 發黃', ['自来水', '发黄'], [], [], ['自来水', '发黄']],
  ['！！ …… -- ""', [], [], [], []],
  ['\u0000\ud800', [], [], [], []],
  ['', [], [], [], []],
])('%j', (typed, wanted, excluded, units, words) => {
  const query = readQuery(typed);
  expect(query.wanted.map((one) => one.whole)).toEqual(wanted);
  expect(query.excluded.map((one) => one.whole)).toEqual(excluded);
  expect(query.units).toEqual(units);
  expect(query.words).toEqual(words);
  expect(isBlank(query)).toBe(words.length === 0);
});

test('a unit whose name has a blank is shown as it must be typed', () => {
  const { units, words } = readQuery('单位:“汀洲 水务” 供水');
  expect({ units, words }).toEqual({ units: ['汀洲 水务'], words: ['单位:"汀洲 水务"', '供水'] });
});

test('anything can be read, and what was read reads the same again', () => {
  const parts = fc.array(fc.constantFrom('供水', '"', '-', ' ', '单位:', 'a', '。', '\u0000', '\ud800', '“', '水質'));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        parts.map((all) => all.join('')),
      ),
      (typed) => {
        const once = readQuery(typed).words;
        expect(readQuery(once.join(' ')).words).toEqual(once);
      },
    ),
  );
});
