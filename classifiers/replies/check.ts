/**
 * Reads an official answer beside the letter it answers: what is wrong with it, where, and what to change. What is wrong with the
 * whole comes alone (beside the point, a report, courtesies, phrases); what is missing is asked only of an answer that is one.
 * The program gives advice: whether an answer is improper a person says.
 */
import { besideThePoint } from './about.ts';
import { unverifiedDenials } from './denial.ts';
import { verdictOf, type ReplyFinding, type ReplyVerdict } from './finding.ts';
import { newsInsteadOfAnswer } from './news.ts';
import { MISSING_PART, missingFrom } from './parts.ts';
import { personalData } from './personal-data.ts';
import { nothingSaid } from './phrases.ts';
import { sentencesOf } from './sentences.ts';
import { hostileWords } from './tone.ts';

/** What `checkReply` gives: a verdict, and findings in the order of the answer. */
export interface CheckedReply {
  verdict: ReplyVerdict;
  findings: ReplyFinding[];
}

/** Checks an answer (`reply`) to a letter (`letter`: title and text). Offsets count UTF-16 units of the answer. Never throws. */
export function checkReply(letter: string, reply: string): CheckedReply {
  const said = [...personalData(reply), ...hostileWords(reply), ...unverifiedDenials(reply)];
  const answerable = said.every(({ code }) => code === 'leaks_personal_data');
  const whole = answerable
    ? firstOf(
        () => newsInsteadOfAnswer(reply),
        () => nothingSaid(reply),
        () => besideThePoint(letter, reply),
      )
    : [];
  const answers = answerable && whole.length === 0;
  const findings = [...said, ...whole, ...(answers ? missingParts(letter, reply) : [])];
  findings.sort((a, b) => a.start - b.start || a.end - b.end);
  return { verdict: verdictOf(findings), findings };
}

function firstOf(...rules: (() => ReplyFinding[])[]): ReplyFinding[] {
  for (const rule of rules) {
    const found = rule();
    if (found.length > 0) return found;
  }
  return [];
}

function missingParts(letter: string, reply: string): ReplyFinding[] {
  const [first] = sentencesOf(reply);
  if (!first) return [];
  const end = first.at + first.text.length;
  return missingFrom(letter, reply).map((code) => ({ code, start: first.at, end, message: MISSING_PART[code] }));
}
