/** Who finds what: the right to the case or the item, live, whatever the index still holds; searches on the record; the lag. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchView } from '../../server/contract/search-views.ts';
import { hashText } from '../../server/platform/events/chain.ts';
import { recordEntry } from '../../server/responsibility/entries.ts';
import { fillIndex, lagOf, markUnindexed } from '../../server/search/filling/store.ts';
import { transferItem } from '../../server/responsibility/transfers/transfer.ts';
import { OF_COUNTY_WATER, orderFor, postOnce } from '../support/accusations.ts';
import { openAccepted, publishText } from '../support/answers.ts';
import { act, rowOf } from '../support/acting.ts';
import { openHouse, serveHouse } from '../support/house.ts';
import { Client, codeOf } from '../support/client.ts';
import { accountId, changeAudience, detailFor, liftDenials, openWaterCase, postWater } from '../support/matters.ts';
import { askIn, indexed, searchIn, searchPath } from '../support/searching.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => house.close());

const things = ({ hits }: SearchView): string[] => hits.map((hit) => `${hit.kind} ${hit.id}`).sort();
const entries = () => house.parts.db.selectFrom('search_entry').select(['kind', 'thing']).orderBy('thing').execute();

describe('a unit', () => {
  test('finds its cases with their items, answers and findings, and whose words they are stays closed', async () => {
    const caseId = await openAccepted(house);
    const { itemId } = await openWaterCase(house, { lead: '990102:water_resources' }, '枫杨埠');
    await act(house, 'officer', caseId, recordEntry(house.parts.rules), {
      kind: 'measure',
      body: '自来水管道冲洗完毕，枫杨埠一侧已恢复。',
      evidence: null,
      happenedAt: null,
    });
    const { publicationId } = await publishText(house, caseId);
    const officer = await searchIn(house, 'officer');
    const own = await officer('自来水');
    expect(new Set(own.hits.map((hit) => hit.kind))).toEqual(new Set(['case', 'item', 'response', 'entry']));
    expect(own.hits.every((hit) => hit.caseId === caseId)).toBe(true);
    expect(things(own)).toContain(`response ${publicationId}`);
    expect(own.hits.every((hit) => hit.itemView === null)).toBe(true);
    expect(JSON.stringify(own)).not.toMatch(/sourceName|url/);
    expect((await officer('枫杨埠')).hits.map((hit) => hit.kind)).toEqual(['entry']);
    const analyst = await searchIn(house, 'analyst');
    expect(things(await analyst('枫杨埠', { kind: 'item' }))).toEqual([`item ${itemId}`]);
    expect((await analyst('枫杨埠', { kind: 'item' })).hits[0]?.itemView?.sourceName).toBeTruthy();
    const county = await searchIn(house, 'officer2');
    expect([(await county('')).total, (await county('', { kind: 'case' })).facets.territory]).toEqual([0, []]);
  });

  test('finds a case from the moment it is given, and no longer once that is taken back', async () => {
    const { caseId } = await openWaterCase(house, { lead: '990102:water_resources' }, '苇岸闸');
    const county = await searchIn(house, 'officer2');
    const who = { accounts: [await accountId(house, 'officer2')] };
    expect((await county('苇岸闸')).total).toBe(0);
    await changeAudience(house, caseId, 'grant', who);
    const found = await county('苇岸闸');
    expect(found.hits.map((hit) => [hit.kind, hit.caseView?.id ?? null])).toEqual(
      expect.arrayContaining([
        ['case', caseId],
        ['item', null],
      ]),
    );
    await changeAudience(house, caseId, 'deny', who);
    const denied = await county('苇岸闸');
    expect([denied.total, denied.hits, denied.facets.territory]).toEqual([0, [], []]);
    await liftDenials(house, caseId);
  });
});

describe('what is sealed', () => {
  test('a transferred item is found by nobody at once, and leaves the index', async () => {
    const id = await postOnce(house, OF_COUNTY_WATER);
    const ask = await askIn(house, 'analyst');
    const total = async (): Promise<number> => ((await ask('贿赂')).body as SearchView).total;
    await indexed(house);
    expect(await total()).toBe(1);
    const { db, rules } = house.parts;
    const order = orderFor(await detailFor(house, 'analyst', id), { accused: '990102:water_resources' });
    await transferItem(db, rules, await house.viewer('analyst'), id, order, house.time.now);
    expect(await total()).toBe(0);
    await indexed(house);
    expect(await total()).toBe(0);
    expect((await entries()).map((row) => row.thing)).not.toContain(id);
    // Nor does the start of a later day bring it back.
    await markUnindexed(db, house.time.now);
    await indexed(house);
    expect((await entries()).map((row) => row.thing)).not.toContain(id);
  });

  test('what is not judged yet is not indexed, and not found where it was', async () => {
    const id = await postWater(house, '榆钱坡');
    const search = await searchIn(house, 'analyst');
    expect((await search('榆钱坡')).total).toBe(1);
    const set = (state: 'received' | 'judged') =>
      house.parts.db.updateTable('item').set({ state }).where('id', '=', id).execute();
    await set('received');
    expect((await search('榆钱坡')).total).toBe(0);
    await house.parts.db.deleteFrom('search_entry').where('thing', '=', id).execute();
    await markUnindexed(house.parts.db, house.time.now);
    await indexed(house);
    expect((await entries()).map((row) => row.thing)).not.toContain(id);
    await set('judged');
    await markUnindexed(house.parts.db, house.time.now);
    expect((await search('榆钱坡')).total).toBe(1);
  });
});

describe('the record', () => {
  const logged = async () =>
    house.parts.db
      .selectFrom('search_log')
      .select(['words', 'refused'])
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
  const made = async (name: 'chief'): Promise<unknown[]> =>
    (
      await house.parts.db
        .selectFrom('event')
        .select('data')
        .where('type', '=', 'search_made')
        .where('stream', '=', `account:${await accountId(house, name)}`)
        .orderBy('version')
        .execute()
    ).map((row) => row.data);

  test('a search is logged with its words and stands in the chain with their hash', async () => {
    const ask = await askIn(house, 'chief');
    await ask('供水  “水质”');
    expect(await logged()).toEqual({ words: '供水 "水质"', refused: null });
    expect((await made('chief')).at(-1)).toEqual({ wordsHash: hashText('供水 "水质"') });
  });

  test.each([
    ['林晓禾', 'name'],
    ['供水 林晓禾', 'name'],
    ['13900001234', 'phone'],
    ['990102198805061234', 'id_card'],
    ['云A12345', 'plate'],
    ['@砚湖小鱼', 'handle'],
  ])('%s is refused, and logged without its words', async (typed, kind) => {
    const ask = await askIn(house, 'chief');
    const before = (await made('chief')).length;
    const answer = await ask(typed);
    expect([answer.status, codeOf(answer)]).toEqual([422, 'search_person']);
    expect(answer.body).toMatchObject({
      error: { message: '不提供按姓名、网名、手机号、证件号检索公众，没有检索。', action: expect.any(String) },
    });
    expect(JSON.stringify(answer.body)).not.toContain(typed);
    expect(await logged()).toEqual({ words: '', refused: `search_person:${kind}` });
    expect(await made('chief')).toHaveLength(before);
  });

  test('units, places and people in office may be looked for', async () => {
    const ask = await askIn(house, 'chief');
    const { accountId: id } = await house.viewer('leader2');
    await house.parts.db.updateTable('account').set({ display_name: '高云平' }).where('id', '=', id).execute();
    for (const typed of ['高云平', '云川市水务局', '砚湖区', '水务局', '白云', '黄平'])
      expect([typed, (await ask(typed)).status]).toEqual([typed, 200]);
    expect((await ask('高云平 林晓禾')).status).toBe(422);
  });

  test('a list of everything is no search; the sixty-first in a minute waits', async () => {
    const client = await house.client('supervisor');
    const { accountId: id } = await house.viewer('supervisor');
    for (let n = 0; n < 60; n += 1) expect((await client.send('GET', searchPath(''))).status).toBe(200);
    const answer = await client.send('GET', searchPath(''));
    expect([answer.status, codeOf(answer)]).toEqual([429, 'too_many_requests']);
    house.time.now = new Date(house.time.now.getTime() + 60_000);
    expect((await client.send('GET', searchPath(''))).status).toBe(200);
    const rows = await house.parts.db.selectFrom('search_log').select('id').where('account_id', '=', id).execute();
    expect(rows).toEqual([]);
  });
});

describe('the index behind', () => {
  test('the lag grows while nothing is filled and is gone when it is', async () => {
    await indexed(house);
    const ask = await askIn(house, 'analyst');
    const lag = async () => {
      const { lagSeconds, waiting } = (await ask('')).body as SearchView;
      return { lagSeconds, waiting };
    };
    expect(await lag()).toEqual({ lagSeconds: 0, waiting: 0 });
    await postWater(house, '芦荻洲');
    house.time.now = new Date(house.time.now.getTime() + 30_000);
    const behind = await lag();
    expect(behind.lagSeconds).toBeGreaterThanOrEqual(30);
    expect(behind.waiting).toBe(100);
    house.time.now = new Date(house.time.now.getTime() + 30_000);
    expect((await lag()).lagSeconds).toBeGreaterThanOrEqual(behind.lagSeconds + 30);
    await indexed(house);
    expect(await lag()).toEqual({ lagSeconds: 0, waiting: 0 });
  });

  test('what no handler has heard yet is behind too', async () => {
    const alone = await openHouse();
    try {
      const caseId = await openAccepted(alone);
      await indexed(alone);
      await alone.relay.stop();
      const input = { kind: 'finding' as const, body: '现场核查', evidence: null, happenedAt: null };
      await act(alone, 'officer', caseId, recordEntry(alone.parts.rules), input);
      const marking = alone.parts.handlers.find((handler) => handler.name === 'search.mark');
      if (!marking) throw new Error('nothing marks');
      const later = new Date(alone.time.now.getTime() + 90_000);
      expect((await lagOf(alone.parts.db, marking, later)).seconds).toBe(90);
    } finally {
      await alone.close();
    }
  });

  test('filled again by several at once it is the same; what was stored before is found', async () => {
    await indexed(house);
    const { db, rules } = house.parts;
    const organisation = rules.organisation();
    const before = await entries();
    await db.deleteFrom('search_entry').where('kind', '!=', 'case').execute();
    await db.updateTable('search_entry').set({ text_hash: '0:made otherwise' }).execute();
    expect(await markUnindexed(db, house.time.now)).toBe(before.length);
    expect(await markUnindexed(db, house.time.now)).toBe(0);
    const now = () => house.time.now;
    const done = await Promise.all([1, 2, 3].map(() => fillIndex(db, organisation, now)));
    expect(done.reduce((sum, n) => sum + n, 0)).toBe(before.length);
    expect(await entries()).toEqual(before);
    expect(await db.selectFrom('search_pending').selectAll().execute()).toEqual([]);
    const hashes = await db.selectFrom('search_entry').select('text_hash').where('text_hash', 'like', '0:%').execute();
    expect(hashes).toEqual([]);
    expect(await markUnindexed(db, house.time.now)).toBe(0);
  });

  test('the worker fills it by itself', async () => {
    const served = await serveHouse({ quiet: true });
    try {
      const id = await served.post('砚湖区柳浪闸漏水', '砚湖区柳浪闸漏水三天，请维修。');
      const client = new Client(served.origin);
      await client.signIn('analyst', served.passwords.analyst ?? '');
      await expect
        .poll(
          async () => {
            // No search but a list: it does not count against the pace for long.
            const { body } = await client.send('GET', searchPath('', { kind: 'item' }));
            return (body as Partial<SearchView>).hits?.map((hit) => hit.id);
          },
          { interval: 1_100, timeout: 50_000 },
        )
        .toEqual([id]);
    } finally {
      await served.close();
    }
  });
});

test('a case that went into another shows in no list', async () => {
  const { caseId } = await openWaterCase(house, { lead: '990100:water_resources' });
  const search = await searchIn(house, 'leader');
  expect(things(await search('', { kind: 'case' }))).toContain(`case ${caseId}`);
  const into = await openAccepted(house);
  await house.parts.db
    .updateTable('case')
    .set({ state: 'merged', merged_into: into })
    .where('id', '=', caseId)
    .execute();
  // The index has heard nothing of it.
  expect(things(await search('', { kind: 'case' }))).not.toContain(`case ${caseId}`);
  expect((await rowOf(house, caseId)).state).toBe('merged');
});
