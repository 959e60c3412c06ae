/** Many invented items at once, and what must be true of each after whatever happened meanwhile. */
import { sql } from 'kysely';
import { expect } from 'vitest';
import { storeBatch } from '../../server/intake/store.ts';
import type { Database } from '../../server/platform/database.ts';
import { eventsBehind } from '../../server/platform/events/handling.ts';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { SAMPLE_SOURCE, TEST_KEYS } from './house.ts';
import { HEARERS, invented } from './invented.ts';
import { passedOver, unhandled } from './marks.ts';

/** Stores items first … last as a source would that is read again until it was read whole. */
export async function takeIn(db: Database, first: number, last: number): Promise<void> {
  for (let n = first; n <= last; n += 1) {
    const source = { id: SAMPLE_SOURCE, channel: 'forum' as const };
    for (;;) {
      try {
        await storeBatch(db, TEST_KEYS, source, [invented(n)], 60, new Date());
        break;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100)); // the database is away; the source is still there
      }
    }
  }
}

export async function countOf(
  db: Database,
  table: 'verdict' | 'item' | 'handed_batch' | 'delivery_failure',
): Promise<number> {
  const rows = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db);
  return rows.rows[0]?.n ?? 0;
}

/** Resolves when so many items are judged. */
export async function judged(db: Database, count: number): Promise<void> {
  await expect.poll(() => countOf(db, 'verdict'), { timeout: 90_000, interval: 20 }).toBeGreaterThanOrEqual(count);
}

/** Waits until nothing is left to do, and then looks at every item, event, mark and link of the chain. */
export async function expectWhole(db: Database, items: number): Promise<void> {
  const left = async (): Promise<number> =>
    (await eventsBehind(db, HEARERS)) + (await countOf(db, 'delivery_failure')) + (await countOf(db, 'handed_batch'));
  await expect.poll(left, { timeout: 90_000, interval: 200 }).toBe(0);
  const counted = await sql<{ items: number; judged: number; verdicts: number; events: number; told: number }>`
    select count(*)::int as items,
      count(*) filter (where state <> 'received')::int as judged,
      (select count(*)::int from verdict) as verdicts,
      (select count(*)::int from event where type = 'item_judged') as events,
      (select count(distinct stream)::int from event where type = 'item_judged') as told
    from item`.execute(db);
  expect(counted.rows[0]).toEqual({ items, judged: items, verdicts: items, events: items, told: items });
  expect(await unhandled(db, HEARERS)).toEqual([]);
  expect(await passedOver(db, HEARERS)).toEqual([]);
  expect((await verifyLog(db, TEST_KEYS)).breaches).toEqual([]);
}

/** Makes the acceptance clocks of all cases due now and every other one due in a year. */
export async function makeClocksDue(db: Database): Promise<number> {
  await sql`update clock set due_at = now() + interval '1 year'`.execute(db);
  const due = await sql`update clock set due_at = now() - interval '1 minute' where kind = 'accept'`.execute(db);
  return Number(due.numAffectedRows ?? 0n);
}

/** How often each breach and each signal of those clocks was told: once each, where nothing was lost or doubled. */
export async function tellings(
  db: Database,
): Promise<{ clocks: number; breaches: number; signals: number; raised: number }> {
  const rows = await sql<{ clocks: number; breaches: number; signals: number; raised: number }>`
    select (select count(*)::int from clock where breached_at is not null) as clocks,
      (select count(*)::int from event where type = 'clock_breached') as breaches,
      (select count(*)::int from signal) as signals,
      (select count(*)::int from event where type = 'signal_raised') as raised`.execute(db);
  return rows.rows[0] ?? { clocks: 0, breaches: 0, signals: 0, raised: 0 };
}
