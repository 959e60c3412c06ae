/**
 * The wall against a change of the directory (信访工作条例 第三十条): none opens what was closed, gives it to whom it accuses, or
 * tells them by a number that it is there.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeAccount, createAccount } from '../../server/access/store.ts';
import { actOn } from '../../server/cases/act.ts';
import type { Role } from '../../server/contract/vocabulary.ts';
import type { Change } from '../../server/organisation/changes/change.ts';
import { approveChanges } from '../../server/responsibility/changes/approve.ts';
import { draftChanges } from '../../server/responsibility/changes/draft.ts';
import { changeSetView } from '../../server/responsibility/changes/view.ts';
import { dispatchCase } from '../../server/responsibility/dispatch.ts';
import { unitView } from '../../server/responsibility/matrix/unit.ts';
import { reassignCase } from '../../server/responsibility/reassign.ts';
import { recuse } from '../../server/responsibility/recuse.ts';
import { transferItem } from '../../server/responsibility/transfers/transfer.ts';
import { reopenCase } from '../../server/responses/reopen.ts';
import { OF_COUNTY_WATER, orderFor, postOnce, receivedBy } from '../support/accusations.ts';
import { act, refusal, rowOf, sees } from '../support/acting.ts';
import { assignmentsIn, CITY, COUNTY, moveTo, open } from '../support/arranging.ts';
import { openHouse, type House } from '../support/house.ts';
import { detailFor } from '../support/matters.ts';

const HEALTH = '990100:health';
const COUNTY_HEALTH = '990102:health';
const UTILITIES = '990100:utilities';
const OFFICE = '990100:government_office';
const PASSWORD = 'a-long-enough-phrase-for-this-test';

let house: House;
beforeEach(async () => void (house = await openHouse()));
afterEach(() => house.close());

/** The unit goes; its duties go to another. */
const dissolve = (id: string, successor: string | null, duties = UTILITIES): Change[] => [
  { kind: 'unit', id, to: null, successor },
  ...house.parts.rules
    .organisation()
    .duties.filter((each) => each.unit === id)
    .map(({ territory, subject }): Change => ({ kind: 'duty', territory, subject, to: [duties] })),
];

function under(id: string, parent: string): Change[] {
  const unit = house.parts.rules.organisation().unit(id);
  if (!unit) throw new Error(`no unit ${id}`);
  const { formerNames: _, ...kept } = unit;
  return [{ kind: 'unit', id, to: { ...kept, aliases: [...unit.aliases], parent }, successor: null }];
}

async function draft(changes: Change[]): Promise<string> {
  const input = { title: '机构调整', reason: '三定方案', validFrom: '2026-11-20', origin: 'edit' as const, changes };
  return draftChanges(house.parts.db, await house.viewer('admin'), input, house.time.now);
}

async function approve(who: string, id: string): Promise<void> {
  const { db, rules, directory } = house.parts;
  await approveChanges(db, rules, await house.viewer(who), id, { version: 1 }, house.time.now);
  await directory.refresh(db);
  await house.settled();
}
const turn = async (changes: Change[]): Promise<void> => approve('steward', await draft(changes));

async function hired(name: string, unitId: string, role: Role): Promise<void> {
  const account = { name, displayName: name, roles: [role], unitId, password: PASSWORD };
  await createAccount(house.parts.db, account, house.time.now);
}

/** A case closed to units and persons, as the office's own command does it. */
async function walled(units: string[], accounts: string[] = [], lead = CITY): Promise<string> {
  const caseId = await open(house, lead);
  await act(house, 'chief', caseId, recuse(house.parts.rules), {
    units,
    accounts,
    reason: '反映到该单位',
  } as never);
  return caseId;
}

const standing = async (caseId: string): Promise<string[]> =>
  (await assignmentsIn(house, caseId))
    .filter((one) => one.ended_at === null)
    .map((one) => `${one.role} ${one.unit_id}`);

/** The answer to giving it to that unit as lead. */
async function givenTo(caseId: string, to: string): Promise<string> {
  const { version } = await rowOf(house, caseId);
  const from = (await assignmentsIn(house, caseId)).find((one) => one.role === 'lead' && one.ended_at === null);
  const input = { version, assignmentId: from?.id ?? '', lead: to, reason: '试' } as never;
  return refusal(act(house, 'chief', caseId, reassignCase(house.parts.rules), input));
}

describe('the accused unit is dissolved', () => {
  test('neither those it directed, nor its people wherever they go, nor who succeeds it come in', async () => {
    await hired('insider', HEALTH, 'auditor');
    await hired('mover', HEALTH, 'auditor');
    await hired('namesake', COUNTY_HEALTH, 'auditor');
    await hired('heir', UTILITIES, 'auditor');
    await hired('stranger', '990100:transport', 'auditor');
    const caseId = await walled([HEALTH]);
    const ended = await walled([HEALTH]);
    await moveTo(house, ended, 'closed');
    const shut = ['insider', 'mover', 'namesake'];
    for (const name of shut) expect([name, await sees(house, name, caseId)]).toEqual([name, false]);
    await turn(dissolve(HEALTH, UTILITIES));
    await changeAccount(house.parts.db, 'mover', { what: 'unit', unitId: '990100:transport' }, house.time.now);
    await hired('latecomer', HEALTH, 'auditor');
    for (const name of [...shut, 'heir', 'latecomer']) {
      for (const id of [caseId, ended]) expect([name, await sees(house, name, id)]).toEqual([name, false]);
    }
    expect([await sees(house, 'stranger', caseId), await sees(house, 'chief', caseId)]).toEqual([true, true]);
    for (const unit of [UTILITIES, COUNTY_HEALTH]) expect(await givenTo(caseId, unit)).toBe('unit_recused');
  });

  test('its successor leads no case that accuses it', async () => {
    const caseId = await walled([HEALTH], [], UTILITIES);
    expect(await standing(caseId)).toContain(`lead ${UTILITIES}`);
    await turn(dissolve(HEALTH, UTILITIES));
    expect(await standing(caseId)).not.toContain(`lead ${UTILITIES}`);
    expect((await rowOf(house, caseId)).state).toBe('awaiting_dispatch');
  });

  test('an office above all as its successor buries no case: who handles it sees it still', async () => {
    const caseId = await walled([HEALTH]);
    await turn(dissolve(HEALTH, OFFICE));
    expect([await sees(house, 'analyst', caseId), await sees(house, 'chief', caseId)]).toEqual([true, true]);
    expect(await sees(house, 'countersign', caseId)).toBe(false);
  });

  test('its successor receives no sealed transfer against it', async () => {
    const { db, rules } = house.parts;
    const itemId = await postOnce(house, OF_COUNTY_WATER);
    const order = orderFor(await detailFor(house, 'analyst', itemId), { accused: COUNTY });
    await transferItem(db, rules, await house.viewer('analyst'), itemId, order, house.time.now);
    expect(await receivedBy(house, 'inspector2', itemId)).toBeDefined();
    await turn(dissolve(COUNTY, '990102:discipline', '990102:utilities'));
    expect(await receivedBy(house, 'inspector2', itemId)).toBeUndefined();
    expect(await receivedBy(house, 'inspector', itemId)).toBeDefined();
  });
});

test('a unit that comes from under the accused stays shut out', async () => {
  const caseId = await walled(['990102:government_office']);
  expect([await sees(house, 'officer3', caseId), await givenTo(caseId, COUNTY)]).toEqual([false, 'unit_recused']);
  await turn(under(COUNTY, OFFICE));
  expect(await givenTo(caseId, COUNTY)).toBe('unit_recused');
  expect((await house.viewer('officer3')).denyUnits).toContain(COUNTY);
  const rows = await house.parts.db.selectFrom('case_audience').selectAll().where('case_id', '=', caseId).execute();
  expect(rows.filter((row) => row.effect === 'deny').map((row) => row.unit_id)).toContain(COUNTY);
});

test('the office put under the accused by mistake has its cases back when that is put right', async () => {
  const caseId = await walled([HEALTH]);
  await turn(under('990100:news_office', HEALTH));
  expect([await sees(house, 'analyst', caseId), await sees(house, 'leader2', caseId)]).toEqual([false, true]);
  await turn(under('990100:news_office', OFFICE));
  expect(await sees(house, 'analyst', caseId)).toBe(true);
});

describe('a case that was closed comes back', () => {
  const reopen = async (caseId: string): Promise<void> => {
    const { db, rules } = house.parts;
    const chief = await house.viewer('chief');
    await actOn(db, chief, caseId, { reason: '又反映' }, house.time.now, reopenCase(rules), { ended: true });
    await house.settled();
  };

  test.each([
    ['whose lead has come under the accused', () => under(CITY, HEALTH)],
    ['whose lead is no more', () => dissolve(CITY, UTILITIES)],
  ])('%s: to people, and on to another unit', async (_, changes) => {
    const caseId = await walled([HEALTH]);
    await moveTo(house, caseId, 'closed');
    await turn(changes());
    await reopen(caseId);
    expect((await rowOf(house, caseId)).state).toBe('awaiting_dispatch');
    expect((await standing(caseId)).join()).not.toContain(CITY);
    expect(await sees(house, 'officer', caseId)).toBe(false);
    const { version } = await rowOf(house, caseId);
    const again = (lead: string) => act(house, 'chief', caseId, dispatchCase(house.parts.rules), { version, lead });
    expect(await refusal(again(HEALTH))).toBe('unit_recused');
    await again('990100:transport');
    expect(await standing(caseId)).toContain('lead 990100:transport');
  });
});

describe('numbers', () => {
  test('what a unit holds is counted without the cases that are closed to the reader', async () => {
    await open(house);
    await walled([HEALTH], ['admin', 'leader', 'auditor']);
    const { db, rules } = house.parts;
    const id = await draft(dissolve(CITY, UTILITIES));
    const held = async (name: string): Promise<number[]> => {
      const viewer = await house.viewer(name);
      const view = await changeSetView(db, rules.organisation(), viewer, id);
      const unit = await unitView(db, rules.organisation(), viewer, CITY, null);
      return [view.held[0]?.openCases ?? -1, unit.openCases];
    };
    for (const name of ['admin', 'leader', 'auditor', 'countersign'])
      expect([name, await held(name)]).toEqual([name, [1, 1]]);
    for (const name of ['steward', 'leader2', 'officer2']) expect([name, await held(name)]).toEqual([name, [2, 2]]);
  });

  test('whom a case accuses is not told by a refusal that there is one; it goes back to people', async () => {
    const caseId = await walled([HEALTH], ['leader']);
    const id = await draft(dissolve(CITY, null));
    expect(await refusal(approve('steward', id))).toBe('unit_holds_cases');
    expect(await refusal(approve('leader', id))).toBe('done');
    expect((await rowOf(house, caseId)).state).toBe('awaiting_dispatch');
    expect([await sees(house, 'leader', caseId), await sees(house, 'chief', caseId)]).toEqual([false, true]);
  });
});
