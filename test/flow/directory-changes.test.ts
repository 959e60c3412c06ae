/** Dated changes of the directory: drafted by one, approved by another, and what they do to cases in work. */
import { beforeEach, afterEach, describe, expect, test } from 'vitest';
import type { Change } from '../../server/organisation/changes/change.ts';
import type { Unit } from '../../server/organisation/model.ts';
import { approveChanges } from '../../server/responsibility/changes/approve.ts';
import { draftChanges, withdrawChanges } from '../../server/responsibility/changes/draft.ts';
import { takeEffectDue } from '../../server/responsibility/changes/take-effect.ts';
import { changeSetView } from '../../server/responsibility/changes/view.ts';
import { dispatchCase } from '../../server/responsibility/dispatch.ts';
import { transferItem } from '../../server/responsibility/transfers/transfer.ts';
import { OF_COUNTY_WATER, orderFor, postOnce, receivedBy } from '../support/accusations.ts';
import { act, clockIn, eventsIn, hoursAfter, refusal, rowOf, sees } from '../support/acting.ts';
import { assignmentsIn, CITY, COUNTY, holdingsIn, open } from '../support/arranging.ts';
import { NOON, openHouse, type House } from '../support/house.ts';
import { changeAudience, detailFor, openWaterCase, postWater } from '../support/matters.ts';

const HEALTH = '990100:health';
const TODAY = '2026-11-20';
let house: House;
beforeEach(async () => void (house = await openHouse()));
afterEach(() => house.close());

const unitOf = (id: string): Unit => {
  const unit = house.parts.rules.organisation().unit(id);
  if (!unit) throw new Error(`no unit ${id}`);
  return unit;
};
const duty = (to: string[]): Change => ({ kind: 'duty', territory: '990100', subject: 'water_resources', to });
const dissolve = (id: string, successor: string | null): Change => ({ kind: 'unit', id, to: null, successor });
const under = (id: string, parent: string): Change => {
  const { formerNames: _, ...unit } = unitOf(id);
  return { kind: 'unit', id, to: { ...unit, aliases: [...unit.aliases], parent }, successor: null };
};

/** Drafts as that person; the id of the set. */
async function draft(who: string, changes: Change[], validFrom = TODAY): Promise<string> {
  const input = { title: '职责调整', reason: '三定方案调整', validFrom, origin: 'edit' as const, changes };
  return draftChanges(house.parts.db, await house.viewer(who), input, house.time.now);
}

async function approve(who: string, id: string, version = 1): Promise<void> {
  const { db, rules, directory } = house.parts;
  await approveChanges(db, rules, await house.viewer(who), id, { version }, house.time.now);
  await directory.refresh(db);
  await house.settled();
}

/** Without duties of its own left, so that the unit can go. */
const withoutDuty = (id: string): Change[] =>
  house.parts.rules
    .organisation()
    .duties.filter((each) => each.unit === id)
    .map(({ territory, subject }) => ({ kind: 'duty', territory, subject, to: [HEALTH] }));

const stateOf = async (id: string): Promise<string> =>
  (await changeSetView(house.parts.db, house.parts.rules.organisation(), await house.viewer('admin'), id)).state;

describe('two persons', () => {
  test('a duty moves once another person has approved it, and not before', async () => {
    const id = await draft('admin', [duty([HEALTH])]);
    const before = await detailFor(house, 'analyst', await postWater(house, '(甲)'));
    expect(before.proposal?.candidates.map((one) => one.id)).not.toContain(HEALTH);
    await approve('steward', id);
    const after = await detailFor(house, 'analyst', await postWater(house, '(乙)'));
    expect(house.parts.rules.organisation().competent('990100', 'water_resources')?.id).toBe(HEALTH);
    expect(after.proposal?.candidates.map((one) => one.id)).toContain(HEALTH);
    expect(await stateOf(id)).toBe('effective');
  });

  test('nothing is drafted to hold from a day that is past', async () => {
    const before = new Date(house.time.now.getTime() - 86_400_000).toISOString().slice(0, 10);
    expect(await refusal(draft('admin', [duty([HEALTH])], before))).toBe('change_past');
  });

  test('nobody approves the own draft, nor one that has changed, nor twice', async () => {
    const id = await draft('admin', [duty([HEALTH])]);
    expect(await refusal(approve('admin', id))).toBe('approve_not_yours');
    expect(await refusal(approve('steward', id, 2))).toBe('change_changed');
    await approve('steward', id);
    expect(await refusal(approve('leader', id))).toBe('change_changed');
  });

  test('two who approve at once: one wins, the other is told', async () => {
    const id = await draft('admin', [duty([HEALTH])]);
    const said = await Promise.all([refusal(approve('steward', id)), refusal(approve('leader', id))]);
    expect(said.sort()).toEqual(['change_changed', 'done']);
    expect(house.parts.directory.version()).toBe(2);
  });

  test('units are drafted by the administrator, rules by the steward', async () => {
    expect(await refusal(draft('steward', [under(COUNTY, HEALTH)]))).toBe('change_not_yours');
    const rule = house.parts.rules.rulebook().rule('clock.respond');
    const changed = { kind: 'rule', profile: 'national', id: rule.id, to: rule } as Change;
    expect(await refusal(draft('admin', [changed]))).toBe('change_not_yours');
    await approve('leader', await draft('steward', [changed]));
  });

  test('a withdrawn draft is approved by nobody', async () => {
    const id = await draft('admin', [duty([HEALTH])]);
    const viewer = await house.viewer('admin');
    await withdrawChanges(house.parts.db, viewer, id, { version: 1, reason: '写错了单位' }, house.time.now);
    expect(await refusal(approve('steward', id, 2))).toBe('change_changed');
    expect(await stateOf(id)).toBe('withdrawn');
  });
});

describe('what does not fit is refused whole', () => {
  test.each<[string, () => Change[]]>([
    ['an unknown unit', () => [duty(['990100:nobody'])]],
    ['a circle of units', () => [under('990100:government_office', CITY)]],
    ['a duty left with a dissolved unit', () => [dissolve(CITY, HEALTH)]],
    ['a unit that is not there', () => [dissolve('990100:nobody', null)]],
    ['the only discipline body', () => [dissolve('990100:discipline', null)]],
  ])('%s', async (_, changes) => {
    expect(await refusal(draft('admin', changes()))).toBe('changes_invalid');
    expect(await house.parts.db.selectFrom('change_set').select('id').execute()).toEqual([]);
  });

  test('a rule that is no rule', async () => {
    const rule = house.parts.rules.rulebook().rule('clock.respond');
    const broken = { kind: 'rule', profile: 'nowhere', id: rule.id, to: { ...rule, validFrom: 'soon' } };
    expect(await refusal(draft('steward', [broken as unknown as Change]))).toBe('changes_invalid');
  });
});

describe('a day to come', () => {
  test('holds from that day and no sooner', async () => {
    const { db, rules, directory } = house.parts;
    const failed: unknown[] = [];
    const round = async (now: Date): Promise<number> => takeEffectDue(db, rules, now, (_, error) => failed.push(error));
    await approve('steward', await draft('admin', [duty([HEALTH])], '2026-11-22'));
    expect(await round(new Date('2026-11-21T15:59:59Z'))).toBe(0);
    expect(rules.organisation().competent('990100', 'water_resources')?.id).toBe(CITY);
    expect(await round(new Date('2026-11-21T16:00:00Z'))).toBe(1);
    await directory.refresh(db);
    expect(rules.organisation().competent('990100', 'water_resources')?.id).toBe(HEALTH);
    expect([await round(new Date('2026-11-23T00:00:00Z')), failed]).toEqual([0, []]);
  });
});

describe('a unit is dissolved', () => {
  test('while it holds a case and nobody succeeds it: refused, with the number', async () => {
    await open(house);
    const id = await draft('admin', [dissolve(CITY, null), ...withoutDuty(CITY)]);
    expect(await refusal(approve('steward', id))).toBe('unit_holds_cases');
    const organisation = house.parts.rules.organisation();
    const view = await changeSetView(house.parts.db, organisation, await house.viewer('steward'), id);
    expect(view.held).toMatchObject([{ unitId: CITY, openCases: 1, accounts: 4, successorName: null }]);
  });

  test('its successor leads on; the public clocks are those of the first dispatch', async () => {
    const caseId = await open(house);
    const before = await clockIn(house, caseId, 'respond');
    house.time.now = hoursAfter(NOON, 3);
    await approve('steward', await draft('admin', [dissolve(CITY, HEALTH), ...withoutDuty(CITY)]));
    const standing = (await assignmentsIn(house, caseId)).filter((one) => one.ended_at === null);
    expect(standing.find((one) => one.role === 'lead')?.unit_id).toBe(HEALTH);
    expect(await clockIn(house, caseId, 'respond')).toEqual(before);
    expect(await eventsIn(house, caseId)).toContain('case_reassigned');
    expect([await sees(house, 'officer', caseId), await sees(house, 'countersign', caseId)]).toEqual([false, true]);
  });

  test('before the dispatch it was proposed for: the case is given without it', async () => {
    const { caseId } = await openWaterCase(house, { lead: COUNTY, opinionGrade: 'major' });
    await house.parts.db
      .updateTable('case')
      .set({ proposed_supporting: JSON.stringify([CITY]), proposed_coordinator: CITY })
      .where('id', '=', caseId)
      .execute();
    await approve('steward', await draft('admin', [dissolve(CITY, HEALTH), ...withoutDuty(CITY)]));
    const { version } = await rowOf(house, caseId);
    await act(house, 'leader', caseId, dispatchCase(house.parts.rules), { version, lead: HEALTH });
    const standing = (await assignmentsIn(house, caseId)).filter((one) => one.ended_at === null);
    expect(standing.map((one) => [one.role, one.unit_id]).sort()).toEqual([
      ['coordinator', '990100:government_office'],
      ['lead', HEALTH],
    ]);
  });

  test('its name stays on what it did', async () => {
    await approve('steward', await draft('admin', [dissolve(CITY, HEALTH), ...withoutDuty(CITY)]));
    const organisation = house.parts.rules.organisation();
    expect([organisation.unit(CITY), organisation.formerUnit(CITY)?.name]).toEqual([undefined, '云川市水务局']);
  });
});

describe('the wall after a change', () => {
  test('a lead that has come under the accused unit loses the case to people; no clock begins anew', async () => {
    const caseId = await open(house, COUNTY);
    await changeAudience(house, caseId, 'deny', { units: [HEALTH] });
    const before = await clockIn(house, caseId, 'respond');
    expect(await sees(house, 'officer3', caseId)).toBe(true);
    house.time.now = hoursAfter(NOON, 2);
    await approve('steward', await draft('admin', [under(COUNTY, HEALTH)]));
    const standing = (await assignmentsIn(house, caseId)).filter((one) => one.ended_at === null);
    expect(standing.map((one) => one.unit_id)).not.toContain(COUNTY);
    expect((await rowOf(house, caseId)).state).toBe('awaiting_dispatch');
    expect(await clockIn(house, caseId, 'respond')).toEqual(before);
    expect(await sees(house, 'officer3', caseId)).toBe(false);
    const holding = (await holdingsIn(house, caseId)).filter((one) => one.to_at === null);
    expect(holding).toMatchObject([{ step: 'dispatching', unit_id: null }]);
    expect(await eventsIn(house, caseId)).toContain('case_unassigned');
    const first = (await rowOf(house, caseId)).dispatched_at;
    house.time.now = hoursAfter(NOON, 5);
    const { version } = await rowOf(house, caseId);
    await act(house, 'chief', caseId, dispatchCase(house.parts.rules), { version, lead: CITY });
    expect(await clockIn(house, caseId, 'respond')).toEqual(before);
    expect((await rowOf(house, caseId)).dispatched_at).toEqual(first);
  });

  test('a successor on the accused side is given nothing', async () => {
    const caseId = await open(house);
    await changeAudience(house, caseId, 'deny', { units: [HEALTH] });
    await approve('steward', await draft('admin', [dissolve(CITY, HEALTH), ...withoutDuty(CITY)]));
    expect((await rowOf(house, caseId)).state).toBe('awaiting_dispatch');
    expect(await sees(house, 'countersign', caseId)).toBe(false);
  });

  test('a sealed transfer goes one level up where its receiver has come under the accused', async () => {
    const { db, rules } = house.parts;
    const itemId = await postOnce(house, OF_COUNTY_WATER);
    const order = orderFor(await detailFor(house, 'analyst', itemId), { accused: COUNTY });
    await transferItem(db, rules, await house.viewer('analyst'), itemId, order, house.time.now);
    expect([await receivedBy(house, 'inspector2', itemId), await receivedBy(house, 'inspector', itemId)]).toEqual([
      expect.objectContaining({ itemId }),
      undefined,
    ]);
    await approve('steward', await draft('admin', [under('990102:discipline', COUNTY)]));
    expect([await receivedBy(house, 'inspector2', itemId), await receivedBy(house, 'inspector', itemId)]).toEqual([
      undefined,
      expect.objectContaining({ itemId }),
    ]);
  });
});
