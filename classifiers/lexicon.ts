import { readFileSync } from 'node:fs';
import { Trie } from './trie.ts';
import { isLatin, type Words } from './dictionary.ts';

/** Strength of a term as evidence: 3 nearly decides, 2 leans, 1 hints. */
export type Strength = 1 | 2 | 3;

/** What a term of a lexicon speaks for, and how strongly. One term may speak for several labels. */
export interface Sense {
  label: string;
  strength: Strength;
}

/**
 * A term found in a text, `end` exclusive. `negated` where its clause denies it ("无人员伤亡", "防止坍塌"). `term` numbers it
 * within its lexicon.
 */
export interface Hit {
  start: number;
  end: number;
  term: number;
  senses: readonly Sense[];
  negated: boolean;
}

/** A wording found, with its offsets. */
export interface Wording {
  start: number;
  end: number;
}

/**
 * Wordings that refute a rumour or say a matter lies elsewhere; words of abroad, of home, of harm; what one says who wants something
 * of an office; greetings, thanks and wishes.
 */
export const WORDINGS = ['debunk', 'irrelevance', 'foreign', 'domestic', 'alarm', 'request', 'courtesy'] as const;
export type WordingKind = (typeof WORDINGS)[number];

/** All that the lexicons find in one text. */
export interface Found {
  categories: Hit[];
  subjects: Hit[];
  wordings: Record<WordingKind, Wording[]>;
}

/** Terms by label and strength, as the lexicon files hold them: { label: { "3": ["term term …"] } }. */
type LexiconFile = Record<string, Record<string, string[]>>;

/** A negator reaches this many units ahead within its clause. */
const NEGATION_REACH = 8;
const CLAUSE_END = new Uint8Array(0x10000);
for (const mark of '，。；！？,;!?\n:：、…') CLAUSE_END[mark.charCodeAt(0)] = 1;

/** 不是本市户口, 非本地人: what so goes on tells where a person comes from, not where the matter lies. */
const OF_ORIGIN = new Set(Array.from('户籍人生居牌', (unit) => unit.charCodeAt(0)));

const FILES = {
  categories: new URL('./lexicon/categories.json', import.meta.url),
  subjects: new URL('./lexicon/subjects.json', import.meta.url),
  senses: new URL('./lexicon/senses.json', import.meta.url),
};

/** The raw text of all lexicon files, in a fixed order: part of the model's version. */
export function lexiconSource(): string {
  return Object.values(FILES)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

const termsOf = (lines: readonly string[]): string[] => lines.flatMap((line) => line.split(' ')).filter(Boolean);

/** Which lists a term belongs to, in their fixed order; the wordings follow. */
const CATEGORIES = 0;
const SUBJECTS = 1;
const NEGATORS = 2;
const FIRST_WORDING = 3;
const LISTS = FIRST_WORDING + WORDINGS.length;

/** A term of the tree: its length, the lists it stands in, and what it means in each. */
interface Term {
  length: number;
  lists: number[];
  senses: Sense[][];
}

/** Longer words that hold a negator's character without denying anything stand in the list of negators with this sense. */
const DENIES_NOTHING: Sense = { label: 'denies nothing', strength: 1 };

const trie = new Trie();
/** From 1: a node without a term holds 0 in `termAt`. */
const terms: Term[] = [{ length: 0, lists: [], senses: [] }];
const termAt = readTerms();

/** Reads all files into the tree; gives for each node the term that ends there. */
function readTerms(): Int32Array {
  const at = new Map<number, number>();
  const add = (text: string, list: number, sense: Sense | null): void => {
    const node = trie.add(text);
    let index = at.get(node);
    if (index === undefined) {
      index = terms.push({ length: text.length, lists: [], senses: [] }) - 1;
      at.set(node, index);
    }
    const { lists, senses } = terms[index] as Term;
    if (!lists.includes(list)) senses[lists.push(list) - 1] = [];
    const known = senses[lists.indexOf(list)];
    if (sense !== null && !known?.some(({ label }) => label === sense.label)) known?.push(sense);
  };
  readLexicon(FILES.categories, (text, sense) => add(text, CATEGORIES, sense));
  readLexicon(FILES.subjects, (text, sense) => add(text, SUBJECTS, sense));
  const file = JSON.parse(readFileSync(FILES.senses, 'utf8')) as Record<string, string[]>;
  for (const text of termsOf(file['negators'] ?? [])) add(text, NEGATORS, null);
  for (const text of termsOf(file['notNegators'] ?? [])) add(text, NEGATORS, DENIES_NOTHING);
  WORDINGS.forEach((kind, nth) => {
    for (const text of termsOf(file[kind] ?? [])) add(text, FIRST_WORDING + nth, null);
  });
  const byNode = new Int32Array(trie.size + 1);
  for (const [node, index] of at) byNode[node] = index;
  return byNode;
}

function readLexicon(file: URL, add: (text: string, sense: Sense) => void): void {
  for (const [label, byStrength] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as LexiconFile)) {
    for (const [strength, lines] of Object.entries(byStrength)) {
      for (const text of termsOf(lines)) add(text, { label, strength: Number(strength) as Strength });
    }
  }
}

/**
 * Finds the terms of all lexicons in folded units in one pass: the longest at each place, those of one lexicon without
 * overlaps, in order. A term of one character counts only where it is a word of its own, a Latin one only between
 * non-Latin units. Linear in the length.
 */
export function findTerms(units: Uint16Array, words: Words): Found {
  const found: Found = {
    categories: [],
    subjects: [],
    wordings: { debunk: [], irrelevance: [], foreign: [], domestic: [], alarm: [], request: [], courtesy: [] },
  };
  const scan = new Scan(units, words, found);
  for (let at = 0; at < units.length; at += 1) scan.look(at);
  return found;
}

/** What a pass remembers: from where on each list may go on, the longest term of each from here, the clause's last negator. */
class Scan {
  private readonly free = new Int32Array(LISTS);
  private readonly longest = new Int32Array(LISTS);
  /** Bits of the lists that have a term from here. */
  private met = 0;
  private negatorAt = -1;
  private word = 0;

  private readonly units: Uint16Array;
  private readonly words: Words;
  private readonly found: Found;

  constructor(units: Uint16Array, words: Words, found: Found) {
    this.units = units;
    this.words = words;
    this.found = found;
  }

  look(at: number): void {
    const unit = this.units[at] ?? 0;
    if (CLAUSE_END[unit] === 1) this.negatorAt = -1;
    const root = trie.root(unit);
    if (root !== 0 && this.match(at, root)) this.settleAll(at);
  }

  /** Notes the longest term of each list from here; whether there is any. */
  private match(at: number, root: number): boolean {
    const { units } = this;
    this.met = 0;
    for (let node = root, end = at + 1; node !== 0;) {
      const index = termAt[node] ?? 0;
      if (index !== 0) for (const list of (terms[index] as Term).lists) this.note(list, index);
      node = end < units.length ? trie.step(node, units[end] ?? 0) : 0;
      end += 1;
    }
    return this.met !== 0;
  }

  private note(list: number, index: number): void {
    this.longest[list] = index;
    this.met |= 1 << list;
  }

  private settleAll(at: number): void {
    const { starts } = this.words;
    while ((starts[this.word + 1] ?? Infinity) <= at) this.word += 1;
    for (let list = 0; list < LISTS; list += 1) {
      if ((this.met & (1 << list)) === 0 || at < (this.free[list] ?? 0)) continue;
      const index = this.longest[list] ?? 0;
      const { length, lists, senses } = terms[index] as Term;
      if (!this.standsAlone(at, length)) continue;
      this.free[list] = at + length;
      this.take(list, index, at, at + length, senses[lists.indexOf(list)] ?? []);
    }
  }

  private take(list: number, term: number, start: number, end: number, senses: readonly Sense[]): void {
    const { categories, subjects, wordings } = this.found;
    if (list === NEGATORS) {
      if (!senses.includes(DENIES_NOTHING)) this.negatorAt = start;
      return;
    }
    const kind = WORDINGS[list - FIRST_WORDING];
    if (kind !== undefined) {
      if (kind === 'irrelevance' && OF_ORIGIN.has(this.units[end] ?? 0)) return;
      wordings[kind].push({ start, end });
      return;
    }
    const negated = this.negatorAt >= 0 && this.negatorAt < start && start - this.negatorAt <= NEGATION_REACH;
    (list === CATEGORIES ? categories : subjects).push({ start, end, term, senses, negated });
  }

  private standsAlone(at: number, length: number): boolean {
    const { units, words } = this;
    if (length === 1) return words.starts[this.word] === at && words.starts[this.word + 1] === at + 1;
    if (this.crossesWords(at, at + length)) return false;
    if (isLatin(units[at] ?? 0) && isLatin(units[at - 1] ?? 0)) return false;
    return !(isLatin(units[at + length - 1] ?? 0) && isLatin(units[at + length] ?? 0));
  }

  /** 加班 in 增加|班次: begins within one word and ends within another. */
  private crossesWords(start: number, end: number): boolean {
    const { starts } = this.words;
    let word = this.word;
    if (starts[word] === start || (starts[word + 1] ?? end) >= end) return false;
    while ((starts[word] ?? end) < end) word += 1;
    return starts[word] !== end;
  }
}
