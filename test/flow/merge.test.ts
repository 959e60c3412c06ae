/** 并入: neither a start, a breach, a signal nor a denial is cleared, and nobody sees more or loses what is theirs. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ItemDetail } from '../../server/contract/views.ts';
import { gradeIncident } from '../../server/responsibility/incident-grade.ts';
import { act, clockIn, clocksIn, eventsIn, hoursAfter, refusal, rowOf, sees } from '../support/acting.ts';
import {
  answersIn,
  assignmentsIn,
  CITY,
  COUNTY,
  dispositionsIn,
  entriesIn,
  holdingsIn,
  itemsIn,
  merge,
  moveTo,
  open,
  openAt,
  signalsIn,
  storeAnswer,
  storeFinding,
  tickNow,
} from '../support/arranging.ts';
import { codeOf, type Client } from '../support/client.ts';
import { NOON } from '../support/house.ts';
import { changeAudience, choiceFor, detailFor, openWaterCase, postWater } from '../support/matters.ts';
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

describe('merging', () => {
  test('brings items and record over, ends the one that went and says where it went', async () => {
    const [gone, kept] = [await open(house), await open(house)];
    const items = [...(await itemsIn(house, gone)), ...(await itemsIn(house, kept))].sort();
    const finding = await storeFinding(house, gone);
    const answers = [
      await storeAnswer(house, kept, 'published'),
      await storeAnswer(house, gone, 'published'),
      await storeAnswer(house, gone, 'drafting', 2),
    ];
    await merge(house, gone, kept);
    expect(await rowOf(house, gone)).toMatchObject({ state: 'merged', merged_into: kept });
    expect((await itemsIn(house, kept)).sort()).toEqual(items);
    expect((await entriesIn(house, kept)).map((row) => row.id)).toEqual([finding]);
    const responses = (await answersIn(house, kept)).sort((a, b) => a.number - b.number);
    expect(responses.map(({ id, number, state }) => [id, number, state])).toEqual([
      [answers[0], 1, 'published'],
      [answers[1], 2, 'published'],
      [answers[2], 3, 'discarded'],
    ]);
    expect(
      (await clocksIn(house, gone)).filter((clock) => !clock.stopped_at),
      'nothing runs where nothing is done',
    ).toEqual([]);
    expect(
      (await holdingsIn(house, gone)).filter((row) => !row.to_at),
      'nobody holds it any more',
    ).toEqual([]);
    expect((await assignmentsIn(house, gone)).map((row) => row.end_reason)).toContain('merged');
    expect(await eventsIn(house, gone)).toContain('case_merged');
    expect(await eventsIn(house, kept)).toContain('case_absorbed');
    expect((await detailFor(house, 'analyst', items[0] ?? '')).caseId, 'an item names the case it is in').toBe(kept);
  });

  test('whatever the starts, ends and breaches of both, nothing is cleared and nothing told twice', async () => {
    const run = fc.record({ opened: fc.integer({ min: 0, max: 40 }), extendedBy: fc.constantFrom(0, 0, 30) });
    const ticked = fc.integer({ min: 41, max: 120 });
    const least = (dates: (Date | null)[]) =>
      dates.reduce((one, other) => (one && other ? (one <= other ? one : other) : (one ?? other)));
    const once = async (a: typeof run extends fc.Arbitrary<infer T> ? T : never, b: typeof a, tickedAt: number) => {
      const [gone, kept] = [await openAt(house, a.opened), await openAt(house, b.opened)];
      for (const [id, by] of [
        [gone, a.extendedBy],
        [kept, b.extendedBy],
      ] as const) {
        const { id: clockId, due_at } = await clockIn(house, id, 'respond');
        const due = { due_at: hoursAfter(due_at ?? NOON, by) };
        await house.parts.db.updateTable('clock').set(due).where('id', '=', clockId).execute();
      }
      house.time.now = hoursAfter(NOON, tickedAt);
      await tickNow(house);
      const before = [await clockIn(house, gone, 'respond'), await clockIn(house, kept, 'respond')];
      const told = [...(await signalsIn(house, gone)), ...(await signalsIn(house, kept))];
      await merge(house, gone, kept);
      const respond = (await clocksIn(house, kept)).filter((clock) => clock.kind === 'respond');
      const main = respond.find((clock) => clock.id === before[1]?.id);
      expect(main?.start_at, 'the earliest start').toEqual(least(before.map((clock) => clock.start_at)));
      expect(main?.due_at, 'no later end than either had').toEqual(least(before.map((clock) => clock.due_at)));
      expect(main?.breached_at ?? null, 'every breach').toEqual(least(before.map((clock) => clock.breached_at)));
      const ids = (rows: { id: string }[]) => rows.map((row) => row.id).sort();
      const now = await signalsIn(house, kept);
      expect(ids(now), 'every signal is the survivor\u2019s, and none is raised for it anew').toEqual(ids(told));
      expect(await signalsIn(house, gone)).toEqual([]);
      const open = (rows: typeof told) =>
        rows.filter((row) => row.clock_kind === 'respond' && row.state === 'open').length;
      expect(open(now), 'no signal of the public clock is mended by a merge').toBe(open(told));
      const running = respond.filter((clock) => !clock.stopped_at).map((clock) => clock.id);
      for (const row of now.filter((one) => one.clock_kind === 'respond')) expect(running).toContain(row.clock_id);
    };
    await fc.assert(fc.asyncProperty(run, run, ticked, once), { numRuns: 12 });
  });

  test('the breach that came along is not noted again, and one to come still is', async () => {
    const [gone, kept] = [await openAt(house, 0), await openAt(house, 30)];
    house.time.now = hoursAfter(NOON, 49);
    await tickNow(house);
    await merge(house, gone, kept);
    const breaches = async () => (await eventsIn(house, kept)).filter((type) => type === 'clock_breached').length;
    const before = await breaches();
    await tickNow(house);
    expect(await breaches()).toBe(before);
    house.time.now = hoursAfter(NOON, 24 * 20);
    await tickNow(house);
    expect(await breaches(), 'progress and close run on').toBe(before + 2);
  });

  test('what was late and met stays visible beside the clock that runs', async () => {
    const [gone, kept] = [await open(house), await open(house)];
    const late = { breached_at: hoursAfter(NOON, 49), stopped_at: hoursAfter(NOON, 50), ended: 'met' as const };
    await house.parts.db
      .updateTable('clock')
      .set(late)
      .where('case_id', '=', gone)
      .where('kind', '=', 'respond')
      .execute();
    house.time.now = hoursAfter(NOON, 1);
    await merge(house, gone, kept);
    const clocks = (await clocksIn(house, kept)).filter((clock) => clock.kind === 'respond');
    expect(clocks.map((clock) => clock.breached_at).filter(Boolean)).toEqual([late.breached_at]);
    expect(clocks.filter((clock) => !clock.stopped_at).map((clock) => clock.breached_at)).toEqual([null]);
  });

  test('whom one was closed to does not see the other, be it the office itself', async () => {
    const [gone, kept] = [await open(house), await open(house)];
    const supervisor = await house.viewer('supervisor');
    await changeAudience(house, gone, 'deny', { accounts: [supervisor.accountId], units: [COUNTY] });
    await changeAudience(house, kept, 'grant', { units: [COUNTY] });
    expect([await sees(house, 'supervisor', kept), await sees(house, 'officer3', kept)]).toEqual([true, true]);
    await merge(house, gone, kept);
    expect([await sees(house, 'supervisor', kept), await sees(house, 'officer3', kept)]).toEqual([false, false]);
  });

  test('a unit that must recuse itself leads no survivor and supports none', async () => {
    const [gone, kept] = [await open(house), await open(house, COUNTY)];
    await changeAudience(house, gone, 'deny', { units: [COUNTY] });
    expect(await refusal(merge(house, gone, kept))).toBe('lead_recused');
    expect(await rowOf(house, gone), 'nothing of it stands').toMatchObject({ state: 'awaiting_acceptance' });
    const [walled, other] = [await open(house, COUNTY), await open(house)];
    await changeAudience(house, other, 'deny', { units: [COUNTY] });
    await merge(house, walled, other);
    expect((await assignmentsIn(house, other)).map((row) => row.unit_id)).not.toContain(COUNTY);
    expect([await sees(house, 'officer3', other), await sees(house, 'officer3', walled)]).toEqual([false, false]);
  });

  test('its units support the survivor, as signed as they were, and still see where it went', async () => {
    const [gone, kept] = [await open(house, COUNTY), await open(house)];
    await house.parts.db
      .updateTable('assignment')
      .set({ accepted_at: NOON })
      .where('case_id', '=', gone)
      .where('role', '=', 'lead')
      .execute();
    expect(await sees(house, 'officer3', kept)).toBe(false);
    await merge(house, gone, kept);
    const joined = (await assignmentsIn(house, kept)).find((row) => row.unit_id === COUNTY);
    expect(joined).toMatchObject({ role: 'supporting', accepted_at: NOON, ended_at: null });
    expect([await sees(house, 'officer3', kept), await sees(house, 'officer3', gone)]).toEqual([true, true]);
    expect((await assignmentsIn(house, kept)).filter((row) => row.role === 'lead' && !row.ended_at)).toHaveLength(1);
  });

  test('the graver grades stand, and with them the clocks of a confirmed incident', async () => {
    const [gone, kept] = [await open(house), await open(house)];
    const grade = { from: { grade: null, confirmed: false }, grade: 'major' as const, reason: '核实' };
    await act(house, 'leader', gone, gradeIncident(house.parts.rules), grade);
    await merge(house, gone, kept);
    const { accountId } = await house.viewer('leader');
    expect(await rowOf(house, kept)).toMatchObject({
      incident_grade: 'major',
      incident_confirmed: true,
      incident_confirmed_by: accountId,
    });
    expect(await clockIn(house, kept, 'first_statement')).toMatchObject({
      due_at: hoursAfter(NOON, 5),
      stopped_at: null,
    });
    expect((await clocksIn(house, gone)).filter((clock) => !clock.stopped_at)).toEqual([]);
  });

  test('evidence of a disposition comes along where the survivor lacks it', async () => {
    const [gone, kept] = [await open(house), await open(house)];
    const { accountId: account_id } = await house.viewer('officer');
    const kind = 'refute' as const;
    const bare = { kind, account_id, at: NOON };
    await house.parts.db
      .insertInto('disposition')
      .values([
        { ...bare, case_id: gone, receipt: '公收〔2026〕3号' },
        { ...bare, case_id: kept, receipt: null },
      ])
      .execute();
    await merge(house, gone, kept);
    expect((await dispositionsIn(house, kept)).map((row) => row.receipt)).toEqual(['公收〔2026〕3号']);
  });

  test('is refused where it can not be', async () => {
    const [one, other] = [await open(house), await open(house)];
    const waiting = (await openWaterCase(house, { lead: CITY, opinionGrade: 'major' })).caseId;
    const [approving, approved, returned, ended, walled] = [
      await open(house),
      await open(house),
      await open(house),
      await open(house),
      await open(house),
    ];
    await storeAnswer(house, approving, 'approving');
    await storeAnswer(house, approved, 'approved');
    await moveTo(house, returned, 'return_ruling');
    await moveTo(house, ended, 'closed');
    await changeAudience(house, walled, 'deny', { accounts: [(await house.viewer('analyst')).accountId] });
    expect({
      itself: await refusal(merge(house, one, one)),
      nothing: await refusal(merge(house, one, 'no-such-case')),
      walledSurvivor: await refusal(merge(house, one, walled)),
      walledSelf: await refusal(merge(house, walled, one)),
      intoEnded: await refusal(merge(house, one, ended)),
      ended: await refusal(merge(house, ended, one)),
      approving: await refusal(merge(house, approving, one)),
      approved: await refusal(merge(house, approved, one)),
      returned: await refusal(merge(house, returned, one)),
      intoWaiting: await refusal(merge(house, one, waiting)),
      waitingInto: await refusal(merge(house, waiting, other)),
    }).toEqual({
      itself: 'merge_itself',
      nothing: 'case_missing',
      walledSurvivor: 'case_missing',
      walledSelf: 'case_missing',
      intoEnded: 'case_ended',
      ended: 'case_ended',
      approving: 'approval_under_way',
      approved: 'approval_under_way',
      returned: 'return_under_way',
      intoWaiting: 'not_dispatched',
      waitingInto: 'done',
    });
  });

  test('of two at once, each into the other, exactly one is done', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [a, b] = [await open(house), await open(house)];
      const post = (from: string, into: string) =>
        analyst.send('POST', `/api/cases/${from}/merge`, { body: { into, reason: '同一件事' } });
      const answers = await Promise.all([post(a, b), post(b, a)]);
      expect(answers.map((answer) => answer.status).sort(), 'one goes into the other, never both').toEqual([200, 409]);
      const states = [(await rowOf(house, a)).state, (await rowOf(house, b)).state];
      expect(states.filter((state) => state === 'merged')).toHaveLength(1);
      await house.settled();
    }
  });

  test('no item can be put into a case that went; the answer names the one it went into', async () => {
    const [gone, kept] = [await open(house), await open(house)];
    await merge(house, gone, kept);
    const item: ItemDetail = await detailFor(house, 'analyst', await postWater(house));
    const body = choiceFor(item, { caseId: gone });
    const answer = await analyst.send('POST', `/api/items/${item.id}/confirm`, { body });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'case_ended']);
    expect(JSON.stringify(answer.body)).toContain((await rowOf(house, kept)).number);
    expect((await detailFor(house, 'analyst', item.id)).caseId).toBeNull();
  });
});
