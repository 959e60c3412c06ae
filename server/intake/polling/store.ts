/** What polling reads and keeps of a source: whose turn it is, how it went. */
import { sql } from 'kysely';
import type { Database } from '../../platform/database.ts';
import { codeOf, messageOf } from '../../platform/fault.ts';
import type { NewSource } from '../store.ts';

export interface DueSource extends NewSource {
  etag: string | null;
  lastModified: string | null;
  failures: number;
}

/** Takes the sources due now and moves their next poll on, so that no two processes poll one at once. */
export async function takeDueSources(db: Database, now: Date): Promise<DueSource[]> {
  const rows = await sql<DueSource>`
    update source set next_poll_at = ${now}::timestamptz + interval_seconds * interval '1 second'
    where id in (select id from source where enabled and next_poll_at <= ${now} order by next_poll_at limit 20 for update skip locked)
    returning id, name, kind, channel, url, interval_seconds as "intervalSeconds", etag, last_modified as "lastModified", failures`.execute(
    db,
  );
  return rows.rows;
}

export interface PollSuccess {
  etag: string | null;
  lastModified: string | null;
}

/** Records a poll that went well; `newest` says whether it brought anything new. */
export async function recordSuccess(
  db: Database,
  id: string,
  success: PollSuccess,
  newest: boolean,
  now: Date,
): Promise<void> {
  await db
    .updateTable('source')
    .set({
      etag: success.etag,
      last_modified: success.lastModified,
      last_success_at: now,
      failure_code: null,
      failure_message: null,
      failing_since: null,
      failures: 0,
      ...(newest && { last_item_at: now }),
    })
    .where('id', '=', id)
    .execute();
}

const BACKOFF_LIMIT_SECONDS = 3_600;

/** Records a poll that failed, in plain words; the next one waits longer, at most an hour. */
export async function recordFailure(db: Database, source: DueSource, error: unknown, now: Date): Promise<void> {
  const wait = Math.min(
    source.intervalSeconds * 2 ** Math.min(source.failures, 8),
    Math.max(BACKOFF_LIMIT_SECONDS, source.intervalSeconds),
  );
  await db
    .updateTable('source')
    .set({
      failure_code: codeOf(error),
      failure_message: messageOf(error).slice(0, 300),
      failing_since: sql`coalesce(failing_since, ${now})`,
      failures: sql`failures + 1`,
      next_poll_at: new Date(now.getTime() + wait * 1_000),
    })
    .where('id', '=', source.id)
    .execute();
}
