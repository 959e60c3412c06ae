/**
 * What a text holds, counted: characters, neighbouring characters, words, and pairs of words that follow each other. Judging counts only
 * what its models know; training numbers whatever it meets.
 */
import type { Words } from './dictionary.ts';
import type { FeatureIndex } from './feature-index.ts';
import {
  CHARACTER,
  CHECK_SEEDS,
  checkOf,
  joined,
  KEY_SEEDS,
  keyOf,
  LETTERS,
  NEIGHBOURS,
  PAIR,
  PAIR_JOINT,
  WORD,
  type Hashes,
} from './feature-hash.ts';
import { isHan } from './han.ts';

/** Features of one text in the order of their first mention; all arrays hold `size` entries. */
export interface FeatureCounts {
  size: number;
  /** Their numbers in the index they were counted by. */
  numbers: Int32Array;
  counts: Int32Array;
  kinds: Int32Array;
  /** Where it is first met: the unit of a character, the number of a word. */
  firsts: Int32Array;
  /** The second unit or word of two. */
  seconds: Int32Array;
}

const STOP_WORDS = new Set(
  '的 了 是 在 和 与 及 也 都 就 而 着 被 把 对 这 那 有 我 你 他 她 它 们 之 以 于 等 并 或 又 还 我们 你们 他们'.split(
    ' ',
  ),
);
const STOP_UNITS = new Set([...STOP_WORDS].filter((word) => word.length === 1).map((word) => word.charCodeAt(0)));
const STOP_PAIRS = new Set(
  [...STOP_WORDS].filter((word) => word.length === 2).map((word) => (word.charCodeAt(0) << 16) | word.charCodeAt(1)),
);
const SPACE = 0x20;
const LINE_FEED = 0x0a;
/** A pair of words reaches over stop words, never over the end of a sentence. */
const SENTENCE_ENDS = new Set(Array.from('。！？!?\n；;', (mark) => mark.charCodeAt(0)));

const isLetter = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;

/** A title says what a letter is about: what stands in it counts so many times. */
const TITLE_COUNTS = 3;
const LONGEST_TITLE = 80;

/** Where the title ends: at the first line break, if it comes early and something follows; 0 without one. */
function titleEndOf(units: Uint16Array): number {
  const end = units.subarray(0, LONGEST_TITLE).indexOf(LINE_FEED);
  return end > 0 && end < units.length - 1 ? end : 0;
}

/** What is counted: folded units cut into words, and the stretches of them, in order, that are passed over. */
export interface Counted {
  readonly units: Uint16Array;
  readonly words: Words;
  readonly formulas: readonly { start: number; end: number }[];
}

/** Counts the features of a text, those that `index` knows; with `learning` it numbers the others too. Linear in the length. */
export function countFeatures(text: Counted, index: FeatureIndex, learning = false): FeatureCounts {
  const counter = new Counter(text, index, learning);
  counter.countCharacters();
  counter.countWords();
  return counter.features();
}

/** Working memory of all texts: where a feature of a number stands in the present one, if it bears its stamp. */
let stamps = new Int32Array(1 << 12);
let places = new Int32Array(1 << 12);
let stamp = 0;
/** The present text's features, five numbers each: in the order of FeatureCounts. */
const STRIDE = 5;
let rows = new Int32Array(STRIDE << 12);

/** Twice the array, with what it holds. */
function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

class Counter {
  private size = 0;
  private readonly units: Uint16Array;
  private readonly words: Words;
  private readonly formulas: Counted['formulas'];
  private readonly index: FeatureIndex;
  private readonly learning: boolean;
  private readonly titleEnd: number;

  constructor({ units, words, formulas }: Counted, index: FeatureIndex, learning: boolean) {
    this.units = units;
    this.words = words;
    this.formulas = formulas;
    this.index = index;
    this.learning = learning;
    this.titleEnd = titleEndOf(units);
    stamp += 1;
  }

  features(): FeatureCounts {
    const column = (nth: number): Int32Array => {
      const values = new Int32Array(this.size);
      for (let at = 0, from = nth; at < this.size; at += 1, from += STRIDE) values[at] = rows[from] ?? 0;
      return values;
    };
    return {
      size: this.size,
      numbers: column(0),
      counts: column(1),
      kinds: column(2),
      firsts: column(3),
      seconds: column(4),
    };
  }

  private bump(kind: number, key: number, check: number, first: number, second: number, times: number): void {
    const number = this.learning ? this.index.add(key, check) : this.index.find(key, check);
    if (number < 0) return;
    while (number >= stamps.length) {
      stamps = doubled(stamps);
      places = doubled(places);
    }
    if (stamps[number] === stamp) {
      const at = (places[number] ?? 0) + 1;
      rows[at] = (rows[at] ?? 0) + times;
      return;
    }
    const at = this.size * STRIDE;
    if (at === rows.length) rows = doubled(rows);
    this.size += 1;
    stamps[number] = stamp;
    places[number] = at;
    rows[at] = number;
    rows[at + 1] = times;
    rows[at + 2] = kind;
    rows[at + 3] = first;
    rows[at + 4] = second;
  }

  /** Han characters alone and with the one before them; a space between two is passed over. */
  countCharacters(): void {
    const { units } = this;
    let before = 0;
    let beforeAt = 0;
    let formula = 0;
    for (let at = 0; at < units.length; at += 1) {
      if (at === this.formulas[formula]?.start) {
        at = (this.formulas[formula]?.end ?? at) - 1;
        formula += 1;
        before = 0;
        continue;
      }
      const unit = units[at] ?? 0;
      if (unit === SPACE) continue;
      if (!isHan(unit)) {
        before = 0;
        continue;
      }
      const times = at < this.titleEnd ? TITLE_COUNTS : 1;
      const key = keyOf(KEY_SEEDS[CHARACTER], unit);
      this.bump(CHARACTER, key, checkOf(CHECK_SEEDS[CHARACTER], unit), at, at, times);
      if (before !== 0) {
        const both = keyOf(keyOf(KEY_SEEDS[NEIGHBOURS], before), unit);
        const check = checkOf(checkOf(CHECK_SEEDS[NEIGHBOURS], before), unit);
        this.bump(NEIGHBOURS, both, check, beforeAt, at, times);
      }
      before = unit;
      beforeAt = at;
    }
  }

  /** Words, and every two words that follow each other, stop words passed over. */
  countWords(): void {
    const { units, words } = this;
    let last: Hashes & { word: number } = { key: 0, check: 0, word: -1 };
    let formula = 0;
    for (let word = 0; word < words.count; word += 1) {
      const start = words.starts[word] ?? 0;
      const end = words.starts[word + 1] ?? start;
      while (start >= (this.formulas[formula]?.end ?? Infinity)) formula += 1;
      if (start >= (this.formulas[formula]?.start ?? Infinity)) continue;
      const first = units[start] ?? 0;
      if (SENTENCE_ENDS.has(first)) last = { key: 0, check: 0, word: -1 };
      if (!this.counts(start, end, first)) continue;
      let key: number = KEY_SEEDS[WORD];
      let check: number = CHECK_SEEDS[WORD];
      for (let at = start; at < end; at += 1) {
        key = keyOf(key, units[at] ?? 0);
        check = checkOf(check, units[at] ?? 0);
      }
      const times = start < this.titleEnd ? TITLE_COUNTS : 1;
      this.bump(WORD, key, check, word, word, times);
      const here = { key, check, word };
      if (last.word >= 0) {
        const pair = joined(last, here);
        this.bump(PAIR, pair.key, pair.check, last.word, word, times);
      }
      last = here;
    }
  }

  private counts(start: number, end: number, first: number): boolean {
    if (!isHan(first)) return isLetter(first) && end - start > 1;
    if (end - start === 1) return !STOP_UNITS.has(first);
    return end - start > 2 || !STOP_PAIRS.has((first << 16) | (this.units[start + 1] ?? 0));
  }
}

/** Whether a feature is a word. */
export const isWord = (counts: FeatureCounts, at: number): boolean => counts.kinds[at] === WORD;

/** Adds `push`, shared among the units that a feature covers where it is first met, to each of them. */
export function spread(counts: FeatureCounts, words: Words, at: number, push: number, onto: Float64Array): void {
  const first = counts.firsts[at] ?? 0;
  const second = counts.seconds[at] ?? 0;
  const inWords = (counts.kinds[at] ?? CHARACTER) >= WORD;
  const { starts } = words;
  const start = inWords ? (starts[first] ?? 0) : first;
  const end = inWords ? (starts[first + 1] ?? 0) : first + 1;
  const otherStart = inWords ? (starts[second] ?? 0) : second;
  const otherEnd = first === second ? otherStart : inWords ? (starts[second + 1] ?? 0) : second + 1;
  const each = push / (end - start + otherEnd - otherStart);
  for (let unit = start; unit < end; unit += 1) onto[unit] = (onto[unit] ?? 0) + each;
  for (let unit = otherStart; unit < otherEnd; unit += 1) onto[unit] = (onto[unit] ?? 0) + each;
}

/** The name of a feature, as models store it: `c:工`, `b:工资`, `w:农民工`, `p:拖欠_工资`. */
export function nameOf(text: string, words: Words, counts: FeatureCounts, at: number): string {
  const kind = counts.kinds[at] ?? 0;
  const first = counts.firsts[at] ?? 0;
  const second = counts.seconds[at] ?? 0;
  const wordAt = (word: number): string => text.slice(words.starts[word], words.starts[word + 1]);
  if (kind === CHARACTER) return LETTERS[kind] + text.charAt(first);
  if (kind === NEIGHBOURS) return LETTERS[kind] + text.charAt(first) + text.charAt(second);
  if (kind === WORD) return LETTERS[kind] + wordAt(first);
  return LETTERS[PAIR] + wordAt(first) + PAIR_JOINT + wordAt(second);
}
