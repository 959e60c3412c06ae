/** Handlers that leave a row for each event they treat, so that a thing done twice or not at all is seen. */
import { sql } from 'kysely';
import type { Database, Tx } from '../../server/platform/database.ts';
import type { DeliveredEvent } from '../../server/platform/events/catalogue.ts';
import type { Handler } from '../../server/platform/events/handling.ts';
import { RELAY_LOCK } from '../../server/platform/events/relay.ts';

/** Makes the table of effects. Nothing in it is unique: a second effect must show. */
export async function openEffects(owner: Database): Promise<void> {
  await sql`create table effect (handler text, n integer, doer text)`.execute(owner);
  await sql`grant select, insert on effect to huiying_app`.execute(owner);
}

export interface ProbeOptions {
  name?: string;
  /** Who acts, where two processes run the same handler. */
  doer?: string;
  /** Runs before the effect of each event. */
  each?: (n: number, tx: Tx) => unknown;
  /** Runs after the effects of a batch, in its transaction. */
  after?: () => Promise<void>;
}

/** A handler of the events that tests number. */
export function probe({ name = 'probe', doer = 'one', each, after }: ProbeOptions = {}): Handler {
  return {
    name,
    types: ['signed_in'],
    async run(tx, events) {
      for (const event of events) {
        const n = numberOf(event);
        await each?.(n, tx);
        await sql`insert into effect values (${name}, ${n}, ${doer})`.execute(tx);
      }
      await after?.();
    },
  };
}

const numberOf = (event: DeliveredEvent): number => (event.data as unknown as { n: number }).n;

/** The numbers a handler has acted on, in order, one for each time. */
export async function effectsOf(db: Database, handler = 'probe', doer: string | null = null): Promise<number[]> {
  const rows = await sql<{ n: number }>`
    select n from effect where handler = ${handler} and doer = coalesce(${doer}, doer) order by n`.execute(db);
  return rows.rows.map((row) => row.n);
}

/** Backends that hold the relay's lock in this database. */
export async function lockHolders(db: Database): Promise<number[]> {
  const rows = await sql<{ pid: number }>`
    select pid from pg_locks where locktype = 'advisory' and granted and objid = ${RELAY_LOCK}::bigint::oid
      and database = (select oid from pg_database where datname = current_database())`.execute(db);
  return rows.rows.map((row) => row.pid);
}

/** Ends the backend that holds the relay's lock, as a broken connection would; returns its number. */
export async function endLockHolder(db: Database): Promise<number> {
  const [pid] = await lockHolders(db);
  await sql`select pg_terminate_backend(${pid ?? null}::int)`.execute(db);
  return pid ?? 0;
}
