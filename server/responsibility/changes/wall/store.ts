/** The wall as rows, looked at anew where the directory changes: whom cases, items and sealed transfers are closed to. */
import { sql } from 'kysely';
import { ENDED_STATES } from '../../../contract/vocabulary-case.ts';
import { scopedCases, scopedTransfers, THE_PROGRAM } from '../../../access/scope.ts';
import type { Database, Tx } from '../../../platform/database.ts';

/** Units that each case is closed to, by case, ended ones too. */
export async function deniedByCase(tx: Tx): Promise<Map<string, string[]>> {
  const rows = await tx
    .selectFrom('case_audience')
    .select(['case_id as of', 'unit_id'])
    .where('effect', '=', 'deny')
    .where('unit_id', 'is not', null)
    .orderBy('case_id')
    .execute();
  return grouped(rows);
}

/** Units that each item is closed to, by item. */
export async function deniedByItem(tx: Tx): Promise<Map<string, string[]>> {
  const rows = await tx
    .selectFrom('item_denial')
    .select(['item_id as of', 'unit_id'])
    .where('unit_id', 'is not', null)
    .orderBy('item_id')
    .execute();
  return grouped(rows);
}

function grouped(rows: readonly { of: string; unit_id: string | null }[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { of, unit_id } of rows) if (unit_id !== null) groups.set(of, [...(groups.get(of) ?? []), unit_id]);
  return groups;
}

/** The accounts of each of these units, by unit, disabled ones too: they may be enabled again elsewhere. */
export async function peopleOf(db: Database | Tx, unitIds: readonly string[]): Promise<Map<string, string[]>> {
  if (unitIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('account')
    .select(['id', 'unit_id'])
    .where('unit_id', 'in', [...unitIds])
    .orderBy('id')
    .execute();
  return new Map(unitIds.map((unit) => [unit, rows.flatMap((row) => (row.unit_id === unit ? [row.id] : []))]));
}

/** Open cases that are closed to somebody's unit: the wall is looked at anew after a change of the directory. */
export async function walledCases(tx: Tx): Promise<string[]> {
  const found = await scopedCases(tx, THE_PROGRAM)
    .innerJoin('case_audience', 'case_audience.case_id', 'case.id')
    .select('case.id')
    .distinct()
    .where('case_audience.effect', '=', 'deny')
    .where('case_audience.unit_id', 'is not', null)
    .where('case.state', 'not in', [...ENDED_STATES])
    .orderBy('case.id')
    .execute();
  return found.map((row) => row.id);
}

export interface WaitingTransfer {
  id: string;
  itemId: string;
  receiver: string;
  /** Units the item is closed to. */
  denied: string[];
}

/** Transfers that no body has signed for yet. */
export async function waitingTransfers(tx: Tx): Promise<WaitingTransfer[]> {
  const found = await scopedTransfers(tx, THE_PROGRAM)
    .leftJoin('item_denial', 'item_denial.item_id', 'transfer.item_id')
    .select(['transfer.id', 'transfer.item_id', 'transfer.receiver'])
    .select(
      sql<string[]>`coalesce(array_agg(item_denial.unit_id) filter (where item_denial.unit_id is not null), '{}')`.as(
        'denied',
      ),
    )
    .where('transfer.received_at', 'is', null)
    .groupBy(['transfer.id', 'transfer.item_id', 'transfer.receiver'])
    .execute();
  return found.map((row) => ({ id: row.id, itemId: row.item_id, receiver: row.receiver, denied: row.denied }));
}

/** Gives a transfer nobody has signed for to another body. */
export async function redirectTransfer(tx: Tx, id: string, receiver: string): Promise<void> {
  await tx.updateTable('transfer').set({ receiver }).where('id', '=', id).execute();
}
