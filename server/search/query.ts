/**
 * What was typed, read: words separated by blanks must all be found; "…" stands in the text as it is; -word must not; 单位:name
 * limits to the cases of that unit. Pure.
 */
import { fold, wantPhrase, wantWord, type Wanted } from './terms.ts';

export interface Query {
  wanted: readonly Wanted[];
  /** Folded words and phrases that must not stand in the text. */
  excluded: readonly Wanted[];
  /** Names of units as typed; each limits. */
  units: readonly string[];
  /** Each part as it was read, to be shown. */
  words: readonly string[];
}

/** Longest query, in UTF-16 units, and most parts of one: what a person types stays far below both. */
export const QUERY_LIMIT = 200;
export const PARTS_LIMIT = 20;

const PART = /(?<minus>-?)(?:单位:\s*(?<unit>"[^"]*"?|\S+)|"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/gu;
const QUOTES = /[“”„‟「」『』〝〞]/g;

/** Reads a query. One without anything that can be found (marks alone) has neither wanted, excluded nor units. */
export function readQuery(typed: string): Query {
  const folded = fold(typed).replace(QUOTES, '"');
  const wanted: Wanted[] = [];
  const excluded: Wanted[] = [];
  const units: string[] = [];
  const words: string[] = [];
  for (const { groups } of folded.matchAll(PART)) {
    const minus = groups?.minus ?? '';
    if (groups?.unit !== undefined) {
      const unit = groups.unit.replaceAll('"', '').trim();
      if (unit === '') continue;
      units.push(unit);
      words.push(`单位:${/\s/.test(unit) ? `"${unit}"` : unit}`);
      continue;
    }
    const phrase = groups?.phrase;
    const want = phrase === undefined ? wantWord(groups?.word ?? '') : wantPhrase(phrase);
    if (!want) continue;
    (minus ? excluded : wanted).push(want);
    words.push(`${minus}${phrase === undefined ? want.whole : `"${want.whole}"`}`);
  }
  return { wanted, excluded, units, words };
}

/** Whether nothing in it can be looked for. */
export const isBlank = (query: Query): boolean => query.words.length === 0;
