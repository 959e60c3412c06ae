/** One item's way through the house: received, masked, judged, confirmed, dispatched, its clock running, shown. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scopedCases } from '../../server/access/scope.ts';
import { viewsFor } from '../../server/board/store.ts';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { seal } from '../../server/platform/events/seal.ts';
import { confirmItem } from '../../server/responsibility/confirm.ts';
import { readItemDetail } from '../../server/responsibility/detail.ts';
import { openHouse, TEST_KEYS, type House } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('an item becomes a case with its unit, clause and clock, and the leader sees it', async () => {
  const { db, rules } = house.parts;
  const id = await house.post(
    '砚湖区自来水发黄三天',
    '砚湖区的自来水连续三天发黄,有铁锈味,打水务局电话没人接。我叫张伟明,电话13912345678。',
  );
  const analyst = await house.viewer('analyst');
  const item = await readItemDetail(db, rules, analyst, id);

  expect(item.text).not.toContain('13912345678');
  expect(item.text).toContain('＊＊＊＊＊＊＊＊＊＊＊');
  expect(item.maskedCount).toBeGreaterThanOrEqual(2);
  expect(item.verdict?.subject).toBe('water_resources');
  expect(item.proposal?.lead?.id).toBe('990102:water_resources');

  const { version, verdict } = item;
  const choice = {
    version,
    verdictId: verdict?.id ?? '',
    category: 'livelihood',
    subject: 'water_resources',
    opinionGrade: 'general',
    lead: null,
    caseId: null,
  } as const;
  await confirmItem(db, rules, analyst, id, choice, house.time.now);
  await house.settled();

  const leader = await house.viewer('leader');
  const [view] = await viewsFor(db, leader, house.time.now);
  expect(view).toMatchObject({
    state: 'awaiting_acceptance',
    title: '砚湖区自来水发黄三天',
    lead: { id: '990102:government_office' },
    hops: [{ proposed: [{ id: '990102:water_resources' }], given: false }],
  });
  expect(view?.path.map((one) => [one.unit.id, one.signedAt !== null])).toEqual([
    ['990100:news_office', true],
    ['990102:government_office', false],
    ['990102:water_resources', false],
  ]);
  expect(view?.number).toMatch(/^YC26-\d{4}$/);
  expect(view?.clause).not.toBe('');
  const due = (kind: string) => view?.clocks.find((clock) => clock.kind === kind)?.dueAt;
  expect(view?.clocks).toHaveLength(4);
  expect(due('pass_on')).toBe('2026-11-20T05:00:00.000Z');
  expect(due('respond')).toBe('2026-11-22T04:00:00.000Z');
  // Two and ten working days: the 20th is a Friday and not counted.
  expect(due('progress')).toBe('2026-11-24T15:59:59.000Z');
  expect(due('close')).toBe('2026-12-04T15:59:59.000Z');

  const outsider = await house.viewer('officer2');
  expect(await viewsFor(db, outsider, house.time.now)).toEqual([]);
  expect(await scopedCases(db, outsider).select('case.id').execute()).toEqual([]);

  await seal(db, TEST_KEYS, house.time.now);
  expect((await verifyLog(db, TEST_KEYS)).breaches).toEqual([]);
});
