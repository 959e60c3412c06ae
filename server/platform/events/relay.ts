/**
 * The relay: one holder of an advisory lock numbers committed events into `delivery` and hands them to the handlers, each in
 * batches, in order of number. Delivery is at least once; `handled` rows, written in the handler's own transaction, make a
 * repetition harmless. A killed relay loses nothing: what it had not committed is still in the outbox or past no handler's mark.
 */
import { sql } from 'kysely';
import pg from 'pg';
import type { Clock } from '../clock.ts';
import { listen, type Connected, type Listener } from '../database.ts';
import { codeOf, messageOf } from '../fault.ts';
import type { Log } from '../log.ts';
import { OUTBOX_CHANNEL } from './log.ts';
import { handleBatch, retryFailures, type Handler } from './handling.ts';

/** Key of the advisory lock, the same for every process of one database. */
export const RELAY_LOCK = 7_306_001;
const NUMBERED_AT_ONCE = 1_000;
const SWEEP_MS = 1_000;

export interface Relay {
  /**
   * Resolves when everything committed before the call has been handled or set aside after a failure (tests, `ingest`), or when
   * the relay stops. While another process holds the lock it waits.
   */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Moves committed events from the outbox into `delivery`, numbered without gaps. Returns how many. */
export async function numberOutbox(connected: Connected): Promise<number> {
  const moved = await sql<{ n: string }>`
    with taken as (
      delete from outbox where event_id in (select event_id from outbox order by event_id limit ${NUMBERED_AT_ONCE})
      returning event_id
    ), numbered as (
      insert into delivery (seq, event_id)
      select (select coalesce(max(seq), 0) from delivery) + row_number() over (order by event_id), event_id from taken
      returning seq
    )
    select count(*) as n from numbered`.execute(connected.db);
  return Number(moved.rows[0]?.n ?? 0);
}

/** Starts the relay: waits for the lock, then works until stopped. `now` is asked for each batch. */
export function startRelay(connected: Connected, handlers: readonly Handler[], log: Log, now: Clock): Relay {
  let stopping = false;
  let wake: () => void = () => undefined;
  let rung = true;
  const idle: (() => void)[] = [];
  const ring = (): void => {
    rung = true;
    wake();
  };
  const listener: Listener = listen(connected.url, OUTBOX_CHANNEL, ring, log);
  const sleep = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, SWEEP_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (rung || stopping) wake();
    });

  const work = async (): Promise<void> => {
    while (!stopping) {
      const holder = new pg.Client({ connectionString: connected.url, keepAlive: true });
      let held = true;
      holder.on('error', () => (held = false));
      holder.on('end', () => (held = false));
      try {
        await holder.connect();
        while (!stopping && held && !(await takeLock(holder))) {
          rung = false;
          await sleep();
        }
        while (!stopping && held) {
          rung = false;
          const asked = idle.length; // who asked before this round began
          await drain(connected, handlers, log, now, () => stopping || !held);
          // A round broken off settled nothing: who asked waits for the next one that is whole.
          if (!stopping && held) for (const done of idle.splice(0, asked)) done();
          if (idle.length === 0) await sleep();
        }
      } catch (error) {
        log.error({ code: codeOf(error), reason: messageOf(error) }, 'the relay was interrupted; it goes on');
        rung = false;
        await sleep();
      } finally {
        await holder
          .end()
          .catch((error: unknown) => log.debug({ reason: messageOf(error) }, 'relay connection was already gone'));
      }
    }
  };
  const running = work();
  return {
    settled: () =>
      new Promise((resolve) => {
        if (stopping) return resolve();
        idle.push(resolve);
        ring();
      }),
    async stop() {
      stopping = true;
      ring();
      await running;
      await listener.close();
      for (const done of idle.splice(0)) done();
    },
  };
}

async function takeLock(holder: pg.Client): Promise<boolean> {
  const answer = await holder.query<{ ok: boolean }>('select pg_try_advisory_lock($1) as ok', [RELAY_LOCK]);
  return answer.rows[0]?.ok ?? false;
}

/** Numbers and handles until a whole round finds nothing to do. */
async function drain(
  connected: Connected,
  handlers: readonly Handler[],
  log: Log,
  now: Clock,
  interrupted: () => boolean,
): Promise<void> {
  for (let busy = true; busy && !interrupted();) {
    busy = (await numberOutbox(connected)) > 0;
    for (const handler of handlers) {
      if (interrupted()) return;
      const handled = await handleBatch(connected.db, handler, log, now());
      const retried = await retryFailures(connected.db, handler, log, now());
      busy = busy || handled > 0 || retried > 0;
    }
  }
}
