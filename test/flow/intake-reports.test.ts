/** What people type in: calls noted by hand, units' own reports; 一事不二派, and no new sight of anything. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ItemDetail } from '../../server/contract/views.ts';
import type { Reported } from '../../server/contract/source-views.ts';
import { HOTLINE_FORM, UNIT_FORM } from '../../server/intake/reports/report.ts';
import { codeOf, type Answer, type Client } from '../support/client.ts';
import { spoiled } from '../support/evil.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
const clients = new Map<AccountName, Client>();
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => house.close());

async function as(name: AccountName): Promise<Client> {
  const client = clients.get(name) ?? (await house.client(name));
  clients.set(name, client);
  return client;
}
const send = async (name: AccountName, form: 'hotline' | 'unit', body: object): Promise<Answer> =>
  (await as(name)).send('POST', `/api/reports/${form}`, { body });
async function report(name: AccountName, form: 'hotline' | 'unit', body: object): Promise<Reported> {
  const answer = await send(name, form, body);
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  await house.settled();
  return answer.body as Reported;
}
const item = async (name: AccountName, id: string): Promise<Answer> => (await as(name)).send('GET', `/api/items/${id}`);
const rowOf = (id: string) =>
  house.parts.db.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const CALL = {
  title: '砚湖区自来水发黄',
  text: '来电人反映砚湖区自来水发黄三天,已有工单。',
  orderNumber: null,
  at: null,
};
const OWN = { title: '汀洲区一处水管爆裂', text: '我单位今晨发现汀洲区一处主水管爆裂,正在抢修。', learnedAt: null };
const AGO = '2026-11-20T09:30:00+08:00';

describe('a call noted by hand', () => {
  test('waits in the queue as any item, of the hotline’s channel, with the time of the call', async () => {
    const { itemId, known } = await report('analyst', 'hotline', { ...CALL, at: AGO });
    expect(known).toBe(false);
    const { body } = await item('analyst', itemId);
    expect(body).toMatchObject({
      state: 'judged',
      channel: 'hotline',
      sourceName: HOTLINE_FORM.name,
      orderNumber: null,
      publishedAt: '2026-11-20T01:30:00.000Z',
    });
    const { accountId } = await house.viewer('analyst');
    expect(await rowOf(itemId)).toMatchObject({ reported_by: accountId, reporting_unit: null });
  });

  test('whose text is there already is known, and sent twice leaves no second sighting', async () => {
    const text = { title: '岚口县停气', text: '岚口县昨晚起停气,至今没有恢复。' };
    const posted = await house.post(text.title, text.text);
    expect(await report('chief', 'hotline', { ...CALL, ...text })).toEqual({ itemId: posted, known: true });
    expect(await report('chief', 'hotline', { ...CALL, ...text })).toEqual({ itemId: posted, known: true });
    expect((await item('chief', posted)).body).toMatchObject({ sightings: 2 });
  });

  test('with an order number is never dispatched a second time: 热线在办, 一事不二派', async () => {
    const text = '来电人反映栖云县路面塌陷,热线已交办。';
    const { itemId } = await report('analyst', 'hotline', { ...CALL, text, orderNumber: ' YC-2026-118 ' });
    const before = (await item('analyst', itemId)).body as ItemDetail;
    expect(before.orderNumber).toBe('YC-2026-118');
    const decided = { version: before.version, verdictId: before.verdict?.id };
    const confirm = { ...decided, category: 'livelihood', subject: 'transport', opinionGrade: 'general', lead: '990100:water_resources', caseId: null }; // prettier-ignore
    const refused = await (await as('analyst')).send('POST', `/api/items/${itemId}/confirm`, { body: confirm });
    expect([refused.status, codeOf(refused)]).toEqual([409, 'hotline_handling']);
    expect(refused.body).toMatchObject({ error: { message: expect.stringContaining('一事不二派') } });
    expect((await rowOf(itemId)).state).toBe('judged');
    const dismiss = { ...decided, reason: 'hotline_handling', note: null };
    const dismissed = await (await as('analyst')).send('POST', `/api/items/${itemId}/dismiss`, { body: dismiss });
    expect(dismissed.body).toMatchObject({ state: 'dismissed', orderNumber: 'YC-2026-118' });
  }); // prettier-ignore

  test('shows its number on every board that has it', async () => {
    const text = '来电人反映青禾县路灯不亮,热线已交办。';
    const { itemId } = await report('analyst', 'hotline', { ...CALL, text, orderNumber: 'YC-77' });
    const board = await house.live('analyst');
    expect(board.items.get(itemId)).toMatchObject({ orderNumber: 'YC-77' });
  });
});

describe('a unit’s own report', () => {
  test('is an item of its channel, with who reported, for which unit, and when it was learned', async () => {
    const { itemId } = await report('officer', 'unit', { ...OWN, learnedAt: AGO });
    const officer = await house.viewer('officer');
    expect(await rowOf(itemId)).toMatchObject({
      channel: 'unit_report',
      source_id: UNIT_FORM.id,
      reported_by: officer.accountId,
      reporting_unit: officer.unit?.id,
      published_at: new Date(AGO),
      detected_at: house.time.now,
    });
    expect((await item('analyst', itemId)).body).toMatchObject({ channel: 'unit_report', sourceName: UNIT_FORM.name });
  });

  test('gives the reporter no sight of it, nor of one that was there', async () => {
    const { itemId } = await report('officer', 'unit', { ...OWN, text: `${OWN.text}第二处。` });
    expect((await item('officer', itemId)).status).toBe(403);
    const posted = await house.post('禾渡县桥梁裂缝', '禾渡县一座桥的桥面裂了。');
    const again = await report('officer', 'unit', {
      ...OWN,
      title: '禾渡县桥梁裂缝',
      text: '禾渡县一座桥的桥面裂了。',
    });
    expect(again).toEqual({ itemId: posted, known: true });
    expect((await item('officer', posted)).status).toBe(403);
  });

  test('that accuses somebody stands behind the wall as any item does', async () => {
    const text = '云川市水务局局长王某收受施工单位红包,请查处。';
    const { itemId } = await report('officer2', 'unit', { title: '举报云川市水务局局长受贿', text, learnedAt: null });
    const denied = await house.parts.db.selectFrom('item_denial').select('unit_id').where('item_id', '=', itemId).execute();
    expect(denied.map(({ unit_id }) => unit_id)).toContain('990100:water_resources');
    expect((await item('officer2', itemId)).status).toBe(403);
  }); // prettier-ignore
});

describe('a form', () => {
  test.each([
    ['hotline', { ...CALL, at: '2099-01-01T00:00:00Z' }, 'in_future'],
    ['hotline', { ...CALL, at: '1970-01-01T00:00:00Z' }, 'long_ago'],
    ['unit', { ...OWN, learnedAt: '2099-01-01T00:00:00Z' }, 'in_future'],
    ['unit', { ...OWN, learnedAt: '1970-01-01T00:00:00Z' }, 'long_ago'],
    ['unit', { ...OWN, text: '\u200b\u3000 ' }, 'invalid_request'],
  ] as const)('%s of %j is refused: %s', async (form, body, code) => {
    const answer = await send(form === 'hotline' ? 'analyst' : 'officer', form, body);
    expect([answer.status, codeOf(answer)]).toEqual([422, code]);
  });

  test('spoiled anywhere is refused, or done', async () => {
    for (const [name, form, body] of [
      ['analyst', 'hotline', { ...CALL, orderNumber: 'YC-1', at: AGO }],
      ['officer', 'unit', { ...OWN, learnedAt: AGO }],
    ] as const)
      for (const bad of spoiled(body)) {
        const answer = await send(name, form, bad.body as object);
        expect([bad.at, bad.value, answer.status < 500]).toEqual([bad.at, bad.value, true]);
      }
  });

  test('is a source from its first use on: heard, never silent, nobody’s to change', async () => {
    const { body } = await (await as('admin')).send('GET', '/api/sources');
    const forms = (body as { sources: { id: string; kind: string; state: string; failure: unknown }[] }).sources.filter(
      ({ kind }) => kind === 'form',
    );
    expect(forms.map(({ id, state, failure }) => [id, state, failure]).sort()).toEqual([
      [HOTLINE_FORM.id, 'ok', null],
      [UNIT_FORM.id, 'ok', null],
    ]);
  });
});
