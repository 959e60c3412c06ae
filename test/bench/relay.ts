/** Handing committed events to a handler, beside reading the same rows. */
import { sql } from 'kysely';
import { transact } from '../../server/platform/database.ts';
import { handleBatch, type Handler } from '../../server/platform/events/handling.ts';
import { append } from '../../server/platform/events/log.ts';
import { numberOutbox } from '../../server/platform/events/relay.ts';
import type { Bench } from './frame.ts';
import { openBenchHouse } from './house.ts';

const EVENTS = 1_000;
let round = 0;

/** A handler that has nothing to do: what is left is the handing on. */
const IDLE: Handler = { name: 'bench.idle', types: ['signed_in'], run: async () => undefined };

export const relayBench: Bench = {
  name: 'relay',
  about: 'events handed to a handler in process',
  async setUp() {
    const { app, parts } = await openBenchHouse();
    const deliver = async (): Promise<void> => {
      while ((await numberOutbox(app)) > 0);
      while ((await handleBatch(app.db, IDLE, parts.log, new Date())) > 0);
    };
    await deliver();
    const write = async (): Promise<void> => {
      round += 1;
      await transact(app.db, (tx) =>
        append(
          tx,
          Array.from({ length: EVENTS }, (_, n) => ({
            stream: `relay:${round}:${n % 50}`,
            type: 'signed_in' as const,
            data: { accountId: `account-${n}` },
            actor: 'program',
            at: new Date(),
          })),
        ),
      );
    };
    return {
      comparisons: [
        {
          what: 'number, deliver and mark handled, beside reading the rows',
          unit: 'events/s',
          data: `${EVENTS} events`,
          a: {
            name: 'relay, in process',
            prepare: write,
            run: async () => {
              await deliver();
              return EVENTS;
            },
          },
          b: {
            name: 'select',
            run: async () => {
              const { rows } = await sql`
                select id, stream, type, data, actor, at from event where starts_with(stream, 'relay:')
                order by id desc limit ${EVENTS}`.execute(app.db);
              return rows.length;
            },
          },
        },
      ],
    };
  },
};
