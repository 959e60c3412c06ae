/**
 * Whether somebody looks for a person: a name, a telephone, a paper's number, an account of a network. The product follows matters and
 * official replies, never who spoke, so such a query is refused. Read more strictly than a text is masked: a text tells by what stands
 * around a number whose it is, a query does not.
 */
import type { PersonalData } from '../server/contract/vocabulary.ts';
import { normalise } from './normalise.ts';
import { PLAIN_WORDS, PLAIN_SURNAMES } from './person-lexicon.ts';
import {
  COMPOUND_SURNAMES,
  DOUBTFUL_SURNAMES,
  FOLLOWING,
  GIVEN,
  NOT_GIVEN,
  NO_NAMES,
  SURNAMES,
  TITLES,
} from './redaction-lexicon.ts';
import { nameEnd } from './redaction-name-end.ts';
import { introducedNames } from './redaction-names.ts';
import { personalNumbers } from './redaction-numbers.ts';
import { dictionaryKind, segment } from './segment.ts';

/** `handle`: an account or page of a person on a network. */
export type PersonAsked = Exclude<PersonalData, 'address'> | 'handle';

export interface PersonSign {
  readonly kind: PersonAsked;
  /** The words that look like it, as folded; for the caller to compare with names that may be looked for, never to be kept. */
  readonly words: string;
}

/** Everything in a query that looks for a person. Names may yet be those of places, units or people in office: the caller knows. */
export function signsOfPersons(query: string): PersonSign[] {
  const plain = normalise(query.normalize('NFKC'));
  return [...numbers(plain), ...handles(plain), ...names(plain)];
}

const DATE = /(?<!\d)(?:19|20)\d{2}[-./年]?(?:0?[1-9]|1[0-2])(?:[-./月]?(?:3[01]|[12]\d|0?[1-9])日?)?(?!\d)/g;
const MOBILE = /(?<!\d)(?:\+?(?:00)?86)?1[3-9]\d{9}(?!\d)/;
const LANDLINE = /(?<!\d)0\d{2,3}[2-9]\d{6,7}(?!\d)/;
const LOCAL_PHONE = /^[2-9]\d{6,7}$/;
const PAPER = /(?<!\d)\d{14,18}[\dx](?!\d)/;
/** 工单号 and the like begin with their day. */
const DATED = /^20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/;
const GROUPED_CARD = /(?<!\d)\d{4}(?:[\s-]\d{4}){3}(?:[\s-]?\d{1,3})?(?!\d)/;

function numbers(plain: string): PersonSign[] {
  const found: PersonSign[] = personalNumbers(plain).map(({ type, start, end }) => ({
    kind: type as PersonAsked,
    words: plain.slice(start, end),
  }));
  const add = (kind: PersonAsked, words: string | undefined): void => {
    if (words !== undefined) found.push({ kind, words });
  };
  // Digits are brought together where marks part them, each word by itself.
  for (const word of plain.replace(DATE, ' ').split(/\s+/)) {
    const digits = word.replace(/(?<=\d)[-–—.·()（）]+(?=\d)|^[(（+]+/g, '');
    add('phone', MOBILE.exec(digits)?.[0] ?? LANDLINE.exec(digits)?.[0] ?? LOCAL_PHONE.exec(digits)?.[0]);
  }
  for (const word of plain.split(/\s+/)) {
    const paper = PAPER.exec(word.replace(/(?<=\d)[-–—.·]+(?=\d)/g, ''))?.[0];
    if (paper !== undefined && !DATED.test(paper)) add('id_card', paper);
  }
  add('bank_card', GROUPED_CARD.exec(plain)?.[0]);
  return found;
}

const AT = /@\s?[\p{L}\p{N}_]/u;
/** Pages of persons: hosts of networks, and paths that name a user. */
const PROFILE =
  /(?<![a-z0-9-])(?:weibo|douyin|kuaishou|xiaohongshu|xhslink|bilibili|zhihu|tieba\.baidu|toutiao|ixigua|twitter|facebook|instagram|t)\.(?:com|cn|me|tv)\/|\/\/x\.com\/|\/(?:u|user|users|profile|people|space|member|home)\/[\w%-]+|\buid\s?[:=]\s?\w/;
const FIELD =
  /(?:作者|网名|昵称|用户名?|网友|博主|楼主|发帖人|姓名|微信号?|抖音号?|快手号?|小红书号?|微博号?|qq号?|手机号?|电话号?码?|身份证号?码?|车牌号?|author|user|name|from)\s?[:=]\s?[^\s]/;

function handles(plain: string): PersonSign[] {
  return [AT, PROFILE, FIELD].flatMap((pattern) => {
    const words = pattern.exec(plain)?.[0];
    return words === undefined ? [] : [{ kind: 'handle' as const, words }];
  });
}

const HAN_RUN = /[\u3400-\u9fff·•‧・]+/g;

function names(plain: string): PersonSign[] {
  const told = introducedNames(plain).map(({ start, end }) => plain.slice(start, end));
  const bare = [...plain.matchAll(HAN_RUN)].flatMap(([run]) => nameIn(run) ?? []);
  return [...new Set([...told, ...bare])].map((words) => ({ kind: 'name', words }));
}

/** The name that a run of characters is or begins with, or null. */
function nameIn(run: string): string | null {
  if (isPlain(run)) return null;
  if (isName(run)) return run;
  // 张伟投诉, 王小明案: a name with what is told of it.
  for (const length of [4, 3, 2]) {
    const head = run.slice(0, length);
    if (run.length > length && isName(head) && !isPlain(head) && toldOf(run, length)) return head;
  }
  return null;
}

const isPlain = (word: string): boolean => PLAIN_WORDS.has(word) || dictionaryKind(word) === 'common';

/** Endings of places, buildings and bodies that a surname may begin and no given name has. */
const THING_END =
  /[苑湾府园庄邸墅寓院厦店厂路街巷弄里坊村镇乡桥闸局区县市州省站场所委办社寺湖岛港渠坝库岭冲塘坪岗洼屯营沟坡岔堡]$|^.家$|庄子$/;
/** Surnames that are more often a direction or a number in names of things. */
const DOUBTFUL_COMPOUND = new Set(['东方', '西门', '南门', '百里', '太史', '司空']);

/** A whole run that reads as a full name: surname and one or two characters that given names are made of. */
function isName(run: string): boolean {
  if (THING_END.test(run)) return false;
  const surname = COMPOUND_SURNAMES.has(run.slice(0, 2)) && run.length > 2 ? run.slice(0, 2) : run.charAt(0);
  if (DOUBTFUL_COMPOUND.has(surname)) return false;
  const given = [...run.slice(surname.length)];
  const known = surname.length > 1 || SURNAMES.has(surname);
  const plausible = given.every((sign) => GIVEN.has(sign) && !NOT_GIVEN.has(sign));
  if (known && plausible && given.length === 2) return !DOUBTFUL_SURNAMES.has(surname) || !cutThrough(run);
  if (known && plausible && given.length === 1) return !NO_NAMES.has(run);
  if (given.length === 2 && PLAIN_SURNAMES.has(surname)) return isRareName(run, given);
  return run.length >= 4 && nameEnd(run, 0, 'role') === run.length;
}

const TITLE = new RegExp(`^(?:${TITLES}|某.)`);

/** 王二狗: behind a surname that is no other word, two characters of any kind, as long as the dictionary cuts no word through it. */
function isRareName(run: string, given: readonly string[]): boolean {
  const rest = given.join('');
  if (given[0] === '家' || TITLE.test(rest) || given.some((sign) => NOT_GIVEN.has(sign))) return false;
  return !cutThrough(run);
}

/** Whether the dictionary knows a word that begins with the surname: 银杏 in 银杏花. */
const cutThrough = (run: string): boolean => segment(run)[0]?.length === 2;

const TOLD = /^(?:案|事件|被|的|家|发帖|微博|抖音|视频|账号|帐号|个人|本人|住址|地址|信息|资料|照片)/;

/** Whether what follows the name in its run is told of a person, and the dictionary does not cut through the name. */
function toldOf(run: string, length: number): boolean {
  const rest = run.slice(length);
  if (!TOLD.test(rest) && !FOLLOWING.test(rest)) return false;
  let at = 0;
  for (const word of segment(run)) {
    if (at < length && at + word.length > length) return false;
    if (at === 0 && word.length > 1 && word.length < length) return false;
    at += word.length;
  }
  return true;
}
