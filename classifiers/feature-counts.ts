/**
 * What a text holds, counted: characters, neighbouring characters, words, and pairs of words that follow each other. Each
 * feature goes by two 32-bit hashes of its name, so that reading a text makes no strings; names are made where a model is trained.
 */
import type { Words } from './dictionary.ts';
import type { FeatureIndex } from './feature-index.ts';

/** The kinds of features and the letters their names begin with. */
const CHARACTER = 0;
const NEIGHBOURS = 1;
const WORD = 2;
const PAIR = 3;
const LETTERS = ['c:', 'b:', 'w:', 'p:'] as const;
const PAIR_JOINT = '_';

/** Features of one text in the order of their first mention; all arrays hold `size` entries that count. */
export interface FeatureCounts {
  size: number;
  keys: Int32Array;
  checks: Int32Array;
  counts: Int32Array;
  kinds: Uint8Array;
  /** Where it is first met: the unit of a character, the number of a word. */
  firsts: Int32Array;
  /** The second word of a pair. */
  seconds: Int32Array;
  /** Their numbers in an index, once they were looked up there (model.ts). */
  numbered?: { by: FeatureIndex; numbers: Int32Array };
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

const isHan = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;
const isLetter = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;

const keyOf = (key: number, unit: number): number => {
  const mixed = Math.imul(key ^ unit, 0x5bd1e995);
  return mixed ^ (mixed >>> 15);
};
const checkOf = (check: number, unit: number): number => {
  const mixed = Math.imul(check + unit, 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
};
const KEY_SEEDS = [0x1f3d5b79, 0x2e4c6a80, 0x3d5b7991, 0x4c6a8ab2] as const;
const CHECK_SEEDS = [0x6a09e667, 0x3c6ef372, 0x510e527f, 0x1f83d9ab] as const;

/** The two hashes of a feature by its name, as a stored model holds it. Names of other kinds (`s:policy`) are hashed whole. */
export function hashesOf(name: string): { key: number; check: number } {
  const kind = LETTERS.findIndex((letter) => name.startsWith(letter));
  if (kind !== PAIR) return hashUnits(kind < 0 ? name : name.slice(2), Math.max(kind, 0), kind < 0 ? 7 : 0);
  const [first = '', second = ''] = name.slice(2).split(PAIR_JOINT);
  return joined(hashUnits(first, WORD), hashUnits(second, WORD));
}

function hashUnits(text: string, kind: number, salt = 0): { key: number; check: number } {
  let key = (KEY_SEEDS[kind] ?? 0) + salt;
  let check = (CHECK_SEEDS[kind] ?? 0) + salt;
  for (let at = 0; at < text.length; at += 1) {
    key = keyOf(key, text.charCodeAt(at));
    check = checkOf(check, text.charCodeAt(at));
  }
  return { key, check };
}

interface Hashes {
  key: number;
  check: number;
}
const joined = (first: Hashes, second: Hashes): Hashes => ({
  key: keyOf(keyOf(KEY_SEEDS[PAIR], first.key), second.key),
  check: checkOf(checkOf(CHECK_SEEDS[PAIR], first.check), second.check),
});

/** Counts the features of a text cut into words; linear in its length. */
export function countFeatures(units: Uint16Array, words: Words): FeatureCounts {
  const counter = new Counter(units, words);
  counter.countCharacters();
  counter.countWords();
  return counter.features;
}

/** A table of the features met, shared by all texts: a slot counts only where it bears the present text's stamp. */
let slots = new Int32Array(1 << 12);
let stamps = new Int32Array(slots.length);
let stamp = 0;

function openTable(most: number): void {
  stamp = (stamp + 1) | 0;
  if (slots.length >= most * 2) return;
  slots = new Int32Array(2 ** Math.ceil(Math.log2(most * 2)));
  stamps = new Int32Array(slots.length);
}

/** A title says what a letter is about: what stands in it counts so many times. */
const TITLE_COUNTS = 3;
const LONGEST_TITLE = 80;

/** Where the title ends: at the first line break, if it comes early and something follows; 0 without one. */
function titleEndOf(units: Uint16Array): number {
  const end = units.subarray(0, LONGEST_TITLE).indexOf(LINE_FEED);
  return end > 0 && end < units.length - 1 ? end : 0;
}

class Counter {
  readonly features: FeatureCounts;

  private readonly units: Uint16Array;
  private readonly words: Words;
  private readonly titleEnd: number;

  constructor(units: Uint16Array, words: Words) {
    this.units = units;
    this.words = words;
    this.titleEnd = titleEndOf(units);
    const most = units.length * 2 + words.count * 2 + 1;
    openTable(most);
    this.features = {
      size: 0,
      keys: new Int32Array(most),
      checks: new Int32Array(most),
      counts: new Int32Array(most),
      kinds: new Uint8Array(most),
      firsts: new Int32Array(most),
      seconds: new Int32Array(most),
    };
  }

  private bump(kind: number, key: number, check: number, first: number, second: number, times: number): void {
    const { features } = this;
    const mask = slots.length - 1;
    let slot = key & mask;
    for (; stamps[slot] === stamp; slot = (slot + 1) & mask) {
      const at = slots[slot] ?? 0;
      if (features.keys[at] === key && features.checks[at] === check) {
        features.counts[at] = (features.counts[at] ?? 0) + times;
        return;
      }
    }
    const at = features.size;
    features.size = at + 1;
    stamps[slot] = stamp;
    slots[slot] = at;
    features.keys[at] = key;
    features.checks[at] = check;
    features.counts[at] = times;
    features.kinds[at] = kind;
    features.firsts[at] = first;
    features.seconds[at] = second;
  }

  /** Han characters alone and with the one before them; a space between two is passed over. */
  countCharacters(): void {
    const { units } = this;
    let before = 0;
    let beforeAt = 0;
    for (let at = 0; at < units.length; at += 1) {
      const unit = units[at] ?? 0;
      if (unit === SPACE) continue;
      if (!isHan(unit)) {
        before = 0;
        continue;
      }
      const times = at < this.titleEnd ? TITLE_COUNTS : 1;
      this.bump(CHARACTER, keyOf(KEY_SEEDS[CHARACTER], unit), checkOf(CHECK_SEEDS[CHARACTER], unit), at, at, times);
      if (before !== 0) {
        const key = keyOf(keyOf(KEY_SEEDS[NEIGHBOURS], before), unit);
        this.bump(NEIGHBOURS, key, checkOf(checkOf(CHECK_SEEDS[NEIGHBOURS], before), unit), beforeAt, at, times);
      }
      before = unit;
      beforeAt = at;
    }
  }

  /** Words, and every two words that follow each other, stop words passed over. */
  countWords(): void {
    const { units, words } = this;
    let last: Hashes & { word: number } = { key: 0, check: 0, word: -1 };
    for (let word = 0; word < words.count; word += 1) {
      const start = words.starts[word] ?? 0;
      const end = words.starts[word + 1] ?? start;
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
