/** Items from the source to their verdicts: stored beside a plain insert, judged beside the bare classifier. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { prepareItem, type PreparedItem } from '../../server/intake/ingest.ts';
import { storeBatch } from '../../server/intake/store.ts';
import type { Handler } from '../../server/platform/events/handling.ts';
import { handleBatch } from '../../server/platform/events/handling.ts';
import { numberOutbox } from '../../server/platform/events/relay.ts';
import type { Bench } from './frame.ts';
import { openBenchHouse, type BenchHouse } from './house.ts';
import { letters } from './letters.ts';

const ITEMS = 100;
const JUDGING_MINUTES = 60;
const SOURCE = { id: 'yunchuan-forum', channel: 'forum' } as const;
let round = 0;

/** Items that no round had before: their fingerprints must differ. */
function freshItems(): PreparedItem[] {
  round += 1;
  return letters(ITEMS).texts.map((text, n) =>
    prepareItem(
      { externalId: `bench-${round}-${n}`, url: null, title: `第${round}轮第${n}件`, text, publishedAt: new Date() },
      [],
    ),
  );
}

const store = async ({ app, parts }: BenchHouse, items: readonly PreparedItem[]): Promise<string[]> =>
  (await storeBatch(app.db, parts.keys, SOURCE, items, JUDGING_MINUTES, new Date())).stored;

async function insertPlainly({ app }: BenchHouse, items: readonly PreparedItem[]): Promise<number> {
  for (const { title, body, textHash } of items) {
    await sql`insert into bench_item (id, title, body, text_hash, at) values (${randomUUID()}, ${title}, ${body}, ${textHash}, now())`.execute(
      app.db,
    );
  }
  return items.length;
}

/** Hands on everything that waits, so that a round begins with its own items alone. */
async function handOn({ app, parts }: BenchHouse, handler: Handler): Promise<void> {
  while ((await numberOutbox(app)) > 0);
  while ((await handleBatch(app.db, handler, parts.log, new Date())) > 0);
}

export const intakeBench: Bench = {
  name: 'intake',
  about: 'items stored and judged',
  async setUp() {
    const house = await openBenchHouse();
    const { owner, parts } = house;
    await sql`create table bench_item (id text primary key, title text, body text, text_hash text, at timestamptz)`.execute(
      owner.db,
    );
    await sql`grant all on bench_item to huiying_app`.execute(owner.db);
    const judge = (parts.handlers as Handler[]).find(({ name }) => name === 'triage.judge');
    if (!judge) throw new Error('the handler triage.judge is gone');
    const { data } = letters(ITEMS);
    let items: PreparedItem[] = [];
    const prepare = (): void => void (items = freshItems());
    return {
      comparisons: [
        {
          what: 'store items (seal, fingerprint, event) beside a plain insert',
          unit: 'items/s',
          data,
          a: { name: 'storeBatch', prepare, run: async () => (await store(house, items)).length },
          b: { name: 'insert', prepare, run: () => insertPlainly(house, items) },
        },
        {
          what: 'judge items (handler) beside the bare classifier',
          unit: 'items/s',
          data,
          a: {
            name: 'triage.judge',
            prepare: async () => {
              prepare();
              await handOn(house, judge);
              await store(house, items);
            },
            run: async () => {
              await handOn(house, judge);
              return ITEMS;
            },
          },
          b: {
            name: 'classify',
            prepare,
            run: async () => {
              const classifier = await parts.classifier(parts.db);
              for (const { title, body } of items) classifier.classify({ title, text: body });
              return ITEMS;
            },
          },
        },
      ],
      close: async () => void (await sql`drop table bench_item`.execute(owner.db)),
    };
  },
};
