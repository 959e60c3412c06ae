import { ClauseWords, isPlainPair } from './clause-words.ts';
import { GIVEN_PAIRS, nameWeight, PUBLIC_NAMES } from './given-names.ts';
import { PLAIN_SURNAMES } from './person-lexicon.ts';
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
const DOUBT = 8;
const PARTICLE = 16;
const BEFORE_NAME = 32;
const PAIR = 64;
const flags = new Uint8Array(65536);

function raise(units: Iterable<string>, which: number): void {
  for (const unit of units) flags[unit.charCodeAt(0)] = (flags[unit.charCodeAt(0)] ?? 0) | which;
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
  '和与及跟同向被把对由给让请找替为到叫是、将认识连问说像有带帮谢听称即系的据成位名长员人主师户亲民友者属兵工医板徒客商贩手理记任委事官警察妻夫儿女娃子孩弟妹姐哥叔婶伯姑姨婆公爷奶爸妈族局所院校厂站办会处科队部村镇县市区';
/** Ends of estates' and roads' names rather than of given names. */
const THING_END = /[园道城府苑湾庄村路桥街港区院家和山岭湖岛]$/;
/** Compound surnames that more often are another word. */
const DOUBTFUL_COMPOUND = new Set(['东方', '西门', '南门', '百里', '太史', '司空', '长孙']);

raise(SURNAMES, SURNAME);
raise(RARE_SURNAMES, SURNAME | DOUBT);
raise(DOUBTFUL_SURNAMES, DOUBT);
raise(PARTICLES, DOUBT | PARTICLE);
raise(COMPOUND_SURNAMES, COMPOUND);
raise(GIVEN_PAIRS, PAIR);
raise(SLOT, BEFORE_NAME);
raise(
  [...GIVEN].filter((unit) => !NOT_GIVEN.has(unit)),
  GIVEN_UNIT,
);

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
  const pair = flag(text, at + 1, PAIR) && GIVEN_PAIRS.has(text.slice(at + 1, at + 3));
  if (!pair && !flag(text, at + 1, GIVEN_UNIT)) return -1;
  if ((pair || flag(text, at + 2, GIVEN_UNIT)) && isStanding(text, at, 3, words)) return at + 3;
  return flag(text, at + 1, GIVEN_UNIT) && isStanding(text, at, 2, words) ? at + 2 : -1;
}

function hasCompoundSurname(text: string, at: number): boolean {
  const surname = text.slice(at, at + 2);
  // 老公孙浩 is no 公孙浩.
  if (surname === '公孙' && text.charAt(at - 1) === '老') return false;
  return COMPOUND_SURNAMES.has(surname) && !DOUBTFUL_COMPOUND.has(surname);
}

/** What speaks for a name, as numbers to be added. */
interface Evidence {
  readonly weight: number;
  readonly total: number;
  /** Its surname nearly always is another word. */
  readonly doubtful: boolean;
  /** It stands between two marks. */
  readonly itemised: boolean;
  readonly right: number;
}

const ENOUGH = 2.5;

/** Surname, given name and what stands on both sides; null where they are too little. Most of a text ends here, so it is quick. */
function weigh(text: string, at: number, length: 2 | 3): Evidence | null {
  const end = at + length;
  const second = length === 3 ? nameWeight(text, at + 2) : 0;
  const twice = length === 3 && text.charCodeAt(at + 1) === text.charCodeAt(at + 2) ? 1 : 0;
  const pair = flag(text, at + 1, PAIR) && GIVEN_PAIRS.has(text.slice(at + 1, end));
  const weight = pair ? 2 : nameWeight(text, at + 1) + second + twice;
  const open = at === 0 || !isHan(text, at - 1);
  const left = open || flag(text, at - 1, BEFORE_NAME) ? 1 : 0;
  const doubtful = flag(text, at, DOUBT);
  // 宋佳: of two characters the surname alone has to bear it.
  const least = weight + left - (doubtful ? 1 : 0) + (length === 2 && weight === 1 ? 0.5 : 0);
  if (weight === 0 || least + 1 < ENOUGH || (length === 2 && (doubtful || left === 0))) return null;
  const ended = end >= text.length || !isHan(text, end);
  const rest = text.slice(end, end + 5);
  const right = FOLLOWING.test(rest) || TITLE.test(rest) ? 1 : ended ? 0.5 : 0;
  if (least + right < ENOUGH || (length === 2 && right < 1)) return null;
  return { weight, total: least + right, doubtful, itemised: open && ended && !doubtful, right };
}

const isHan = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0x3400 && unit <= 0x9fff;
};

function isStanding(text: string, at: number, length: 2 | 3, words: ClauseWords): boolean {
  const evidence = weigh(text, at, length);
  return evidence !== null && !isCalledOtherwise(text, at, length) && fitsWords(text, at, length, evidence, words);
}

/** A title, a road, a person of history, a word of the language. */
function isCalledOtherwise(text: string, at: number, length: 2 | 3): boolean {
  const name = text.slice(at, at + length);
  if (PUBLIC_NAMES.has(name) || NO_NAMES.has(name) || NO_NAMES.has(name.slice(0, 2))) return true;
  // 李家峡 is a place, 李家豪 a person.
  if (length === 3 && name.charAt(1) === '家' && nameWeight(text, at + 2) < 2) return true;
  return TITLE.test(name.slice(1)) || CALLED_AFTER.test(text.slice(at + length, at + length + 5));
}

/** Whether the words cut around leave the name to itself. */
function fitsWords(text: string, at: number, length: 2 | 3, evidence: Evidence, words: ClauseWords): boolean {
  const { weight, total, doubtful, itemised, right } = evidence;
  const name = text.slice(at, at + length);
  const cut = words.read(at, at + length, total >= 4 || itemised);
  if (cut === 'name') return true;
  if (cut === 'word') {
    if (THING_END.test(name.replace(/山$/, ''))) return false;
    // 代业主: behind a doubtful surname a word of the language; 贝贝 is none.
    const twice = name.charAt(1) === name.charAt(2);
    return twice || !((doubtful || weight < 2) && isPlainPair(text, at + 1, name.slice(1)));
  }
  if (cut === 'crossed' || flag(text, at, PARTICLE) || THING_END.test(name)) return false;
  return length === 2 ? (weight === 2 || PLAIN_SURNAMES.has(name.charAt(0))) && right === 1 : total >= 3 && weight >= 2;
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
