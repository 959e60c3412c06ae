/** What the tests of 并入 and 拆分 set up and look at. */
import { randomUUID } from 'node:crypto';
import { tick } from '../../server/clocks/tick.ts';
import type { CaseState, ResponseState } from '../../server/contract/vocabulary-case.ts';
import type { OpinionGrade } from '../../server/contract/vocabulary.ts';
import { mergeCase } from '../../server/responsibility/merge.ts';
import { splitCase, splitOff } from '../../server/responsibility/split.ts';
import { act, hoursAfter } from './acting.ts';
import { NOON, type House } from './house.ts';
import { joinByHand, openWaterCase, postWater } from './matters.ts';

export const CITY = '990100:water_resources';
export const COUNTY = '990102:water_resources';

export const open = async (house: House, lead = CITY, opinionGrade: OpinionGrade = 'general'): Promise<string> =>
  (await openWaterCase(house, { lead, opinionGrade })).caseId;

export const openAt = (house: House, hours: number): Promise<string> => {
  house.time.now = hoursAfter(NOON, hours);
  return open(house);
};

export const merge = (house: House, caseId: string, into: string) =>
  act(house, 'analyst', caseId, mergeCase(house.parts.rules), { into, reason: '同一件事' }, into);

export const TITLE = '砚湖区另一处停水';

/** Splits items off; the id of the new case. */
export async function split(house: House, caseId: string, itemIds: string[]): Promise<string> {
  const input = { itemIds, title: TITLE, reason: '另一件事' };
  return splitOff(await act(house, 'analyst', caseId, splitCase(house.parts.rules), input)) ?? '';
}

/** Another item in the case; its id. */
export async function join(house: House, caseId: string): Promise<string> {
  const itemId = await postWater(house);
  await joinByHand(house, itemId, caseId);
  return itemId;
}

/** The tick at the house's present, and all that follows from it. */
export async function tickNow(house: House): Promise<void> {
  await tick(house.parts.db, house.parts.rules, house.time.now);
  await house.settled();
}

const of = (house: House) => house.parts.db;
const byCase = ['case_id', '='] as const;
export const signalsIn = (house: House, id: string) =>
  of(house)
    .selectFrom('signal')
    .selectAll()
    .where(...byCase, id)
    .orderBy('id')
    .execute();
export const entriesIn = (house: House, id: string) =>
  of(house)
    .selectFrom('entry')
    .selectAll()
    .where(...byCase, id)
    .execute();
export const answersIn = (house: House, id: string) =>
  of(house)
    .selectFrom('response')
    .selectAll()
    .where(...byCase, id)
    .orderBy('number')
    .execute();
export const assignmentsIn = (house: House, id: string) =>
  of(house)
    .selectFrom('assignment')
    .selectAll()
    .where(...byCase, id)
    .execute();
export const audienceOf = (house: House, id: string) =>
  of(house)
    .selectFrom('case_audience')
    .selectAll()
    .where(...byCase, id)
    .execute();
export const holdingsIn = (house: House, id: string) =>
  of(house)
    .selectFrom('holding')
    .selectAll()
    .where(...byCase, id)
    .execute();
export const dispositionsIn = (house: House, id: string) =>
  of(house)
    .selectFrom('disposition')
    .selectAll()
    .where(...byCase, id)
    .execute();
export const itemsIn = async (house: House, id: string): Promise<string[]> =>
  (
    await of(house)
      .selectFrom('item')
      .select('id')
      .where(...byCase, id)
      .orderBy('id')
      .execute()
  ).map((row) => row.id);

export const moveTo = (house: House, caseId: string, state: CaseState) =>
  of(house).updateTable('case').set({ state }).where('id', '=', caseId).execute();

export const signAll = (house: House, caseId: string) =>
  of(house)
    .updateTable('assignment')
    .set({ accepted_at: NOON })
    .where(...byCase, caseId)
    .execute();

/** An answer of the case in that state, without texts. */
export async function storeAnswer(house: House, caseId: string, state: ResponseState, number = 1): Promise<string> {
  const { accountId: account_id } = await house.viewer('officer');
  const id = randomUUID();
  const row = { id, case_id: caseId, number, state, n: 1, corrects: null, countersign: '[]', account_id };
  await of(house)
    .insertInto('response')
    .values({ ...row, at: NOON, updated_at: NOON })
    .execute();
  return id;
}

/** A finding on the record. */
export async function storeFinding(house: House, caseId: string): Promise<string> {
  const { accountId: account_id } = await house.viewer('officer');
  const id = randomUUID();
  const row = {
    id,
    case_id: caseId,
    kind: 'finding' as const,
    body: '管网检修',
    evidence: null,
    unit_id: CITY,
    account_id,
  };
  await of(house)
    .insertInto('entry')
    .values({ ...row, happened_at: NOON, at: NOON })
    .execute();
  return id;
}
