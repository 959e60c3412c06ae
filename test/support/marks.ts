/** What must hold of deliveries at every moment, however many processes share them. */
import { sql } from 'kysely';
import type { Database } from '../../server/platform/database.ts';
import type { Handler } from '../../server/platform/events/handling.ts';

/** Deliveries a handler's mark has passed although they are neither handled nor set aside, as "handler seq". */
export async function passedOver(db: Database, handlers: readonly Handler[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name, types } of handlers) {
    const rows = await sql<{ seq: string }>`
      select d.seq::text from handler_progress p join delivery d on d.seq <= p.through join event e on e.id = d.event_id
      where p.handler = ${name} and e.type = any(${[...types]})
        and not exists (select from handled h where h.handler = ${name} and h.event_id = e.id)
        and not exists (select from delivery_failure f where f.handler = ${name} and f.event_id = e.id)
      order by d.seq`.execute(db);
    found.push(...rows.rows.map((row) => `${name} ${row.seq}`));
  }
  return found;
}

/** Each handler's mark, and how many batches are out. */
export async function marksOf(db: Database): Promise<{ through: Record<string, number>; out: number }> {
  const marks = await db.selectFrom('handler_progress').select(['handler', 'through']).execute();
  const out = await db.selectFrom('handed_batch').select('handler').execute();
  return { through: Object.fromEntries(marks.map((row) => [row.handler, Number(row.through)])), out: out.length };
}

/** Every event that a handler hears is marked as handled by it exactly once: what is missing, as "handler event". */
export async function unhandled(db: Database, handlers: readonly Handler[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name, types } of handlers) {
    const rows = await sql<{ id: string }>`
      select e.id::text from event e where e.type = any(${[...types]})
        and not exists (select from handled h where h.handler = ${name} and h.event_id = e.id)`.execute(db);
    found.push(...rows.rows.map((row) => `${name} ${row.id}`));
  }
  return found;
}
