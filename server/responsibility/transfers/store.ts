/** Rows of transfers (移送): written once, read by the receiving body alone. */
import { scopedItems, scopedTransfers, THE_PROGRAM } from '../../access/scope.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { TransferView } from '../../contract/accountability-views.ts';
import type { Organisation } from '../../organisation/model.ts';
import type { Database, Tx } from '../../platform/database.ts';

/** An item to hand over: to whom, by which rule, and why. */
export interface HandOver {
  itemId: string;
  receiver: string;
  rule: string;
  clause: string;
  reason: string;
  /** Null where the program hands it over by itself. */
  accountId: string | null;
}

export async function storeTransfer(tx: Tx, transfer: HandOver & { id: string }, now: Date): Promise<void> {
  const { id, itemId, receiver, rule, clause, reason, accountId } = transfer;
  await tx
    .insertInto('transfer')
    .values({ id, item_id: itemId, receiver, rule, clause, reason, account_id: accountId, at: now })
    .execute();
}

/** What was handed over to the viewer's body, newest first, each with its masked text; `id` for one alone. */
export async function transfersFor(
  db: Database | Tx,
  organisation: Organisation,
  viewer: Viewer,
  id?: string,
): Promise<TransferView[]> {
  const rows = await scopedTransfers(db, viewer)
    .leftJoin('account as signer', 'signer.id', 'transfer.received_by')
    .select([
      'transfer.id',
      'transfer.item_id',
      'transfer.receiver',
      'transfer.rule',
      'transfer.clause',
      'transfer.reason',
      'transfer.at',
      'transfer.receipt',
      'transfer.received_at',
      'signer.display_name as signer_name',
    ])
    .$if(id !== undefined, (query) => query.where('transfer.id', '=', id ?? ''))
    .orderBy('transfer.at', 'desc')
    .orderBy('transfer.id')
    .execute();
  const texts = await textsOf(
    db,
    rows.map((row) => row.item_id),
  );
  return rows.map((row) => ({
    id: row.id,
    itemId: row.item_id,
    receiver: { id: row.receiver, name: organisation.unit(row.receiver)?.name ?? row.receiver },
    title: texts.get(row.item_id)?.title ?? '',
    text: texts.get(row.item_id)?.body ?? '',
    rule: row.rule,
    clause: row.clause,
    reason: row.reason,
    at: row.at.toISOString(),
    receipt:
      row.receipt !== null && row.received_at
        ? { number: row.receipt, byName: row.signer_name ?? '', at: row.received_at.toISOString() }
        : null,
  }));
}

/** Masked texts of items whose transfer the asker may see: no other right opens a sealed item. */
async function textsOf(
  db: Database | Tx,
  itemIds: readonly string[],
): Promise<Map<string, { title: string; body: string }>> {
  if (itemIds.length === 0) return new Map();
  const rows = await scopedItems(db, THE_PROGRAM)
    .select(['item.id', 'item.title', 'item.body'])
    .where('item.id', 'in', [...itemIds])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export interface LockedTransfer {
  id: string;
  item_id: string;
  received_at: Date | null;
}

/** Locks a transfer for its receipt, or null where the viewer may not see it. */
export async function lockTransfer(tx: Tx, viewer: Viewer, id: string): Promise<LockedTransfer | null> {
  const row = await scopedTransfers(tx, viewer)
    .select(['transfer.id', 'transfer.item_id', 'transfer.received_at'])
    .where('transfer.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function setReceived(tx: Tx, id: string, number: string, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('transfer')
    .set({ receipt: number, received_by: accountId, received_at: now })
    .where('id', '=', id)
    .execute();
}
