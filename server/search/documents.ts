/** What of a thing can be found: its own words, masked; pure. What may be shown of whom it comes from is not part of it. */
import { redact } from '../../classifiers/redaction.ts';
import type { SearchKind } from '../contract/search-views.ts';
import { SUBJECTS, type Subject } from '../contract/vocabulary.ts';

export interface Document {
  kind: SearchKind;
  thing: string;
  /** The case it is or belongs to; null for an item, whose case may change. */
  caseId: string | null;
  itemId: string | null;
  title: string;
  body: string;
  at: Date;
}

/** Items are stored masked; what people of offices write is masked here, since nobody is to be found by it. */
const masked = (text: string): string => redact(text).text;

export function itemDocument(row: { id: string; title: string; body: string; detected_at: Date }): Document {
  const { id, title, body } = row;
  return { kind: 'item', thing: id, caseId: null, itemId: id, title, body, at: row.detected_at };
}

export interface CaseWords {
  id: string;
  number: string;
  title: string;
  subject: Subject | null;
  territoryName: string | null;
  lead: string | null;
  supporting: readonly string[];
  commitments: readonly string[];
  /** Number and title of each case that went into it. */
  absorbed: readonly string[];
  openedAt: Date;
}

export function caseDocument(words: CaseWords): Document {
  const parts = [
    words.number,
    words.territoryName,
    words.subject && SUBJECTS[words.subject].zh,
    words.lead && `${words.lead}牵头`,
    words.supporting.length > 0 && `${words.supporting.join('、')}配合`,
    ...words.commitments.map((what) => `承诺：${masked(what)}`),
    ...words.absorbed.map((one) => `并入：${masked(one)}`),
  ];
  const body = parts.filter(Boolean).join(' · ');
  const { id } = words;
  return { kind: 'case', thing: id, caseId: id, itemId: null, title: masked(words.title), body, at: words.openedAt };
}

export function responseDocument(row: {
  id: string;
  case_id: string;
  title: string;
  body: string;
  published_at: Date;
}): Document {
  const { id, title, body } = row;
  return {
    kind: 'response',
    thing: id,
    caseId: row.case_id,
    itemId: null,
    title: masked(title),
    body: masked(body),
    at: row.published_at,
  };
}

/** A finding or measure has no title of its own. */
export function entryDocument(row: {
  id: string;
  case_id: string;
  body: string;
  evidence: string | null;
  at: Date;
}): Document {
  const body = masked([row.body, row.evidence].filter(Boolean).join('\n'));
  return { kind: 'entry', thing: row.id, caseId: row.case_id, itemId: null, title: '', body, at: row.at };
}
