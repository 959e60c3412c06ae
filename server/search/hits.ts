/** What a result shows of its thing; pure. */
import type { CaseView } from '../contract/case-views.ts';
import type { Hit } from '../contract/search-views.ts';
import type { ItemView } from '../contract/views.ts';
import {
  ENTRY_KINDS,
  PUBLICATION_STATES,
  type EntryKind,
  type PublicationState,
  type Rating,
} from '../contract/vocabulary-case.ts';
import { ANSWER_KINDS, kindOf } from '../responses/public/answer.ts';
import type { PublicAnswer } from '../responses/public/answer.ts';
import type { Document } from './documents.ts';
import { excerpt, markAll } from './excerpt.ts';
import type { FoundRow } from './store.ts';
import type { Wanted } from './terms.ts';

/** What stands beside the texts of one page of results. */
export interface Beside {
  documents: ReadonlyMap<string, Document>;
  caseViews: ReadonlyMap<string, CaseView>;
  itemViews: ReadonlyMap<string, ItemView>;
  /** Number and title of the cases the results belong to. */
  cases: ReadonlyMap<string, { number: string; title: string }>;
  answers: ReadonlyMap<string, PublishedWords>;
  entries: ReadonlyMap<string, { kind: EntryKind; unitName: string | null }>;
}

export type PublishedWords = Pick<PublicAnswer, 'dispositions' | 'siblings' | 'number' | 'corrects'> & {
  unitName: string;
  state: PublicationState;
  ratings: Readonly<Partial<Record<Rating, number>>>;
};

export const keyOf = (kind: string, thing: string): string => `${kind} ${thing}`;

/** One result, or null where its thing has gone since it was found. */
export function hitOf(row: FoundRow, wanted: readonly Wanted[], beside: Beside): Hit | null {
  const document = beside.documents.get(keyOf(row.kind, row.thing));
  if (!document) return null;
  const ofCase = row.case_id ? beside.cases.get(row.case_id) : undefined;
  return {
    kind: row.kind,
    id: row.thing,
    title: markAll(titleOf(row, document, beside), wanted),
    excerpt: excerpt(document.body, wanted),
    at: row.at.toISOString(),
    caseId: row.case_id,
    caseNumber: ofCase?.number ?? null,
    caseView: row.kind === 'case' ? (beside.caseViews.get(row.thing) ?? null) : null,
    itemView: row.kind === 'item' ? (beside.itemViews.get(row.thing) ?? null) : null,
    about: aboutOf(row, beside),
  };
}

/** An entry has no title of its own: it bears its kind and its case's title. */
function titleOf(row: FoundRow, document: Document, { entries, cases }: Beside): string {
  const entry = row.kind === 'entry' ? entries.get(row.thing) : undefined;
  if (!entry) return document.title;
  const title = row.case_id ? cases.get(row.case_id)?.title : undefined;
  return `${ENTRY_KINDS[entry.kind].zh}：${title ?? ''}`;
}

function aboutOf(row: FoundRow, { answers, entries }: Beside): string | null {
  if (row.kind === 'entry') {
    const entry = entries.get(row.thing);
    return entry ? [entry.unitName, ENTRY_KINDS[entry.kind].zh].filter(Boolean).join(' · ') : null;
  }
  const answer = row.kind === 'response' ? answers.get(row.thing) : undefined;
  if (!answer) return null;
  const state = answer.state === 'current' ? null : PUBLICATION_STATES[answer.state].zh;
  return [answer.unitName, ANSWER_KINDS[kindOf(answer)], state, satisfaction(answer.ratings)]
    .filter(Boolean)
    .join(' · ');
}

/** 满意 71%（214 人）: of those who answered, who said 满意. */
function satisfaction({ satisfied = 0, mostly = 0, dissatisfied = 0 }: PublishedWords['ratings']): string | null {
  const all = satisfied + mostly + dissatisfied;
  return all === 0 ? null : `满意 ${Math.round((satisfied / all) * 100)}%（${all} 人）`;
}
