/** Finding words in items within a viewer's sight by the index, beside LIKE over the same texts. */
import { sql } from 'kysely';
import { viewerOf } from '../../server/access/store.ts';
import { prepareItem } from '../../server/intake/ingest.ts';
import { storeBatch } from '../../server/intake/store.ts';
import { readFilters } from '../../server/search/filters.ts';
import { fillIndex, markUnindexed } from '../../server/search/filling/store.ts';
import { readQuery } from '../../server/search/query.ts';
import { findPage } from '../../server/search/store.ts';
import type { Bench } from './frame.ts';
import { openBenchHouse, type BenchHouse } from './house.ts';
import { letters } from './letters.ts';

const ITEMS = 4_000;
const PAGE = 30;
const WORDS = ['路灯', '停水', '公积金', '噪音', '学位', '电梯', '补偿', '公交', '物业费', '拖欠工资'];

export const searchBench: Bench = {
  name: 'search',
  about: 'words found in items within sight',
  async setUp() {
    const house = await openBenchHouse();
    const { app, parts } = house;
    const data = await store(house);
    await markUnindexed(app.db, new Date());
    const before = performance.now();
    const filled = await fillIndex(app.db, parts.rules.organisation(), () => new Date());
    const rate = filled / ((performance.now() - before) / 1000);
    const { id } = await app.db
      .selectFrom('account')
      .select('id')
      .where('name', '=', 'auditor')
      .executeTakeFirstOrThrow();
    const viewer = await viewerOf(app.db, parts.rules.organisation(), id);
    if (!viewer) throw new Error('the sample has an auditor');
    const soughtFor = (word: string) => ({ query: readQuery(word), units: [], filters: readFilters({}) });
    return {
      figures: [{ what: 'filling the index', unit: 'things/s', data, values: [rate] }],
      comparisons: [
        {
          what: 'a page of what holds a word, beside LIKE without sight or order of relevance',
          unit: 'queries/s',
          data,
          a: {
            name: 'search index',
            run: async () => {
              for (const word of WORDS)
                await findPage(app.db, viewer, soughtFor(word), { sort: 'relevance', after: null, limit: PAGE });
              return WORDS.length;
            },
          },
          b: {
            name: 'LIKE',
            run: async () => {
              for (const word of WORDS)
                await sql`select id from item where title || body like ${`%${word}%`} order by detected_at desc limit ${PAGE}`.execute(
                  app.db,
                );
              return WORDS.length;
            },
          },
        },
      ],
    };
  },
};

/** Stores the letters as judged items; returns what they are. */
async function store({ app, parts }: BenchHouse): Promise<string> {
  const { texts, data } = letters(ITEMS);
  const items = Array.from({ length: ITEMS }, (_, n) => {
    const text = `${texts[n % texts.length] ?? ''}\n第${n}封`;
    return prepareItem({ externalId: `search-${n}`, url: null, title: `第${n}封来信`, text, publishedAt: null }, []);
  });
  const source = { id: 'yunchuan-forum', channel: 'letter' as const };
  const { stored } = await storeBatch(app.db, parts.keys, source, items, 60, new Date());
  await sql`update item set state = 'judged', category = 'livelihood' where id = any(${stored}::text[])`.execute(
    app.db,
  );
  return `${stored.length} items, ${data}`;
}
