/** 退回与误派: both sides on one page, each figure with its cases, a unit its own row, nothing of what is closed. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fairness, FairnessCases } from '../../server/contract/accountability-views.ts';
import { CITY_HEALTH, CITY_WATER, openCaseTrial, RETURN, ruling, type CaseTrial } from '../support/case-acts.ts';
import { codeOf } from '../support/client.ts';
import { NOON } from '../support/house.ts';
import { accountId, changeAudience } from '../support/matters.ts';
import type { AccountName } from '../support/served-house.ts';

let house: CaseTrial;
let upheld: string;
let unfounded: string;
let analyst: string;
beforeAll(async () => {
  house = await openCaseTrial();
  house.time.now = NOON;
  analyst = await accountId(house, 'analyst');
  upheld = await ruled('upheld', CITY_HEALTH);
  unfounded = await ruled('unfounded', null);
});
beforeEach(() => {
  house.time.now = NOON;
});
afterAll(() => house.closeVerified());

/** A case given to the city's water bureau, returned with the health bureau named, and ruled on. */
async function ruled(how: 'upheld' | 'unfounded', lead: string | null): Promise<string> {
  const { caseId, assignmentId } = await house.given(CITY_WATER);
  const back = { assignmentId, ...RETURN, suggestedUnit: CITY_HEALTH };
  expect((await house.act('officer', caseId, 'return', back)).status).toBe(200);
  const request = (await house.rows.returns(caseId))[0];
  const answer = await house.act('chief', caseId, 'return-ruling', ruling(request?.id ?? '', { ruling: how, lead }));
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return caseId;
}

const ask = async (name: AccountName, path: string) => (await house.client(name)).send('GET', path);
const fairness = async (name: AccountName, term = '2026-Q4'): Promise<Fairness> =>
  (await ask(name, `/api/fairness?term=${term}`)).body as Fairness;
const casesOf = async (name: AccountName, asked: Record<string, string>): Promise<FairnessCases> =>
  (await ask(name, `/api/fairness/cases?${new URLSearchParams(asked).toString()}`)).body as FairnessCases;
const unitsIn = (view: Fairness) => view.groups.flatMap(({ units }) => units);
const rowOf = (view: Fairness, id: string) => unitsIn(view).find(({ unit }) => unit.id === id);

describe('who sees the jurisdiction', () => {
  test('sees both sides, with how many were dispatched and received', async () => {
    const view = await fairness('leader');
    expect(view).toMatchObject({ term: '2026-Q4', fromDay: '2026-10-01', toDay: '2026-12-31' });
    expect(view.dispatchers).toContainEqual({ id: analyst, name: '值班研判 01', dispatched: 2, misDispatches: 1 });
    expect(rowOf(view, CITY_WATER)).toMatchObject({
      ...{ received: 2, returned: 2, upheld: 1, unfounded: 1, joint: 0, rightly: 1 },
    });
    expect(rowOf(view, CITY_HEALTH)).toMatchObject({ received: 1, returned: 0 });
  });

  test('units stand in the order of the directory, not of their figures', async () => {
    const order = house.parts.rules.organisation().units.map(({ id }) => id);
    const shown = unitsIn(await fairness('leader')).map(({ unit }) => order.indexOf(unit.id));
    expect(shown.length).toBeGreaterThan(1);
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
  });

  test('counts by the day of the dispatch: another quarter holds none, the year holds all', async () => {
    expect(await fairness('leader', '2026-Q3')).toMatchObject({ dispatchers: [], groups: [] });
    expect(rowOf(await fairness('leader', '2026'), CITY_WATER)?.received).toBe(2);
    expect(codeOf(await ask('leader', '/api/fairness?term=2026-Q9'))).toBe('term_invalid');
  });

  test('opens the cases behind each figure', async () => {
    const ids = async (asked: Record<string, string>) => (await casesOf('leader', asked)).cases.map(({ id }) => id);
    expect(await ids({ figure: 'misDispatches', dispatcher: analyst })).toEqual([upheld]);
    expect((await ids({ figure: 'dispatched', dispatcher: analyst })).sort()).toEqual([upheld, unfounded].sort());
    expect((await ids({ figure: 'received', unit: CITY_WATER })).sort()).toEqual([upheld, unfounded].sort());
    expect(await ids({ figure: 'unfounded', unit: CITY_WATER })).toEqual([unfounded]);
    expect(await ids({ figure: 'rightly', unit: CITY_WATER })).toEqual([upheld]);
    expect(await ids({ figure: 'joint', unit: CITY_WATER })).toEqual([]);
    expect(codeOf(await ask('leader', '/api/fairness/cases?figure=worst&unit=x'))).toBe('figure_unknown');
    expect(codeOf(await ask('leader', `/api/fairness/cases?figure=received&dispatcher=${analyst}`))).toBe(
      'figure_unknown',
    );
  });
});

test('people of a unit see its own row alone, and nobody’s dispatches', async () => {
  const view = await fairness('officer');
  expect(view.dispatchers).toEqual([]);
  expect(unitsIn(view).map(({ unit }) => unit.id)).toEqual([CITY_WATER]);
  const none = { cases: [], total: 0 };
  expect(await casesOf('officer', { figure: 'misDispatches', dispatcher: analyst })).toEqual(none);
  expect(await casesOf('officer', { figure: 'received', unit: CITY_HEALTH })).toEqual(none);
  expect((await casesOf('officer', { figure: 'unfounded', unit: CITY_WATER })).cases.map(({ id }) => id)).toEqual([
    unfounded,
  ]);
  expect((await ask('admin', '/api/fairness')).status).toBe(403);
  expect((await ask('steward', '/api/fairness/cases?figure=received&unit=x')).status).toBe(403);
});

test('a case that is closed to somebody is in none of that person’s figures', async () => {
  await changeAudience(house, unfounded, 'deny', { accounts: [await accountId(house, 'leader2')] });
  const view = await fairness('leader2');
  expect(rowOf(view, CITY_WATER)).toMatchObject({ received: 1, returned: 1, unfounded: 0 });
  expect(view.dispatchers).toContainEqual({ id: analyst, name: '值班研判 01', dispatched: 1, misDispatches: 1 });
  expect(await casesOf('leader2', { figure: 'unfounded', unit: CITY_WATER })).toEqual({ cases: [], total: 0 });
  expect(rowOf(await fairness('leader'), CITY_WATER)?.unfounded).toBe(1);
});
