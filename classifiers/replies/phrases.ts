/** 空洞说教 and 套话: answers, and sentences of answers, that hold words only. Pure. */
import type { ReplyFinding } from './finding.ts';
import {
  EMPTY,
  abstractWords,
  isConcrete,
  isFormula,
  isHandedOn,
  saysAFact,
  sentencesOf,
  type Sentence,
} from './sentences.ts';

const emptyAt = (start: number, phrase: string): ReplyFinding => ({
  code: 'empty_talk',
  start,
  end: start + phrase.length,
  message: `“${phrase}”没有具体内容。写明哪个单位、什么时间、做了什么，或删去这一句。`,
});

const boilerplateAt = ({ at, text }: Sentence): ReplyFinding => ({
  code: 'boilerplate',
  start: at,
  end: at + text.length,
  message: '全文多半是客套话。先回答群众问的事，再写客套话。',
});

/** Sentences without a number, a time or somebody who acts, that hold an empty phrase: advice on a draft. */
export function emptySentences(text: string): ReplyFinding[] {
  return sentencesOf(text).flatMap((sentence) => {
    if (saysAFact(sentence.text)) return [];
    const [hit] = sentence.text.matchAll(EMPTY);
    return hit ? [emptyAt(sentence.at + hit.index, hit[0])] : [];
  });
}

/** 套话 that make up more than half of a text's sentences: advice on a draft. */
export function mostlyFormulas(text: string): ReplyFinding[] {
  const sentences = sentencesOf(text);
  const formulas = sentences.filter((sentence) => isFormula(sentence.text));
  const [first] = formulas;
  return first && formulas.length * 2 > sentences.length ? [boilerplateAt(first)] : [];
}

/** So many courtesies drown a notice that the letter was handed on to nobody in particular. */
const COURTESIES = 3;
/** What is shorter is a salutation or a date. */
const LEAST_PHRASE = 15;
/** So many words of duty and values make an empty sentence where no set phrase was known. */
const LEAST_ABSTRACT = 2;

/**
 * An answer of which no sentence says anything that could be checked: `boilerplate` where it is courtesies, `empty_talk` where it
 * is phrases of duty. One that says only to whom the letter was handed on is an interim notice, and one that is neither courtesy
 * nor duty may be beside the point: both are left alone.
 */
export function nothingSaid(text: string): ReplyFinding[] {
  const sentences = sentencesOf(text);
  if (sentences.some((sentence) => isConcrete(sentence))) return [];
  const clauses = sentences.flatMap(clausesOf);
  const courtesies = clauses.filter((clause) => isFormula(clause.text));
  const duties = clauses.flatMap(({ text: words, at }) =>
    isFormula(words) ? [] : [...words.matchAll(EMPTY)].slice(0, 1).map((hit) => emptyAt(at + hit.index, hit[0])),
  );
  const rest = sentences.filter((sentence) => !isFormula(sentence.text));
  if (courtesies.length < COURTESIES && rest.some((sentence) => isHandedOn(sentence.text))) return [];
  const [courtesy] = sentences.filter((sentence) => isFormula(sentence.text));
  const [duty] = duties;
  if (courtesy && courtesies.length > duties.length && courtesies.length * 3 >= clauses.length) {
    return [boilerplateAt(courtesy)];
  }
  if (duty) return [duty];
  const [vow] = rest.filter((sentence) => abstractWords(sentence.text) >= LEAST_ABSTRACT);
  if (vow) return [emptyAt(vow.at, vow.text.trimEnd())];
  const [idle] = rest.filter((sentence) => sentence.text.trim().length >= LEAST_PHRASE);
  return !idle && courtesy ? [boilerplateAt(courtesy)] : [];
}

/** The clauses of a sentence that are more than a word, each with its offset in the text. */
const clausesOf = ({ text, at }: Sentence): Sentence[] =>
  [...text.matchAll(/[^，,：:、]{3,}/g)].map((hit) => ({ text: hit[0], at: at + hit.index }));

/** An answer that says nothing in words nobody knows: what is left when neither courtesy, duty nor another matter was found. */
export function nothingCheckable(text: string): ReplyFinding[] {
  const sentences = sentencesOf(text);
  const rest = sentences.filter(({ text: words }) => !isFormula(words) && words.trim().length >= LEAST_PHRASE);
  const [first] = rest;
  if (!first || sentences.some((sentence) => isConcrete(sentence)) || rest.some(({ text: words }) => isHandedOn(words)))
    return [];
  return [emptyAt(first.at, first.text.trimEnd())];
}

/** So many particulars make an answer more than words, whatever its manner. */
const PARTICULARS = 2;
const PARTICULAR =
  /\d+(?:\.\d+)?\s?(?:月|日|元|个|名|处|户|米|时|点|%|万|号|条|年|天|份)|\d{5,}|《|原因|由于|经查|经核|属实|(?:局|镇|乡|街道|公司|部门)(?:已|将|正|会)|(?:移交|转)(?:至|给|由|到)?[^，。]{0,10}(?:局|镇|办|街道|单位|部门)|(?:携带|凭|提交|窗口|网站|官网)/g;

/** Says whose matter it is, or whom to ask: short, and yet an answer. */
const REFERRED =
  /(?:不属于?|不在|超出)[^，。；]{0,16}(?:管辖|职责|范围|权限)|(?:请|建议)(?:您|你)?[^，。；]{0,6}(?:向|到|与)[^，。；]{2,18}(?:咨询|反映|反馈|投诉|联系)/;

const isParticular = (text: string): boolean =>
  (text.match(PARTICULAR) ?? []).length >= PARTICULARS || REFERRED.test(text) || isHandedOn(text);

/** The courtesy that an answer of courtesies begins with, as a finding; none for an answer with particulars. */
export function boilerplateIn(text: string): ReplyFinding[] {
  if (isParticular(text)) return [];
  const sentences = sentencesOf(text);
  const courtesy = sentences.find((sentence) => isFormula(sentence.text)) ?? sentences[0];
  return courtesy ? [boilerplateAt(courtesy)] : [];
}

/** The first phrase of duty in an answer of phrases, or its first sentence; none for an answer with particulars. */
export function emptyIn(text: string): ReplyFinding[] {
  if (isParticular(text)) return [];
  const [hit] = text.matchAll(EMPTY);
  if (hit) return [emptyAt(hit.index, hit[0])];
  const sentences = sentencesOf(text);
  const first = sentences.find((sentence) => !isFormula(sentence.text)) ?? sentences[0];
  return first ? [emptyAt(first.at, first.text.trimEnd())] : [];
}
