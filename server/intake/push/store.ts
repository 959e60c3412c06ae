/** Tokens as they open the push interface, and the receipts by which a repeated push is answered as the first was. */
import type { Pushed, SourceWarning } from '../../contract/source-views.ts';
import type { Channel } from '../../contract/vocabulary.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { hashText } from '../../platform/events/chain.ts';

/** How long a repeated push is known again. */
const RECEIPT_MS = 7 * 86_400_000;

export interface Holder {
  tokenId: string;
  sourceId: string;
}

/** Whom a token belongs to; null for one that is unknown or was taken back. The work is the same for each. */
export async function holderOf(db: Database, token: string): Promise<Holder | null> {
  const row = await db
    .selectFrom('source_token')
    .select(['id', 'source_id', 'revoked_at'])
    .where('hash', '=', hashText(token))
    .executeTakeFirst();
  return row && !row.revoked_at ? { tokenId: row.id, sourceId: row.source_id } : null;
}

/** Locks the source of a push and marks its token as used; null where the token was taken back meanwhile. */
export async function lockPushed(
  tx: Tx,
  { tokenId, sourceId }: Holder,
  now: Date,
): Promise<{ id: string; channel: Channel; enabled: boolean } | null> {
  const source = await tx
    .selectFrom('source')
    .select(['id', 'channel', 'enabled'])
    .where('id', '=', sourceId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const used = await tx
    .updateTable('source_token')
    .set({ last_used_at: now })
    .where('id', '=', tokenId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return used && source ? source : null;
}

export interface Receipt {
  bodyHash: string;
  answer: unknown;
}

/** What was answered to this key within the last seven days. */
export async function readReceipt(tx: Tx, sourceId: string, key: string, now: Date): Promise<Receipt | null> {
  const row = await tx
    .selectFrom('push_receipt')
    .select(['body_hash as bodyHash', 'answer'])
    .where('source_id', '=', sourceId)
    .where('idempotency_key', '=', key)
    .where('at', '>', new Date(now.getTime() - RECEIPT_MS))
    .executeTakeFirst();
  return row ?? null;
}

/** Keeps the answer; one that has expired and was not swept yet gives way. */
export async function keepReceipt(
  tx: Tx,
  receipt: { sourceId: string; key: string; bodyHash: string; answer: Pushed },
  now: Date,
): Promise<void> {
  const values = { body_hash: receipt.bodyHash, answer: JSON.stringify(receipt.answer), at: now };
  await tx
    .insertInto('push_receipt')
    .values({ source_id: receipt.sourceId, idempotency_key: receipt.key, ...values })
    .onConflict((conflict) => conflict.columns(['source_id', 'idempotency_key']).doUpdateSet(values))
    .execute();
}

/** Removes receipts older than seven days; returns how many. */
export async function sweepReceipts(db: Database, now: Date): Promise<number> {
  const gone = await db
    .deleteFrom('push_receipt')
    .where('at', '<=', new Date(now.getTime() - RECEIPT_MS))
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** Marks that something came in by itself: a push, a form, a file. */
export async function markHeard(
  tx: Database | Tx,
  sourceId: string,
  heard: { fresh: boolean; warnings: SourceWarning[] },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('source')
    .set({
      last_success_at: now,
      last_warnings: JSON.stringify(heard.warnings),
      ...(heard.fresh && { last_item_at: now }),
    })
    .where('id', '=', sourceId)
    .execute();
}
