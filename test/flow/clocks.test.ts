/** Clocks of a case on a real database: when they begin, when they are over, and that nothing makes anyone late twice or wrongly. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actOn } from '../../server/cases/act.ts';
import { moveCase } from '../../server/cases/store.ts';
import { dateUndated, tick } from '../../server/clocks/tick.ts';
import { excuseHoldings, hold, holdingsOf, stopClocks } from '../../server/clocks/store.ts';
import { transact } from '../../server/platform/database.ts';
import { calendarOf, nationalDays } from '../../server/rules/calendar.ts';
import { chinaIso } from '../../server/rules/china-time.ts';
import { clockIn, clocksIn, eventsIn, HOUR_MS, hoursAfter } from '../support/acting.ts';
import { NOON, openHouse, type House } from '../support/house.ts';
import { openWaterCase } from '../support/matters.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  house.time.now = NOON;
});

const WATER_BUREAU = '990100:water_resources';
const open = async (): Promise<string> => (await openWaterCase(house, { lead: WATER_BUREAU })).caseId;
const tickAt = async (at: Date): Promise<number> => {
  house.time.now = at;
  const breaches = await tick(house.parts.db, house.parts.rules, at);
  await house.settled();
  return breaches;
};
const breachesOf = async (caseId: string): Promise<number> =>
  (await eventsIn(house, caseId)).filter((type) => type === 'clock_breached').length;
const dues = async (caseId: string): Promise<Record<string, string | null>> =>
  Object.fromEntries((await clocksIn(house, caseId)).map(({ kind, due_at: due }) => [kind, due && chinaIso(due)]));
/** Ends what earlier tests left running, so that a tick counts this test's clocks alone. */
const quiet = (): Promise<unknown> =>
  house.parts.db
    .updateTable('clock')
    .set({ stopped_at: NOON, ended: 'ended' })
    .where('stopped_at', 'is', null)
    .execute();

describe('the dispatch starts the clocks', () => {
  test('hours run through a weekend, working days do not', async () => {
    // Friday noon.
    expect(await dues(await open())).toEqual({
      accept: '2026-11-20T16:00:00+08:00',
      respond: '2026-11-22T12:00:00+08:00',
      progress: '2026-11-24T23:59:59+08:00',
      close: '2026-12-04T23:59:59+08:00',
    });
  });

  test('hours run through a holiday, working days skip it and count the day made up', async () => {
    house.time.now = new Date('2026-09-29T02:00:00Z');
    expect(await dues(await open())).toEqual({
      accept: '2026-09-29T14:00:00+08:00',
      respond: '2026-10-01T10:00:00+08:00',
      // 30 September, then 8 October; Saturday the 10th is worked.
      progress: '2026-10-08T23:59:59+08:00',
      close: '2026-10-19T23:59:59+08:00',
    });
  });

  test('a year whose holidays are not announced dates no working-day clock, and says so; the case is dispatched', async () => {
    house.time.now = new Date('2026-12-28T02:00:00Z');
    const caseId = await open();
    expect(await dues(caseId)).toEqual({
      accept: '2026-12-28T14:00:00+08:00',
      respond: '2026-12-30T10:00:00+08:00',
      progress: '2026-12-30T23:59:59+08:00',
      close: null,
    });
    const close = await clockIn(house, caseId, 'close');
    expect(close.undated, 'the sentence must name the year').toMatch(/2027 年的放假安排尚未载入/);
    house.time.now = new Date('2027-12-06T02:00:00Z');
    const later = await open();
    expect(await dues(later)).toMatchObject({ respond: '2027-12-08T10:00:00+08:00', progress: null, close: null });
  });

  test('the calendar of that year gives the end at the next start, once', async () => {
    house.time.now = new Date('2026-12-28T02:00:00Z');
    const caseId = await open();
    const national = nationalDays();
    const calendar = calendarOf({
      holidays: { ...national.holidays, '2027-01-01': '元旦', '2027-02-06': '春节', '2027-10-01': '国庆节' },
      workdays: national.workdays,
    });
    const rules = { ...house.parts.rules, calendar: () => calendar };
    expect(await dateUndated(house.parts.db, rules, house.time.now)).toBeGreaterThan(0);
    const close = await clockIn(house, caseId, 'close');
    expect(close.due_at && chinaIso(close.due_at)).toBe('2027-01-12T23:59:59+08:00');
    expect(close).toMatchObject({ undated: null, calendar_version: calendar.version });
    expect((await eventsIn(house, caseId)).filter((type) => type === 'clock_extended')).toHaveLength(1);
    await dateUndated(house.parts.db, rules, house.time.now);
    expect((await eventsIn(house, caseId)).filter((type) => type === 'clock_extended')).toHaveLength(1);
  });
});

describe('the tick', () => {
  test('a clock is over at the very instant it is due, and not a millisecond before', async () => {
    await quiet();
    const caseId = await open();
    const due = hoursAfter(NOON, 4);
    expect(await tickAt(new Date(due.getTime() - 1))).toBe(0);
    expect(await tickAt(due)).toBe(1);
    expect((await clockIn(house, caseId, 'accept')).breached_at).toEqual(due);
  });

  test('writes one event for a breach, however often and from however many processes it comes', async () => {
    await quiet();
    const caseId = await open();
    const late = hoursAfter(NOON, 50);
    const found = await Promise.all([1, 2, 3].map(() => tick(house.parts.db, house.parts.rules, late)));
    expect(
      found.reduce((a, b) => a + b),
      'accept and respond are late, each once',
    ).toBe(2);
    expect(await tickAt(late)).toBe(0);
    expect(await tickAt(hoursAfter(NOON, 60))).toBe(0);
    expect(await breachesOf(caseId)).toBe(2);
  });

  test('records the calendar by which the end was counted', async () => {
    await quiet();
    const caseId = await open();
    await house.parts.db
      .updateTable('clock')
      .set({ calendar_version: 'older' })
      .where('kind', '=', 'progress')
      .execute();
    await tickAt(hoursAfter(NOON, 24 * 6));
    expect((await clockIn(house, caseId, 'progress')).calendar_version).toBe('older');
    expect((await clockIn(house, caseId, 'respond')).calendar_version).toBe(house.parts.rules.calendar().version);
  });

  test('a case that has ended is late no more, and does not stand in the way of others', async () => {
    await quiet();
    const [ended, running] = [await open(), await open()];
    await house.parts.db.updateTable('case').set({ state: 'closed' }).where('id', '=', ended).execute();
    await tickAt(hoursAfter(NOON, 5));
    expect([await breachesOf(ended), await breachesOf(running)]).toEqual([0, 1]);
  });

  test('升级时已逾 is no breach', async () => {
    await quiet();
    const caseId = await open();
    await house.parts.db.updateTable('clock').set({ past_at_start: true }).where('case_id', '=', caseId).execute();
    expect(await tickAt(hoursAfter(NOON, 500))).toBe(0);
  });

  test('a clock set back takes nothing back and adds nothing', async () => {
    await quiet();
    const caseId = await open();
    await tickAt(hoursAfter(NOON, 5));
    const noted = (await clockIn(house, caseId, 'accept')).breached_at;
    expect(await tickAt(hoursAfter(NOON, -100))).toBe(0);
    expect(await tickAt(hoursAfter(NOON, 5))).toBe(0);
    expect((await clockIn(house, caseId, 'accept')).breached_at).toEqual(noted);
    expect(await breachesOf(caseId)).toBe(1);
  });
});

describe('an act under way when the tick comes', () => {
  const stop = (caseId: string, at: Date, before: Promise<unknown> = Promise.resolve()) =>
    transact(house.parts.db, async (tx) => {
      await moveCase(tx, caseId, {}, at);
      await before;
      return stopClocks(tx, caseId, { kinds: ['accept'] }, 'met', 'program', at);
    });

  test('wins: in time by its own time, it commits while the tick waits for the case', async () => {
    await quiet();
    const caseId = await open();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const acting = stop(caseId, hoursAfter(NOON, 3), held);
    const { pid } = await waitingFor(() => locked(caseId));
    expect(pid).toBeGreaterThan(0);
    const ticking = tick(house.parts.db, house.parts.rules, hoursAfter(NOON, 5));
    await waitingFor(waiter);
    release();
    const [event] = await acting;
    expect(event?.data).toMatchObject({ end: 'met', late: false });
    expect(await ticking, 'the tick must look again once it has the lock').toBe(0);
    expect((await clockIn(house, caseId, 'accept')).breached_at).toBeNull();
  });

  test('wins also where the tick had the case first, a moment ago', async () => {
    await quiet();
    const caseId = await open();
    const due = hoursAfter(NOON, 4);
    await tickAt(new Date(due.getTime() + 500));
    await stop(caseId, new Date(due.getTime() - 500));
    expect((await clockIn(house, caseId, 'accept')).breached_at).toBeNull();
  });

  test('but a breach of long ago stays, whatever the time of the act', async () => {
    await quiet();
    const caseId = await open();
    await tickAt(hoursAfter(NOON, 5));
    await stop(caseId, hoursAfter(NOON, 3));
    expect((await clockIn(house, caseId, 'accept')).breached_at).toEqual(hoursAfter(NOON, 5));
  });

  test('stopped at the instant it is due, it is late', async () => {
    await quiet();
    const caseId = await open();
    const [event] = await stop(caseId, hoursAfter(NOON, 4));
    expect(event?.data).toMatchObject({ late: true });
  });

  /** A session at work that has locked rows, as the server shows it. */
  const locked = async (_caseId: string) =>
    (await sessions()).find(({ state, query }) => state === 'idle in transaction' && query.includes('"case"')) ?? null;
  const waiter = async () => (await sessions()).find(({ waits }) => waits) ?? null;
  async function sessions() {
    const { rows } = await sql<{ pid: number; state: string; query: string; waits: boolean }>`
      select pid, state, query, wait_event_type = 'Lock' as waits from pg_stat_activity where datname = current_database()`.execute(
      house.parts.db,
    );
    return rows;
  }
  async function waitingFor<T>(probe: () => Promise<T | null>): Promise<T> {
    for (let tries = 0; tries < 2_000; tries += 1) {
      const found = await probe();
      if (found) return found;
    }
    throw new Error('waited in vain');
  }
});

describe('the ledger', () => {
  const water = { step: 'handling' as const, unitId: WATER_BUREAU };
  const health = { step: 'countersign' as const, unitId: '990100:health' };

  test('has no gap from detection to the present holder', async () => {
    const caseId = await open();
    for (const [hours, next] of [
      [2, water],
      [9, { step: 'drafting' as const, unitId: WATER_BUREAU }],
      [11, health],
    ] as const)
      await transact(house.parts.db, (tx) => hold(tx, house.parts.rules, caseId, [next], hoursAfter(NOON, hours)));
    const stretches = await transact(house.parts.db, (tx) => holdingsOf(tx, caseId));
    const gaps = stretches.slice(1).filter((one, n) => one.fromAt.getTime() !== stretches[n]?.toAt?.getTime());
    expect(gaps, 'each stretch begins where the one before it ends').toEqual([]);
    expect(stretches.at(-1)).toMatchObject({ ...health, toAt: null });
  });

  test('who goes on countersigning keeps its stretch and its limit when another is done', async () => {
    const caseId = await open();
    const both = [water, health];
    await transact(house.parts.db, (tx) => hold(tx, house.parts.rules, caseId, both, NOON));
    await transact(house.parts.db, (tx) => hold(tx, house.parts.rules, caseId, [health], hoursAfter(NOON, 1)));
    const running = (await transact(house.parts.db, (tx) => holdingsOf(tx, caseId))).filter((one) => !one.toAt);
    expect(running).toMatchObject([{ ...health, fromAt: NOON }]);
  });

  test('a clock set back ends no stretch before it began', async () => {
    const caseId = await open();
    await transact(house.parts.db, (tx) => hold(tx, house.parts.rules, caseId, [water], hoursAfter(NOON, 3)));
    await transact(house.parts.db, (tx) => hold(tx, house.parts.rules, caseId, [], hoursAfter(NOON, -3)));
    const stretches = await transact(house.parts.db, (tx) => holdingsOf(tx, caseId));
    expect(stretches.filter((one) => one.toAt && one.toAt < one.fromAt)).toEqual([]);
  });

  test('an excuse reaches the unit and the time it is for, no other', async () => {
    const caseId = await open();
    await transact(house.parts.db, async (tx) => {
      await hold(tx, house.parts.rules, caseId, [water], hoursAfter(NOON, 1));
      await hold(tx, house.parts.rules, caseId, [health], hoursAfter(NOON, 2));
      await excuseHoldings(tx, caseId, WATER_BUREAU, hoursAfter(NOON, 1), '退回成立');
    });
    const stretches = await transact(house.parts.db, (tx) => holdingsOf(tx, caseId));
    expect(stretches.filter((one) => one.excuse).map((one) => one.fromAt.getTime() - NOON.getTime())).toEqual([
      HOUR_MS,
    ]);
  });
});

test('an act on a case that has ended is refused and says so', async () => {
  const caseId = await open();
  await house.parts.db.updateTable('case').set({ state: 'merged' }).where('id', '=', caseId).execute();
  const nothing = async () => [];
  const attempt = actOn(house.parts.db, await house.viewer('chief'), caseId, {}, NOON, nothing);
  await expect(attempt).rejects.toMatchObject({ code: 'case_ended', status: 409 });
});
