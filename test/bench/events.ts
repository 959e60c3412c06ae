/** The event log beside a plain table of the same shape. */
import { sql } from 'kysely';
import { transact, type Database } from '../../server/platform/database.ts';
import type { NewEvent } from '../../server/platform/events/catalogue.ts';
import { append } from '../../server/platform/events/log.ts';
import type { Bench } from './frame.ts';
import { onConnections, openBenchHouse } from './house.ts';

const TRANSACTIONS = 400;
let stretch = 0;

const eventOf = (stream: string, n: number): NewEvent => ({
  stream,
  type: 'signed_in',
  data: { accountId: `account-${n}` },
  actor: 'program',
  at: new Date(),
});

const appendTo = (db: Database, streamOf: (n: number) => string) => () => {
  stretch += 1;
  return onConnections(TRANSACTIONS, (n) => transact(db, (tx) => append(tx, [eventOf(streamOf(n), n)])));
};

const HASH = 'a'.repeat(64);

const plainInsert = (db: Database) => () => {
  stretch += 1;
  return onConnections(TRANSACTIONS, (n) =>
    transact(db, async (tx) => {
      const { type, data, actor, at } = eventOf('', n);
      await sql`
        insert into bench_event (stream, version, type, data, actor, at, prev, hash)
        values (${`many:${stretch}:${n}`}, 1, ${type}, ${JSON.stringify(data)}::jsonb, ${actor}, ${at}, ${HASH}, ${HASH})`.execute(
        tx,
      );
    }),
  );
};

export const eventsBench: Bench = {
  name: 'events',
  about: 'transactions of the event log',
  async setUp() {
    const { app, owner } = await openBenchHouse();
    await sql`create table bench_event (like event including all)`.execute(owner.db);
    await sql`grant all on bench_event to huiying_app`.execute(owner.db);
    const many = appendTo(app.db, (n) => `many:${stretch}:${n}`);
    const data = `${TRANSACTIONS} transactions of one event, 8 connections`;
    return {
      comparisons: [
        {
          what: 'append (chain, outbox) beside a plain insert',
          unit: 'transactions/s',
          data,
          a: { name: 'append', run: many },
          b: { name: 'insert', run: plainInsert(app.db) },
        },
        {
          what: 'one hot stream beside many',
          unit: 'transactions/s',
          data,
          a: { name: 'one stream', run: appendTo(app.db, () => 'hot') },
          b: { name: 'a stream each', run: many },
        },
      ],
      close: async () => void (await sql`drop table bench_event`.execute(owner.db)),
    };
  },
};
