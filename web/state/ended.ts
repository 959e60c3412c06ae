/** Whether anything is still to be done on a case. Pure. */
import type { CaseView } from '../../server/contract/case-views.ts';
import { ENDED_STATES } from '../../server/contract/vocabulary-case.ts';

type Stated = Pick<CaseView, 'state'>;

export const isEnded = (view: Stated): boolean => ENDED_STATES.includes(view.state);

/** True while something is still to be done on it; closed and merged ones count in no open figure. */
export const isOpen = (view: Stated): boolean => !isEnded(view);
