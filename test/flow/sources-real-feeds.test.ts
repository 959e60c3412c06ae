/** Feeds as Chinese sites send them, polled over HTTP: every entry of the manifest arrives, with its address and time. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFeedSite, openPolling, type FeedSite } from '../support/feed-site.ts';
import { openHouse } from '../support/house.ts';

interface Listed {
  file: string;
  note: string;
  http_content_type?: string;
  /** Entries, where they are not listed one by one. */
  count?: number;
  items?: { title: string; link: string; guid: string; published: string | null }[];
}

const FOLDER = process.env.FEEDS_ZH ?? fileURLToPath(new URL('../../../shared/data/feeds/zh/', import.meta.url));
const present = existsSync(join(FOLDER, 'manifest.json'));
if (!present) console.info(`skipped: no feeds in ${FOLDER}; name their folder in FEEDS_ZH`);
const listed = present ? (JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as Listed[]) : [];

let site: FeedSite;
beforeAll(async () => {
  site = await openFeedSite();
});
afterAll(() => site.close());

/** Polls the file as the one source of an empty house; what it brought, by external id. */
async function polled({ file, http_content_type }: Listed) {
  const house = await openHouse();
  try {
    house.time.now = new Date('2026-11-20T04:00:00Z');
    await house.parts.db.updateTable('source').set({ enabled: false }).execute();
    site.pages.set(`/${file}`, (_, response) => {
      response.writeHead(200, { 'content-type': http_content_type ?? 'application/json' });
      response.end(readFileSync(join(FOLDER, file)));
    });
    const trial = openPolling(house);
    const id = await trial.source(`${site.origin}/${file}`);
    await trial.poll();
    const rows = await house.parts.db
      .selectFrom('sighting')
      .innerJoin('item', 'item.id', 'sighting.item_id')
      .select(['external_id', 'sighting.url', 'title', 'published_at', 'item.source_id'])
      .where('sighting.source_id', '=', id)
      .execute();
    const detail = await trial.detail(id);
    await trial.close();
    return { detail, rows: new Map(rows.map((row) => [row.external_id, row])) };
  } finally {
    await house.close();
  }
}

describe.skipIf(!present)('real feeds', () => {
  test.each(listed.filter((one) => one.items).map((one) => [one.file, one] as const))('%s', async (_file, one) => {
    const { detail, rows } = await polled(one);
    expect(detail).toMatchObject({ state: 'ok', failure: null });
    const items = one.items ?? [];
    expect([...rows.keys()].sort()).toEqual(items.map(({ guid }) => guid).sort());
    for (const { guid, link, title, published } of items) {
      const row = rows.get(guid);
      expect([guid, row?.url]).toEqual([guid, link]);
      // Names are masked, length kept.
      expect([guid, row?.title.length]).toEqual([guid, title.length]);
      const at = published === null ? null : new Date(published).toISOString();
      expect([guid, row?.published_at?.toISOString() ?? null]).toEqual([guid, at]);
    }
  });

  test.each(listed.filter((one) => !one.items).map((one) => [one.file, one] as const))(
    '%s is read',
    async (_file, one) => {
      const { detail, rows } = await polled(one);
      expect(detail).toMatchObject({ state: 'ok', failure: null });
      expect(rows.size).toBe(one.count);
    },
  );
});
