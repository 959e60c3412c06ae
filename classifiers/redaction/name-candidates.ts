/** Where names could stand in a normalised text: a surname and one or two characters that no particle is. */
import { GIVEN_PAIRS, nameWeight } from '../given-names.ts';
import { COMPOUND_SURNAMES, GIVEN, NOT_GIVEN, RARE_SURNAMES, SELDOM_SURNAMES, SURNAMES } from '../redaction-lexicon.ts';
import { wordCosts } from './word-costs.ts';

const SURNAME = 1;
const GIVEN_UNIT = 2;
const COMPOUND = 4;
const PAIR = 8;
const SELDOM = 16;
const flags = new Uint8Array(65536);

function raise(units: Iterable<string>, which: number): void {
  for (const unit of units) flags[unit.charCodeAt(0)] = (flags[unit.charCodeAt(0)] ?? 0) | which;
}

raise(SURNAMES, SURNAME);
raise(RARE_SURNAMES, SURNAME);
raise(COMPOUND_SURNAMES, COMPOUND);
raise(GIVEN_PAIRS, PAIR);
raise(SELDOM_SURNAMES, SELDOM);
/** Given names may hold any character but those of grammar; of these a few all the same (向阳, 于是之). */
const GRAMMAR =
  '的了是在我你他她它们您这那哪些每个吗呢吧啊么给让跟但而且或者如何怎什已做看想电话手机又很不没请对与及从还都被把也就号省市县区镇街组位某局所院校厂店员日分或此等将该两';
for (let unit = 0x4e00; unit <= 0x9fff; unit += 1) {
  const char = String.fromCharCode(unit);
  if (!GRAMMAR.includes(char) && (GIVEN.has(char) || !NOT_GIVEN.has(char))) raise(char, GIVEN_UNIT);
}

const flag = (text: string, at: number, which: number): boolean => ((flags[text.charCodeAt(at)] ?? 0) & which) !== 0;

/** Takes the bounds of a stretch, and how many units of it are the surname. */
export type TakeCandidate = (start: number, end: number, family: 1 | 2) => void;

/** Calls `take` with each stretch that could be a name, in order of their start. */
export function nameCandidates(text: string, take: TakeCandidate): void {
  const last = text.length - 1;
  for (let at = 0; at < last; at += 1) {
    const here = flags[text.charCodeAt(at)] ?? 0;
    if ((here & (SURNAME | COMPOUND | SELDOM)) === 0) continue;
    if ((here & SELDOM) !== 0 && isGivenBehind(text, at)) take(at, at + 3, 1);
    if ((here & COMPOUND) !== 0) compoundsAt(text, at, take);
    if ((here & SURNAME) === 0) continue;
    const next = flags[text.charCodeAt(at + 1)] ?? 0;
    if ((next & GIVEN_UNIT) !== 0) {
      take(at, at + 2, 1);
      if (at + 2 <= last && flag(text, at + 2, GIVEN_UNIT)) take(at, at + 3, 1);
    } else if ((next & PAIR) !== 0 && GIVEN_PAIRS.has(text.slice(at + 1, at + 3))) take(at, at + 3, 1);
  }
}

/** Frequency step of a word of two units (`PAIR_STEPS`) from which it is an everyday one. */
const EVERYDAY = 3;

/** 能玉兰, but neither 能安心 nor 开学才: two characters of given names that make no everyday word, nor one with what is before. */
function isGivenBehind(text: string, at: number): boolean {
  const [surname, first, second] = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)];
  if (at + 2 >= text.length || nameWeight(text, at + 1) === 0 || nameWeight(text, at + 2) === 0) return false;
  return wordCosts().pair(surname, first) === 0 && wordCosts().pair(first, second) < EVERYDAY;
}

function compoundsAt(text: string, at: number, take: TakeCandidate): void {
  if (!COMPOUND_SURNAMES.has(text.slice(at, at + 2)) || at + 2 >= text.length || !flag(text, at + 2, GIVEN_UNIT))
    return;
  take(at, at + 3, 2);
  if (at + 3 < text.length && flag(text, at + 3, GIVEN_UNIT)) take(at, at + 4, 2);
}
