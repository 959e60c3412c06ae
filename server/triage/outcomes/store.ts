/** Rows of 关注 and 点对点答复. */
import { sql } from 'kysely';
import { scopedDirectReplies, scopedItems, THE_PROGRAM, type Asker } from '../../access/scope.ts';
import type { ItemDetail } from '../../contract/views.ts';
import type { Database, Tx } from '../../platform/database.ts';

const RELEASED_AT_ONCE = 200;

/** Puts watched items whose review is due back into the queue, to be judged by then; returns their ids. */
export async function releaseDue(tx: Tx, judgeBy: Date, now: Date): Promise<string[]> {
  const due = await scopedItems(tx, THE_PROGRAM)
    .select('item.id')
    .where('item.state', '=', 'watched')
    .where('item.review_at', '<=', now)
    .orderBy('item.review_at')
    .limit(RELEASED_AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute();
  const ids = due.map((row) => row.id).sort();
  if (ids.length === 0) return [];
  await tx
    .updateTable('item')
    .set({ state: 'judged', needs_human: true, judge_by: judgeBy, version: sql`version + 1` })
    .where('id', 'in', ids)
    .execute();
  return ids;
}

export interface Reply {
  itemId: string;
  body: string;
  textHash: string;
  consent: boolean;
  accountId: string;
}

/** Keeps the reply to the writer. */
export async function storeReply(tx: Tx, reply: Reply, now: Date): Promise<void> {
  const { itemId, body, textHash, consent, accountId } = reply;
  await tx
    .insertInto('direct_reply')
    .values({ item_id: itemId, body, text_hash: textHash, consent, account_id: accountId, at: now })
    .execute();
}

/** The reply to the writer of an item, or null where there is none or the asker may not see the item. */
export async function readReply(db: Database, asker: Asker, itemId: string): Promise<ItemDetail['reply']> {
  const row = await scopedDirectReplies(db, asker)
    .innerJoin('account', 'account.id', 'direct_reply.account_id')
    .select(['direct_reply.body', 'direct_reply.consent', 'account.display_name', 'direct_reply.at'])
    .where('direct_reply.item_id', '=', itemId)
    .executeTakeFirst();
  if (!row) return null;
  return { body: row.body, consent: row.consent, byName: row.display_name, at: row.at.toISOString() };
}
