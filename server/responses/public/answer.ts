/** A published answer as the public sees it; pure. */
import { blocksOf } from '../../contract/headings.ts';
import type { Disposition, PublicationState, Rating } from '../../contract/vocabulary-case.ts';
import type { Subject } from '../../contract/vocabulary.ts';

export interface PublicCommitment {
  what: string;
  dueAt: Date;
  keptAt: Date | null;
}

export interface PublicAnswer {
  id: string;
  number: string;
  title: string;
  body: string;
  unitName: string;
  publishedAt: Date;
  state: PublicationState;
  subject: Subject | null;
  dispositions: readonly Disposition[];
  nextReleaseAt: Date | null;
  /** Number of the answer that corrects this one, and of the one this corrects. */
  correctedBy: string | null;
  corrects: string | null;
  withdrawal: { at: Date; reason: string; approvers: readonly string[] } | null;
  commitments: readonly PublicCommitment[];
  ratings: Readonly<Record<Rating, number>>;
  /** Others of the same case, oldest first: number, title, time. */
  siblings: readonly { number: string; title: string; publishedAt: Date; state: PublicationState }[];
}

/** 类型: what kind of answer a reader has before them. */
export const ANSWER_KINDS = {
  statement: '情况说明',
  refute: '辟谣',
  adopt: '采纳情况',
  progress: '续报',
  correction: '更正',
} as const;
export type AnswerKind = keyof typeof ANSWER_KINDS;
export const ANSWER_KIND_IDS = Object.keys(ANSWER_KINDS) as AnswerKind[];

/** 更正 of an earlier one; 辟谣 and 采纳情况 by the disposition it serves; a later release of a case is a 续报. */
export function kindOf(answer: Pick<PublicAnswer, 'dispositions' | 'siblings' | 'number' | 'corrects'>): AnswerKind {
  if (answer.corrects !== null) return 'correction';
  if (answer.dispositions.includes('refute')) return 'refute';
  if (answer.dispositions.includes('adopt')) return 'adopt';
  const first = answer.siblings[0];
  return first && first.number !== answer.number ? 'progress' : 'statement';
}

/** The first words, for lists and feeds: whole sentences up to about `length` characters. */
export function summaryOf(body: string, length = 120): string {
  const text = blocksOf(body)
    .filter((block) => !block.heading)
    .map((block) => block.text)
    .join('');
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const end = Math.max(cut.lastIndexOf('。'), cut.lastIndexOf('；'));
  return end > length / 3 ? cut.slice(0, end + 1) : `${cut}…`;
}

/** 承诺 in one line: how many of how many were kept. */
export function keptWords(commitments: readonly PublicCommitment[]): string {
  const kept = commitments.filter((one) => one.keptAt !== null).length;
  if (kept === commitments.length) return `${kept} 项全部兑现`;
  return `已兑现 ${kept} / ${commitments.length} 项`;
}
