/**
 * Advice on a draft, before anybody else reads it: what classifiers/replies finds in its words, what an answer should hold, and personal
 * data, which alone stops a publication. It does not know the question: an answer beside the point is not found here. Pure.
 */
import type { ReplyFinding } from '../../classifiers/replies/finding.ts';
import type { PartCode } from '../../classifiers/replies/learnt/manner.ts';
import { placeOf } from '../../classifiers/replies/missing.ts';
import { MISSING_PART, partsOf } from '../../classifiers/replies/parts.ts';
import { personalData as personalDataIn } from '../../classifiers/replies/personal-data.ts';
import { emptySentences, mostlyFormulas } from '../../classifiers/replies/phrases.ts';
import { sentencesOf } from '../../classifiers/replies/sentences.ts';
import { hostileWords } from '../../classifiers/replies/tone.ts';
import { redact } from '../../classifiers/redaction.ts';
import type { TextFinding } from '../contract/case-detail-views.ts';

/** What is looked at; offsets of findings count in `title + "\n" + body`. */
export interface FindableText {
  title: string;
  body: string;
  nextReleaseAt: Date | null;
  commitments: readonly { what: string }[];
}

/** What is known beside the text. */
export interface FindableMatter {
  /** Whether something was published on this case before. */
  published: boolean;
}

/** Personal data in a text that is to be published. */
export const personalData = (text: string): TextFinding[] =>
  personalDataIn(text, { strict: true }).map((found) => ({ ...found, blocks: true }));

/** Personal data in the words of a promise, which are published too; it stands in no place of the text. */
function promisedData({ commitments }: FindableText): TextFinding[] {
  return commitments
    .filter(({ what }) => personalData(what).length > 0)
    .map(({ what }) => ({
      code: 'leaks_personal_data',
      start: 0,
      end: 0,
      message: `承诺事项“${redact(what).text}”里有个人信息，不能公开。请改写这一项。`,
      blocks: true,
    }));
}

/** Findings on a draft, in the order of the text. An answer without any is not thereby a good one. */
export function textFindings(draft: FindableText, matter: FindableMatter): TextFinding[] {
  const text = `${draft.title}\n${draft.body}`;
  const inBody = [...emptySentences(draft.body), ...mostlyFormulas(draft.body), ...missingParts(draft, matter)];
  const found = [
    ...personalData(text),
    ...promisedData(draft),
    ...hostileWords(text).map((one) => advice(one, 0)),
    ...inBody.map((one) => advice(one, draft.title.length + 1)),
  ];
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

type Found = Omit<ReplyFinding, 'code'> & { code: string };

/** A finding that stops nothing; `from` is where the text it was found in begins. */
const advice = ({ code, start, end, message }: Found, from: number): TextFinding => ({
  code,
  start: from + start,
  end: from + end,
  message,
  blocks: false,
});

/** 成因、解决方案 and a time (高新 三); finished work and a reasoned refusal need no plan and no date. */
function missingParts({ body, nextReleaseAt, commitments }: FindableText, matter: FindableMatter): Found[] {
  const [first] = sentencesOf(body);
  if (!first) return [];
  const { cause, plan, date, done, ruled } = partsOf(body);
  const settled = done || ruled;
  const promised = nextReleaseAt !== null || commitments.length > 0;
  const at = { start: first.at, end: first.at + first.text.trimEnd().length };
  const place = (code: PartCode): { start: number; end: number } => {
    const { at: start, text } = placeOf(code, body);
    return { start, end: start + text.trimEnd().length };
  };
  const found: Found[] = [];
  if (!cause && !ruled) found.push({ code: 'no_cause', ...place('no_cause'), message: MISSING_PART.no_cause });
  if (!settled && !plan) found.push({ code: 'no_plan', ...place('no_plan'), message: MISSING_PART.no_plan });
  if (!settled && !promised && !date)
    found.push({ code: 'no_date', ...place('no_date'), message: MISSING_PART.no_date });
  if (!matter.published && !settled && !promised) {
    const message = '首次发布没有写下次发布的时间。填写下次发布时间，或列出承诺事项。';
    found.push({ code: 'no_next_release', ...at, message });
  }
  return found;
}
