/** Invents names to learn from: of every kind that people bear, and of words that happen to be names too. */
import { GIVEN_PAIRS, nameWeight } from '../given-names.ts';
import {
  COMPOUND_SURNAMES,
  GIVEN,
  NO_NAMES,
  NOT_GIVEN,
  RARE_SURNAMES,
  SELDOM_SURNAMES,
  SURNAMES,
} from '../redaction-lexicon.ts';
import { PERSONS_RARITY, wordCosts } from './word-costs.ts';

const surnames = [...SURNAMES];
/** The first are the commonest: every second person bears one of twenty. */
const COMMONEST = surnames.slice(0, 20);
const COMMON = surnames.slice(0, 60);
const KNOWN = surnames.slice(60, 200);
const OTHER = surnames.slice(200);
const RARE = [...RARE_SURNAMES];
const SELDOM = [...SELDOM_SURNAMES];
const COMPOUND = [...COMPOUND_SURNAMES].filter((one) => one.length === 2);
const GIVEN_UNITS = [...GIVEN].filter((unit) => !NOT_GIVEN.has(unit));
const DISTINCT = GIVEN_UNITS.filter((unit) => nameWeight(unit, 0) === 2);
const USUAL = GIVEN_UNITS.filter((unit) => nameWeight(unit, 0) === 1);
const ODD = GIVEN_UNITS.filter((unit) => nameWeight(unit, 0) === 0);
const PAIRS = [...GIVEN_PAIRS];

const pick = (list: readonly string[], random: () => number): string => list[Math.floor(random() * list.length)] ?? '';

function surname(random: () => number): string {
  const at = random();
  if (at < 0.25) return pick(COMMONEST, random);
  return pick(
    at < 0.55 ? COMMON : at < 0.79 ? KNOWN : at < 0.91 ? OTHER : at < 0.96 ? RARE : at < 0.975 ? SELDOM : COMPOUND,
    random,
  );
}

function unit(random: () => number): string {
  const at = random();
  return pick(at < 0.5 ? DISTINCT : at < 0.92 ? USUAL : ODD, random);
}

let words: string[] | null = null;

/** Everyday words of a surname and another character that is none of grammar: 高峰, 时光. */
function wordsLikeNames(): string[] {
  const found: string[] = [];
  for (const family of surnames) {
    for (const one of GIVEN_UNITS) {
      const rarity = wordCosts().rarity(family + one);
      if (rarity > 0 && rarity < PERSONS_RARITY && !NO_NAMES.has(family + one)) found.push(family + one);
    }
  }
  return found;
}

let givenWords: string[] | null = null;

/** Words of two characters that people name children with: 建国, 平安, 春花. */
function wordsAsGiven(): string[] {
  const units = [...DISTINCT, ...USUAL];
  return units.flatMap((first) =>
    units.filter((second) => wordCosts().rarity(first + second) > 0).map((second) => first + second),
  );
}

/** One invented name of two to four characters. */
export function inventName(random: () => number): string {
  if (random() < 0.03) return pick((words ??= wordsLikeNames()), random);
  const family = surname(random);
  const at = random();
  if (at < 0.03) return family + pick(PAIRS, random);
  if (at < 0.33) return family + unit(random);
  if (at < 0.37) return family + '小' + unit(random);
  if (at < 0.58) return family + pick((givenWords ??= wordsAsGiven()), random);
  const first = unit(random);
  return family + first + (at < 0.4 ? first : unit(random));
}
