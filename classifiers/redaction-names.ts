import {
  COMPOUND_SURNAMES,
  DOUBTFUL_SURNAMES,
  ESTATE,
  FOLLOWING,
  GIVEN,
  NOT_GIVEN,
  NO_NAMES,
  PARTICLES,
  SURNAMES,
  SYLLABLES,
  TIBETAN,
  TITLES,
} from './redaction-lexicon.ts';
import { segment } from './segment.ts';
import type { Span } from './redaction-numbers.ts';

/*
 * A name is believed where something introduces it: a label (姓名:), an introduction (我叫, 本人), a role (业主, 患者),
 * a title behind it, or a number of its bearer behind it. Alone in a sentence three characters prove nothing.
 */

const HAN = /^[\u3400-\u9fff]$/;
const TITLE = new RegExp(`^(?:${TITLES})`);
const LONG_TITLE = new RegExp(
  `^(?:${TITLES.split('|')
    .filter((title) => title.length > 1)
    .join('|')})`,
);

/** How sure the place of a name is: after a label nearly everything is a name, in running text little is. */
type Belief = 'label' | 'role' | 'weak';

type Add = (start: number, end: number) => void;

const plausible = (unit: string): boolean => GIVEN.has(unit) && !NOT_GIVEN.has(unit);
/** After a label rare characters count too, only sentence words do not. */
const possible = (unit: string): boolean => HAN.test(unit) && !NOT_GIVEN.has(unit);

const ends = (text: string, at: number): boolean => at >= text.length || !HAN.test(text.charAt(at));

/** Where a name that begins at `at` ends, or -1. */
export function nameEnd(text: string, at: number, belief: Belief): number {
  const minority = minorityEnd(text, at, belief);
  if (minority > 0) return minority;
  const compound = [4, 3, 2].find((n) => COMPOUND_SURNAMES.has(text.slice(at, at + n)));
  if (compound !== undefined) {
    const end = givenEnd(text, at + compound, at, belief);
    if (end > 0) return end;
  }
  const surname = text.charAt(at);
  if (belief !== 'label' && PARTICLES.has(surname)) return -1;
  const known = SURNAMES.has(surname) || (belief === 'label' && HAN.test(surname) && endsSoon(text, at));
  if (!known || (belief === 'weak' && DOUBTFUL_SURNAMES.has(surname) && !nameStands(text, at))) return -1;
  const behind = text.slice(at + 1, at + 4);
  if (LONG_TITLE.test(behind) || (TITLE.test(behind) && !isGivenBeforeEnd(text, at))) return -1;
  const end = givenEnd(text, at + 1, at, belief);
  return belief === 'weak' && end > 0 && !readsAsName(text, at, end) ? -1 : end;
}

/** In running text: no estate's name, and behind a doubtful surname a clear end or no word's end right after it. */
function readsAsName(text: string, at: number, end: number): boolean {
  if (ESTATE.test(text.slice(end, end + 2))) return false;
  if (!DOUBTFUL_SURNAMES.has(text.charAt(at)) || ends(text, end)) return true;
  return FOLLOWING.test(text.slice(end, end + 4)) || (end - at === 3 && !wordEnds(text, at).has(at + 1));
}

/** 王总工 has a title, 李家豪 has none: two plausible characters up to the name's very end are a given name. */
const isGivenBeforeEnd = (text: string, at: number): boolean =>
  plausible(text.charAt(at + 1)) && plausible(text.charAt(at + 2)) && ends(text, at + 3);

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

/** A label's value of two to four characters up to a mark: 姓名:妫海生。 */
const endsSoon = (text: string, at: number): boolean =>
  /^[\u3400-\u9fff]{2,3}(?:[^\u3400-\u9fff]|$)/.test(text.slice(at, at + 4)) && !NOT_GIVEN.has(text.charAt(at));

function givenEnd(text: string, from: number, start: number, belief: Belief): number {
  const good = belief === 'label' ? possible : plausible;
  const first = text.charAt(from);
  if (!good(first) || NO_NAMES.has(text.slice(start, start + 2))) return -1;
  const second = text.charAt(from + 1);
  const rest = text.slice(from + 1, from + 5);
  const third = good(second) && !NO_NAMES.has(text.slice(start, start + 3)) && !beginsNext(rest, text, from + 2);
  if (belief === 'label' || ends(text, from + 1)) return third ? from + 2 : from + 1;
  if (ends(text, from + 2)) return third ? from + 2 : followsName(text, from + 1) ? from + 1 : -1;
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
    /^(?:家住|家在|家里|现住|现年|现在|今年|住在|同志|同学|先生|常年|长期|一直|一家|全家|工作|上班|大学|小学|出生|为人|为了|以及|以为|自己|和我|和他|之子|之女|向有|向贵|曾经|曾在|来电|来信|年龄|性别|男|女|已经|无法|要求|经营|承包|开车|担任|作为|开的|一行|二人|三人|两人|夫妻|夫妇|父子|父亲|母亲|等人)/.test(
      rest,
    )
  ) {
    return true;
  }
  return /^[在于因是的系与及和]/.test(rest) && !ends(text, afterThird);
}

/** 阿不都·买买提, 扎西次仁, 苏日娜: a run of syllables, after a label also without a dot. */
function minorityEnd(text: string, at: number, belief: Belief): number {
  let end = at;
  let dots = 0;
  while (end - at < 18) {
    const unit = text.charAt(end);
    const dotted = dots > 0 || /^[\u3400-\u9fff]{1,8}[·•‧・.．]/.test(text.slice(at, at + 9));
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
    if (/^(?:家住|家在|电话|手机|身份|现在|今年|反映|住在|来电|先生|女士|同志|老师|同学)/.test(text.slice(at, at + 2)))
      return at;
  }
  return end;
}

const LABEL =
  /(?:姓\s{0,4}名|联系人|申请人|投诉人|举报人|反映人|来信人|来电人|写信人|诉求人|求助人|委托人|代理人|承租人|出租人|被告人?|原告|户\s?名|户主|开户名|收件人|收款人|收货人|监护人|法人代表|法定代表人|法人|经办人|负责人|业主|患者|家长|车主|当事人|受害人|被害人|嫌疑人|死者|伤者|学生|考生|老人|本人|署名|签名|落款|留言人|发帖人|建议人|咨询人|信访人|提问人|房主|房东|联络人|紧急联系人|会计|亲属|家属|配偶|子女|父亲|母亲|丈夫|妻子|儿子|女儿)(?:姓名|名字|签名|签字)?(?:[（(][^)）\n]{0,6}[)）])?\s{0,3}(?:[:：]|是[:：]|为[:：])\s{0,4}/g;
const INTRODUCED =
  /(?:我叫|我是叫|我名叫|我名字叫|名叫|名字叫|叫做|我的名字(?:是|叫)|本人姓名|姓名(?:是|为)?|本人名叫|本人叫|他叫|她叫|人叫|户名(?:是|为)?|署名|化名叫)\s{0,2}/g;
const ROLE =
  /(?:本人|我是|业主|患者|病人|家长|学生|考生|孩子|儿子|女儿|丈夫|妻子|老公|老婆|爱人|父亲|母亲|爸爸|妈妈|爷爷|奶奶|外公|外婆|哥哥|姐姐|弟弟|妹妹|舅舅|叔叔|侄子|孙子|孙女|儿媳|女婿|家属|死者|伤者|受害人|被害人|嫌疑人|当事人|肇事者|司机|驾驶员|车主|房东|房主|租客|租户|住户|邻居|老板|老板娘|店主|经营者|包工头|工头|负责人|联系人|经办人|法定代表人|法人代表|法人|申请人|投诉人|举报人|反映人|委托人|村民|居民|市民|工人|职工|员工|农民工|农民|贫困户|五保户|低保户|养殖户|种植户|商户|个体户|摊主|群众|老人|老兵|退役军人|残疾人|教师|老师|班主任|医生|护士|大夫|民警|辅警|警察|法官|律师|会计|出纳|保安|经理|董事长|总经理|局长|副局长|县长|副县长|市长|区长|镇长|副镇长|乡长|书记|副书记|支书|主任|副主任|所长|副所长|科长|副科长|处长|站长|队长|村长|组长|校长|副校长|院长|园长|厂长|行长|干部|网格员|工作人员|同学|同事|朋友|亲戚|户主|收件人|收款人|监护人|前夫|前妻|男友|女友|家属|家人|遗孀|烈士|乘客|旅客|客户|顾客|消费者|买家|卖家|中介|技术员|快递员|骑手|外卖员|拖欠)(?:叫|名叫|[:：是]|为|、|——)?\s{0,1}/g;
/** What names its bearer behind it: 张晓明(身份证…, 李静,女,45岁, 王强 138…. */
const BEHIND =
  /[\s,，、(（:：]{0,3}(?:[男女](?=[,，、\s)）;；。]|性)|(?:身份证|身份证号|公民身份|证件号|电话|联系电话|手机|手机号|联系方式|微信|住址|家住|家庭住址|现年|今年\d|出生于|\d{1,3}岁)|1[3-9]\d{9}(?!\d)|1[3-9]\d[\s-]\d{4}[\s-]\d{4}|(?:敬|谨|拜|亲笔)上?(?:[\s。]|$))/g;
const TITLED = /(?:先生|女士|小姐|同志|同学|老师|师傅|医生|大夫|护士|律师|教授|警官|法官|阿姨|大爷|大妈|奶奶|爷爷)/g;
const LEFT_EDGE = /(?:^|[^\u3400-\u9fff]|[是叫由给与和及跟向为被把对请让找位名称户民人员者主长属友])$/;

/** Names of persons in a normalised text; may overlap, in no order. */
export function personalNames(text: string): Span[] {
  const spans: Span[] = [];
  const add = (start: number, end: number): void => {
    if (end > start) spans.push({ type: 'name', start, end });
  };
  for (const [pattern, belief] of [
    [LABEL, 'label'],
    [INTRODUCED, 'role'],
    [ROLE, 'weak'],
  ] as const) {
    for (const hit of text.matchAll(pattern)) {
      const from = hit.index + hit[0].length;
      // Behind 本人 and 我是 more often something else follows: the name must be seen to end.
      addList(text, from, belief, /^(?:本人|我是)/.test(hit[0]), add);
    }
  }
  for (const hit of text.matchAll(BEHIND)) addBackwards(text, hit.index, add);
  for (const hit of text.matchAll(TITLED)) addBackwards(text, hit.index, add);
  for (const hit of text.matchAll(TIBETAN)) add(hit.index, hit.index + hit[0].length);
  signatures(text, add);
  dotted(text, add);
  repetitions(text, spans, add);
  return spans;
}

/** A name and those that follow it in a list: 业主张晓明、李静. */
function addList(text: string, from: number, belief: Belief, strict: boolean, add: Add): void {
  let at = from;
  for (let n = 0; n < 20; n++) {
    const end = nameEnd(text, at, n === 0 ? belief : 'weak');
    if (end > 0 && n === 0 && strict && !ends(text, end) && !FOLLOWING.test(text.slice(end, end + 4))) return;
    if (end < 0 || notAName(text.slice(at, end))) return;
    add(at, end);
    const joint = /^\s?(?:[、,，和与及]|以及)\s?/.exec(text.slice(end, end + 4));
    if (!joint) return;
    at = end + joint[0].length;
  }
}

const notAName = (word: string): boolean =>
  NO_NAMES.has(word) ||
  NO_NAMES.has(word.slice(0, 2)) ||
  /(?:匿名|保密|日期|电话|地址|无名|不详|同上|本人|办公)/.test(word);

/** Reads a name that ends right at `end`. */
function addBackwards(text: string, end: number, add: Add): void {
  for (const length of [4, 3, 2]) {
    const start = end - length;
    if (start < 0) continue;
    const compound = COMPOUND_SURNAMES.has(text.slice(start, start + 2));
    if (length === 4 && !compound) continue;
    const given = text.slice(start + (compound && length > 2 ? 2 : 1), end);
    if (!compound && !SURNAMES.has(text.charAt(start))) continue;
    if (PARTICLES.has(text.charAt(start)) || LONG_TITLE.test(given)) continue;
    if (given === '' || [...given].some((unit) => !plausible(unit)) || notAName(text.slice(start, end))) continue;
    if (DOUBTFUL_SURNAMES.has(text.charAt(start)) && !compound && length === 2) continue;
    const left = text.slice(Math.max(0, start - 1), start);
    const compoundLeft = COMPOUND_SURNAMES.has(text.slice(start - 1, start + 1));
    if (compoundLeft || (length < 4 && !LEFT_EDGE.test(left) && !(length === 3 && !compound))) continue;
    if (length === 3 && !LEFT_EDGE.test(left) && DOUBTFUL_SURNAMES.has(text.charAt(start))) continue;
    add(start, end);
    return;
  }
}

/** A line of its own at the end of a letter, or behind its closing words. */
function signatures(text: string, add: Add): void {
  for (const hit of text.matchAll(/(?:此致\s{0,3}敬礼[!！。]?|谢谢[!！。]|敬上|——)\s{0,4}|\n[ \t]{0,20}/g)) {
    const from = hit.index + hit[0].length;
    const line = /^([\u3400-\u9fff]{2,4})\s{0,3}(?:敬上|上|亲笔|\d{4}年|\n|$)/.exec(text.slice(from, from + 12))?.[1];
    if (line === undefined) continue;
    const end = nameEnd(text, from, 'weak');
    if (end === from + line.length && !notAName(line) && (line.length > 2 || !DOUBTFUL_SURNAMES.has(line.charAt(0))))
      add(from, end);
  }
}

/** Dotted names of syllables need no introduction: 古丽娜尔·艾合买提. */
function dotted(text: string, add: Add): void {
  for (const hit of text.matchAll(/[·•‧・]/g)) {
    let start = hit.index;
    while (start > 0 && hit.index - start < 8 && SYLLABLES.has(text.charAt(start - 1))) start -= 1;
    let end = hit.index + 1;
    while (end < text.length && end - hit.index <= 8 && SYLLABLES.has(text.charAt(end))) end += 1;
    if (hit.index - start >= 2 && end - hit.index - 1 >= 2) add(start, end);
  }
}

/** A full name once found is masked wherever it stands again. */
function repetitions(text: string, spans: readonly Span[], add: Add): void {
  const names = new Set<string>();
  for (const { start, end } of spans) if (end - start >= 3 && names.size < 200) names.add(text.slice(start, end));
  if (names.size === 0) return;
  const pattern = new RegExp([...names].map((name) => name.replace(/[.·•‧・]/g, '\\$&')).join('|'), 'g');
  for (const hit of text.matchAll(pattern)) add(hit.index, hit.index + hit[0].length);
}
