/** What speaks for and against a stretch being somebody's name, as keys of a linear model. */
import { GIVEN_PAIRS, nameWeight } from '../given-names.ts';
import { PLAIN_SURNAMES } from '../person-lexicon.ts';
import {
  DOUBTFUL_SURNAMES,
  FOLLOWING,
  GIVEN,
  NO_NAMES,
  NOT_GIVEN,
  RARE_SURNAMES,
  SELDOM_SURNAMES,
  TITLES,
} from '../redaction-lexicon.ts';
import { isHan } from '../han.ts';
import type { Span } from '../redaction-numbers.ts';
import { scanOf } from '../word-scan.ts';
import { wordCosts } from './word-costs.ts';
import type { ClauseCosts, Fit } from './word-costs.ts';

/** What the rules know of a text before names are judged one by one. */
export interface NameContext {
  /** Ends of cues (姓名:, 我叫, 业主), with how much each is believed. */
  readonly cues: ReadonlyMap<number, string>;
  /** Ends of names that something behind tells of: a number, an age, 女士. */
  readonly told: ReadonlySet<number>;
  /** Starts of stretches that a rule takes for a name, with their ends. */
  readonly ruled: ReadonlyMap<number, number>;
}

/** What the rules find in a text, and by what. */
export interface RuledNames extends NameContext {
  /** Stretches that rules take for names; may overlap, in no order. */
  readonly spans: readonly Span[];
  /** Those among them that need no judging: names without a Han surname, or written with spaces. */
  readonly certain: readonly Span[];
}

/** The first units of the alternatives of a pattern, to pass over most of a text without asking it. */
const beginnings = (alternatives: Iterable<string>): Uint8Array => {
  const begins = new Uint8Array(65536);
  for (const one of alternatives) begins[one.charCodeAt(0)] = 1;
  return begins;
};
const TITLE = scanOf(TITLES.split('|'));
const IS_TITLE = beginnings(TITLES.split('|'));
const FOLLOWS = beginnings(FOLLOWING.source.replace(/^\^\(\?:/, '').split('|'));
const THING =
  /^(?:[东西南北中]?(?:路|大道)|[东西南北]?街|巷|弄|村|庄|屯|镇|乡|县|市|区|桥|河|湖|山|岭|寺|庙|塔|站|港|苑|园|府|城|庭|阁|楼|馆|店|厂|院|中学|小学|大学|学校|幼儿园|医院|公园|广场|纪念|故居|基金|公司|集团|小区|社区|花园|大厦|超市|牌|奖|精神|式|制|型|率|费|价|款|税|们)/;
const IS_THING = beginnings(
  '东西南北中路大街巷弄村庄屯镇乡县市区桥河湖山岭寺庙塔站港苑园府城庭阁楼馆店厂院小学幼医公广纪故基集社花超牌奖精式制型率费价款税们',
);
/** 张江一品花园: what the name begins. */
const ESTATES = '花园 小区 别墅 平台 公司 酒店 家园 公寓 名都 名城 商城 大厦 广场 中学 小学 学校'.split(' ');
const ESTATE = scanOf(ESTATES);
const IS_ESTATE = beginnings(ESTATES);
const IS_NONE = beginnings(NOT_GIVEN);
const IS_USUAL = beginnings(GIVEN);
const SLOT = beginnings(
  '和与及跟同向被把对由给让请找替为到叫是将认识问说像有带帮谢听称即系的据成位名长员人主师户亲友者属兵工医客商理任官警察妻夫儿女娃子弟妹姐哥叔婶伯姑姨婆公爷奶爸妈族',
);

const KINDS: readonly string[] = Array.from({ length: 65536 }, (_, unit) => {
  const char = String.fromCharCode(unit);
  if (char === '\n') return '¶';
  return /[0-9]/.test(char) ? '0' : /[a-z]/.test(char) ? 'a' : char;
});

/** A unit as a context: digits are alike, letters are, and so are the text's two ends. */
export const kindOf = (text: string, at: number): string =>
  at < 0 || at >= text.length ? '^' : (KINDS[text.charCodeAt(at)] ?? '');

const kinds = Uint16Array.from(KINDS, (kind) => kind.charCodeAt(0));
const EDGE = kindOf('', 0).charCodeAt(0);

/** The same as a number. */
export const kindAt = (text: string, at: number): number =>
  at < 0 || at >= text.length ? EDGE : (kinds[text.charCodeAt(at)] ?? 0);

const unitAt = (text: string, at: number): number => (at < 0 || at >= text.length ? 0 : text.charCodeAt(at));

/** The words of two units in and across a stretch, as one number, with its form. */
export function quickPairs(text: string, start: number, end: number, family: 1 | 2): number {
  const costs = wordCosts();
  const first = start + family;
  const form = family === 2 ? (end - first === 1 ? 3 : 2) : end - first === 1 ? 1 : 0;
  const inside = costs.pair(text.charCodeAt(first - 1), text.charCodeAt(first));
  const given = end - first === 1 ? 0 : costs.pair(text.charCodeAt(first), text.charCodeAt(first + 1));
  const left = costs.pair(unitAt(text, start - 1), text.charCodeAt(start));
  const right = costs.pair(text.charCodeAt(end - 1), unitAt(text, end));
  return (((form * 5 + inside) * 5 + given) * 5 + left) * 5 + right;
}

/** Keys of the quick look: surname, given name, neighbours, and the words they make. */
export function quickKeys(text: string, start: number, end: number, family: 1 | 2): string[] {
  const first = text.charAt(start + family);
  const single = end - start - family === 1;
  return [
    family === 2 ? 's:双' : `s:${text.charAt(start)}`,
    `${single ? 'z' : 'g'}:${first}`,
    ...(single ? [] : [`h:${text.charAt(end - 1)}`]),
    `l:${kindOf(text, start - 1)}`,
    `r:${kindOf(text, end)}`,
    `a:${kindOf(text, start - 2)}`,
    `b:${kindOf(text, end + 1)}`,
    `P:${quickPairs(text, start, end, family)}`,
  ];
}

/** How much a surname's character is another word's: hardly ever, at times, often, nearly always; of two units hardly. */
const surnameKinds = new Uint8Array(65536).fill(1);
for (const unit of PLAIN_SURNAMES) surnameKinds[unit.charCodeAt(0)] = 0;
for (const unit of DOUBTFUL_SURNAMES) surnameKinds[unit.charCodeAt(0)] = 2;
for (const unit of [...RARE_SURNAMES, ...SELDOM_SURNAMES]) surnameKinds[unit.charCodeAt(0)] = 3;

const surnameKind = (text: string, start: number, family: 1 | 2): number =>
  family === 2 ? 4 : (surnameKinds[text.charCodeAt(start)] ?? 1);

const step = (value: number, steps: readonly number[]): number => {
  let at = 0;
  while (at < steps.length && value > (steps[at] ?? 0)) at += 1;
  return at;
};
const BOUNDARY = [0.01, 1.5, 3, 5, 8];
const INSIDE = [8, 10, 12, 14, 16, 18, 20, 22, 25, 28, 32, 36, 42];
const CUES: Readonly<Record<string, number>> = { label: 1, role: 2, weak: 3, self: 4 };

function leftClass(text: string, start: number, { cues }: NameContext): number {
  const cue = cues.get(start);
  if (cue !== undefined) return CUES[cue] ?? 0;
  const left = unitAt(text, start - 1);
  return !isHan(left) ? 5 : SLOT[left] === 1 ? 6 : 7;
}

function rightClass(text: string, end: number, { told }: NameContext): number {
  if (told.has(end)) return 1;
  const right = unitAt(text, end);
  if (!isHan(right)) return 2;
  if (IS_TITLE[right] === 1 && TITLE.lengthAt(text, end) > 0) return 3;
  if (IS_THING[right] === 1 && THING.test(text.slice(end, end + 3))) return 4;
  for (let at = end; at < end + 3; at += 1)
    if (IS_ESTATE[unitAt(text, at)] === 1 && ESTATE.lengthAt(text, at) > 0) return 4;
  return FOLLOWS[right] === 1 && FOLLOWING.test(text.slice(end, end + 5)) ? 5 : 6;
}

/** Whether the line holds nothing else but a date or a closing word: a signature. */
function aloneOnLine(text: string, start: number, end: number): number {
  if (start > 0 && !' \n'.includes(text.charAt(start - 1))) return 0;
  if (!/(?:^|\n)[ ]{0,12}$/.test(text.slice(Math.max(0, start - 13), start))) return 0;
  if (!/^\s*(?:$|\n|\d{4}年|[二两]〇|敬上|亲笔)/.test(text.slice(end, end + 12))) return 0;
  return end + 30 >= text.length ? 2 : 1;
}

/** Places of the weights: keys that fall on one share it. */
export const PLACES = 1 << 16;

/** The keys of one candidate, as places of their weights; filled anew for each. */
export class NameKeys {
  readonly places = new Int32Array(64);
  count = 0;
  private form = 0;
  private kind = 0;
  private left = 0;
  private right = 0;

  private add(kind: number, a = 0, b = 0, c = 0): void {
    let mixed = Math.imul(kind + 1, 0x9e3779b1) ^ Math.imul(a + 0x7f4a7c15, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) ^ Math.imul(b + 0x165667b1, 0xc2b2ae35);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0x297a2d39) ^ Math.imul(c + 0x27d4eb2f, 0x9e3779b1);
    mixed ^= mixed >>> 16;
    this.places[this.count] = mixed & (PLACES - 1);
    this.count += 1;
  }

  /** Reads a candidate of two to four units, of which `family` are its surname: what is quick to see. */
  readQuick(text: string, start: number, end: number, family: 1 | 2, context: NameContext): void {
    this.count = 0;
    const left = leftClass(text, start, context);
    const right = rightClass(text, end, context);
    const first = start + family;
    const single = end - first === 1;
    const form = family * 2 + (single ? 1 : 0);
    const weights = nameWeight(text, first) * 4 + (single ? 3 : nameWeight(text, end - 1));
    this.addUnits(text, start, end, family);
    this.addWords(text, start, end, first, left, right);
    this.add(1, form);
    this.add(2, left);
    this.add(3, right);
    this.add(4, left, right);
    this.add(5, left, right, form);
    this.add(6, form, weights);
    this.add(7, left, weights);
    const surname = family === 2 ? 1 : text.charCodeAt(start);
    this.add(28, surname, left);
    this.add(29, surname, form * 16 + weights);
    const ruled = context.ruled.get(start);
    const rule = ruled === undefined ? 0 : ruled === end ? 1 : 2;
    this.add(8, rule);
    this.add(9, rule, left);
    this.add(10, rule, form);
    if (PLAIN_SURNAMES.has(text.charAt(start))) {
      this.add(11);
      this.add(12, weights);
    }
    this.addForm(text, start, end, first, left, rule);
    const kind = surnameKind(text, start, family);
    this.add(14, kind, form);
    this.add(15, kind, left);
    this.add(16, kind, right);
    this.add(17, kind, form * 16 + weights);
    this.add(18, kind, single ? 7 : wordCosts().rarity(text, first, end));
    this.kind = kind;
    this.form = form;
    this.left = left;
    this.right = right;
  }

  /** Reads on: how the words of the clause lie about the candidate, and whether it signs. */
  readOn(text: string, start: number, end: number, clause: ClauseCosts): void {
    this.addFit(clause.fit(start, end), this.form, this.left, this.right);
    const line = aloneOnLine(text, start, end);
    if (line !== 0) this.add(13, line);
  }

  private addUnits(text: string, start: number, end: number, family: 1 | 2): void {
    const first = text.charCodeAt(start + family);
    const single = end - start - family === 1;
    const [l1, l2, l3] = [kindAt(text, start - 1), kindAt(text, start - 2), kindAt(text, start - 3)];
    const [r1, r2] = [kindAt(text, end), kindAt(text, end + 1)];
    this.add(20, family === 2 ? 1 : text.charCodeAt(start));
    this.add(21, first, single ? 1 : 0);
    if (!single) this.add(22, text.charCodeAt(end - 1));
    this.add(23, l1);
    this.add(24, r1);
    this.add(25, l2, l1);
    this.add(26, r1, r2);
    this.add(27, l3, l2, l1);
  }

  private addFit({ inside, left: crossLeft, right: crossRight }: Fit, form: number, left: number, right: number): void {
    const spread = step(-inside, INSIDE);
    const cuts = step(crossLeft, BOUNDARY);
    const ends = step(crossRight, BOUNDARY);
    this.add(30, form, spread);
    this.add(31, left, spread >> 1, form);
    this.add(32, right, spread >> 1, form);
    this.add(33, cuts);
    this.add(36, this.kind, spread, form);
    this.add(37, this.kind, cuts, ends);
    this.add(34, ends);
    this.add(35, form, cuts, ends);
  }

  private addWords(text: string, start: number, end: number, first: number, left: number, right: number): void {
    const costs = wordCosts();
    const word = costs.rarity(text, start, end);
    this.add(40, word);
    this.add(41, word, left);
    this.add(42, word, right);
    if (end - start > 2) {
      this.add(43, costs.rarity(text, start, start + 2));
      this.add(44, costs.rarity(text, first, end));
    }
    this.add(45, end - first, costs.rarity(text, end - 1, end + 1));
    this.add(46, costs.rarity(text, start - 1, start + 1));
  }

  private addForm(text: string, start: number, end: number, first: number, left: number, rule: number): void {
    let usual = 0;
    let none = 0;
    for (let at = first; at < end; at += 1) {
      const unit = text.charCodeAt(at);
      none += IS_NONE[unit] ?? 0;
      usual += IS_USUAL[unit] ?? 0;
    }
    this.add(50, end - first, usual, none);
    if (none > 0) this.add(51, rule);
    const name = text.slice(start, end);
    if (end - first === 2) {
      if (text.charCodeAt(first) === text.charCodeAt(end - 1)) this.add(52);
      if (GIVEN_PAIRS.has(text.slice(first, end))) this.add(53);
    }
    if (NO_NAMES.has(name) || NO_NAMES.has(name.slice(0, 2))) {
      this.add(54);
      this.add(55, left);
    }
  }
}
