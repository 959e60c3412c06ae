/** What tests of sources do over HTTP, as the account that manages them. */
import { afterAll, beforeAll, expect } from 'vitest';
import { sourceDetailSchema, type SourceDetail } from '../../server/contract/source-views.ts';
import type { Answer, Client } from './client.ts';
import { openFeedSite, type FeedSite } from './feed-site.ts';
import { NOON } from './house.ts';
import { openServedTrial, type ServedTrial } from './served-house.ts';

/** A new source as its dialog sends it. */
export const settings = {
  name: '云川夜话',
  channel: 'forum',
  url: null,
  intervalSeconds: 300,
  quietAfterMinutes: null,
};

/** The source in an answer that went well. */
export const ok = (answer: Answer): SourceDetail => {
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  return sourceDetailSchema.strict().parse(answer.body);
};

/** Reads a source as that client sees it. */
export const detailFor = async (client: Client, id: string): Promise<SourceDetail> =>
  ok(await client.send('GET', `/api/sources/${id}`));

/** All three stand in a file's tests once it has called `serveSources`; `admin` manages sources. */
export let house: ServedTrial;
export let site: FeedSite;
export let admin: Client;

/** A served house whose sample source is long silent, and a site beside it. */
export function serveSources(): void {
  beforeAll(async () => {
    house = await openServedTrial();
    site = await openFeedSite();
    await house.parts.db.updateTable('source').set({ interval_seconds: 86_400, last_success_at: NOON }).execute();
    admin = await house.client('admin');
  });
  afterAll(async () => {
    await site.close();
    await house.close();
  });
}

export const ahead = (minutes: number): void => {
  house.time.now = new Date(house.time.now.getTime() + minutes * 60_000);
};

export const post = (path: string, body: unknown, client = admin): Promise<Answer> =>
  client.send('POST', `/api/sources${path}`, { body });

/** Adds a source. */
export const add = async (body: object): Promise<SourceDetail> => ok(await post('', { ...settings, ...body }));
