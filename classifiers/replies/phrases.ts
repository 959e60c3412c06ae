/** 空洞说教 and 套话: answers, and sentences of answers, that hold words only. Pure. */
import type { ReplyFinding } from './finding.ts';
import { EMPTY, isConcrete, isFormula, isHandedOn, saysAFact, sentencesOf, type Sentence } from './sentences.ts';

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

/** So many sentences of courtesy drown a notice that the letter was handed on to nobody in particular. */
const COURTESIES = 3;
/** What is shorter is a salutation or a date. */
const LEAST_PHRASE = 15;

/**
 * An answer of which no sentence says anything that could be checked: `boilerplate` where it is courtesies, `empty_talk` where it
 * is phrases of duty. One that says only to whom the letter was handed on is an interim notice, and left alone.
 */
export function nothingSaid(text: string): ReplyFinding[] {
  const sentences = sentencesOf(text);
  if (sentences.some((sentence) => isConcrete(sentence))) return [];
  const formulas = sentences.filter((sentence) => isFormula(sentence.text));
  const phrases = sentences.flatMap(({ text: words, at }) =>
    [...words.matchAll(EMPTY)].map((hit) => emptyAt(at + hit.index, hit[0])),
  );
  const rest = sentences.filter((sentence) => !isFormula(sentence.text));
  if (formulas.length < COURTESIES && rest.some((sentence) => isHandedOn(sentence.text))) return [];
  const [phrase] = phrases;
  const [formula] = formulas;
  if (formula && formulas.length * 2 > sentences.length && phrases.length < formulas.length - 1) {
    return [boilerplateAt(formula)];
  }
  const [empty] = rest.filter((sentence) => sentence.text.trim().length >= LEAST_PHRASE);
  if (phrase) return [phrase];
  return empty ? [emptyAt(empty.at, empty.text)] : formula ? [boilerplateAt(formula)] : [];
}
