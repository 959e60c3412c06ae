/** Both sides of a return counted alike: 误派 against who dispatched, and only a return ruled unfounded against the unit. */
import type { Fairness } from '../contract/accountability-views.ts';
import { displayNames } from '../access/store.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Organisation } from '../organisation/model.ts';
import { unitNames } from '../organisation/unit-names.ts';
import type { Database } from '../platform/database.ts';
import { ruledReturns } from './leads/store.ts';

/** Counts over the cases the viewer may see, the most first. */
export async function readFairness(db: Database, organisation: Organisation, viewer: Viewer): Promise<Fairness> {
  const rows = await ruledReturns(db, viewer);
  const misDispatches = countBy(rows.filter((row) => row.ruling === 'upheld').map((row) => row.dispatched_by));
  const unfounded = countBy(rows.filter((row) => row.ruling === 'unfounded').map((row) => row.unit_id));
  const names = await displayNames(
    db,
    misDispatches.map(([id]) => id),
  );
  const { unitRef } = unitNames(organisation);
  return {
    dispatchers: misDispatches.map(([id, n]) => ({ name: names.get(id) ?? '', misDispatches: n })),
    units: unfounded.map(([id, n]) => ({ unit: unitRef(id), unfoundedReturns: n })),
  };
}

function countBy(ids: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}
