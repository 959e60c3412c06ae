/** Items and audience of cases that are merged or split. For use under the locks of the cases concerned. */
import { scopedItems, THE_PROGRAM } from '../../access/scope.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Tx } from '../../platform/database.ts';

/** All items of a case, by id. */
export async function itemsOf(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await scopedItems(tx, THE_PROGRAM).select('item.id').where('case_id', '=', caseId).execute();
  return rows.map((row) => row.id);
}

/** Those of the items that are in the case and that the viewer may see. */
export async function itemsSeen(tx: Tx, viewer: Viewer, caseId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await scopedItems(tx, viewer)
    .select('item.id')
    .where('case_id', '=', caseId)
    .where('item.id', 'in', [...ids])
    .execute();
  return rows.map((row) => row.id);
}

/** Moves items from one case to another: all of them, or those named. */
export async function moveItems(tx: Tx, from: string, to: string, ids?: readonly string[]): Promise<void> {
  let update = tx.updateTable('item').set({ case_id: to }).where('case_id', '=', from);
  if (ids) update = update.where('id', 'in', [...ids]);
  await update.execute();
}

/** Copies who a case is open and closed to; rows already there stay. */
export async function copyAudience(
  tx: Tx,
  from: string,
  to: string,
  effects: readonly ('grant' | 'deny')[],
  now: Date,
): Promise<void> {
  const rows = await tx
    .selectFrom('case_audience')
    .select(['unit_id', 'account_id', 'effect'])
    .where('case_id', '=', from)
    .where('effect', 'in', [...effects])
    .execute();
  if (rows.length === 0) return;
  await tx
    .insertInto('case_audience')
    .values(rows.map((row) => ({ ...row, case_id: to, at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Units a case is open to. */
export async function grantedUnits(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('case_audience')
    .select('unit_id')
    .where('case_id', '=', caseId)
    .where('effect', '=', 'grant')
    .execute();
  return rows.flatMap((row) => (row.unit_id ? [row.unit_id] : []));
}
