/** What closing still lacks, from the rows of a case; pure. The rule itself is responses/closing.ts. */
import { ENDED_STATES, type CaseState, type Disposition, type ResponseState } from '../../contract/vocabulary-case.ts';
import type { AssignmentRole } from '../../contract/vocabulary.ts';
import { lacking, type ClosingFacts, type DispositionFacts } from '../../responses/closing.ts';
import type { ClockRow } from '../clock-view.ts';

interface DispositionRow {
  kind: Disposition;
  publication_id: string | null;
  receipt: string | null;
  not_unlawful_reason: string | null;
}

export interface ClosingRows {
  assignments: readonly { role: AssignmentRole; accepted_at: Date | null }[];
  publications: ClosingFacts['publications'];
  dispositions: readonly DispositionRow[];
  commitments: readonly { what: string; kept_at: Date | null }[];
  answers: readonly { number: number; state: ResponseState }[];
  clocks: readonly Pick<ClockRow, 'kind' | 'due_at' | 'stopped_at'>[];
  returnPending: boolean;
  extensionPending: boolean;
}

export const dispositionFacts = (row: DispositionRow): DispositionFacts => ({
  kind: row.kind,
  publicationId: row.publication_id,
  receipt: row.receipt,
  notUnlawfulReason: row.not_unlawful_reason,
});

/** Everything closing still lacks, in words. A case that has ended lacks nothing. */
export function lackingToClose(state: CaseState, rows: ClosingRows): string[] {
  if (ENDED_STATES.includes(state)) return [];
  const lead = rows.assignments.find((one) => one.role === 'lead');
  return lacking({
    lead: lead ? { acceptedAt: lead.accepted_at } : null,
    publications: rows.publications,
    dispositions: rows.dispositions.map(dispositionFacts),
    commitments: rows.commitments.map(({ what, kept_at }) => ({ what, keptAt: kept_at })),
    answers: [...rows.answers].sort((one, other) => one.number - other.number),
    returnPending: rows.returnPending,
    extensionPending: rows.extensionPending,
    nextReleases: rows.clocks.flatMap(({ kind, due_at, stopped_at }) =>
      kind === 'next_release' && stopped_at === null && due_at ? [due_at] : [],
    ),
  });
}
