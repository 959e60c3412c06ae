import type { IncidentGrade } from '../server/contract/vocabulary.ts';
import { normalise } from './normalise.ts';
import { NUMERAL_PATTERN, parseNumeral } from './numerals.ts';
import type { Evidence } from './verdict.ts';

/** An incident grade read from a text, with the words it was read from (`supports`: severity, or missing). */
export interface Severity {
  grade: IncidentGrade;
  evidence: Evidence[];
}

type Quantity = 'deaths' | 'injuries' | 'loss' | 'magnitude' | 'missing';

/** A number stated in the text; `value` counts persons, yuan, or degrees of magnitude. */
interface Stated {
  quantity: Quantity;
  value: number;
  start: number;
  end: number;
}

/** 生产安全事故报告和调查处理条例 第三条 ("以上" includes the number); magnitudes by the product's design (P). Worst first. */
const THRESHOLDS: Readonly<Record<Exclude<Quantity, 'missing'>, readonly (readonly [number, IncidentGrade])[]>> = {
  deaths: [[30, 'extreme'], [10, 'major'], [3, 'large']],
  injuries: [[100, 'extreme'], [50, 'major'], [10, 'large']],
  loss: [[1e8, 'extreme'], [5e7, 'major'], [1e7, 'large']],
  magnitude: [[7, 'extreme'], [6, 'major'], [5, 'large']],
}; // prettier-ignore
const ORDER: readonly IncidentGrade[] = ['general', 'large', 'major', 'extreme'];

const N = `(${NUMERAL_PATTERN})`;
const ABOUT =
  '(?:由[^,。]{1,6}?(?=[升增]|上升)|从[^,。]{1,6}?(?=[升增]|上升)|约|近|超过|超|逾|达到|达|已达|至少|不少于|为|升至|增至|上升至|上升到|增加到|升到|已有|有|共|累计|已致|:)*';
const PERSONS = '(?:人|名|位|例|口|具)';
/** What may stand between a number and what befell those persons: no other number, nothing that says they live. */
const WHO =
  '(?:(?!无|未|没|获救|生还|脱险|受伤|轻伤|被判|[一二两三四五六七八九十百]+(?:人|名|死|伤))[^,。;!?、\\n\\d]){0,12}?';
const DEAD =
  '(?:死亡|遇难|身亡|丧生|罹难|殒命|丧命|溺亡|溺水身亡|窒息死亡|遇害|牺牲|不治|死(?!伤|里|者|亡|因|刑|缓|角|机|心|党|灰))';
const HURT = '(?:重伤|受重伤|伤势(?:较|严|危)?重|伤情(?:危|严)重|病危|生命垂危|危重|急性(?:工业)?中毒)';
const MISSING = '(?:失联|失踪|下落不明)';

const PATTERNS: readonly { quantity: Quantity; pattern: RegExp }[] = [
  { quantity: 'deaths', pattern: new RegExp(`${N}${PERSONS}?${WHO}(?:不幸|当场|全部|先后|已经|已|均|经抢救无效|抢救无效|因公|确认)*${DEAD}`, 'g') },
  { quantity: 'deaths', pattern: new RegExp(`(?:死亡人数|遇难人数|遇难者人数|死者|遇难者|死亡|遇难|身亡|丧生|罹难)(?:人数)?${ABOUT}${N}${PERSONS}`, 'g') },
  { quantity: 'deaths', pattern: new RegExp(`(?:死亡人数|遇难人数|遇难者)(?:已)?${ABOUT}${N}`, 'g') },
  { quantity: 'deaths', pattern: new RegExp(`夺(?:走|去)(?:了)?${N}(?:人|条)`, 'g') },
  { quantity: 'deaths', pattern: new RegExp(`${N}(?:具遗体|具尸体|条人命|条生命)`, 'g') },
  { quantity: 'injuries', pattern: new RegExp(`${N}${PERSONS}?${WHO}${HURT}`, 'g') },
  { quantity: 'injuries', pattern: new RegExp(`(?:重伤|危重)(?:者|人数)?${ABOUT}${N}${PERSONS}`, 'g') },
  { quantity: 'loss', pattern: new RegExp(`(?:直接)?(?:经济|财产)损失(?:约|超过|超|逾|近|高达|达到|达|已达|为|共计|共|合计|预计|估计|初步|人民币|:)*${N}(?:元|人民币)`, 'g') },
  { quantity: 'loss', pattern: new RegExp(`损失(?:了)?${N}元`, 'g') },
  { quantity: 'magnitude', pattern: new RegExp('(?:里氏)?(\\d{1,2}(?:\\.\\d)?)级(?:左右)?(?:的)?(?:强烈|破坏性|浅源)?(?:地震|强震|大地震|余震)', 'g') },
  { quantity: 'magnitude', pattern: new RegExp('(?:里氏|震级(?:为|达|约|:)?|地震[^。\\n]{0,12}?里氏)(\\d{1,2}(?:\\.\\d)?)级?', 'g') },
  { quantity: 'missing', pattern: new RegExp(`${N}${PERSONS}?${WHO}${MISSING}`, 'g') },
  { quantity: 'missing', pattern: new RegExp(`${MISSING}(?:人数)?${ABOUT}${N}${PERSONS}`, 'g') },
]; // prettier-ignore

/** Sentences about another time or about no real event at all do not count. */
const ELSEWHEN = /演练|演习|预案|模拟|假设|周年|历史上|曾经发生|若|如果|推演/;
/** Dead and missing given in one sum: how many are dead is not stated. */
const MIXED = /(?:死亡|遇难)(?:和|或|、|及)?(?:失踪|失联)/;
const FURTHER = /另有|另外|另|又有|抢救无效/;

/**
 * Grades an emergency by the numbers its text states: deaths, grave injuries, direct loss, an earthquake's
 * magnitude; the worst decides. Missing persons are named in the evidence and not counted; light or unqualified
 * injuries do not count. `general` where nothing graver is stated. Only for texts judged to be emergencies.
 */
export function gradeSeverity(source: string): Severity {
  const stated = statedNumbers(normalise(source));
  let grade: IncidentGrade = 'general';
  for (const { quantity, value } of worstPerQuantity(stated)) {
    const found = quantity === 'missing' ? undefined : THRESHOLDS[quantity].find(([least]) => value >= least)?.[1];
    if (found !== undefined && ORDER.indexOf(found) > ORDER.indexOf(grade)) grade = found;
  }
  const evidence = stated.slice(0, 6).map(({ start, end, quantity }) => ({
    start,
    end,
    term: source.slice(start, end),
    supports: quantity === 'missing' ? 'missing' : 'severity',
  }));
  return { grade, evidence };
}

interface Total {
  quantity: Quantity;
  value: number;
}

/** Within one sentence a further toll is added ("2人死亡,另有1人抢救无效死亡"); between sentences the largest counts. */
function worstPerQuantity(stated: readonly (Stated & { sentence?: number; further?: boolean })[]): Total[] {
  const worst = new Map<Quantity, number>();
  const bySentence = new Map<string, number>();
  for (const { quantity, value, sentence = 0, further = false } of stated) {
    const key = `${sentence} ${quantity}`;
    const before = bySentence.get(key) ?? 0;
    const sum = further && before > 0 ? before + value : Math.max(before, value);
    bySentence.set(key, sum);
    worst.set(quantity, Math.max(worst.get(quantity) ?? 0, sum));
  }
  return [...worst].map(([quantity, value]) => ({ quantity, value }));
}

function statedNumbers(text: string): (Stated & { sentence: number; further: boolean })[] {
  const found: (Stated & { sentence: number; further: boolean })[] = [];
  let offset = 0;
  for (const [sentence, part] of text.split(/(?<=[。!?\n])/).entries()) {
    if (!ELSEWHEN.test(part)) {
      for (const stated of inSentence(part)) {
        const lead = part.slice(Math.max(0, stated.start - 6), stated.end);
        const further = FURTHER.test(lead);
        found.push({ ...stated, start: stated.start + offset, end: stated.end + offset, sentence, further });
      }
    }
    offset += part.length;
  }
  return found;
}

/** Longer stretches without a full stop are read no further: no report states its toll so late. */
const SENTENCE_LIMIT = 2000;

function inSentence(sentence: string): Stated[] {
  const part = sentence.slice(0, SENTENCE_LIMIT);
  const found: Stated[] = [...familyDeaths(part)];
  for (const { quantity, pattern } of PATTERNS) {
    for (const match of part.matchAll(pattern)) {
      const value = parseNumeral(match[1] ?? '');
      const { index: start } = match;
      const end = start + match[0].length;
      if (value === null || (quantity === 'magnitude' && value > 9.9) || isYear(match[1] ?? '', value)) continue;
      if (quantity !== 'missing' && isDenied(part, match[0], start, end)) continue;
      if (found.some((f) => f.quantity === quantity && f.start < end && start < f.end)) continue;
      const near = /近$/.test(part.slice(0, start)) || /近/.test(match[0].slice(0, match[0].indexOf(match[1] ?? '')));
      found.push({ quantity, value: near ? value * 0.999 : value, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const isYear = (written: string, value: number): boolean => /^\d{4}$/.test(written) && value >= 1900 && value <= 2100;

/** "无3人以上死亡", "未造成人员死亡", and sums of dead and missing. */
function isDenied(part: string, matched: string, start: number, end: number): boolean {
  if (/(?:无|没有|未造成|未致|并未)[^,。]{0,3}$/.test(part.slice(Math.max(0, start - 6), start))) return true;
  return MIXED.test(matched + part.slice(end, end + 4)) || MIXED.test(part.slice(Math.max(0, start - 5), end));
}

/** "一家五口遇难", "夫妻双双身亡". */
function familyDeaths(part: string): Stated[] {
  const found: Stated[] = [];
  for (const match of part.matchAll(new RegExp(`一家([二两三四五六七八九十]|\\d{1,2})口[^,。]{0,6}?${DEAD}`, 'g'))) {
    const value = parseNumeral(match[1] ?? '');
    if (value !== null)
      found.push({ quantity: 'deaths', value, start: match.index, end: match.index + match[0].length });
  }
  return found;
}
