/**
 * Judges each stretch of a text that could be a name. Of those that overlap the likeliest is kept; one that a sure name's
 * repetition or a list joins is judged more kindly.
 */
import { COMPOUND_SURNAMES, TITLES } from '../redaction-lexicon.ts';
import type { Span } from '../redaction-numbers.ts';
import { PUBLIC_NAMES } from '../given-names.ts';
import { nameCandidates } from './name-candidates.ts';
import { NameKeys } from './name-features.ts';
import type { RuledNames } from './name-features.ts';
import { nameModel } from './name-model.ts';
import { ClauseCosts, PERSONS_RARITY, wordCosts } from './word-costs.ts';

/** A stretch that could be a name, with the log odds that it is one. */
export interface Judged {
  readonly start: number;
  readonly end: number;
  readonly margin: number;
}

/** 王先生, 李姐: a surname with a title is nobody's name. */
const TITLED = new RegExp(`^(?:${TITLES}|大[伯娘婶姨]|[伯妈爸娘叔姨局队处]|[某总姐哥嫂婶姨爷奶].)$`);

/** 冀建法〔2024〕3号: the letters of a document's number. */
const DOCUMENT = /^(?:.{0,2}字)?[〔[(（【﹝]\d{4}[〕\])）】﹞]/;

/** What a list or a repetition adds to the log odds. */
const BESIDE_A_NAME = 2;
const REPEATED = 3;
/** By how much less a stretch that something introduces may reach in the quick look. */
const TOLD = 3;
/** By how much each further unit makes one of two that overlap the likelier: a full name, not its beginning. */
const LONGER = 0.7;
const MOST = Math.max(BESIDE_A_NAME, REPEATED);

/** All stretches of a normalised text that could be names and are not far from it. */
export function candidatesOf(text: string, rules: RuledNames, isOpen: (at: number) => boolean = () => true): Judged[] {
  const model = nameModel();
  const clause = new ClauseCosts(text);
  const keys = new NameKeys();
  const found: Judged[] = [];
  const floor = model.threshold - MOST;
  nameCandidates(text, (start, end, family) => {
    if (!isOpen(start)) return;
    const quick = model.quickMargin(text, start, end, family, model.floor - TOLD);
    if (quick < model.floor - TOLD && rules.ruled.get(start) !== end) return;
    if (quick < model.floor && !rules.cues.has(start) && !rules.told.has(end) && rules.ruled.get(start) !== end) return;
    if (DOCUMENT.test(text.slice(end, end + 7))) return;
    if (rules.told.has(end) && COMPOUND_SURNAMES.has(text.slice(start, end))) return;
    if (PUBLIC_NAMES.has(text.slice(start, end)) || TITLED.test(text.slice(start + family, end))) return;
    keys.readQuick(text, start, end, family, rules);
    if (model.margin(keys) + model.gain < floor) return;
    keys.readOn(text, start, end, clause);
    const margin = model.margin(keys) - doubtOf(text, start, end, rules);
    if (margin >= floor) found.push({ start, end, margin });
  });
  return found;
}

/** Log odds that a word of the language, a place's name must have beyond those of others where nothing introduces them. */
const WORD_DOUBT = 3.3;
const ROLE_DOUBT = 2;
/** Rarities up to this are those of everyday words: 业主明确表示. */
const USUAL = 4;
const HAN = /[\u3400-\u9fff]/;
const THING_DOUBT = 4;
const THING_END = /[园道城府苑湾庄村路桥街港区院湖岛寺郡泉环]$/;

function doubtOf(text: string, start: number, end: number, { cues, told, ruled }: RuledNames): number {
  if (told.has(end) || cues.get(start) === 'label' || cues.get(start) === 'role') return 0;
  const rarity = wordCosts().rarity(text, start, end);
  const isWord = rarity > 0 && rarity < PERSONS_RARITY;
  if (isWord) {
    if (!cues.has(start) || (rarity <= USUAL && HAN.test(text.charAt(end)))) return WORD_DOUBT;
    return ruled.get(start) === end ? 0 : ROLE_DOUBT;
  }
  return THING_END.test(text.slice(start, end)) && !cues.has(start) ? THING_DOUBT : 0;
}

const likelihood = ({ start, end, margin }: Judged): number => margin + (end - start) * LONGER;

/** The names of a normalised text, in no order; of stretches that begin where `isOpen` says so. */
export function judgeNames(text: string, rules: RuledNames, isOpen?: (at: number) => boolean): Span[] {
  const { threshold } = nameModel();
  const spans: Span[] = [...rules.certain];
  const taken = new Set<number>();
  const isFree = ({ start, end }: Judged): boolean => {
    for (let at = start; at < end; at += 1) if (taken.has(at)) return false;
    return true;
  };
  const names = new Set<string>();
  const keep = (one: Judged): void => {
    for (let at = one.start; at < one.end; at += 1) taken.add(at);
    names.add(text.slice(one.start, one.end));
    spans.push({ type: 'name', start: one.start, end: one.end });
  };
  for (const { start, end } of rules.certain) for (let at = start; at < end; at += 1) taken.add(at);
  const ordered = candidatesOf(text, rules, isOpen).sort((a, b) => likelihood(b) - likelihood(a) || a.start - b.start);
  for (const one of ordered) if (one.margin >= threshold && isFree(one)) keep(one);
  for (const one of ordered) {
    if (one.margin >= threshold || !isFree(one)) continue;
    const repeated = names.has(text.slice(one.start, one.end)) ? REPEATED : 0;
    const beside = isListed(text, one, taken) ? BESIDE_A_NAME : 0;
    if (one.margin + Math.max(repeated, beside) >= threshold) keep(one);
  }
  return spans;
}

/** 张晓明、蓝天明: next to a name in a list. */
const isListed = (text: string, { start, end }: Judged, taken: ReadonlySet<number>): boolean =>
  ('、和与及'.includes(text.charAt(start - 1)) && taken.has(start - 2)) ||
  ('、和与及'.includes(text.charAt(end)) && taken.has(end + 1));
