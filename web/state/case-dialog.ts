/** Which dialog of the case page is open, and on what. */
import type { CaseDetail, PublicationView } from '../../server/contract/case-detail-views.ts';
import type { SignalView } from '../../server/contract/case-views.ts';
import type { CaseAct } from './case-acts.ts';

export type CaseDialog =
  | { kind: CaseAct }
  | { kind: 'urge' | 'supervise'; signal: SignalView }
  | { kind: 'signal-lift'; signal: SignalView }
  | { kind: 'signal' | 'withdraw'; publication: PublicationView }
  | { kind: 'compare' }
  | { kind: 'items' };

/** What every dialog of an act is given: the case as it stands, its number and title in one line, and how to send. */
export interface ActProps {
  detail: CaseDetail;
  about: string;
  held: boolean;
  send: (name: string, body: unknown) => Promise<void>;
  onclose: () => void;
}
