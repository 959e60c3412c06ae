/**
 * 办结: what closing still lacks. A case closes when each disposition has its evidence (延州办发〔2018〕15号 第二十一条) and every
 * promise is kept, never because nobody speaks of it any more. Pure.
 */
import { DISPOSITIONS, type ClockKind, type Disposition, type ResponseState } from '../contract/vocabulary-case.ts';
import type { AssignmentRole } from '../contract/vocabulary.ts';
import { minuteInWords } from '../rules/china-time.ts';

/** The facts closing is judged by, as plain rows. */
export interface ClosingFacts {
  /** Null where nobody leads. */
  lead: { acceptedAt: Date | null } | null;
  publications: readonly { id: string; state: 'current' | 'corrected' | 'withdrawn' }[];
  dispositions: readonly DispositionFacts[];
  commitments: readonly { what: string; keptAt: Date | null }[];
  answers: readonly { number: number; state: ResponseState }[];
  /** A return, an extension that waits for its decision. */
  returnPending: boolean;
  extensionPending: boolean;
  /** Due instants of promised releases that did not come yet. */
  nextReleases: readonly Date[];
}

export interface DispositionFacts {
  kind: Disposition;
  publicationId: string | null;
  receipt: string | null;
  notUnlawfulReason: string | null;
}

/** What is stored of a disposition's evidence. */
export interface DispositionRow {
  kind: Disposition;
  publication_id: string | null;
  receipt: string | null;
  not_unlawful_reason: string | null;
}

/** The stored rows of a case that closing is judged by. */
export interface ClosingRows {
  assignments: readonly { role: AssignmentRole; accepted_at: Date | null }[];
  publications: ClosingFacts['publications'];
  dispositions: readonly DispositionRow[];
  commitments: readonly { what: string; kept_at: Date | null }[];
  answers: ClosingFacts['answers'];
  clocks: readonly { kind: ClockKind; due_at: Date | null; stopped_at: Date | null }[];
  returnPending: boolean;
  extensionPending: boolean;
}

export const dispositionFacts = (row: DispositionRow): DispositionFacts => ({
  kind: row.kind,
  publicationId: row.publication_id,
  receipt: row.receipt,
  notUnlawfulReason: row.not_unlawful_reason,
});

/** The facts that the rows tell. */
export function closingFacts({
  assignments,
  dispositions,
  commitments,
  answers,
  clocks,
  ...rest
}: ClosingRows): ClosingFacts {
  const lead = assignments.find((one) => one.role === 'lead');
  return {
    publications: rest.publications,
    returnPending: rest.returnPending,
    extensionPending: rest.extensionPending,
    lead: lead ? { acceptedAt: lead.accepted_at } : null,
    dispositions: dispositions.map(dispositionFacts),
    commitments: commitments.map(({ what, kept_at }) => ({ what, keptAt: kept_at })),
    answers: [...answers].sort((one, other) => one.number - other.number),
    nextReleases: clocks.flatMap(({ kind, due_at, stopped_at }) =>
      kind === 'next_release' && stopped_at === null && due_at ? [due_at] : [],
    ),
  };
}

/** Whether a disposition's publication still stands. */
const isPublished = (one: DispositionFacts, publications: ClosingFacts['publications']): boolean =>
  publications.some(({ id, state }) => id === one.publicationId && state === 'current');

/** 虚假不实: handed over, or signed as not unlawful. */
const isHandedOver = (one: DispositionFacts): boolean => one.receipt !== null || one.notUnlawfulReason !== null;

/** Whether a disposition has all the evidence it needs; 回应并依法移交 needs both the publication and the hand-over. */
export const isMet = (one: DispositionFacts, publications: ClosingFacts['publications']): boolean =>
  isPublished(one, publications) && (one.kind !== 'refute' || isHandedOver(one));

/** Everything closing still lacks, one sentence each; empty where the case may be closed. */
export function lacking(facts: ClosingFacts): string[] {
  return [
    ...(facts.lead?.acceptedAt ? [] : ['牵头单位还没有签收。']),
    ...(facts.returnPending ? ['退回还没有裁定。'] : []),
    ...(facts.extensionPending ? ['延期申请还没有答复。'] : []),
    ...(facts.publications.some((one) => one.state === 'current') ? [] : ['还没有现行的公开回应。']),
    ...facts.answers.filter(isOpen).map((one) => `回应 ${one.number} 还在办，没有发布。`),
    ...(facts.dispositions.length > 0 ? [] : ['还没有确定处置方式。']),
    ...facts.dispositions.flatMap((one) => lackingOf(one, facts.publications)),
    ...facts.commitments.filter((one) => one.keptAt === null).map((one) => `承诺还没有兑现：${one.what}。`),
    ...facts.nextReleases.map((dueAt) => `说好的下次发布还没有发出：${minuteInWords(dueAt)}。`),
  ];
}

const isOpen = (one: { state: ResponseState }): boolean => one.state !== 'published' && one.state !== 'discarded';

function lackingOf(one: DispositionFacts, publications: ClosingFacts['publications']): string[] {
  const name = `处置方式“${DISPOSITIONS[one.kind].zh}”`;
  return [
    ...(isPublished(one, publications) ? [] : [`${name}还没有公开的回应作依据。`]),
    ...(one.kind !== 'refute' || isHandedOver(one) ? [] : [`${name}还缺移交回执，或经签字的不移交理由。`]),
  ];
}
