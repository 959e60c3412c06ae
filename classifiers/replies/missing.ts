/** The parts an answer lacks, each at the place where it should have stood. */
import type { ReplyFinding } from './finding.ts';
import { isRefuted } from './denial.ts';
import { lacks, PART_CODES, type PartCode } from './learnt/manner.ts';
import {
  isAhead,
  isBeingLookedInto,
  isPending,
  MISSING_PART,
  needsNoParts,
  partMarks,
  partsOf,
  statesDay,
} from './parts.ts';
import { isFormula, sentencesOf, type Sentence } from './sentences.ts';

/** A rule and what was learnt must come to this together. */
const SURE = 0.5;
/** The same where something is done and something else still to come: what is done may be all that was asked for. */
const SURE_THOUGH_DONE = 0.6;

/** Findings on the parts that an answer to a letter lacks: none for a question answered, finished work, or a reasoned refusal. */
export function missingParts(letter: string, reply: string): ReplyFinding[] {
  if (needsNoParts(letter, reply) || isRefuted(reply)) return [];
  const marks = partMarks(letter, reply);
  const sure = partsOf(reply).done ? SURE_THOUGH_DONE : SURE;
  // Only what is still to come can lack its date.
  const dated = statesDay(reply) || !isAhead(reply);
  const known: Record<PartCode, boolean> = { no_cause: isBeingLookedInto(reply), no_plan: false, no_date: dated };
  const lacking = PART_CODES.filter((code) => !known[code] && lacks(code, reply, marks) >= sure);
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
