/** 移送: an accusation goes to one body, sealed, once, with a receipt. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  transfersSchema,
  type TransferReceipt,
  type TransferView,
} from '../../server/contract/accountability-views.ts';
import type { ErrorView } from '../../server/contract/views.ts';
import { seal } from '../../server/platform/events/seal.ts';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { denialsOf } from '../../server/triage/wall/store.ts';
import {
  itemEvents,
  OF_COUNTY_WATER,
  OF_DISCIPLINE,
  OF_SOMEBODY,
  officerOf,
  orderFor,
  postOnce,
  READERS,
  readersOf,
  receivedBy,
} from '../support/accusations.ts';
import { codeOf, type Answer, type Client } from '../support/client.ts';
import { TEST_KEYS } from '../support/house.ts';
import { choiceFor, detailFor, postWater } from '../support/matters.ts';
import { ACCOUNTS, openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let analyst: Client;
let inspector: Client;
beforeAll(async () => {
  house = await openServedTrial();
  [analyst, inspector] = [await house.client('analyst'), await house.client('inspector')];
});
afterAll(async () => {
  await house.settled();
  await seal(house.parts.db, TEST_KEYS, house.time.now);
  expect((await verifyLog(house.parts.db, TEST_KEYS)).breaches).toEqual([]);
  await house.close();
});

const transfer = (id: string, body: unknown, client = analyst): Promise<Answer> =>
  client.send('POST', `/api/items/${id}/transfer`, { body });
const errorOf = (answer: Answer): ErrorView['error'] => (answer.body as ErrorView).error;

const received = (name: string, itemId: string): Promise<TransferView | undefined> => receivedBy(house, name, itemId);

describe('by a person', () => {
  test('goes to the discipline body of the accused’s territory and is gone for everybody else', async () => {
    const id = await postOnce(house, OF_COUNTY_WATER);
    const item = await detailFor(house, 'analyst', id);
    expect(item).toMatchObject({ needsHuman: true, proposal: { transfer: true, lead: { id: '990102:discipline' } } });
    const live = await house.live('supervisor');
    const answer = await transfer(id, orderFor(item));
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      receiver: { id: '990102:discipline', name: '砚湖区纪委监委' },
      at: house.time.now.toISOString(),
    } satisfies TransferReceipt);
    await house.settled();
    await live.until(() => !live.items.has(id));
    live.drop();
    expect(await readersOf(house, id)).toEqual([]);
    for (const name of ['analyst', 'leader', 'auditor'] as const)
      expect((await (await house.client(name)).send('GET', `/api/items/${id}`)).status).toBe(404);
    expect(await received('inspector2', id)).toMatchObject({
      title: item.title,
      text: item.text,
      rule: item.proposal?.rule,
      clause: item.proposal?.clause,
      reason: '涉及检举控告，依法移送。',
      receipt: null,
    });
    for (const name of ACCOUNTS.filter((one) => one !== 'inspector2')) expect(await received(name, id)).toBeUndefined();
  });

  test('opens no case and starts no clock; the record names neither the accused nor the words', async () => {
    const before = await house.parts.db.selectFrom('case').select('id').execute();
    const clocks = await house.parts.db.selectFrom('clock').select('id').execute();
    const id = await postOnce(house, OF_COUNTY_WATER);
    await transfer(id, orderFor(await detailFor(house, 'analyst', id), { accounts: ['officer3'] }));
    await house.settled();
    expect(await house.parts.db.selectFrom('case').select('id').execute()).toEqual(before);
    expect(await house.parts.db.selectFrom('clock').select('id').execute()).toEqual(clocks);
    const events = await itemEvents(house, id);
    expect(events.map((event) => event.type)).toEqual([
      'item_received',
      'item_judged',
      'item_closed_to',
      'item_grouped',
      'item_closed_to',
      'item_transferred',
    ]);
    const told = JSON.stringify(events);
    for (const word of ['990102', 'officer3', '水务', '受贿', '举报']) expect(told).not.toContain(word);
  });

  test('cannot be confirmed, dispatched or joined to a case instead', async () => {
    const id = await postOnce(house, OF_COUNTY_WATER);
    const item = await detailFor(house, 'analyst', id);
    const answer = await analyst.send('POST', `/api/items/${id}/confirm`, { body: choiceFor(item) });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'transfer_required']);
    expect(errorOf(answer).action).toContain('移送');
  });

  test('asks whom it accuses where the text doesn’t say, and shuts out the accused and named persons', async () => {
    const id = await postWater(house);
    const item = await detailFor(house, 'analyst', id);
    const unsaid = await transfer(id, orderFor(item));
    expect([unsaid.status, codeOf(unsaid)]).toEqual([422, 'accused_required']);
    const nowhere = await transfer(id, orderFor(item, { accused: '990199:nowhere' }));
    expect([nowhere.status, codeOf(nowhere)]).toEqual([422, 'unit_unknown']);
    const nobody = await transfer(
      id,
      orderFor(item, { accused: '990102:water_resources', accounts: ['\u0000nobody'] }),
    );
    expect([nobody.status, codeOf(nobody)]).toEqual([422, 'account_unknown']);
    expect((await detailFor(house, 'analyst', id)).version).toBe(item.version);
    const order = orderFor(item, { accused: '990100:water_resources', accounts: ['inspector', 'inspector'] });
    expect((await transfer(id, order)).status).toBe(200);
    const denials = (await denialsOf(house.parts.db, [id])).get(id);
    expect(denials).toEqual(
      expect.arrayContaining([
        { unit_id: '990100:water_resources', account_id: null },
        { unit_id: null, account_id: (await house.viewer('inspector')).accountId },
      ]),
    );
    expect(denials).toHaveLength(2);
    // The receiving body's own officer is among the accused: a colleague takes it.
    expect(await received('inspector', id)).toBeUndefined();
    expect(await received(await officerOf(house, '990100:discipline'), id)).toBeDefined();
  });

  test('needs nobody named where the text accuses staff of a place without saying whose', async () => {
    const id = await postOnce(house, OF_SOMEBODY);
    const answer = await transfer(id, orderFor(await detailFor(house, 'analyst', id)));
    expect([answer.status, answer.body]).toMatchObject([200, { receiver: { id: '990102:discipline' } }]);
    expect((await denialsOf(house.parts.db, [id])).get(id)).toEqual([]);
  });

  test('never goes to the accused: what accuses the discipline body goes one level up', async () => {
    const id = await postOnce(house, OF_DISCIPLINE);
    expect(await readersOf(house, id)).toEqual(READERS.filter((name) => name !== 'auditor'));
    const answer = await transfer(id, orderFor(await detailFor(house, 'analyst', id)));
    expect(answer.body).toMatchObject({ receiver: { id: '990000:discipline' } });
    expect(await received('inspector', id)).toBeUndefined();
    expect(await received(await officerOf(house, '990000:discipline'), id)).toBeDefined();
  });

  test('is refused where what the person states would send it to whom the text accuses', async () => {
    const id = await postOnce(house, OF_DISCIPLINE);
    const order = orderFor(await detailFor(house, 'analyst', id), { accused: '990100:water_resources' });
    const answer = await transfer(id, order);
    expect([answer.status, codeOf(answer)]).toEqual([422, 'receiver_missing']);
    expect(await received('inspector', id)).toBeUndefined();
  });

  test('happens once: of two at once one is heard, and the other learns nothing of it', async () => {
    const id = await postOnce(house, OF_COUNTY_WATER);
    const item = await detailFor(house, 'analyst', id);
    const chief = await house.client('chief');
    const answers = await Promise.all([analyst, chief].map((client) => transfer(id, orderFor(item), client)));
    const statuses = answers.map((answer) => answer.status).sort();
    expect(statuses[0]).toBe(200);
    expect([404, 409]).toContain(statuses[1]);
    const lost = answers.find((answer) => answer.status !== 200);
    expect(lost && errorOf(lost).current).toBeUndefined();
    const rows = await house.parts.db.selectFrom('transfer').select('id').where('item_id', '=', id).execute();
    expect(rows).toHaveLength(1);
    expect((await transfer(id, orderFor(item))).status).toBe(404);
    const stale = await analyst.send('POST', `/api/items/${id}/dismiss`, {
      body: { version: item.version, verdictId: item.verdict?.id, reason: 'unrelated', note: null },
    });
    expect(stale.status).toBe(404);
  });
});

describe('the receipt', () => {
  let one: TransferView;
  beforeEach(async () => {
    const id = await postWater(house);
    await transfer(id, orderFor(await detailFor(house, 'analyst', id), { accused: '990100:water_resources' }));
    const found = await received('inspector', id);
    if (!found) throw new Error('nothing was handed over');
    one = found;
  });
  const receive = (client: Client, number = '收字 7 号'): Promise<Answer> =>
    client.send('POST', `/api/transfers/${one.id}/receive`, { body: { number } });

  test('is given once, by the receiving body', async () => {
    const answer = await receive(inspector);
    const { displayName } = await house.viewer('inspector');
    const receipt = { number: '收字 7 号', byName: displayName, at: house.time.now.toISOString() };
    expect([answer.status, answer.body]).toEqual([200, { ...one, receipt }]);
    const again = await receive(inspector, '另一号');
    expect([again.status, codeOf(again)]).toEqual([409, 'transfer_received']);
    expect(errorOf(again).current).toMatchObject({ receipt });
    const list = transfersSchema.parse((await inspector.send('GET', '/api/transfers')).body);
    expect(list.transfers.find((each) => each.id === one.id)?.receipt).toEqual(receipt);
    const events = await itemEvents(house, one.itemId);
    expect(events.at(-1)).toMatchObject({ type: 'transfer_received', data: { transferId: one.id } });
    expect(JSON.stringify(events)).not.toContain('收字');
  });

  test('of two at once one stands', async () => {
    const answers = await Promise.all([receive(inspector, '甲'), receive(inspector, '乙')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  test('is not for another body, the accused, or who handed it over', async () => {
    for (const name of ['inspector2', 'officer', 'officer3'] as const) {
      const client = await house.client(name);
      const answer = await receive(client);
      expect([name, answer.status, codeOf(answer)]).toEqual([name, 404, 'transfer_missing']);
      const list = transfersSchema.parse((await client.send('GET', '/api/transfers')).body);
      expect(list.transfers.map((each) => each.id)).not.toContain(one.id);
    }
    for (const name of ['analyst', 'leader', 'auditor'] as const) {
      expect((await receive(await house.client(name))).status).toBe(403);
    }
  });
});
