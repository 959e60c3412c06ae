import { nameWeight } from './given-names.ts';
import { FOLLOWING, SURNAMES } from './redaction-lexicon.ts';
import { ends } from './redaction-name-end.ts';
import { PERSONS_RARITY, wordCosts } from './redaction/word-costs.ts';
import { scanOf } from './word-scan.ts';

/* Given names alone, as people call their own: 女儿欣怡, 媳妇月娥. Read on the normalised text. */

const KIN = scanOf(
  '媳妇 儿媳 儿子 女儿 孙子 孙女 外孙 外孙女 侄子 侄女 外甥 外甥女 老伴 老婆 老公 丈夫 妻子 妹妹 弟弟 姐姐 哥哥 表妹 表弟 表姐 表哥 闺女 孩子 小女 小儿 爱女 爱子 女婿 嫂子'.split(
    ' ',
  ),
);
const GOES_ON = /^(?:跑|走|嫁|上|读|考|病|住|今|才|刚|还|也|都|就|正|马上|放学|高|初)/;
/** What the two characters must weigh together: one of them is hardly met outside names. */
const TELLING = 3;

/** Adds given names of two characters that stand right behind a relation. */
export function givenNames(text: string, add: (start: number, end: number) => void): void {
  for (let at = 0; at + 3 < text.length; at += 1) {
    const length = KIN.lengthAt(text, at);
    if (length === 0) continue;
    const start = at + length;
    if (isGivenName(text, start)) add(start, start + 2);
    at = start - 1;
  }
}

/** 聪慧, 美丽; but not what the dictionary hardly knows or has for a person's name (欣怡, 俊杰). */
function isEverydayWord(text: string, start: number, end: number): boolean {
  const rarity = wordCosts().rarity(text, start, end);
  return rarity > 0 && rarity < PERSONS_RARITY - 1;
}

function isGivenName(text: string, start: number): boolean {
  const [first, second] = [nameWeight(text, start), nameWeight(text, start + 1)];
  if (first === 0 || second === 0 || first + second < TELLING || SURNAMES.has(text.charAt(start))) return false;
  const end = start + 2;
  if (isEverydayWord(text, start, end)) return false;
  return ends(text, end) || FOLLOWING.test(text.slice(end, end + 4)) || GOES_ON.test(text.slice(end, end + 2));
}
