/** What may be wrong with an official answer to a citizen, and the shape in which it is said. */

/**
 * 答非所问、空洞说教、生硬冷漠、雷人雷语 (国办发〔2018〕123号), 自说自话 (国办发〔2016〕61号), an answer without 成因、解决方案 (高新 三), reports of
 * meetings in the place of an answer, denials nobody checked, and personal data.
 */
export const REPLY_CODES = [
  'off_topic',
  'empty_talk',
  'boilerplate',
  'no_cause',
  'no_plan',
  'no_date',
  'hostile',
  'leaks_personal_data',
  'unverified_denial',
  'news_not_answer',
] as const;
export type ReplyCode = (typeof REPLY_CODES)[number];

/** One thing to change, with the stretch of the answer it is about (UTF-16 units, `end` exclusive). */
export interface ReplyFinding {
  code: ReplyCode;
  start: number;
  end: number;
  message: string;
}

/** `ok`: nothing found. `review`: something is missing. `improper`: it should not go out like this. A person decides. */
export type ReplyVerdict = 'ok' | 'review' | 'improper';

const MISSING: readonly ReplyCode[] = ['no_cause', 'no_plan', 'no_date'];

/** The verdict that the findings on one answer come to. */
export function verdictOf(findings: readonly ReplyFinding[]): ReplyVerdict {
  if (findings.length === 0) return 'ok';
  return findings.every(({ code }) => MISSING.includes(code)) ? 'review' : 'improper';
}
