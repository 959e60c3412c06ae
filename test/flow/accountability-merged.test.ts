/** What was told of a case stays true where the case goes into another: evidence, signals and leads go with it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { proposeLead } from '../../server/accountability/leads/propose.ts';
import { ruleLead } from '../../server/accountability/leads/ruling.ts';
import { actOn } from '../../server/cases/act.ts';
import { mergeCase } from '../../server/responsibility/merge.ts';
import {
  act,
  handOn,
  HEALTH_BUREAU,
  later,
  leadsSeen,
  openAtNoon,
  pass,
  replay,
  signals,
  WATER_BUREAU,
} from '../support/accountability.ts';
import { eventsIn } from '../support/acting.ts';
import { openHouse, type House } from '../support/house.ts';
import { openWaterCase } from '../support/matters.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Two cases: in the first 市水务局 was slow to find out, in the second 市卫健委 holds since noon. */
async function twoCases(): Promise<{ gone: string; kept: string }> {
  const gone = await openAtNoon(house);
  await handOn(house, gone, [{ step: 'handling', unitId: WATER_BUREAU }], { kinds: ['accept'], end: 'met' });
  const kept = await openAtNoon(house);
  await handOn(house, kept, [{ step: 'drafting', unitId: HEALTH_BUREAU }], { kinds: ['accept'], end: 'met' });
  return { gone, kept };
}

async function merge(gone: string, kept: string): Promise<void> {
  const { db, rules } = house.parts;
  const input = { into: kept, reason: '同一事项' };
  await actOn(db, await house.viewer('chief'), gone, input, house.time.now, mergeCase(rules), { beside: kept });
  await house.settled();
}

test('a signal goes with its case, and nobody new answers for the time before', async () => {
  const { gone, kept } = await twoCases();
  await handOn(house, kept, [{ step: 'drafting', unitId: HEALTH_BUREAU }], { kinds: ['respond'], end: 'met' });
  await pass(house, 49);
  const [before] = await signals(house, gone);
  expect(before?.holders).toMatchObject([{ step: 'handling', unitId: WATER_BUREAU, minutes: 2_940 }]);
  await merge(gone, kept);
  later(house, 1);
  await replay(house, kept);
  await replay(house, gone);
  expect(await signals(house, gone)).toEqual([]);
  const moved = (await signals(house, kept)).filter((one) => one.id === before?.id);
  expect(moved).toHaveLength(1);
  for (const { holders } of moved)
    expect(holders.filter((one) => one.unitId === WATER_BUREAU)).toEqual(before?.holders);
  expect((await eventsIn(house, gone)).filter((type) => type === 'signal_raised')).toHaveLength(1);
});

test('where the survivor counts on by its own clock, what was told of the time before stays told', async () => {
  const gone = await openAtNoon(house);
  await handOn(house, gone, [{ step: 'handling', unitId: WATER_BUREAU }], { kinds: ['accept'], end: 'met' });
  later(house, 10);
  const { caseId: kept } = await openWaterCase(house, { lead: WATER_BUREAU });
  await handOn(house, kept, [{ step: 'drafting', unitId: HEALTH_BUREAU }], { kinds: ['accept'], end: 'met' });
  await pass(house, 39);
  await merge(gone, kept);
  await pass(house, 1);
  const respond = (await signals(house, kept)).filter((one) => one.clock_kind === 'respond');
  expect(respond.filter((one) => one.state === 'open')).toHaveLength(1);
  expect(respond.flatMap((one) => one.holders)).toContainEqual({
    step: 'handling',
    unitId: WATER_BUREAU,
    minutes: 2_940,
    limitMinutes: 1_440,
    overMinutes: 1_500,
  });
});

test('a lead goes with its case, and its ledger with it', async () => {
  const { gone, kept } = await twoCases();
  await pass(house, 49);
  const [signal] = await signals(house, gone);
  const facts = { signalIds: [signal?.id ?? ''], ground: 'bad_monitoring' as const, facts: '核查超时' };
  await act(house, 'supervisor', gone, proposeLead(house.parts.rules), facts);
  await merge(gone, kept);
  house.time.now = new Date('2026-11-30T04:00:00Z');
  const lead = (await leadsSeen(house, 'leader')).find((one) => one.caseId === kept);
  const slow = lead?.holdings.filter((one) => one.step === 'handling' && one.unit?.id === WATER_BUREAU) ?? [];
  expect(slow).toHaveLength(1);
  await act(house, 'leader', kept, ruleLead(house.parts.rules), {
    leadId: lead?.id ?? '',
    holdingIds: slow.map((one) => one.id),
    mitigating: [],
    aggravating: [],
    conclusion: 'improve',
    badResult: false,
    reason: '核查超出本环节时限',
    basis: '第六条（七）',
    rectifyWorkdays: 5,
  });
  expect((await leadsSeen(house, 'leader'))[0]?.ruling?.holdingIds).toEqual(slow.map((one) => one.id));
});
