import { ClauseWords, isPlainPair } from './clause-words.ts';
import { GIVEN_PAIRS, nameWeight, PUBLIC_NAMES } from './given-names.ts';
import {
  COMPOUND_SURNAMES,
  DOUBTFUL_SURNAMES,
  FOLLOWING,
  GIVEN,
  NO_NAMES,
  NOT_GIVEN,
  PARTICLES,
  RARE_SURNAMES,
  SURNAMES,
  TITLES,
} from './redaction-lexicon.ts';

/*
 * A full name that nothing introduces: 我和任建华一起去的. Candidates come from a table of units, so that most of the text is
 * passed over quickly; only they are cut into words, and a name is believed where no word of the language runs across
 * its ends or covers its beginning.
 */

const SURNAME = 1;
const GIVEN_UNIT = 2;
const COMPOUND = 4;
const flags = new Uint8Array(65536);
for (const unit of SURNAMES) flags[unit.charCodeAt(0)] = SURNAME;
for (const unit of RARE_SURNAMES) flags[unit.charCodeAt(0)] = SURNAME;
for (const name of COMPOUND_SURNAMES) {
  flags[name.charCodeAt(0)] = (flags[name.charCodeAt(0)] ?? 0) | COMPOUND;
}
for (const unit of GIVEN) {
  if (!NOT_GIVEN.has(unit)) flags[unit.charCodeAt(0)] = (flags[unit.charCodeAt(0)] ?? 0) | GIVEN_UNIT;
}

const flag = (text: string, at: number, which: number): boolean => ((flags[text.charCodeAt(at)] ?? 0) & which) !== 0;

/** What names a road, a village, a body, a brand or a thing called after somebody, directly behind the name. */
const CALLED_AFTER =
  /^(?:[东西南北中]?(?:路|大道)|[东西南北]?街|巷|里(?!面)|弄|村|庄|屯|镇|乡|县|市|区|桥|河|湖|山|岭|寺|庙|塔|站|港|苑|园|府|城|庭|阁|楼|馆|店|厂|院|中学|小学|大学|学校|医院|公园|广场|纪念|故居|基金|公司|集团|小区|社区|花园|大厦|超市|牌|奖|精神|式|制|型|率|费|价|款|税|们)|^[\u3400-\u9fff]{0,2}(?:花园|小区|别墅|平台|公司|酒店|家园|公寓|名都|名城|商城|大厦|广场|岛)/;
const TITLE = new RegExp(
  `^(?:${TITLES.split('|')
    .filter((title) => title.length > 1)
    .join('|')})`,
);

/** Units before which a name often stands: prepositions, verbs, and the ends of roles, relations and bodies. */
const SLOT =
  /[和与及跟同向被把对由给让请找替为到叫是、将认识连问说像有带帮谢听称即系的据成位名长员人主师户亲民友者属兵工医板徒客商贩手理记任委事官警察妻夫儿女娃子孩弟妹姐哥叔婶伯姑姨婆公爷奶爸妈族局所院校厂站办会处科队部村镇县市区]$/;
/** Ends of estates' and roads' names rather than of given names. */
const THING_END = /[园道城府苑湾庄村路桥街港区院家和山岭湖岛]$/;
/** Compound surnames that more often are another word. */
const DOUBTFUL_COMPOUND = new Set(['东方', '西门', '南门', '百里', '太史', '司空', '长孙']);
const HAN = /[\u3400-\u9fff]/;

/** Names that stand for themselves in a normalised text, in order of their start. */
export function standingNames(text: string, add: (start: number, end: number) => void): void {
  const words = new ClauseWords(text);
  for (let at = 0; at + 1 < text.length; at++) {
    if (!flag(text, at, SURNAME | COMPOUND)) continue;
    const end = standingEnd(text, at, words);
    if (end < 0) continue;
    add(at, end);
    at = end - 1;
  }
}

function standingEnd(text: string, at: number, words: ClauseWords): number {
  if (flag(text, at, COMPOUND) && hasCompoundSurname(text, at)) {
    for (const length of [4, 3]) if (isCompoundName(text, at, length, words)) return at + length;
  }
  if (!flag(text, at, SURNAME)) return -1;
  const pair = GIVEN_PAIRS.has(text.slice(at + 1, at + 3));
  if (!pair && !flag(text, at + 1, GIVEN_UNIT)) return -1;
  if ((pair || flag(text, at + 2, GIVEN_UNIT)) && isStanding(text, at, 3, words)) return at + 3;
  return flag(text, at + 1, GIVEN_UNIT) && isStanding(text, at, 2, words) ? at + 2 : -1;
}

function hasCompoundSurname(text: string, at: number): boolean {
  const surname = text.slice(at, at + 2);
  return COMPOUND_SURNAMES.has(surname) && !DOUBTFUL_COMPOUND.has(surname);
}

/** Whether surname, given name, what stands on both sides, and the words cut there speak for a name. */
function isStanding(text: string, at: number, length: 2 | 3, words: ClauseWords): boolean {
  const end = at + length;
  const pair = GIVEN_PAIRS.has(text.slice(at + 1, end));
  const twice = length === 3 && text.charAt(at + 1) === text.charAt(at + 2) ? 1 : 0;
  const weight = pair ? 2 : nameWeight(text, at + 1) + (length === 3 ? nameWeight(text, at + 2) : 0) + twice;
  if (weight === 0) return false;
  const before = at === 0 ? '' : text.charAt(at - 1);
  const left = before === '' || !HAN.test(before) || SLOT.test(before) ? 1 : 0;
  const rest = text.slice(end, end + 5);
  const ended = end >= text.length || !HAN.test(text.charAt(end));
  const right = FOLLOWING.test(rest) ? 1 : ended ? 0.5 : 0;
  const surname = text.charAt(at);
  const particle = PARTICLES.has(surname);
  const doubt = particle || DOUBTFUL_SURNAMES.has(surname) || RARE_SURNAMES.has(surname) ? 1 : 0;
  const total = weight + left + right - doubt;
  if (length === 2 && (doubt > 0 || left === 0 || right < 1)) return false;
  if (total < 2.5 || CALLED_AFTER.test(rest)) return false;
  const name = text.slice(at, end);
  if (PUBLIC_NAMES.has(name) || NO_NAMES.has(name) || NO_NAMES.has(name.slice(0, 2))) return false;
  // 何科长; 代业主: behind a doubtful surname a word of the language.
  const given = name.slice(1);
  if (TITLE.test(given)) return false;
  const itemised = ended && (before === '' || !HAN.test(before)) && doubt === 0;
  // 李家峡 is a place, 李家豪 a person.
  if (length === 3 && given.startsWith('家') && nameWeight(text, at + 2) < 2) return false;
  const cut = words.read(at, end, total >= 4 || itemised);
  if (cut === 'name') return true;
  if (cut === 'word' && THING_END.test(name.replace(/山$/, ''))) return false;
  if (cut === 'word') return twice > 0 || !((doubt > 0 || weight < 2) && isPlainPair(text, at + 1, given));
  if (cut === 'crossed' || particle || THING_END.test(name)) return false;
  return length === 2 ? weight === 2 && right === 1 : total >= 3 && weight >= 2;
}

const isCompoundName = (text: string, at: number, length: number, words: ClauseWords): boolean => {
  const given = text.slice(at + 2, at + length);
  return (
    given.length === length - 2 &&
    [...given].every((_, i) => flag(text, at + 2 + i, GIVEN_UNIT)) &&
    (given.length === 1 || nameWeight(text, at + 2) + nameWeight(text, at + 3) > 0) &&
    words.bounds(at, at + length)
  );
};
