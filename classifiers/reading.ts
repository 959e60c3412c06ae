import type { Hit, Lexicon } from './lexicon.ts';
import { CATEGORY_LEXICON, SENSES, SUBJECT_LEXICON } from './lexicon.ts';
import { normalise } from './normalise.ts';
import { segment } from './segment.ts';

/** A word of the text and where it starts (UTF-16 units). */
export interface Word {
  word: string;
  start: number;
}

/** A lexicon hit with its scope: `negated` where the clause denies it ("无人员伤亡", "防止坍塌"). */
export interface ScopedHit extends Hit {
  negated: boolean;
}

/** A wording found, with its offsets. */
export interface Wording {
  start: number;
  end: number;
  term: string;
}

/** Everything that the classifiers read from one text, made once. All offsets are those of the text as given. */
export interface Reading {
  text: string;
  words: readonly Word[];
  categoryHits: readonly ScopedHit[];
  subjectHits: readonly ScopedHit[];
  debunk: readonly Wording[];
  irrelevance: readonly Wording[];
}

const CLAUSE_END = /[，。；！？,;!?\n:：、…]/;
/** A negator reaches this many units ahead within its clause. */
const NEGATION_REACH = 8;
const NEGATORS = [...SENSES.negators].sort((a, b) => b.length - a.length);
/** "未成年", "没完没了" and the like hold a negator's character without denying anything. */
const NOT_NEGATORS = /未成年|未来|未婚|没完没了|无良|无故|无证|无辜|非法|非常|无症状|无端|如果冻/g;

/** Reads a text (any text: empty, huge, with control characters or lone surrogates). Linear in its length. */
export function readText(raw: string): Reading {
  const text = normalise(raw);
  const words: Word[] = [];
  const wordEnds = new Map<number, number>();
  let at = 0;
  for (const word of segment(text)) {
    words.push({ word, start: at });
    wordEnds.set(at, at + word.length);
    at += word.length;
  }
  const scoped = (lexicon: Lexicon): ScopedHit[] =>
    lexicon.find(text, wordEnds).map((hit) => ({ ...hit, negated: isNegated(text, hit) }));
  return {
    text,
    words,
    categoryHits: scoped(CATEGORY_LEXICON),
    subjectHits: scoped(SUBJECT_LEXICON),
    debunk: findWordings(text, SENSES.debunk),
    irrelevance: findWordings(text, SENSES.irrelevance),
  };
}

/** Whether a negator stands before the hit in the same clause, near enough to reach it. */
function isNegated(text: string, hit: Hit): boolean {
  const before = text.slice(Math.max(0, hit.start - NEGATION_REACH), hit.start).replace(NOT_NEGATORS, '');
  const clause = before.split(CLAUSE_END).at(-1) ?? '';
  return NEGATORS.some((negator) => clause.includes(negator));
}

function findWordings(text: string, terms: readonly string[]): Wording[] {
  const found: Wording[] = [];
  for (const term of terms) {
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
      found.push({ start: at, end: at + term.length, term });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
