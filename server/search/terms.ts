/** What a text is found by, and what a word looked for asks of it; pure. Both read the folded text (width, 繁简, case). */
import { normalise } from '../../classifiers/normalise.ts';
import { segment } from '../../classifiers/segment.ts';

/** A masked text folded for reading: as long as the text, offsets stay. */
export const fold = (text: string): string => normalise(text);

/** Scripts written without blanks: their runs are found by pairs of characters. All else is found by whole words. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}';
const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])`;
const RUN = new RegExp(`(?<run>[${UNSPACED}]+)|(?<word>${LETTER}+(?:[-_./]${LETTER}+)*)`, 'gu');

interface Run {
  text: string;
  unspaced: boolean;
}

function runsOf(folded: string): Run[] {
  return [...folded.matchAll(RUN)].map((hit) => ({ text: hit[0], unspaced: hit.groups?.run !== undefined }));
}

/** Longest word kept whole, in characters; a database lexeme holds 2 KB. */
const WORD_LIMIT = 64;
/** Characters of a text that are indexed: more than any text the program takes in. */
const TEXT_LIMIT = 60_000;
/** Bytes that the terms of one thing may take: the database refuses more than 1 MiB. */
const TERMS_LIMIT = 1_000_000;
const BYTES_A_UNIT = 3;
/** YC26-0412: its digits are said aloud. */
const CASE_NUMBER = /^\p{L}{1,6}\d{2}-(\d{3,})$/u;

const clipped = (word: string): string => [...word].slice(0, WORD_LIMIT).join('');

function pairs(run: string): string[] {
  const signs = [...run];
  return signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`);
}

/** A word of letters or digits: whole, and where it is joined (2026-03-12, YC26-0412) each part too. */
function wordTerms(word: string): string[] {
  const digits = CASE_NUMBER.exec(word)?.[1];
  const parts = /[-_./]/.test(word) ? word.split(/[-_./]/) : [];
  return [word, ...parts, ...(digits ? [digits.replace(/^0+/, '') || digits] : [])].map(clipped);
}

/**
 * The terms of a folded text, without doubles: pairs of neighbouring characters and the last character of each run (so that any
 * single character begins a term), words of letters and digits.
 */
export function termsOf(...folded: string[]): string[] {
  const terms = new Set<string>();
  let room = TERMS_LIMIT;
  for (const text of folded) {
    for (const run of runsOf(text.slice(0, TEXT_LIMIT))) {
      const own = run.unspaced ? [...pairs(run.text), [...run.text].at(-1) ?? ''] : wordTerms(run.text);
      for (const term of own) {
        if (terms.has(term)) continue;
        room -= term.length * BYTES_A_UNIT;
        if (room < 0) return [...terms];
        terms.add(term);
      }
    }
  }
  return [...terms];
}

/** What one word looked for asks of a text. */
export interface Wanted {
  /** The whole word, folded. */
  whole: string;
  /** Terms the text must have. */
  terms: readonly string[];
  /** Beginnings of terms: a single character is found wherever it stands. */
  prefixes: readonly string[];
  /** Stretches the text must hold as they are; pairs need no second look. */
  stretches: readonly string[];
  /** All the stretches it was cut into. */
  parts: readonly string[];
}

/** Words that bind others and say nothing by themselves. */
const BINDING = new Set('的了和与在是吗呢吧啊之及或');

/**
 * Cuts a run as the dictionary does. A single character that is left over keeps hold of its neighbour (水质差: 水质, 质差), save
 * one that only binds (水质的报告: 水质, 报告).
 */
function cut(run: string): string[] {
  const signs = [...run];
  if (signs.length <= 2) return [run];
  const words = segment(run).filter((word) => word !== '');
  const parts: string[] = [];
  let at = 0;
  for (const word of words) {
    const length = [...word].length;
    if (length > 1) parts.push(word);
    else if (!BINDING.has(word))
      parts.push(at === 0 ? signs.slice(0, 2).join('') : signs.slice(at - 1, at + 1).join(''));
    at += length;
  }
  return parts.length > 0 ? parts : [run];
}

/** What an unquoted word asks: each of its dictionary words somewhere in the text. Null where nothing of it can be found. */
export function wantWord(folded: string): Wanted | null {
  const runs = runsOf(folded);
  const parts = runs.flatMap((run) => (run.unspaced ? cut(run.text) : [clipped(run.text)]));
  const unspaced = runs.filter((run) => run.unspaced).flatMap((run) => cut(run.text));
  return want(
    folded,
    runs,
    parts,
    unspaced.filter((part) => [...part].length > 2),
  );
}

/** What a phrase asks: that it stands in the text as it is. Words of letters and digits are found whole only. */
export function wantPhrase(folded: string): Wanted | null {
  const phrase = folded.trim();
  const runs = runsOf(phrase);
  const pair = runs.length === 1 && runs[0]?.text === phrase && [...phrase].length <= 2;
  return want(phrase, runs, [phrase], pair ? [] : [phrase]);
}

function want(
  whole: string,
  runs: readonly Run[],
  parts: readonly string[],
  stretches: readonly string[],
): Wanted | null {
  if (runs.length === 0) return null;
  const terms = new Set<string>();
  const prefixes = new Set<string>();
  for (const run of runs) if (!run.unspaced) terms.add(clipped(run.text));
  const signs = runs.some((run) => run.unspaced) ? parts.flatMap((part) => runsOf(part)) : [];
  for (const { text, unspaced } of signs) {
    if (!unspaced) continue;
    if ([...text].length === 1) prefixes.add(text);
    for (const term of pairs(text)) terms.add(term);
  }
  return {
    whole,
    terms: [...terms],
    prefixes: [...prefixes],
    stretches: [...new Set(stretches)],
    parts: [...new Set(parts)],
  };
}
