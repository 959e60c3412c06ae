/** Decisions under attack: two at once, on something stale, by whom may not, on what must not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { seal } from '../../server/platform/events/seal.ts';
import type { CaseView } from '../../server/contract/case-views.ts';
import type { ItemDetail } from '../../server/contract/views.ts';
import type { ConfirmItem } from '../../server/contract/requests.ts';
import { codeOf, type Answer, type Client } from '../support/client.ts';
import { TEST_KEYS } from '../support/house.ts';
import { ACCUSATION, choiceFor, detailFor, openWaterCase, postWater } from '../support/matters.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let analyst: Client;
let second: Client;
let chief: Client;
let leader: Client;
beforeAll(async () => {
  house = await openServedTrial();
  [analyst, second, chief, leader] = [
    await house.client('analyst'),
    await house.client('analyst'),
    await house.client('chief'),
    await house.client('leader'),
  ];
});
afterAll(async () => {
  // Whatever was tried, the log tells it whole.
  await house.settled();
  await seal(house.parts.db, TEST_KEYS, house.time.now);
  expect((await verifyLog(house.parts.db, TEST_KEYS)).breaches).toEqual([]);
  await house.close();
});

const decide = (client: Client, id: string, what: string, body: unknown): Promise<Answer> =>
  client.send('POST', `/api/items/${id}/${what}`, { body });
const currentOf = (answer: Answer): ItemDetail => (answer.body as { error: { current: ItemDetail } }).error.current;
const seenOf = (item: ItemDetail): { version: number; verdictId: string } => ({
  version: item.version,
  verdictId: item.verdict?.id ?? '',
});
const fresh = async (): Promise<ItemDetail> => detailFor(house, 'analyst', await postWater(house));

const casesOf = async (): Promise<number> => (await house.parts.db.selectFrom('case').select('id').execute()).length;

async function caseOf(itemId: string): Promise<CaseView> {
  await house.settled();
  const live = await house.live('leader');
  const { caseId } = await detailFor(house, 'leader', itemId);
  const view = live.cases.get(caseId ?? '');
  live.drop();
  if (!view) throw new Error('the leader sees no such case');
  return view;
}

describe('two at once', () => {
  test('of two who confirm, one opens the case; the other is shown what is now', async () => {
    for (const rival of [second, chief]) {
      const item = await fresh();
      const before = await casesOf();
      const answers = await Promise.all(
        [analyst, rival].map((client) => decide(client, item.id, 'confirm', choiceFor(item))),
      );
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
      const won = answers.find((answer) => answer.status === 200)?.body as ItemDetail;
      const lost = answers.find((answer) => answer.status === 409);
      if (!lost) throw new Error('nobody lost');
      expect(codeOf(lost)).toBe('item_changed');
      expect(currentOf(lost)).toMatchObject({
        id: item.id,
        state: 'in_case',
        version: won.version,
        caseId: won.caseId,
      });
      expect(await casesOf()).toBe(before + 1);
    }
  });

  test('of ten who decide differently, one is heard', async () => {
    const item = await fresh();
    const before = await casesOf();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 === 0
          ? decide(index % 4 === 0 ? analyst : second, item.id, 'confirm', choiceFor(item))
          : decide(chief, item.id, 'dismiss', { ...seenOf(item), reason: 'unrelated', note: null }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(9);
    const now = await detailFor(house, 'analyst', item.id);
    expect(await casesOf()).toBe(before + (now.state === 'in_case' ? 1 : 0));
    expect(now.version).toBe(item.version + 1);
  });

  test('of two who dispatch, one does; assignments and clock stand once', async () => {
    const item = await fresh();
    await decide(analyst, item.id, 'confirm', choiceFor(item, { opinionGrade: 'large' }));
    const { id, version } = await caseOf(item.id);
    const answers = await Promise.all(
      ['990102:water_resources', '990100:water_resources'].map((lead, index) =>
        (index ? chief : leader).send('POST', `/api/cases/${id}/dispatch`, { body: { version, lead } }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const { db } = house.parts;
    const leads = await db
      .selectFrom('assignment')
      .selectAll()
      .where('case_id', '=', id)
      .where('role', '=', 'lead')
      .execute();
    expect(leads).toHaveLength(1);
    const clocks = await db.selectFrom('clock').select('kind').where('case_id', '=', id).orderBy('kind').execute();
    const signing = leads[0]?.unit_id === '990100:water_resources' ? 'accept' : 'pass_on';
    expect(clocks.map((clock) => clock.kind).sort()).toEqual(['close', 'progress', 'respond', signing].sort());
  });
});

describe('on something stale', () => {
  test.each(['confirm', 'dismiss', 'correct'])('%s names the version and verdict it was made on', async (what) => {
    const item = await fresh();
    const rest = { ...choiceFor(item), reason: 'unrelated', note: null };
    for (const stale of [{ version: item.version - 1 }, { version: item.version + 1 }, { verdictId: 'another' }]) {
      const answer = await decide(analyst, item.id, what, { ...rest, ...stale });
      expect([answer.status, codeOf(answer)]).toEqual([409, 'item_changed']);
      expect(currentOf(answer)).toMatchObject({ id: item.id, state: 'judged', version: item.version });
    }
    expect((await detailFor(house, 'analyst', item.id)).version).toBe(item.version);
  });

  test('a dismissed item opens again once, on its present version', async () => {
    const item = await fresh();
    const dismissed = await decide(analyst, item.id, 'dismiss', {
      ...seenOf(item),
      reason: 'no_demand',
      note: ' why ',
    });
    const { version, state, dismissal } = dismissed.body as ItemDetail;
    expect([state, dismissal?.reason, dismissal?.note]).toEqual(['dismissed', 'no_demand', 'why']);
    expect((await decide(analyst, item.id, 'confirm', choiceFor(item, { version }))).status).toBe(409);
    expect((await decide(analyst, item.id, 'reopen', { version: version - 1 })).status).toBe(409);
    const answers = await Promise.all([analyst, chief].map((one) => decide(one, item.id, 'reopen', { version })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const again = await detailFor(house, 'analyst', item.id);
    expect(again).toMatchObject({ state: 'judged', dismissal: null, judgeBy: item.judgeBy });
    expect((await decide(analyst, item.id, 'reopen', { version: again.version })).status).toBe(409);
  });
});

describe('by whom may not', () => {
  test('a larger grade waits: the analyst may not dispatch it, the chief may', async () => {
    const item = await fresh();
    expect((await decide(analyst, item.id, 'confirm', choiceFor(item, { opinionGrade: 'large' }))).status).toBe(200);
    const view = await caseOf(item.id);
    expect(view).toMatchObject({ state: 'awaiting_dispatch', dispatchedAt: null, clocks: [] });
    const officer = await house.live('officer');
    expect(officer.cases.has(view.id)).toBe(false);
    const body = { version: view.version, lead: '990100:water_resources' };
    const path = `/api/cases/${view.id}/dispatch`;
    const refused = await analyst.send('POST', path, { body });
    expect([refused.status, codeOf(refused)]).toEqual([403, 'dispatch_not_allowed']);
    const unknown = await chief.send('POST', path, { body: { ...body, lead: '990100:nowhere' } });
    expect([unknown.status, codeOf(unknown)]).toEqual([422, 'unit_unknown']);
    const stale = await chief.send('POST', path, { body: { ...body, version: 99 } });
    expect([stale.status, codeOf(stale)]).toEqual([409, 'case_changed']);
    expect((await chief.send('POST', path, { body })).status).toBe(200);
    await officer.until(() => officer.cases.has(view.id));
    expect(officer.cases.get(view.id)).toMatchObject({ state: 'awaiting_acceptance', lead: { id: body.lead } });
    const kinds = officer.cases.get(view.id)?.clocks.map((clock) => clock.kind);
    expect(kinds?.sort()).toEqual(['accept', 'close', 'progress', 'respond']);
    officer.drop();
    expect((await chief.send('POST', path, { body })).status).toBe(409);
  });

  test.each([
    ['major', [403, 403, 200]],
    ['extreme', [403, 403, 200]],
    ['large', [403, 200, 409]],
  ] as const)('%s: analyst, chief, leader', async (opinionGrade, statuses) => {
    const item = await fresh();
    await decide(analyst, item.id, 'confirm', choiceFor(item, { opinionGrade }));
    const view = await caseOf(item.id);
    const answers = [];
    for (const client of [analyst, chief, leader]) {
      const body = { version: view.version, lead: '990100:water_resources' };
      answers.push((await client.send('POST', `/api/cases/${view.id}/dispatch`, { body })).status);
    }
    expect(answers).toEqual(statuses);
  });

  test('an officer who guesses ids learns nothing', async () => {
    const { itemId, caseId } = await openWaterCase(house, { lead: '990100:water_resources' });
    for (const name of ['officer', 'officer2', 'reviewer'] as const) {
      const client = await house.client(name);
      const before = await detailFor(house, 'analyst', itemId);
      for (const id of [itemId, 'guess']) {
        expect((await client.send('GET', `/api/items/${id}`)).status).toBe(403);
        expect((await decide(client, id, 'confirm', choiceFor(before))).status).toBe(403);
        expect((await decide(client, id, 'reopen', { version: before.version })).status).toBe(403);
      }
      const body = { version: 1, lead: '990100:water_resources' };
      expect((await client.send('POST', `/api/cases/${caseId}/dispatch`, { body })).status).toBe(403);
      expect(await detailFor(house, 'analyst', itemId)).toEqual(before);
    }
  });
});

describe('on what must not, or not so', () => {
  test('an accusation of an office is transferred: neither opened nor merged, whatever a person sets', async () => {
    const id = await house.post(ACCUSATION.title, ACCUSATION.text);
    const item = await detailFor(house, 'analyst', id);
    expect(item.proposal).toMatchObject({ transfer: true });
    const { caseId } = await openWaterCase(house);
    const before = await casesOf();
    const ways: Partial<ConfirmItem>[] = [
      {},
      { subject: null },
      { subject: 'education', category: 'emergency' },
      { lead: '990102:water_resources' },
      { caseId },
    ];
    for (const way of ways) {
      const answer = await decide(analyst, id, 'confirm', choiceFor(item, way));
      expect([answer.status, codeOf(answer)], JSON.stringify(way)).toEqual([409, 'transfer_required']);
    }
    expect(await casesOf()).toBe(before);
    expect((await detailFor(house, 'analyst', id)).state).toBe('judged');
  });

  test('a tie is for a person to decide', async () => {
    const id = await house.post('大家说说最近的事', '最近的这件事情实在让人气愤,希望有人出来管一管,给大家一个说法。');
    const item = await detailFor(house, 'analyst', id);
    expect(item.proposal?.needsHuman).toBe(true);
    const open = choiceFor(item, { subject: null });
    const refused = await decide(analyst, id, 'confirm', open);
    expect([refused.status, codeOf(refused)]).toEqual([422, 'lead_required']);
    const unknown = await decide(analyst, id, 'confirm', { ...open, lead: '990100:nowhere' });
    expect([unknown.status, codeOf(unknown)]).toEqual([422, 'unit_unknown']);
    expect((await detailFor(house, 'analyst', id)).version).toBe(item.version);
    expect((await decide(analyst, id, 'confirm', { ...open, lead: '990100:education' })).status).toBe(200);
    const view = await caseOf(id);
    expect(view.lead?.id).toBe('990100:education');
    expect(view.reasons.at(-1)).toMatchObject({ principle: '人工选定' });
  });

  test('a merged item joins the case: one case, two items, and its clock runs on', async () => {
    const { caseId, itemId } = await openWaterCase(house);
    const clock = (await caseOf(itemId)).clocks;
    const item = await fresh();
    const before = await casesOf();
    const joined = await decide(analyst, item.id, 'confirm', choiceFor(item, { caseId }));
    expect(joined.body).toMatchObject({ state: 'in_case', caseId });
    const again = await decide(second, item.id, 'confirm', choiceFor(item, { caseId }));
    expect(again.status).toBe(409);
    expect(await casesOf()).toBe(before);
    expect(await caseOf(itemId)).toMatchObject({ itemCount: 2, clocks: clock });
  });

  test('another category or subject is kept as a correction, once, and only where it differs', async () => {
    const corrections = (itemId: string): Promise<object[]> =>
      house.parts.db
        .selectFrom('correction')
        .select(['category', 'subject', 'verdict_id'])
        .where('item_id', '=', itemId)
        .execute();
    const item = await fresh();
    const changed = { ...seenOf(item), category: 'credibility', subject: 'utilities' } as const;
    const corrected = (await decide(analyst, item.id, 'correct', changed)).body as ItemDetail;
    expect(corrected).toMatchObject({ state: 'judged', category: 'credibility', version: item.version + 1 });
    expect(corrected.verdict).toEqual(item.verdict);
    expect(await corrections(item.id)).toEqual([
      { category: 'credibility', subject: 'utilities', verdict_id: item.verdict?.id },
    ]);
    const same = choiceFor(corrected, { category: 'credibility', subject: 'utilities', lead: '990100:utilities' });
    expect((await decide(analyst, item.id, 'confirm', same)).status).toBe(200);
    expect(await corrections(item.id)).toHaveLength(1);
    const other = await fresh();
    await decide(analyst, other.id, 'confirm', choiceFor(other, { category: 'policy', lead: '990100:utilities' }));
    expect(await corrections(other.id)).toMatchObject([{ category: 'policy', subject: 'water_resources' }]);
  });
});
