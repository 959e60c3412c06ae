/** Signals name who exceeded its own step and nobody else; what follows from them is decided by people, heard first. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findImproper } from '../../server/accountability/improper.ts';
import { liftSignal } from '../../server/accountability/lift.ts';
import { answerUrge, urge } from '../../server/accountability/urge.ts';
import { withdrawGrants } from '../../server/cases/store.ts';
import { startClocks } from '../../server/clocks/starting.ts';
import { excuseHoldings } from '../../server/clocks/store.ts';
import type { Urge } from '../../server/contract/case-requests.ts';
import { transact } from '../../server/platform/database.ts';
import { PROGRAM } from '../../server/platform/events/catalogue.ts';
import { append } from '../../server/platform/events/log.ts';
import { confirmItem } from '../../server/responsibility/confirm.ts';
import {
  act,
  eventsAsText,
  failing,
  openAtNoon,
  unsigned,
  endPublication,
  handOn,
  HEALTH_BUREAU,
  later,
  pass,
  publishByHand,
  replay,
  signals,
  urges,
  WATER_BUREAU,
} from '../support/accountability.ts';
import { eventsIn } from '../support/acting.ts';
import { NOON, openHouse, type House } from '../support/house.ts';
import { choiceFor, detailFor, postWater } from '../support/matters.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('a signal', () => {
  test('is raised once for a clock past due and names the holder that exceeded its step', async () => {
    const caseId = await openAtNoon(house);
    await pass(house, 4);
    await pass(house, 1);
    await pass(house, 0);
    expect(await signals(house, caseId)).toMatchObject([
      {
        kind: 'slow',
        level: 'reminder',
        state: 'open',
        clock_kind: 'accept',
        summary: '签收超时：11-20 16:00 到期',
        clause: '本系统设定',
        account_id: null,
      },
    ]);
    await pass(house, 44);
    const rows = await signals(house, caseId);
    expect(rows.map((row) => row.summary)).toEqual(['签收超时：11-20 16:00 到期', '48 小时回应超时：11-22 12:00 到期']);
    expect(rows[1]?.clause).toBe('国办发〔2016〕61号 三');
    expect(rows[1]?.holders).toEqual([
      { step: 'accepting', unitId: WATER_BUREAU, minutes: 2_940, limitMinutes: 240, overMinutes: 2_700 },
    ]);
    const before = await eventsIn(house, caseId);
    await replay(house, caseId);
    expect((await signals(house, caseId)).map((row) => row.id)).toEqual(rows.map((row) => row.id));
    expect(await eventsIn(house, caseId)).toEqual(before);
    expect(before.filter((type) => type === 'signal_raised')).toHaveLength(2);
  });

  test('is mended by what was asked for, and keeps who held it until then', async () => {
    const { caseId } = await unsigned(house);
    later(house, 1);
    await handOn(house, caseId, [{ step: 'handling', unitId: WATER_BUREAU }], { kinds: ['accept'], end: 'met' });
    later(house, 10);
    await replay(house, caseId);
    expect(await signals(house, caseId)).toMatchObject([
      {
        state: 'mended',
        ended_at: new Date(NOON.getTime() + 6 * 3_600_000),
        note: '11-20 18:00 完成',
        holders: [{ step: 'accepting', unitId: WATER_BUREAU, minutes: 360, overMinutes: 120 }],
      },
    ]);
    expect((await eventsIn(house, caseId)).filter((type) => type === 'signal_mended')).toHaveLength(1);
  });

  test('is raised also where a clock was met late before a tick saw it', async () => {
    const caseId = await openAtNoon(house);
    later(house, 5);
    await handOn(house, caseId, [{ step: 'handling', unitId: WATER_BUREAU }], { kinds: ['accept'], end: 'met' });
    expect(await signals(house, caseId)).toMatchObject([{ state: 'mended', holders: [{ overMinutes: 60 }] }]);
  });

  test('is not raised for a clock met in time', async () => {
    const caseId = await openAtNoon(house);
    later(house, 1);
    await handOn(house, caseId, [{ step: 'handling', unitId: WATER_BUREAU }], { kinds: ['accept'], end: 'met' });
    await pass(house, 10);
    expect(await signals(house, caseId)).toEqual([]);
  });

  test('names the office where judging was slow, and not the unit that signed in time', async () => {
    house.time.now = NOON;
    const itemId = await postWater(house);
    const choice = choiceFor(await detailFor(house, 'analyst', itemId), { lead: WATER_BUREAU });
    later(house, 3);
    const { db, rules } = house.parts;
    await confirmItem(db, rules, await house.viewer('analyst'), itemId, choice, house.time.now);
    await house.settled();
    const { caseId } = await detailFor(house, 'analyst', itemId);
    const id = caseId ?? '';
    const instants = { occurred: null, detected: NOON, dispatched: house.time.now };
    await transact(db, async (tx) =>
      append(tx, await startClocks(tx, rules, ['first_statement'], { caseId: id, instants }, PROGRAM, house.time.now)),
    );
    later(house, 1);
    await handOn(house, id, [{ step: 'handling', unitId: WATER_BUREAU }], { kinds: ['accept'], end: 'met' });
    await pass(house, 2);
    const [signal] = await signals(house, id);
    expect(signal?.clock_kind).toBe('first_statement');
    expect(signal?.holders).toEqual([
      { step: 'judging', unitId: null, minutes: 180, limitMinutes: 60, overMinutes: 120 },
    ]);
    const input = {
      signalId: signal?.id ?? '',
      level: 'urge' as const,
      unitId: WATER_BUREAU,
      note: '请速办',
      replyHours: 4,
    };
    expect(await failing(act(house, 'supervisor', id, urge, input))).toBe('422 office_held');
  });

  test('names the ruling on a return for the time it took, and drops what was excused since', async () => {
    const caseId = await openAtNoon(house);
    later(house, 1);
    await handOn(house, caseId, [{ step: 'ruling', unitId: null }], { kinds: ['accept'], end: 'ended' });
    later(house, 20);
    await handOn(house, caseId, [{ step: 'handling', unitId: HEALTH_BUREAU }]);
    await pass(house, 28);
    const respond = async () => (await signals(house, caseId)).find((row) => row.clock_kind === 'respond');
    expect((await respond())?.holders).toMatchObject([
      { step: 'ruling', unitId: null, overMinutes: 16 * 60 },
      { step: 'handling', unitId: HEALTH_BUREAU, overMinutes: 4 * 60 },
    ]);
    await transact(house.parts.db, async (tx) => {
      await excuseHoldings(tx, caseId, HEALTH_BUREAU, NOON, '退回成立');
      const data = {
        caseId,
        returnId: 'r',
        ruling: 'upheld' as const,
        lead: null,
        misDispatchedBy: null,
        precedent: null,
        reasonHash: '',
      };
      await append(tx, [{ stream: `case:${caseId}`, type: 'return_ruled', data, actor: PROGRAM, at: house.time.now }]);
    });
    await house.settled();
    expect((await respond())?.holders).toMatchObject([{ step: 'ruling', unitId: null }]);
    expect((await signals(house, caseId)).map((row) => row.clock_kind)).not.toContain('accept');
  });

  test('a report upward that is late says so and no more', async () => {
    const caseId = await openAtNoon(house);
    const { db, rules } = house.parts;
    const instants = { occurred: null, detected: NOON, dispatched: NOON };
    await transact(db, async (tx) =>
      append(tx, await startClocks(tx, rules, ['report'], { caseId, instants }, PROGRAM, NOON)),
    );
    await pass(house, 3);
    expect(await signals(house, caseId)).toMatchObject([
      { kind: 'unreported', summary: '情况上报超时：11-20 14:00 到期', holders: [] },
    ]);
  });

  test('an improper answer is found by a person, once, and mended by its correction or withdrawal', async () => {
    for (const state of ['corrected', 'withdrawn'] as const) {
      const caseId = await openAtNoon(house);
      const publicationId = await publishByHand(house, caseId, WATER_BUREAU);
      const input = { publicationId, reason: '答非所问：\u0000未说明水质' };
      await act(house, 'supervisor', caseId, findImproper, input);
      expect(await signals(house, caseId)).toMatchObject([
        { kind: 'improper', state: 'open', summary: '回应不妥：答非所问：未说明水质', holders: [] },
      ]);
      expect(await failing(act(house, 'supervisor', caseId, findImproper, input))).toBe('409 signal_stands');
      await endPublication(house, caseId, publicationId, state);
      expect(await signals(house, caseId)).toMatchObject([
        { state: 'mended', note: state === 'corrected' ? '该回应已更正' : '该回应已撤回' },
      ]);
      expect(await failing(act(house, 'supervisor', caseId, findImproper, input))).toBe('409 publication_gone');
    }
    const other = await openAtNoon(house);
    expect(
      await failing(act(house, 'supervisor', other, findImproper, { publicationId: 'none', reason: '空洞' })),
    ).toBe('404 publication_missing');
  });

  test('is lifted with a reason, and stays lifted', async () => {
    const { caseId, signalId } = await unsigned(house);
    const input = { signalId, reason: '来源中断，单位未能收到' };
    await act(house, 'chief', caseId, liftSignal, input);
    await replay(house, caseId);
    expect(await signals(house, caseId)).toMatchObject([{ state: 'lifted', note: input.reason }]);
    expect(await failing(act(house, 'chief', caseId, liftSignal, input))).toBe('409 signal_ended');
    expect(await eventsAsText(house, caseId)).not.toContain('来源中断');
  });
});

describe('urging', () => {
  test('comes before supervising, once for a unit, and is answered by that unit once', async () => {
    const { caseId, signalId } = await unsigned(house);
    const input: Urge = { signalId, level: 'urge', unitId: null, note: '请尽快签收', replyHours: 4 };
    const supervise: Urge = { ...input, level: 'supervise' };
    const by = (wanted: Urge) => act(house, 'supervisor', caseId, urge, wanted);
    expect(await failing(by(supervise))).toBe('409 urge_first');
    expect(await failing(by({ ...input, unitId: HEALTH_BUREAU }))).toBe('422 unit_not_holding');
    await by(input);
    expect(await failing(by(input))).toBe('409 already_urged');
    await by(supervise);
    expect((await signals(house, caseId))[0]?.level).toBe('supervise');
    const urged = async () => (await urges(house, caseId)).find((one) => one.level === 'urge');
    const first = await urged();
    expect(first).toMatchObject({ unit_id: WATER_BUREAU, reply_by: new Date(NOON.getTime() + 9 * 3_600_000) });
    const answer = { urgeId: first?.id ?? '', answer: '已安排人员签收' };
    expect(await failing(act(house, 'supervisor', caseId, answerUrge, answer))).toBe('403 not_yours');
    await act(house, 'officer', caseId, answerUrge, answer);
    expect(await failing(act(house, 'officer', caseId, answerUrge, answer))).toBe('409 already_answered');
    expect(await urged()).toMatchObject({ answer: '已安排人员签收' });
  });

  test('two at once: one is kept', async () => {
    const { caseId, signalId } = await unsigned(house);
    const input = { signalId, level: 'urge' as const, unitId: null, note: '请签收', replyHours: 4 };
    const both = await Promise.all([1, 2].map(() => failing(act(house, 'supervisor', caseId, urge, input))));
    expect(both.sort()).toEqual(['409 already_urged', null]);
  });

  test('asks nobody for what is mended, and no unit the case was taken from', async () => {
    const { caseId, signalId } = await unsigned(house);
    const input = { signalId, level: 'urge' as const, unitId: null, note: '请签收', replyHours: 4 };
    await transact(house.parts.db, (tx) => withdrawGrants(tx, caseId, [WATER_BUREAU]));
    expect(await failing(act(house, 'supervisor', caseId, urge, input))).toBe('422 unit_not_holding');
    await handOn(house, caseId, [], { kinds: ['accept'], end: 'ended' });
    expect(await signals(house, caseId)).toMatchObject([{ state: 'mended', note: '时限不再适用' }]);
    expect(await failing(act(house, 'supervisor', caseId, urge, input))).toBe('409 signal_ended');
  });
});
