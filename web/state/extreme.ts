/** Which matters are 特别重大; pure. */
import type { CaseView } from '../../server/contract/case-views.ts';
import { isOpen } from './ended.ts';

type Graded = Pick<CaseView, 'opinionGrade' | 'incidentGrade' | 'incidentConfirmed'>;

/** By the grade of opinion, or by a confirmed grade of the incident. */
export const isExtreme = ({ opinionGrade, incidentGrade, incidentConfirmed }: Graded): boolean =>
  opinionGrade === 'extreme' || (incidentConfirmed && incidentGrade === 'extreme');

/** Open ones, the newest first. */
export const extremeCases = (cases: Iterable<CaseView>): CaseView[] =>
  [...cases]
    .filter((view) => isOpen(view) && isExtreme(view))
    .sort((a, b) => b.openedAt.localeCompare(a.openedAt) || a.id.localeCompare(b.id));
