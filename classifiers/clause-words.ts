import { GIVEN_PAIRS, nameWeight } from './given-names.ts';
import { dictionaryKind, segment } from './segment.ts';

/** How far a clause is read on either side, in UTF-16 units. */
const REACH = 12;
const CLAUSE = /[^\u3400-\u9fff]/;

/** The words of a text, cut clause by clause and only where somebody asks; neighbours' questions share one cut. */
export class ClauseWords {
  private readonly text: string;
  private from = 0;
  private to = 0;
  private words: string[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /**
   * How the words lie about a stretch: it is one word that the dictionary holds as a `name`, or a `word`
   * that it does not hold; it is `free`, made of
   * whole words; or it is `crossed` by a word that runs across its ends, begins with its surname, or is all that follows it (which is passed over where the stretch is `trusted`).
   */
  read(start: number, end: number, trusted = false): 'name' | 'word' | 'free' | 'crossed' {
    if (start < this.from || end > this.to) this.cut(start, end);
    let at = this.from;
    let begins = false;
    for (const word of this.words) {
      if (at >= end) break;
      const after = at + word.length;
      if (at < start && after > start) return 'crossed';
      if (at === start) {
        begins = true;
        const kind = word.length > 1 ? dictionaryKind(word) : 'unknown';
        if (kind === 'common') return 'crossed';
        if (after === end && word.length > 1) return kind === 'name' ? 'name' : 'word';
      } else if (at === start + 1 && after === end && word.length > 1 && !trusted && isPlainPair(this.text, at, word)) {
        return 'crossed';
      }
      if (at >= start && at < end && after > end) return 'crossed';
      at = after;
    }
    return begins ? 'free' : 'crossed';
  }

  /** Whether no word runs across either end of a stretch. */
  bounds(start: number, end: number): boolean {
    if (start < this.from || end > this.to) this.cut(start, end);
    let at = this.from;
    for (const word of this.words) {
      const after = at + word.length;
      if ((at < start && after > start) || (at < end && after > end)) return false;
      at = after;
    }
    return true;
  }

  private cut(start: number, end: number): void {
    this.from = start;
    while (this.from > 0 && start - this.from < REACH && !CLAUSE.test(this.text.charAt(this.from - 1))) this.from -= 1;
    this.to = end;
    while (this.to < this.text.length && this.to - end < REACH && !CLAUSE.test(this.text.charAt(this.to))) this.to += 1;
    this.words = segment(this.text.slice(this.from, this.to));
  }
}

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
