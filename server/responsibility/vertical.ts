/**
 * Matters of vertically managed bodies (税务、海关、气象、烟草), told by the text: they have no subject of their own, and
 * 国办发〔2016〕61号 一 gives them to that body, with the office one level up coordinating.
 */
import type { Subject, Vertical } from '../contract/vocabulary.ts';
import { VERTICAL_IDS } from '../contract/vocabulary.ts';
import { LANDMARK } from './bodies.ts';

interface VerticalTerms {
  /** The body itself. */
  body: string;
  /** Its business; counts only where no other subject is clear. */
  business: string;
  /** Subjects that do not contradict it. */
  near: readonly Subject[];
}

const TERMS: Readonly<Record<Vertical, VerticalTerms>> = {
  tax: {
    body: '税务(?:分)?局|税务(?:部门|机关|所|大厅|窗口|人员)|办税(?:服务)?(?:大?厅|窗口)|电子税务局|国税局|地税局',
    business: '个人所得税|个税|增值税|契税|纳税|缴税|报税|退税|完税|开(?:不出)?发票|偷税|漏税|逃税',
    near: ['finance_tax'],
  },
  customs: {
    // 上海关于 holds the letters of 海关 and speaks of none.
    body: '(?<!上)海关(?!于|注|心|怀|闭|停|系)',
    business: '报关|清关|通关手续|出入境检验检疫',
    near: ['commerce'],
  },
  meteorology: {
    body: '气象(?:局|部门)|气象(?:站|台)',
    business: '天气预报|人工增雨|人工降雨|气象服务',
    near: ['emergency_management', 'agriculture_rural'],
  },
  tobacco: {
    body: '烟草(?:专卖)?(?:局|部门)|烟草公司|烟草专卖(?!法)',
    business: '烟草(?:专卖|零售)?许可证?|烟草证|卷烟零售|假烟',
    near: ['market_regulation', 'commerce'],
  },
};

/** 据气象台消息, 税务局通报: a source or a passer-by, not what the matter is about. */
const AS_SOURCE = /(?:据|根据|按照|经)[^,，。;；]{0,6}$/;
const SPEAKS = /^[^的,，。;；]{0,3}(?:消息|预报|预计|监测|数据|提醒|提示|发布|通报|统计|介绍)/;
const NOT = /(?:不是|并非|与|和|跟|不关|不找)[^,，。;；]{0,3}$/;
const UNRELATED = /^[^,，。;；]{0,4}(?:无关|没关系|没有关系)/;

function meant(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 10), start);
  const after = text.slice(end, end + 10);
  if (UNRELATED.test(after)) return false;
  if (/(?:不是|并非)[^,，。;；]{0,3}$/.test(before)) return false;
  return !(AS_SOURCE.test(before) || (SPEAKS.test(after) && !NOT.test(before)));
}

const anyOf = (pattern: string): RegExp => new RegExp(`(?:${pattern})${LANDMARK}`, 'g');
const PATTERNS = VERTICAL_IDS.map((vertical) => {
  const { body, business, near } = TERMS[vertical];
  return { vertical, body: anyOf(body), business: anyOf(business), near };
});

const mentions = (text: string, pattern: RegExp): RegExpExecArray[] =>
  [...text.matchAll(pattern)].filter((match) => meant(text, match.index, match.index + match[0].length));

/** A body named in passing, late and once, in a matter of another subject is not what the matter is about. */
const OPENING = 60;

export interface VerticalMatter {
  vertical: Vertical;
  /** The words that say so. */
  term: string;
  /** Subjects that belong to the matter itself and need no department beside it. */
  near: readonly Subject[];
}

/**
 * The vertical body a text is about, or null. A body's name decides, unless the matter is clearly another's; words of its business
 * only where the subject is one of its own.
 */
export function verticalMatter(text: string, subject: Subject | null): VerticalMatter | null {
  for (const { vertical, body, near } of PATTERNS) {
    const found = mentions(text, body);
    const [first] = found;
    const fits = subject === null || near.includes(subject);
    if (first && (fits || found.length > 1 || first.index < OPENING)) return { vertical, term: first[0], near };
  }
  if (subject === null) return null;
  for (const { vertical, business, near } of PATTERNS) {
    const [first] = near.includes(subject) ? mentions(text, business) : [];
    if (first) return { vertical, term: first[0], near };
  }
  return null;
}
