import { GIVEN_PAIRS, nameWeight } from './given-names.ts';
import { dictionaryKind } from './segment.ts';

/** Characters of which given names of two were made for generations. */
const CLASSIC = new Set(
  '大海志山鹏刚良发成建国军华志永春玉英兰宝卫红平德仁义辉强福贵树林海江龙云爱民向阳庆胜忠孝信荣昌盛祥友新文武明光立天人小妹晓',
);

/** 任学生, 祝大家: behind a surname a word of the language, unless its characters are those of names. */
export function isPlainPair(text: string, at: number, word: string): boolean {
  if (nameWeight(text, at) + nameWeight(text, at + 1) >= 3 || [...word].every((unit) => CLASSIC.has(unit)))
    return false;
  if (word.length < 2 || GIVEN_PAIRS.has(word)) return false;
  return dictionaryKind(word) === 'common';
}
