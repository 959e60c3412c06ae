/** Which dialog of the desk is open, and on what. */
import type { CaseDetail, CommitmentView } from '../../server/contract/case-views.ts';

export type DeskDialog =
  | { kind: 'return' }
  | { kind: 'extend' }
  | { kind: 'entry' }
  | { kind: 'edit' }
  | { kind: 'keep'; commitment: CommitmentView }
  | { kind: 'urge'; urge: CaseDetail['urges'][number] };
