import { MASK } from '../server/contract/vocabulary.ts';
import { nameWeight } from './given-names.ts';
import { normalise } from './normalise.ts';
import { PLAIN_SURNAMES } from './person-lexicon.ts';
import { cueAt, nameEndBefore } from './redaction-cues.ts';
import type { Belief } from './redaction-cues.ts';
import {
  COMPOUND_SURNAMES,
  DOUBTFUL_SURNAMES,
  FOLLOWING,
  NO_NAMES,
  PARTICLES,
  RARE_SURNAMES,
  SURNAMES,
  SYLLABLES,
} from './redaction-lexicon.ts';
import { givenNames } from './redaction-given.ts';
import { minorityNames } from './redaction-minority.ts';
import { ends, LONG_TITLE, nameEnd, plausible, possible, spacedEnd, TITLE } from './redaction-name-end.ts';
import type { Span } from './redaction-numbers.ts';
import { judgeNames } from './redaction/judge.ts';
import type { RuledNames } from './redaction/name-features.ts';
import { dictionaryKind, segment } from './segment.ts';

/*
 * A name is believed where something introduces it: a label (姓名:), an introduction (我叫, 本人), a role (业主, 患者),
 * a title behind it, or a number of its bearer behind it. Alone in a sentence three characters prove nothing.
 */

const FOLDED_MASK = normalise(MASK);

type Add = (start: number, end: number) => void;

const LEFT_EDGE = /(?:^|[^\u3400-\u9fff]|[是叫由给与和及跟向为被把对请让找位名称户民人员者主长属友问诉到和谢])$/;

/** Names of persons in a normalised text, in no order; each stretch that could be one is judged by what is learnt. */
export function personalNames(text: string): Span[] {
  return judgeNames(text, ruledNames(text));
}

/** How far from a mask a stretch reads otherwise than it did before. */
const REACH = 32;

/** The same for a text that was read before it was masked: only what stands near a mask is judged again. */
export function uncoveredNames(text: string): Span[] {
  const near = new Uint8Array(text.length);
  for (let at = text.indexOf(FOLDED_MASK); at >= 0; at = text.indexOf(FOLDED_MASK, at + 1)) {
    near.fill(1, Math.max(0, at - REACH), at + REACH);
  }
  return judgeNames(text, ruledNames(text), (at) => near[at] === 1);
}

/** Those only that something introduces: a few words that somebody looks for are no running text. */
export function introducedNames(text: string): Span[] {
  return [...ruledNames(text).spans];
}

/** Names that something introduces, and what introduces them. */
export function ruledNames(text: string): RuledNames {
  const spans: Span[] = [];
  const add = (start: number, end: number): void => {
    if (end > start) spans.push({ type: 'name', start, end });
  };
  const cues = new Map<number, string>();
  const told = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    const cue = cueAt(text, at);
    if (cue) {
      // Behind 本人 and 我是 more often something else follows: the name must be seen to end.
      const strict = cue.belief === 'weak' && (cue.word === '本人' || cue.word === '我是');
      if (cues.get(cue.end) !== 'label') cues.set(cue.end, strict ? 'self' : cue.belief);
      // 哈萨克族学生叶尔肯: of two roles the nearer one has the name.
      if (cue.belief === 'label' || cueAt(text, cue.end) === null) addList(text, cue.end, cue.belief, strict, add);
    }
    const end = nameEndBefore(text, at);
    if (end > 0) {
      told.add(end);
      addBackwards(text, end, add);
    }
  }
  const first = spans.length;
  minorityNames(text, add);
  dotted(text, add);
  givenNames(text, add);
  const certain = [...spans.slice(first), ...spans.slice(0, first).filter((span) => !isJudged(text, span))];
  const last = spans.length;
  signatures(text, add);
  certain.push(...spans.slice(last).filter(({ start, end }) => text.slice(start, end).includes(' ')));
  for (const { start, end } of [...spans]) addListed(text, start, end, add);
  repetitions(text, spans, add);
  const ruled = new Map<number, number>();
  for (const { start, end } of spans) if (end > (ruled.get(start) ?? 0)) ruled.set(start, end);
  return { spans, certain, cues, told, ruled };
}

/** Whether a stretch has the form that is judged: a Han surname and one or two characters. */
function isJudged(text: string, { start, end }: Span): boolean {
  const name = text.slice(start, end);
  if (!/^[\u3400-\u9fff]{2,4}$/.test(name)) return false;
  if (COMPOUND_SURNAMES.has(name.slice(0, 2)) && name.length > 2) return true;
  return name.length < 4 && (SURNAMES.has(name.charAt(0)) || RARE_SURNAMES.has(name.charAt(0)));
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

const LISTED_BEHIND = /[、,，]([\u3400-\u9fff]{2,3})(?=[、,，。;；)）\s]|等|$)/y;
const LISTED_BEFORE = /(?:^|[、,，:：。\s(（])([\u3400-\u9fff]{2,3})[、,，]$/;

/** What stands in one list with a name and reads as one: 韦俊杰、蓝天明. */
function addListed(text: string, start: number, end: number, add: Add): void {
  LISTED_BEHIND.lastIndex = end;
  for (
    let hit = LISTED_BEHIND.exec(text);
    hit && isListed(hit[1] ?? '', text.charAt(end));
    hit = LISTED_BEHIND.exec(text)
  ) {
    const from = hit.index + 1;
    add(from, from + (hit[1]?.length ?? 0));
    LISTED_BEHIND.lastIndex = from + (hit[1]?.length ?? 0);
  }
  const before = LISTED_BEFORE.exec(text.slice(Math.max(0, start - 5), start));
  if (before && isListed(before[1] ?? '', text.charAt(start - 1))) add(start - 1 - (before[1]?.length ?? 0), start - 1);
}

/** No word of the language, and none that begins with the surname. */
const isUnknown = (item: string): boolean =>
  [...item.slice(1)].every(possible) &&
  !TITLE.test(item.slice(1)) &&
  (segment(item)[0]?.length === 1 || dictionaryKind(item) !== 'common') &&
  !NO_NAMES.has(item.slice(0, 2)) &&
  (item.length === 2 || segment(item)[0]?.length !== 2);

/** A comma parts clauses too: behind it only three characters are a name, and none that begin as a word. */
function isListed(item: string, mark: string): boolean {
  if (item.charAt(1) === '家' && nameWeight(item, 2) < 2) return false;
  if (!SURNAMES.has(item.charAt(0)) && !RARE_SURNAMES.has(item.charAt(0))) return false;
  if (mark === '、' && PLAIN_SURNAMES.has(item.charAt(0))) return isUnknown(item);
  if (![...item.slice(1)].every(plausible) || NO_NAMES.has(item) || TITLE.test(item.slice(1))) return false;
  if (mark === '、') return item.length === 3 || (!DOUBTFUL_SURNAMES.has(item.charAt(0)) && nameWeight(item, 1) > 0);
  return item.length === 3 && !NO_NAMES.has(item.slice(0, 2)) && nameWeight(item, 1) + nameWeight(item, 2) >= 2;
}

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
    // 向舒畅同学学习: a preposition and a name of two.
    if (length === 3 && /[向于和同给从]/.test(text.charAt(start)) && readsBack(text, start + 1, end)) continue;
    if (length === 3 && !LEFT_EDGE.test(left) && DOUBTFUL_SURNAMES.has(text.charAt(start))) continue;
    add(start, end);
    return;
  }
}

const readsBack = (text: string, start: number, end: number): boolean =>
  SURNAMES.has(text.charAt(start)) && plausible(text.charAt(start + 1)) && end - start === 2;

const NUMBER_BEHIND = /^\s{1,4}(?:1[3-9]\d|电话|手机|0\d{2})/;

/** 鄭 淑 芬 13822223333: a spaced name at a line's beginning, told by the number behind it. */
function spacedAtLine(text: string, from: number, add: Add): void {
  const end = spacedEnd(text, from);
  if (end > 0 && NUMBER_BEHIND.test(text.slice(end, end + 8))) add(from, end);
}

/** A line of its own at the end of a letter, or behind its closing words. */
function signatures(text: string, add: Add): void {
  spacedAtLine(text, 0, add);
  for (const hit of text.matchAll(/(?:此致\s{0,3}敬礼[!！。]?|谢谢[!！。]|敬上|——)\s{0,4}|\n[ \t]{0,20}/g)) {
    const from = hit.index + hit[0].length;
    spacedAtLine(text, from, add);
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
    // 玛依拉·艾尔肯女士: the last part may end in a rarer syllable.
    const behind = PART_BEHIND.exec(text.slice(hit.index + 1, hit.index + 8))?.[1] ?? '';
    if (behind.startsWith(text.slice(hit.index + 1, end))) end = Math.max(end, hit.index + 1 + behind.length);
    const told = PART_TOLD.exec(text.slice(end - 1, end + 3));
    if (told && end - hit.index > 3) end -= 1;
    if (hit.index - start >= 2 && end - hit.index - 1 >= 2) add(start, end);
    else foreign(text, hit.index, add);
  }
}

const PART_BEFORE = /(?:^|[^\u3400-\u9fff]|[族民人员户叫是友生])([\u3400-\u9fff]{2,4})$/;
const PART_BEHIND =
  /^([\u3400-\u9fff]{2,4}?)(?=[^\u3400-\u9fff]|$|的|反映|咨询|来电|家|说|称|在|被|先生|女士|同志|老师|同学)/;

/** 沙依提一家: the number belongs to what follows. */
const PART_TOLD = /^一(?:家|行|户|直|人)/;

/** 拉齐尼·巴依卡: two parts around a dot, most of them syllables of such names. */
function foreign(text: string, dot: number, add: Add): void {
  const before = PART_BEFORE.exec(text.slice(Math.max(0, dot - 5), dot))?.[1];
  const behind = PART_BEHIND.exec(text.slice(dot + 1, dot + 8))?.[1];
  if (before === undefined || behind === undefined) return;
  const both = [...(before + behind)];
  if (both.filter((unit) => SYLLABLES.has(unit)).length * 3 < both.length * 2) return;
  add(dot - before.length, dot + 1 + behind.length);
}

/** A full name once found is masked wherever it stands again. */
function repetitions(text: string, spans: readonly Span[], add: Add): void {
  const names = new Set<string>();
  for (const { start, end } of spans) {
    const name = text.slice(start, end);
    const telling = name.length >= 3 || (PLAIN_SURNAMES.has(name.charAt(0)) && dictionaryKind(name) !== 'common');
    if (telling && names.size < 200) names.add(name);
  }
  if (names.size === 0) return;
  const pattern = new RegExp([...names].map((name) => name.replace(/[.·•‧・]/g, '\\$&')).join('|'), 'g');
  for (const hit of text.matchAll(pattern)) add(hit.index, hit.index + hit[0].length);
}
