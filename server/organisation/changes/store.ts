/** The dated changes that hold. */
import type { Database, Tx } from '../../platform/database.ts';
import { changesSchema, type Change } from './change.ts';

/** All changes that have come to hold, in the order in which they did. */
export async function effectiveChanges(db: Database | Tx): Promise<Change[]> {
  const sets = await db
    .selectFrom('change_set')
    .select('changes')
    .where('state', '=', 'effective')
    .orderBy('effective_version')
    .execute();
  return sets.flatMap((set) => changesSchema.parse(set.changes));
}
