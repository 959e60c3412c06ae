/** An answer being written: its fields, how they become a request, and how unsent words outlive the page; pure. */
import type { SaveDraft } from '../../server/contract/case-requests.ts';
import type { DraftView, PublicationView, ResponseView } from '../../server/contract/case-detail-views.ts';
import type { UnitRef } from '../../server/contract/views.ts';
import type { Disposition } from '../../server/contract/vocabulary-case.ts';
import { instantOf, localTime } from './local-time.ts';

export interface DraftFields {
  title: string;
  body: string;
  /** Local wall-clock time of China, `2026-03-13T09:00`, as the field gives it; empty: none. */
  nextReleaseAt: string;
  commitments: { what: string; dueAt: string }[];
  dispositions: { kind: Disposition; paragraph: number | null }[];
  countersign: UnitRef[];
}

export const EMPTY_FIELDS: DraftFields = {
  title: '',
  body: '',
  nextReleaseAt: '',
  commitments: [],
  dispositions: [],
  countersign: [],
};

/** The fields of a saved draft. */
export function fieldsOf(draft: DraftView | null, response: ResponseView | null): DraftFields {
  if (!draft) return { ...EMPTY_FIELDS, countersign: response?.countersign ?? [] };
  return {
    title: draft.title,
    body: draft.body,
    nextReleaseAt: localTime(draft.nextReleaseAt),
    commitments: draft.commitments.map(({ what, dueAt }) => ({ what, dueAt: localTime(dueAt) })),
    dispositions: draft.dispositions.map(({ kind, paragraph }) => ({ kind, paragraph })),
    countersign: response?.countersign ?? [],
  };
}

/** A correction begins with what was published. */
export function correctionOf(publication: PublicationView): DraftFields {
  return { ...EMPTY_FIELDS, title: publication.title, body: publication.body };
}

/** The same words: nothing to send. */
export const sameFields = (a: DraftFields, b: DraftFields): boolean =>
  JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));

const ordered = (fields: DraftFields) => [
  fields.title,
  fields.body,
  fields.nextReleaseAt,
  fields.commitments.map(({ what, dueAt }) => [what, dueAt]),
  fields.dispositions.map(({ kind, paragraph }) => [kind, paragraph]),
  fields.countersign.map(({ id }) => id),
];

export type Trouble = 'title' | 'body' | 'commitment' | 'commitment_time' | 'disposition';

/** What keeps the draft from being saved; empty where nothing does. */
export function troublesOf(fields: DraftFields): Trouble[] {
  const found: Trouble[] = [];
  if (fields.title.trim().length < 2) found.push('title');
  if (fields.body.trim() === '') found.push('body');
  if (fields.commitments.some((one) => one.what.trim().length < 2)) found.push('commitment');
  if (fields.commitments.some((one) => instantOf(one.dueAt) === null)) found.push('commitment_time');
  if (fields.dispositions.some((one) => one.paragraph === null || one.paragraph < 1)) found.push('disposition');
  return found;
}

/** The request that saves; call only where nothing troubles it. */
export function requestOf(
  fields: DraftFields,
  base: { responseId: string | null; n: number; corrects: string | null },
): SaveDraft {
  return {
    ...base,
    title: fields.title,
    body: fields.body,
    nextReleaseAt: instantOf(fields.nextReleaseAt),
    commitments: fields.commitments.flatMap(({ what, dueAt }) => {
      const at = instantOf(dueAt);
      return at ? [{ what, dueAt: at }] : [];
    }),
    dispositions: fields.dispositions.flatMap(({ kind, paragraph }) => (paragraph ? [{ kind, paragraph }] : [])),
    countersign: fields.countersign.map(({ id }) => id),
  };
}

/** What is kept in this browser while it isn't sent. */
export interface Kept {
  fields: DraftFields;
  /** The version it was edited from. */
  n: number;
  corrects: string | null;
  at: number;
}

/** One place a person, a case and an answer (`new` before the first saving). */
export const keptKey = (userId: string, caseId: string, responseId: string | null): string =>
  `draft:${userId}:${caseId}:${responseId ?? 'new'}`;

/** Reads what was kept; null where there is none or it can't be read. */
export function readKept(text: string | null): Kept | null {
  if (text === null) return null;
  try {
    const kept = JSON.parse(text) as Partial<Kept> | null;
    if (typeof kept?.fields?.body !== 'string' || typeof kept.n !== 'number') return null;
    const { fields, n, corrects = null, at = 0 } = kept;
    return { fields: { ...EMPTY_FIELDS, ...fields }, n, corrects, at };
  } catch {
    return null;
  }
}
