/** The settings of sources and their tokens, as they are changed. */
import { sql, type Insertable, type Updateable } from 'kysely';
import type { AddSource } from '../../../contract/source-requests.ts';
import type { SourceKind } from '../../../contract/source-views.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Schema } from '../../../platform/schema.ts';

export interface LockedSource {
  id: string;
  version: number;
  kind: SourceKind;
  url: string;
  enabled: boolean;
  allow_private: boolean;
  last_success_at: Date | null;
}

/** Locks a source for a change; null where there is none. */
export async function lockSource(tx: Tx, id: string): Promise<LockedSource | null> {
  const row = await tx
    .selectFrom('source')
    .select(['id', 'version', 'kind', 'url', 'enabled', 'allow_private', 'last_success_at'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Inserts a source, due at once. */
export async function insertSource(tx: Tx, source: AddSource & { id: string; url: string }, now: Date): Promise<void> {
  await tx
    .insertInto('source')
    .values({
      id: source.id,
      name: source.name,
      kind: source.kind,
      channel: source.channel,
      url: source.url,
      interval_seconds: source.intervalSeconds,
      quiet_after_minutes: source.quietAfterMinutes,
      enabled: true,
      next_poll_at: now,
    })
    .execute();
}

/** Changes settings; the version moves on. */
export async function updateSource(tx: Tx, id: string, columns: Updateable<Schema['source']>): Promise<void> {
  await tx
    .updateTable('source')
    .set({ ...columns, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

export async function insertToken(tx: Tx, token: Insertable<Schema['source_token']>): Promise<void> {
  await tx.insertInto('source_token').values(token).execute();
}

/** True where it was in force until now, false where it was revoked before, null where there is none. */
export async function revokeToken(tx: Tx, sourceId: string, id: string, now: Date): Promise<boolean | null> {
  const token = await tx
    .selectFrom('source_token')
    .select('revoked_at')
    .where('id', '=', id)
    .where('source_id', '=', sourceId)
    .forUpdate()
    .executeTakeFirst();
  if (!token) return null;
  if (token.revoked_at) return false;
  await tx.updateTable('source_token').set({ revoked_at: now }).where('id', '=', id).execute();
  return true;
}

/** Keeps what a test found, for the page; no change of the source. */
export async function keepTest(tx: Tx, id: string, test: string): Promise<void> {
  await tx.updateTable('source').set({ last_test: test }).where('id', '=', id).execute();
}
