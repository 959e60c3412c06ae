/**
 * Both sides of a return counted alike: 误派 against who dispatched, and of a unit only what was ruled unfounded; a suggestion that
 * was followed is to its credit. Pure.
 */
import type { DispatcherFigure, UnitFigure } from '../../contract/accountability-views.ts';
import type { DispatchCount, ReturnRow } from './store.ts';

export type Ruled = Pick<ReturnRow, 'dispatched_by' | 'unit_id' | 'suggested_unit' | 'ruling' | 'ruling_lead'>;
export type UnitTally = Record<UnitFigure, number>;
export type DispatcherTally = Record<DispatcherFigure, number>;

/** Whether a return counts for a figure of its unit. */
export const UNIT_COUNTS: Readonly<Record<Exclude<UnitFigure, 'received'>, (row: Ruled) => boolean>> = {
  returned: () => true,
  upheld: ({ ruling }) => ruling === 'upheld',
  unfounded: ({ ruling }) => ruling === 'unfounded',
  joint: ({ ruling }) => ruling === 'joint',
  rightly: ({ ruling, suggested_unit, ruling_lead }) =>
    (ruling === 'upheld' || ruling === 'joint') && suggested_unit !== null && suggested_unit === ruling_lead,
};

/** Whether a return counts against who dispatched. */
export const isMisDispatch = ({ ruling }: Ruled): boolean => ruling === 'upheld';

export interface Tally {
  dispatchers: ReadonlyMap<string, DispatcherTally>;
  units: ReadonlyMap<string, UnitTally>;
}

const noneOfUnit = (): UnitTally => ({ received: 0, returned: 0, upheld: 0, unfounded: 0, joint: 0, rightly: 0 });
const noneOfDispatcher = (): DispatcherTally => ({ dispatched: 0, misDispatches: 0 });

function at<T>(tallies: Map<string, T>, id: string, none: () => T): T {
  const tally = tallies.get(id) ?? none();
  tallies.set(id, tally);
  return tally;
}

/** Counts dispatches and the returns of them. */
export function tally(dispatches: readonly DispatchCount[], returns: readonly Ruled[]): Tally {
  const dispatchers = new Map<string, DispatcherTally>();
  const units = new Map<string, UnitTally>();
  for (const { dispatched_by, unit_id, n } of dispatches) {
    at(dispatchers, dispatched_by, noneOfDispatcher).dispatched += n;
    at(units, unit_id, noneOfUnit).received += n;
  }
  for (const row of returns) {
    if (isMisDispatch(row)) at(dispatchers, row.dispatched_by, noneOfDispatcher).misDispatches += 1;
    const unit = at(units, row.unit_id, noneOfUnit);
    for (const figure of Object.keys(UNIT_COUNTS) as (keyof typeof UNIT_COUNTS)[])
      if (UNIT_COUNTS[figure](row)) unit[figure] += 1;
  }
  return { dispatchers, units };
}
