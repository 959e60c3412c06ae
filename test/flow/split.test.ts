/** 拆分: the part keeps starts, breaches, denials, units and ledger of the case it comes from. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actOn } from '../../server/cases/act.ts';
import type { CaseDetail } from '../../server/contract/case-detail-views.ts';
import type { CaseState } from '../../server/contract/vocabulary-case.ts';
import { splitCase } from '../../server/responsibility/split.ts';
import { clockIn, clocksIn, eventsIn, HOUR_MS, hoursAfter, refusal, rowOf, sees } from '../support/acting.ts';
import {
  answersIn,
  assignmentsIn,
  audienceOf,
  CITY,
  dispositionsIn,
  holdingsIn,
  itemsIn,
  join,
  merge,
  moveTo,
  open,
  signAll,
  signalsIn,
  split,
  storeAnswer,
  tickNow,
  TITLE,
} from '../support/arranging.ts';
import type { Client } from '../support/client.ts';
import { NOON } from '../support/house.ts';
import { changeAudience } from '../support/matters.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let analyst: Client;
beforeAll(async () => {
  house = await openServedTrial();
  analyst = await house.client('analyst');
});
afterAll(() => house.close());
beforeEach(() => {
  house.time.now = NOON;
});

describe('splitting', () => {
  test('makes a case of its own with the starts, breaches, denials, units and ledger of the old one', async () => {
    const caseId = await open(house);
    const itemId = await join(house, caseId);
    const supervisor = await house.viewer('supervisor');
    await changeAudience(house, caseId, 'deny', { accounts: [supervisor.accountId], units: ['990102:education'] });
    await signAll(house, caseId);
    house.time.now = hoursAfter(NOON, 50);
    await tickNow(house);
    const fresh = await split(house, caseId, [itemId]);

    const clocksOf = async (id: string) =>
      (await clocksIn(house, id)).map(({ kind, start_at, due_at, breached_at, stopped_at }) => ({
        kind,
        start_at,
        due_at,
        breached_at,
        stopped_at,
      }));
    const byKind = (a: { kind: string }, b: { kind: string }) => a.kind.localeCompare(b.kind);
    expect((await clocksOf(fresh)).sort(byKind)).toEqual((await clocksOf(caseId)).sort(byKind));
    expect(
      (await clocksOf(fresh)).filter((clock) => clock.breached_at),
      'accept and respond were late',
    ).toHaveLength(2);

    const audience = async (id: string) =>
      (await audienceOf(house, id)).map((row) => `${row.effect} ${row.unit_id ?? row.account_id}`).sort();
    expect(await audience(fresh)).toEqual(await audience(caseId));
    expect(await sees(house, 'supervisor', fresh), 'a denial goes with the part').toBe(false);
    expect(await sees(house, 'officer', fresh)).toBe(true);

    const units = async (id: string) =>
      (await assignmentsIn(house, id))
        .map((row) => `${row.role} ${row.unit_id} ${row.accepted_at?.toISOString()}`)
        .sort();
    expect(await units(fresh)).toEqual(await units(caseId));
    const held = async (id: string) =>
      (await holdingsIn(house, id))
        .map((row) => `${row.step} ${row.unit_id} ${row.from_at.getTime()} ${row.to_at?.getTime()}`)
        .sort();
    expect(await held(fresh)).toEqual(await held(caseId));

    expect(await itemsIn(house, fresh)).toEqual([itemId]);
    expect(await itemsIn(house, caseId)).toHaveLength(1);
    const [old, part] = [await rowOf(house, caseId), await rowOf(house, fresh)];
    expect(part).toMatchObject({
      state: old.state,
      split_from: caseId,
      title: TITLE,
      dispatched_at: old.dispatched_at,
      detected_at: old.detected_at,
      opinion_grade: old.opinion_grade,
    });
    expect(part.number).not.toBe(old.number);
    expect(await eventsIn(house, fresh)).toContain('case_split');
    expect(await eventsIn(house, caseId)).toContain('case_split_off');
  });

  test('signals, answers and dispositions stay where they were made', async () => {
    const caseId = await open(house);
    const itemId = await join(house, caseId);
    house.time.now = hoursAfter(NOON, 50);
    await tickNow(house);
    await storeAnswer(house, caseId, 'published');
    const told = (await signalsIn(house, caseId)).map(({ id, state }) => [id, state]);
    const fresh = await split(house, caseId, [itemId]);
    expect(told).toHaveLength(2);
    expect((await signalsIn(house, caseId)).map(({ id, state }) => [id, state])).toEqual(told);
    expect([...(await answersIn(house, fresh)), ...(await dispositionsIn(house, fresh))]).toEqual([]);
    const own = (await signalsIn(house, fresh)).filter((row) => row.state === 'open').map((row) => row.clock_kind);
    expect(own.sort(), 'the part is late itself, and says so').toEqual(['accept', 'respond']);
  });

  test('from a case that answers already, the part goes back to the finding out; the lead holds it', async () => {
    const states: Partial<Record<CaseState, CaseState>> = {};
    for (const state of ['awaiting_acceptance', 'handling', 'drafting', 'approving', 'published'] as const) {
      const caseId = await open(house);
      const itemId = await join(house, caseId);
      await signAll(house, caseId);
      await moveTo(house, caseId, state);
      const fresh = await split(house, caseId, [itemId]);
      states[state] = (await rowOf(house, fresh)).state;
      const holders = (await holdingsIn(house, fresh)).filter((row) => !row.to_at).map((row) => row.unit_id);
      expect([state, holders]).toEqual([state, [CITY]]);
    }
    expect(states).toEqual({
      awaiting_acceptance: 'awaiting_acceptance',
      handling: 'handling',
      drafting: 'handling',
      approving: 'handling',
      published: 'handling',
    });
  });

  test('is refused with items from elsewhere, with all of them, and while a return waits', async () => {
    const [caseId, other] = [await open(house), await open(house)];
    const joined = await join(house, caseId);
    const [elsewhere = ''] = await itemsIn(house, other);
    expect(await refusal(split(house, caseId, [joined, elsewhere]))).toBe('items_elsewhere');
    expect(await refusal(split(house, caseId, [joined, 'no-such-item']))).toBe('items_elsewhere');
    expect(await refusal(split(house, caseId, await itemsIn(house, caseId)))).toBe('nothing_left');
    await moveTo(house, caseId, 'return_ruling');
    expect(await refusal(split(house, caseId, [joined]))).toBe('return_under_way');
    expect(await itemsIn(house, caseId)).toHaveLength(2);
  });

  test('an item named twice is one', async () => {
    const caseId = await open(house);
    const joined = await join(house, caseId);
    expect(await refusal(split(house, caseId, [joined, joined]))).toBe('done');
  });

  test('two at once with the same item: one part, and the other is told', async () => {
    const caseId = await open(house);
    const [joined] = [await join(house, caseId), await join(house, caseId)];
    const input = { itemIds: [joined], title: '另一处', reason: '另一件事' };
    const viewer = await house.viewer('analyst');
    const attempt = () =>
      refusal(actOn(house.parts.db, viewer, caseId, input, house.time.now, splitCase(house.parts.rules)));
    expect((await Promise.all([attempt(), attempt()])).sort()).toEqual(['done', 'items_elsewhere']);
    await house.settled();
  });

  test('merged back, the old case is as late as it was', async () => {
    const caseId = await open(house);
    const itemId = await join(house, caseId);
    const fresh = await split(house, caseId, [itemId]);
    house.time.now = hoursAfter(NOON, 50);
    await tickNow(house);
    const before = await clockIn(house, caseId, 'respond');
    await merge(house, fresh, caseId);
    const after = (await clocksIn(house, caseId)).filter((clock) => clock.kind === 'respond');
    expect(after.find((clock) => clock.id === before.id)).toEqual(before);
    for (const clock of after) expect(clock).toMatchObject({ due_at: before.due_at, breached_at: before.breached_at });
    expect(before.breached_at?.getTime()).toBe(NOON.getTime() + 50 * HOUR_MS);
  });

  test('the command answers with the new case', async () => {
    const caseId = await open(house);
    const itemId = await join(house, caseId);
    const body = { itemIds: [itemId], title: TITLE, reason: '另一件事' };
    const answer = await analyst.send('POST', `/api/cases/${caseId}/split`, { body });
    expect(answer.status).toBeLessThan(300);
    const detail = answer.body as Partial<CaseDetail> | null;
    // A view that is not built yet is no fault of the command.
    if (detail?.case) expect(detail.case.title).toBe(TITLE);
  });
});
