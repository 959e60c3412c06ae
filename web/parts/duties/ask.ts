/** What is asked of the matrix: which dialog stands open, and about what. */
import type { CellPlace } from '../../state/duties.ts';

export type DutyAsk =
  | { what: 'cell'; place: CellPlace }
  | { what: 'precedent'; place: CellPlace }
  | { what: 'add-unit' }
  | { what: 'change-unit'; unit: string }
  | { what: 'dissolve-unit'; unit: string }
  | { what: 'import' };
