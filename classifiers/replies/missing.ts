/** The parts an answer lacks, each at the place where it should have stood. */
import type { ReplyFinding } from './finding.ts';
import { lacks, PART_CODES, type PartCode } from './learnt/manner.ts';
import { isPending, MISSING_PART, needsNoParts, partMarks } from './parts.ts';
import { isFormula, sentencesOf, type Sentence } from './sentences.ts';

/** A rule and what was learnt must come to this together. */
const SURE = 0.5;

/** Findings on the parts that an answer to a letter lacks: none for a question answered, finished work, or a reasoned refusal. */
export function missingParts(letter: string, reply: string): ReplyFinding[] {
  if (needsNoParts(letter, reply)) return [];
  const marks = partMarks(letter, reply);
  // Only what is still to come can lack its date.
  const ahead = marks.includes('pending') || marks.includes('in hand');
  const lacking = PART_CODES.filter((code) => (code !== 'no_date' || ahead) && lacks(code, reply, marks) >= SURE);
  return lacking.map((code) => {
    const at = placeOf(code, reply);
    return { code, start: at.at, end: at.at + at.text.trimEnd().length, message: MISSING_PART[code] };
  });
}

/** Where a part should have stood: a cause where the matter is first told, a plan after the last of it, a date to the sentence that promises. */
export function placeOf(code: PartCode, reply: string): Sentence {
  const all = sentencesOf(reply);
  const told = all.filter(({ text }) => !isFormula(text));
  const sentences = told.length > 0 ? told : all;
  const promise = code === 'no_date' ? sentences.find(({ text }) => isPending(text)) : undefined;
  const place = promise ?? (code === 'no_cause' ? sentences[0] : sentences.at(-1));
  return place ?? { text: reply, at: 0 };
}
