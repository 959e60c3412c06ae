/** 为什么不是: one item's verdict explained on demand, to those who may read the item, by the models of now. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permits } from '../../server/access/viewer.ts';
import { explanationViewSchema, type ExplanationView } from '../../server/contract/explanation-views.ts';
import { OF_NEWS_OFFICE, postOnce } from '../support/accusations.ts';
import { NOWHERE } from '../support/bodies.ts';
import { codeOf } from '../support/client.ts';
import { likeNowhere } from '../support/closed-doors.ts';
import { detailFor, postWater } from '../support/matters.ts';
import { ACCOUNTS, openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let itemId: string;

beforeAll(async () => {
  house = await openServedTrial();
  itemId = await postWater(house, ',联系人张伟明,电话13912345678');
});
afterAll(() => house.close());

const ask = async (name: AccountName, id: string) =>
  (await house.client(name)).send('GET', `/api/items/${id}/explanation`);

async function explained(): Promise<ExplanationView> {
  const answer = await ask('analyst', itemId);
  expect(answer.status).toBe(200);
  return explanationViewSchema.strict().parse(answer.body);
}

test('the classes are those of the verdict, the words stand in the masked text', async () => {
  const view = await explained();
  const { verdict, title, text } = await detailFor(house, 'analyst', itemId);
  const ranked = Object.entries(verdict?.scores ?? {}).sort(([, one], [, other]) => other - one);
  expect([view.category?.first.code, view.category?.second.code]).toEqual(ranked.slice(0, 2).map(([label]) => label));
  expect(view.category?.first.probability).toBeCloseTo(verdict?.confidence ?? NaN, 6);
  expect(view.subject?.first.code).toBe(verdict?.subject);
  const words = [...(view.category?.words ?? []), ...(view.subject?.words ?? [])];
  expect(words.length).toBeGreaterThan(0);
  for (const { start, end, term } of words) expect(`${title}\n${text}`.slice(start, end)).toBe(term);
  expect(JSON.stringify(view)).not.toContain('13912345678');
});

test('a verdict of an older model is named as such', async () => {
  const now = await explained();
  expect(now.judgedBy).toBe(now.modelVersion);
  const set = (version: string): Promise<unknown> =>
    house.parts.db.updateTable('verdict').set({ model_version: version }).where('item_id', '=', itemId).execute();
  await set('0123456789ab');
  expect(await explained()).toEqual({ ...now, judgedBy: '0123456789ab' });
  await set(now.modelVersion);
});

test('nothing is stored', async () => {
  const count = async (): Promise<number> =>
    (await house.parts.db.selectFrom('verdict').select('id').where('item_id', '=', itemId).execute()).length;
  const before = [await count(), (await detailFor(house, 'analyst', itemId)).version];
  await explained();
  expect([await count(), (await detailFor(house, 'analyst', itemId)).version]).toEqual(before);
});

test('who may not read items is refused; an item closed to the caller is as if it were nowhere', async () => {
  const accusing = await postOnce(house, OF_NEWS_OFFICE);
  let refused = 0;
  for (const name of ACCOUNTS) {
    const mayRead = permits(await house.viewer(name), 'item.read');
    const open = await ask(name, itemId);
    expect([name, open.status]).toEqual([name, mayRead ? 200 : 403]);
    refused += Number(!mayRead);
    const closed = await ask(name, accusing);
    expect(closed.status, name).toBe(mayRead ? 404 : 403);
    expect(likeNowhere(closed), name).toEqual(likeNowhere(await ask(name, NOWHERE)));
  }
  expect(refused).toBeGreaterThan(5);
  const visitor = await house.client();
  await visitor.visit();
  expect(codeOf(await visitor.send('GET', `/api/items/${itemId}/explanation`))).toBe('unauthenticated');
});
