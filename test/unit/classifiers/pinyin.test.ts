import { expect, test } from 'vitest';
import { syllableOf, syllablesOf } from '../../../classifiers/pinyin.ts';

test('characters that sound alike share a syllable, whatever their tone', () => {
  for (const alike of ['管关官馆', '城成程承', '局据居举', '水睡税', '务物屋五', '市是事使'])
    expect(new Set(syllablesOf(alike)).size, alike).toBe(1);
});

test('syllables are those of pinyin, from the first to the last', () => {
  expect(syllablesOf('安住房和城乡建设局水利政府座')).toEqual([
    'an',
    'zhu',
    'fang',
    'he',
    'cheng',
    'xiang',
    'jian',
    'she',
    'ju',
    'shui',
    'li',
    'zheng',
    'fu',
    'zuo',
  ]);
});

test('what is no Han character is itself', () => {
  expect(['a', '5', '，', 'é', '😀'].map(syllableOf)).toEqual(['a', '5', '，', 'é', '😀']);
});
