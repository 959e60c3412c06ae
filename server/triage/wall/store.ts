/** To whom an item is closed because it accuses them (信访工作条例 第三十条), and what the live channel shows of it. */
import { THE_PROGRAM } from '../../access/scope.ts';
import type { DenialRow } from '../../access/viewer.ts';
import type { ItemView } from '../../contract/views.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { waitingItemsOf } from '../store.ts';

/**
 * Those of the given items that wait, whoever asks. For the live channel alone, which shows one only to whom `denialsOf`
 * leaves it (see mayReadItem).
 */
export async function waitingViews(db: Database, ids: readonly string[]): Promise<Map<string, ItemView>> {
  return new Map((await waitingItemsOf(db, THE_PROGRAM, ids)).map((view) => [view.id, view]));
}

/** To whom each of the given items is closed; an entry for every id. */
export async function denialsOf(db: Database, ids: readonly string[]): Promise<Map<string, DenialRow[]>> {
  const denials = new Map<string, DenialRow[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return denials;
  const rows = await db
    .selectFrom('item_denial')
    .select(['item_id', 'unit_id', 'account_id'])
    .where('item_id', 'in', [...ids])
    .execute();
  for (const { item_id, unit_id, account_id } of rows) denials.get(item_id)?.push({ unit_id, account_id });
  return denials;
}

/** Opens an item again to those it had been closed to. */
export async function liftDenials(tx: Tx, itemId: string): Promise<void> {
  await tx.deleteFrom('item_denial').where('item_id', '=', itemId).execute();
}

/** Closes an item to units, with all they direct, and to persons. */
export async function denyItem(
  tx: Tx,
  itemId: string,
  who: { units: readonly string[]; accounts: readonly string[] },
  now: Date,
): Promise<void> {
  const rows = [
    ...who.units.map((unit_id) => ({ unit_id, account_id: null })),
    ...who.accounts.map((account_id) => ({ unit_id: null, account_id })),
  ];
  if (rows.length === 0) return;
  await tx
    .insertInto('item_denial')
    .values(rows.map((row) => ({ ...row, item_id: itemId, at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
