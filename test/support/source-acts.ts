/** What tests of sources do over HTTP, as the account that manages them. */
import { expect } from 'vitest';
import { sourceDetailSchema, type SourceDetail } from '../../server/contract/source-views.ts';
import type { Answer, Client } from './client.ts';

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

/** Posts as `admin()`, by default; and adds a source. */
export function sourceActs(admin: () => Client) {
  const post = (path: string, body: unknown, client = admin()): Promise<Answer> =>
    client.send('POST', `/api/sources${path}`, { body });
  const add = async (body: object): Promise<SourceDetail> => ok(await post('', { ...settings, ...body }));
  return { post, add };
}
