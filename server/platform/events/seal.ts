/**
 * The hourly seal: an event that hashes every head moved since the last seal, so that cut tails and missing streams are found.
 * Its digest is chained through the seals and carries a keyed MAC: whoever rewrites the log cannot seal it again.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { transact, type Database, type Tx } from '../database.ts';
import type { Keys } from '../keys.ts';
import { PROGRAM, type EventData } from './catalogue.ts';
import { append } from './log.ts';

export const SEAL_STREAM = 'seal';
export const SEAL_EVERY_MS = 3_600_000;

export interface HeadRow {
  stream: string;
  version: number;
  hash: string;
}

/** SHA-256 over the previous digest and the heads in order of stream, one per line. */
export function digestHeads(previous: string, heads: readonly HeadRow[]): string {
  const digest = createHash('sha256').update(previous);
  for (const head of heads) digest.update(`\n${JSON.stringify([head.stream, head.version, head.hash])}`);
  return digest.digest('hex');
}

/** What the MAC of a seal covers; its time too, so that no seal can be dated back. */
export function sealedContent(seal: Omit<EventData['seal'], 'mac'>, at: Date): string {
  return JSON.stringify([seal.through, seal.streams, seal.digest, at.getTime()]);
}

/** Heads as they stood at event `through`, of the streams that moved after event `after`. */
export async function headsMoved(db: Database | Tx, after: string, through: string): Promise<HeadRow[]> {
  const rows = await sql<HeadRow>`
    select distinct on (stream collate "C") stream, version, hash from event
    where id > ${after} and id <= ${through} and stream <> ${SEAL_STREAM}
    order by stream collate "C", version desc`.execute(db);
  return rows.rows;
}

/** The last seal, or null before the first. */
export async function lastSeal(db: Database | Tx): Promise<{ data: EventData['seal']; at: Date } | null> {
  const row = await db
    .selectFrom('event')
    .select(['data', 'at'])
    .where('stream', '=', SEAL_STREAM)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { data: row.data as EventData['seal'], at: row.at } : null;
}

/**
 * Seals what has come since the last seal. Writers wait for the moment it takes: with the heads locked no event with a smaller
 * id can still be on its way, so `through` means the same to whoever verifies it. Nothing new: no seal.
 */
export async function seal(db: Database, keys: Keys, now: Date): Promise<boolean> {
  return sealUnless(db, keys, now, () => false);
}

/** Seals where the last seal is an hour old; of several processes that find it due at once, one does. */
export async function sealWhenDue(db: Database, keys: Keys, now: Date): Promise<boolean> {
  // A clock that was set back must not stop the sealing.
  const fresh = (last: Date): boolean => Math.abs(now.getTime() - last.getTime()) < SEAL_EVERY_MS;
  const last = await lastSeal(db);
  return last && fresh(last.at) ? false : sealUnless(db, keys, now, fresh);
}

async function sealUnless(db: Database, keys: Keys, now: Date, fresh: (last: Date) => boolean): Promise<boolean> {
  return transact(db, async (tx) => {
    await sql`lock table head in share row exclusive mode`.execute(tx);
    const last = await lastSeal(tx);
    if (last && fresh(last.at)) return false;
    const after = last?.data.through ?? '0';
    const top = await sql<{
      id: string | null;
    }>`select max(id)::text as id from event where stream <> ${SEAL_STREAM}`.execute(tx);
    const through = top.rows[0]?.id ?? after;
    if (BigInt(through) <= BigInt(after)) return false;
    const heads = await headsMoved(tx, after, through);
    const content = { through, streams: heads.length, digest: digestHeads(last?.data.digest ?? '', heads) };
    const data = { ...content, mac: keys.sealMac(sealedContent(content, now)) };
    await append(tx, [{ stream: SEAL_STREAM, type: 'seal', data, actor: PROGRAM, at: now }]);
    return true;
  });
}
