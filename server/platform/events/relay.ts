/**
 * The relay: one holder of an advisory lock numbers committed events into `delivery` and gives them to the handlers in
 * batches: in this process and in order of number, or over the queue to whichever process is free. Delivery is at least once; `handled` rows, written in the handler's own transaction, make a
 * repetition harmless. A killed relay loses nothing: what it had not committed is still in the outbox or past no handler's mark.
 */
import { sql } from 'kysely';
import pg from 'pg';
import type { Clock } from '../clock.ts';
import { KEEPALIVE, listen, type Connected, type Listener } from '../database.ts';
import { codeOf, messageOf } from '../fault.ts';
import type { Log } from '../log.ts';
import { OUTBOX_CHANNEL } from './log.ts';
import { directDelivery, queuedDelivery, type DeliveryParts } from './delivery.ts';
import type { JobQueue } from '../queue/bull-queue.ts';
import type { Handler } from './handling.ts';

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

/**
 * Starts the relay: waits for the lock, then works until stopped. `now` is asked for each batch. With a queue this process takes
 * batches from it too, with or without the lock.
 */
export function startRelay(
  connected: Connected,
  handlers: readonly Handler[],
  log: Log,
  now: Clock,
  queue: JobQueue | null = null,
): Relay {
  const parts: DeliveryParts = { connected, handlers, log, now };
  const delivery = queue ? queuedDelivery(parts, queue) : directDelivery(parts);
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
      const holder = new pg.Client({ connectionString: connected.url, keepAlive: true, options: KEEPALIVE });
      let held = true;
      holder.on('error', () => (held = false));
      holder.on('end', () => (held = false));
      try {
        await holder.connect();
        while (!stopping && held && !(await takeLock(holder))) {
          rung = false;
          await sleep();
        }
        const interrupted = (): boolean => stopping || !held;
        if (!interrupted()) await delivery.begin();
        while (!interrupted()) {
          rung = false;
          const asked = idle.length; // who asked before this round began
          const found = await delivery.round(await numberOutbox(connected), interrupted);
          // A round broken off settled nothing: who asked waits for the next one that is whole.
          if (interrupted() || found === 'more') continue;
          if (found === 'whole') for (const done of idle.splice(0, asked)) done();
          if (found === 'waiting' || idle.length === 0) await sleep();
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
      await Promise.all([running, delivery.stop()]);
      await listener.close();
      for (const done of idle.splice(0)) done();
    },
  };
}

async function takeLock(holder: pg.Client): Promise<boolean> {
  const answer = await holder.query<{ ok: boolean }>('select pg_try_advisory_lock($1) as ok', [RELAY_LOCK]);
  return answer.rows[0]?.ok ?? false;
}
