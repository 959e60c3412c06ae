/** What of the open case is in sight, and which dialog is open on what. */
import type { CaseDetail, CommitmentView } from '../../server/contract/case-detail-views.ts';

export type DeskDialog =
  | { kind: 'return' }
  | { kind: 'extend' }
  | { kind: 'entry' }
  | { kind: 'edit' }
  | { kind: 'discard' }
  | { kind: 'keep'; commitment: CommitmentView }
  | { kind: 'urge'; urge: CaseDetail['urges'][number] };

/** Sends an act of the open case; `words` say it is done. */
export type DeskSend = (name: string, body: unknown, words: string) => Promise<void>;

/** What the open case holds, in the order of its tabs. */
export const CASE_CONTENTS = ['matter', 'entries', 'answer', 'published'] as const;
export type CaseContent = (typeof CASE_CONTENTS)[number];
