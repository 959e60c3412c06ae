/** RULES 8: searches are logged. Of a refused one only that it was and as what, never its words. */
import { transact, type Database } from '../../platform/database.ts';
import { hashText } from '../../platform/events/chain.ts';
import { append } from '../../platform/events/log.ts';

/** Logs an accepted search and puts it on the record, in one transaction. */
export function logSearch(db: Database, accountId: string, words: string, now: Date): Promise<void> {
  return transact(db, async (tx) => {
    await tx.insertInto('search_log').values({ account_id: accountId, words, at: now }).execute();
    const data = { wordsHash: hashText(words) };
    await append(tx, [
      { stream: `account:${accountId}`, type: 'search_made', data, actor: `account:${accountId}`, at: now },
    ]);
  });
}

/** Logs that a search was refused. */
export async function logRefused(db: Database, accountId: string, refused: string, now: Date): Promise<void> {
  await db.insertInto('search_log').values({ account_id: accountId, words: '', refused, at: now }).execute();
}

/** Which of these names are borne by people who hold an account: they act in office. */
export async function accountNames(db: Database, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await db
    .selectFrom('account')
    .select('display_name')
    .where('enabled', '=', true)
    .where('display_name', 'in', [...names])
    .execute();
  return new Set(rows.map((row) => row.display_name));
}
