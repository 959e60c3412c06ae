/** Spans in which a source was not heard. What was found late within one is no fault of those who judge. */
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** Opens a gap, or says anew why the open one lasts. */
export async function openGap(
  tx: Tx,
  gap: { sourceId: string; since: Date; code: string; message: string },
): Promise<void> {
  const { sourceId, since, code, message } = gap;
  await sql`
    insert into source_gap (source_id, since, code, message) values (${sourceId}, ${since}, ${code}, ${message})
    on conflict (source_id) where until is null do update set code = excluded.code, message = excluded.message`.execute(
    tx,
  );
}

/** Closes the open gap, where there is one; `published` are the times of what came in with this reading. */
export async function closeGap(tx: Tx, sourceId: string, published: readonly Date[], now: Date): Promise<void> {
  await sql`
    update source_gap set until = ${now}, recovered =
      (select count(*)::integer from unnest(${[...published]}::timestamptz[]) one (at) where one.at between since and ${now})
    where source_id = ${sourceId} and until is null`.execute(tx);
}

/** Keeps a gap that is over already: the program itself did not run, or had no turn for the source. */
export async function keepGap(
  tx: Tx,
  gap: { sourceId: string; since: Date; code: string; message: string },
  published: readonly Date[],
  now: Date,
): Promise<void> {
  await openGap(tx, gap);
  await closeGap(tx, gap.sourceId, published, now);
}
