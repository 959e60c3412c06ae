/** Events as tests write them: by the program's own writer, under the application's role. */
import { sql } from 'kysely';
import { transact, type Database } from '../../server/platform/database.ts';
import type { NewEvent } from '../../server/platform/events/catalogue.ts';
import { append } from '../../server/platform/events/log.ts';

export const WRITTEN_AT = new Date('2026-11-20T04:00:00.123Z');

/** An event of any stream with any data: what the catalogue's types would not let through. */
export function anyEvent(stream: string, data: unknown, more: { actor?: string; at?: Date } = {}): NewEvent {
  return { stream, type: 'signed_in', data, actor: 'program', at: WRITTEN_AT, ...more } as NewEvent;
}

/** `count` numbered events of one stream. */
export function numbered(stream: string, count: number): NewEvent[] {
  return Array.from({ length: count }, (_, n) => anyEvent(stream, { n }));
}

/** Writes in one transaction. */
export function write(db: Database, ...events: NewEvent[]): Promise<void> {
  return transact(db, (tx) => append(tx, events));
}

/** The events of the streams whose names begin so, in order of stream and version. */
export async function eventsOf(db: Database, prefix: string) {
  return db
    .selectFrom('event')
    .selectAll()
    .where(sql<boolean>`starts_with(stream, ${prefix})`)
    .orderBy(sql`stream collate "C"`)
    .orderBy('version')
    .execute();
}

/** 1 … n. */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

/** Somebody waits at it until somebody else opens it. */
export function gate(): { opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
