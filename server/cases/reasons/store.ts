/** The reasons people give for what they do to a case. Events carry their hashes; the words stand here and can be destroyed. */
import { scopedReasons, type Asker } from '../../access/scope.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';

/** Keeps a reason and returns its hash, as events name it. The same words on one case are kept once. */
export async function keepReason(
  by: { tx: Tx; viewer: { accountId: string }; now: Date },
  caseId: string,
  words: string,
): Promise<string> {
  const { tx, viewer, now } = by;
  const body = cleanText(words);
  const text_hash = hashText(body);
  await tx
    .insertInto('reason')
    .values({ case_id: caseId, text_hash, body, account_id: viewer.accountId, at: now })
    .onConflict((conflict) => conflict.columns(['case_id', 'text_hash']).doNothing())
    .execute();
  return text_hash;
}

/** The reasons of a case by their hashes, as far as the asker may see it. */
export async function reasonsOf(db: Database | Tx, asker: Asker, caseId: string): Promise<Map<string, string>> {
  const rows = await scopedReasons(db, asker)
    .select(['text_hash', 'body'])
    .where('reason.case_id', '=', caseId)
    .execute();
  return new Map(rows.map((row) => [row.text_hash, row.body]));
}
