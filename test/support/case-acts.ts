/** Acts on a case over HTTP, the rows they leave, and the matters that most tests of units begin with. */
import { expect } from 'vitest';
import { scopedCases } from '../../server/access/scope.ts';
import type { ConfirmItem } from '../../server/contract/requests.ts';
import { seal } from '../../server/platform/events/seal.ts';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { codeOf, type Answer, type Client } from './client.ts';
import { passedOn } from './hops.ts';
import { TEST_KEYS } from './house.ts';
import { openWaterCase } from './matters.ts';
import { openServedTrial, type AccountName, type ServedTrial } from './served-house.ts';

export const CITY_WATER = '990100:water_resources';
export const COUNTY_WATER = '990102:water_resources';
export const COUNTY_SCHOOLS = '990102:education';
export const CITY_HEALTH = '990100:health';
export const HOUR = 3_600_000;

export const RETURN = {
  reason: 'other_duty',
  clause: '供水归区水务局管理',
  suggestedUnit: COUNTY_WATER,
  note: '不是市管管网',
};

/** A ruling that the county's waterworks is competent, or another. */
export const ruling = (returnId: string, change: object = {}): object => ({
  returnId,
  ruling: 'upheld',
  lead: COUNTY_WATER,
  reason: '区级管网由区水务局负责',
  precedent: false,
  ...change,
});

/** Status and error code. */
export const said = (answer: Answer): unknown[] => [answer.status, codeOf(answer)];

interface Refusal {
  message: string;
  fields?: Record<string, string>;
  current?: unknown;
}
export const refusalOf = (answer: Answer): Refusal => (answer.body as { error: Refusal }).error;

/** Everything written of one case, for looking behind the answers. */
function rowsOf(house: ServedTrial) {
  const { db } = house.parts;
  return {
    case: (id: string) => db.selectFrom('case').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    assignments: (id: string) => db.selectFrom('assignment').selectAll().where('case_id', '=', id).execute(),
    clocks: (id: string) =>
      db.selectFrom('clock').selectAll().where('case_id', '=', id).orderBy('start_at').orderBy('kind').execute(),
    holdings: (id: string) =>
      db.selectFrom('holding').selectAll().where('case_id', '=', id).orderBy('from_at').orderBy('id').execute(),
    returns: (id: string) => db.selectFrom('return_request').selectAll().where('case_id', '=', id).execute(),
    entries: (id: string) => db.selectFrom('entry').selectAll().where('case_id', '=', id).execute(),
    extensions: (id: string) => db.selectFrom('extension').selectAll().where('case_id', '=', id).execute(),
    audience: (id: string) => db.selectFrom('case_audience').selectAll().where('case_id', '=', id).execute(),
    events: (id: string) =>
      db
        .selectFrom('event')
        .select(['type', 'data', 'actor', 'at'])
        .where('stream', '=', `case:${id}`)
        .orderBy('version')
        .execute(),
  };
}

export interface CaseTrial extends ServedTrial {
  rows: ReturnType<typeof rowsOf>;
  /** Sends a command of a case as that account. */
  act(name: AccountName, caseId: string, command: string, body: unknown): Promise<Answer>;
  passes(hours: number): void;
  /** Offices on the way pass the case on to the units proposed. */
  passedOn(caseId: string): Promise<void>;
  /** The id of the present lead's assignment. */
  leadAssignment(caseId: string): Promise<string>;
  /** A water case dispatched to a unit. */
  given(lead: string, chosen?: Partial<ConfirmItem>): Promise<{ caseId: string; assignmentId: string }>;
  /** A case of a grade that waited for that person's dispatch. */
  dispatchedBy(name: AccountName, opinionGrade: 'large' | 'extreme', lead: string): Promise<{ caseId: string }>;
  /** A case returned by the city's waterworks after two hours, waiting for its ruling. */
  returned(change?: object, options?: { accepted?: boolean }): Promise<Returned>;
  seen(name: AccountName, caseId: string): Promise<boolean>;
  openHolders(caseId: string): Promise<[string, string | null][]>;
  runningKinds(caseId: string): Promise<string[]>;
  /** The clocks that no change of hands may touch. */
  publicClocks(caseId: string): Promise<object[]>;
  eventTypes(caseId: string): Promise<string[]>;
  /** Settles, checks that the log tells whatever was tried whole, and closes. */
  closeVerified(): Promise<void>;
}

export interface Returned {
  caseId: string;
  assignmentId: string;
  returnId: string;
}

/** Opens a served house in which each account is signed in once. */
export async function openCaseTrial(): Promise<CaseTrial> {
  const house = await openServedTrial();
  const rows = rowsOf(house);
  const clients = new Map<AccountName, Promise<Client>>();
  const act: CaseTrial['act'] = async (name, caseId, command, body) => {
    const client = clients.get(name) ?? house.client(name);
    clients.set(name, client);
    return (await client).send('POST', `/api/cases/${caseId}/${command}`, { body });
  };
  const passes = (hours: number): void => {
    house.time.now = new Date(house.time.now.getTime() + hours * HOUR);
  };
  const leadAssignment = async (caseId: string): Promise<string> => {
    const found = (await rows.assignments(caseId)).find((one) => one.role === 'lead' && !one.ended_at);
    if (!found) throw new Error('the case has no lead');
    return found.id;
  };
  const given: CaseTrial['given'] = async (lead, chosen = {}) => {
    const { caseId } = await openWaterCase(house, { lead, ...chosen });
    return { caseId, assignmentId: await leadAssignment(caseId) };
  };
  return {
    ...house,
    rows,
    act,
    passes,
    passedOn: (caseId) => passedOn(house, caseId),
    leadAssignment,
    given,
    async dispatchedBy(name, opinionGrade, lead) {
      const { caseId } = await openWaterCase(house, { opinionGrade, lead });
      const { version } = await rows.case(caseId);
      expect((await act(name, caseId, 'dispatch', { version, lead })).status).toBe(200);
      await passedOn(house, caseId);
      return { caseId };
    },
    async returned(change = {}, options = {}) {
      const { caseId, assignmentId } = await given(CITY_WATER);
      if (options.accepted) await act('officer', caseId, 'accept', { assignmentId });
      passes(2);
      expect((await act('officer', caseId, 'return', { assignmentId, ...RETURN, ...change })).status).toBe(200);
      const [request] = await rows.returns(caseId);
      return { caseId, assignmentId, returnId: request?.id ?? '' };
    },
    async seen(name, caseId) {
      const cases = scopedCases(house.parts.db, await house.viewer(name));
      return (await cases.select('case.id').where('case.id', '=', caseId).execute()).length === 1;
    },
    ...readings(rows),
    async closeVerified() {
      await house.settled();
      await seal(house.parts.db, TEST_KEYS, house.time.now);
      expect((await verifyLog(house.parts.db, TEST_KEYS)).breaches).toEqual([]);
      await house.close();
    },
  };
}

type Readings = Pick<CaseTrial, 'openHolders' | 'runningKinds' | 'publicClocks' | 'eventTypes'>;

function readings(rows: ReturnType<typeof rowsOf>): Readings {
  return {
    openHolders: async (caseId) =>
      (await rows.holdings(caseId)).filter((one) => !one.to_at).map((one) => [one.step, one.unit_id]),
    runningKinds: async (caseId) =>
      (await rows.clocks(caseId))
        .filter((one) => !one.stopped_at)
        .map((one) => one.kind)
        .sort(),
    publicClocks: async (caseId) =>
      (await rows.clocks(caseId))
        .filter((one) => one.kind !== 'accept' && one.kind !== 'pass_on')
        .map(({ id, kind, start_at, due_at, stopped_at }) => ({ id, kind, start_at, due_at, stopped_at })),
    eventTypes: async (caseId) => (await rows.events(caseId)).map((one) => one.type),
  };
}
