import { isPlainPair } from './clause-words.ts';
import { GIVEN_PAIRS, nameWeight } from './given-names.ts';
import { PLAIN_SURNAMES } from './person-lexicon.ts';
import type { Belief } from './redaction-cues.ts';
import {
  COMPOUND_SURNAMES,
  DOUBTFUL_SURNAMES,
  ESTATE,
  FOLLOWING,
  GIVEN,
  NO_NAMES,
  NOT_GIVEN,
  PARTICLES,
  RARE_SURNAMES,
  SURNAMES,
  SYLLABLES,
  TITLES,
} from './redaction-lexicon.ts';
import { minorityPart } from './redaction-minority.ts';
import { dictionaryKind, segment } from './segment.ts';

/* Where a name ends whose beginning is known: by its characters, what follows it, and the words cut there. */

export const HAN = /^[\u3400-\u9fff]$/;
export const TITLE = new RegExp(`^(?:${TITLES})`);
export const LONG_TITLE = new RegExp(
  `^(?:${TITLES.split('|')
    .filter((title) => title.length > 1)
    .join('|')})`,
);

export const plausible = (unit: string): boolean =>
  (GIVEN.has(unit) || nameWeight(unit, 0) > 0) && !NOT_GIVEN.has(unit);
/** After a label rare characters count too, only sentence words do not. */
export const possible = (unit: string): boolean => HAN.test(unit) && !NOT_GIVEN.has(unit);

export const ends = (text: string, at: number): boolean => at >= text.length || !HAN.test(text.charAt(at));

/** Where a name that begins at `at` ends, or -1. */
export function nameEnd(text: string, at: number, belief: Belief): number {
  if (belief !== 'weak') {
    const value = valueEnd(text, at);
    if (value > 0) return value;
  }
  const end = spelledEnd(text, at, belief);
  return end < 0 && belief !== 'label' ? cutEnd(text, at) : end;
}

/** 学生上下学, 家长能理解: a surname that nearly always is another word wants a given name that is none. */
function isRareBearer(text: string, at: number, end: number): boolean {
  if (dictionaryKind(text.slice(at, at + 2)) === 'common') return false;
  const stands = ends(text, end) || FOLLOWING.test(text.slice(end, end + 4));
  if (end - at === 2) return stands && nameWeight(text, at + 1) > 0 && !PARTICLES.has(text.charAt(at));
  const weight = pairWeight(text, at);
  return weight >= 3 || (weight === 2 && !isPlainPair(text, at + 1, text.slice(at + 1, end)));
}

const VALUE = /[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff])/y;

/** A label's or an introduction's value up to a mark: 姓名:鍾鎮濤, 我叫孟庆贺, whatever the characters. */
function valueEnd(text: string, at: number): number {
  VALUE.lastIndex = at;
  const value = VALUE.exec(text)?.[0] ?? '';
  const compound = COMPOUND_SURNAMES.has(value.slice(0, 2)) && value.length > 2;
  const family = compound ? 2 : 1;
  const isFamily = compound || SURNAMES.has(value.charAt(0)) || RARE_SURNAMES.has(value.charAt(0));
  const given = value.slice(family);
  if (!isFamily || given.length > 2 || value.length < 3 || NOT_VALUE.test(value) || TITLE.test(given)) return -1;
  return dictionaryKind(value) === 'common' || NO_NAMES.has(value.slice(0, 2)) ? -1 : at + value.length;
}

const NOT_VALUE = /[的了是在我你他她您们吗呢吧啊请已没不某]|[省市县区镇乡村路街局所院校厂店站处科室]$/;

/** A name that the cutter leaves as one unknown word, or as single characters behind a sure surname: 牛得草, 管|中|闵. */
function cutEnd(text: string, at: number): number {
  const surname = text.charAt(at);
  if (!SURNAMES.has(surname) || PARTICLES.has(surname) || NO_NAMES.has(text.slice(at, at + 2))) return -1;
  const [first = '', second = '', third = ''] = segment(text.slice(at, at + 8));
  const lengths = [first.length, second.length, third.length].join();
  const whole = first.length === 3 && dictionaryKind(first) !== 'common';
  const apart = lengths.startsWith('1,1,1') || (lengths.startsWith('1,2') && dictionaryKind(second) !== 'common');
  if (!whole && (!apart || DOUBTFUL_SURNAMES.has(surname))) return -1;
  const given = text.slice(at + 1, at + 3);
  if (whole ? NOT_VALUE.test(given) : ![...given].every(possible)) return -1;
  if (TITLE.test(given) || ESTATE.test(text.slice(at + 3, at + 5))) return -1;
  return at + 3;
}

function spelledEnd(text: string, at: number, belief: Belief): number {
  const minority = minorityEnd(text, at, belief);
  if (minority > 0) return minority;
  const part = minorityPart(text, at);
  if (part >= 2 && (ends(text, at + part) || FOLLOWING.test(text.slice(at + part, at + part + 4)))) return at + part;
  const spaced = spacedEnd(text, at);
  if (spaced > 0) return spaced;
  const compound = [4, 3, 2].find((n) => COMPOUND_SURNAMES.has(text.slice(at, at + n)));
  if (compound !== undefined) {
    const end = givenEnd(text, at + compound, at, belief);
    if (end > 0) return end;
  }
  const surname = text.charAt(at);
  if (belief !== 'label' && PARTICLES.has(surname) && !isGivenBeforeEnd(text, at) && pairWeight(text, at) < 3)
    return -1;
  const known =
    SURNAMES.has(surname) ||
    RARE_SURNAMES.has(surname) ||
    (belief === 'label' && HAN.test(surname) && endsSoon(text, at) && dictionaryKind(firstTwo(text, at)) !== 'common');
  const doubtful = DOUBTFUL_SURNAMES.has(surname) || RARE_SURNAMES.has(surname);
  if (!known || (belief === 'weak' && doubtful && !nameStands(text, at))) return -1;
  const behind = text.slice(at + 1, at + 4);
  if (LONG_TITLE.test(behind) || (TITLE.test(behind) && !isGivenBeforeEnd(text, at))) return -1;
  const end = givenEnd(text, at + 1, at, belief);
  if (belief !== 'weak' || end < 0) return end;
  if ((RARE_SURNAMES.has(surname) || PARTICLES.has(surname)) && !isRareBearer(text, at, end)) return -1;
  // 儿童乐园, 医生查房: a role before a word of the language.
  if (
    end - at === 2 &&
    !PLAIN_SURNAMES.has(surname) &&
    nameWeight(text, at + 1) < 2 &&
    dictionaryKind(text.slice(at, end)) === 'common'
  )
    return -1;
  return readsAsName(text, at, end) ? end : -1;
}

const SPACED = /([\u3400-\u9fff]{1,2}) {1,3}([\u3400-\u9fff](?: {0,2}[\u3400-\u9fff])?)(?![\u3400-\u9fff])/y;

/** 李 娜, 王 建 国: a name written with spaces, up to where the last character stands by itself. */
export function spacedEnd(text: string, at: number): number {
  SPACED.lastIndex = at;
  const hit = SPACED.exec(text);
  const [, family = '', given = ''] = hit ?? [];
  if (!hit || !(family.length === 1 ? SURNAMES.has(family) : COMPOUND_SURNAMES.has(family))) return -1;
  const ok = [...given.replace(/ /g, '')].every(plausible) && !TITLE.test(given.replace(/ /g, ''));
  return ok ? at + hit[0].length : -1;
}

/** In running text: no estate's name, and behind a doubtful surname a clear end or no word's end right after it. */
function readsAsName(text: string, at: number, end: number): boolean {
  if (ESTATE.test(text.slice(end, end + 2))) return false;
  if (!DOUBTFUL_SURNAMES.has(text.charAt(at)) || ends(text, end)) return true;
  return FOLLOWING.test(text.slice(end, end + 4)) || (end - at === 3 && !wordEnds(text, at).has(at + 1));
}

/** How much the two characters behind a surname speak for a given name. */
const pairWeight = (text: string, at: number): number => nameWeight(text, at + 1) + nameWeight(text, at + 2);

/** 王总工 has a title, 李家豪 has none: two plausible characters up to the name's very end are a given name. */
const isGivenBeforeEnd = (text: string, at: number): boolean =>
  plausible(text.charAt(at + 1)) &&
  plausible(text.charAt(at + 2)) &&
  (ends(text, at + 3) || FOLLOWING.test(text.slice(at + 3, at + 8)));

/** A surname that is also a common word wants two characters behind it, or a clear end of the name. */
const nameStands = (text: string, at: number): boolean =>
  plausible(text.charAt(at + 1)) &&
  (plausible(text.charAt(at + 2)) || ends(text, at + 2) || FOLLOWING.test(text.slice(at + 2, at + 6)));

/** Offsets behind `at` where a word ends, as the dictionary cuts the next characters. */
function wordEnds(text: string, at: number): Set<number> {
  const cuts = new Set<number>();
  let end = at;
  for (const word of segment(text.slice(at, at + 8))) cuts.add((end += word.length));
  return cuts;
}

const firstTwo = (text: string, at: number): string => text.slice(at, at + 2);

/** A label's value of two to four characters up to a mark: 姓名:妫海生。 */
const endsSoon = (text: string, at: number): boolean =>
  /^[\u3400-\u9fff]{2,3}(?:[^\u3400-\u9fff]|$)/.test(text.slice(at, at + 4)) && !NOT_GIVEN.has(text.charAt(at));

function givenEnd(text: string, from: number, start: number, belief: Belief): number {
  const good = belief === 'label' ? possible : plausible;
  const first = text.charAt(from);
  if (GIVEN_PAIRS.has(text.slice(from, from + 2))) return from + 2;
  if (!good(first) || NO_NAMES.has(text.slice(start, start + 2))) return -1;
  const second = text.charAt(from + 1);
  const rest = text.slice(from + 1, from + 5);
  const third = good(second) && !NO_NAMES.has(text.slice(start, start + 3)) && !beginsNext(rest, text, from + 2);
  if (belief === 'label' || ends(text, from + 1)) return third ? from + 2 : from + 1;
  if (ends(text, from + 2)) return third ? from + 2 : followsName(text, from + 1) ? from + 1 : -1;
  if (third && followsName(text, from + 2) && !TITLE.test(text.slice(from + 2, from + 6))) return from + 2;
  if (followsName(text, from + 1) && !followsName(text, from + 2)) return from + 1;
  // In running text the words around decide: 廖辉 | 半夜, 江雪莹 | 反映.
  const cuts = wordEnds(text, start);
  if (third && (cuts.has(from + 2) || !cuts.has(from + 1))) return from + 2;
  return cuts.has(from + 1) || followsName(text, from + 1) ? from + 1 : -1;
}

const followsName = (text: string, end: number): boolean =>
  FOLLOWING.test(text.slice(end, end + 4)) || TITLE.test(text.slice(end, end + 4));

/** Whether the third character belongs to the next word (张伟家住, 李静现年) rather than to the name. */
function beginsNext(rest: string, text: string, afterThird: number): boolean {
  if (
    /^(?:敬上|谨上|拜上|敬启|亲笔|家住|家在|家里|现住|现年|现在|今年|住在|同志|同学|先生|常年|长期|一直|一家|全家|工作|上班|大学|小学|出生|为人|为了|以及|以为|自己|和我|和他|之子|之女|向有|向贵|曾经|曾在|来电|来信|年龄|性别|男|女|已经|无法|要求|经营|承包|开车|担任|作为|开的|一行|二人|三人|两人|夫妻|夫妇|父子|父亲|母亲|等人)/.test(
      rest,
    )
  ) {
    return true;
  }
  if (/^家(?:的|里|门|中|楼)/.test(rest) || /^(?:雨中|雪中|半夜|深夜|凌晨|上午|下午|晚上|昨天|今天)/.test(rest))
    return true;
  return /^[在于因是的系与及和]/.test(rest) && !ends(text, afterThird);
}

/** 阿不都·买买提, 扎西次仁, 苏日娜: a run of syllables, after a label also without a dot. */
function minorityEnd(text: string, at: number, belief: Belief): number {
  let end = at;
  let dots = 0;
  while (end - at < 18) {
    const unit = text.charAt(end);
    // A full stop is a dot only behind syllables: 举报人 反映楼道供水.未有答复.
    const dotted = dots > 0 || /^[\u3400-\u9fff]{1,8}[·•‧・]/.test(text.slice(at, at + 9));
    if (SYLLABLES.has(unit) || (dotted && HAN.test(unit) && !NOT_GIVEN.has(unit))) end += 1;
    else if (/[·•‧・.．]/.test(unit) && end > at && HAN.test(text.charAt(end + 1))) {
      end += 1;
      dots += 1;
    } else break;
  }
  if (dots > 0 && end - at >= 4) return trimFollowing(text, at, end);
  if (belief === 'weak' || end - at < 3 || (SURNAMES.has(text.charAt(at)) && end - at <= 3)) return -1;
  return end - at <= 8 && (ends(text, end) || FOLLOWING.test(text.slice(end, end + 4))) ? end : -1;
}

/** The last part of a dotted name ends before 家住, 电话 and the like. */
function trimFollowing(text: string, start: number, end: number): number {
  const dot = Math.max(...['·', '•', '‧', '・', '.'].map((mark) => text.lastIndexOf(mark, end - 1)));
  for (let at = Math.max(start, dot) + 3; at < end; at++) {
    if (FOLLOWING.test(text.slice(at, at + 4)) || TITLE.test(text.slice(at, at + 4))) return at;
  }
  return end;
}
