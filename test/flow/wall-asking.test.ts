/**
 * Whom a case accuses asks, guesses, counts and goes on listening (信访工作条例 第三十条): accused unit, its county namesake, a named
 * leader, auditor and administrator. Told is what would be told were the case not there.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount } from '../../server/access/store.ts';
import { DISPATCHER_FIGURES, UNIT_FIGURES } from '../../server/contract/accountability-views.ts';
import type { CaseDetail } from '../../server/contract/case-detail-views.ts';
import type { ReplayView } from '../../server/contract/what-if-views.ts';
import { eventsIn } from '../support/acting.ts';
import { NOWHERE } from '../support/bodies.ts';
import { CITY_HEALTH, CITY_WATER, openCaseTrial, said, type CaseTrial } from '../support/case-acts.ts';
import { Client, codeOf } from '../support/client.ts';
import { likeNowhere } from '../support/closed-doors.ts';
import { accountId, joinByHand, openWaterCase, postWater } from '../support/matters.ts';
import { indexed, searchPath } from '../support/searching.ts';
import type { AccountName } from '../support/served-house.ts';

const COUNTY_HEALTH = '990102:health';
const COUNTY_WATER = '990102:water_resources';
const PASSWORD = 'a-long-enough-phrase-for-this-test';
const NAMED = ['leader2', 'auditor', 'admin'] as const;
const reason = '按职责分工办理。';
const LATER = '2026-11-25T04:00:00.000Z';

let house: CaseTrial;
const asking = new Map<string, Client>();
let changeSet = '';
beforeAll(async () => {
  house = await openCaseTrial();
  for (const unitId of [CITY_HEALTH, COUNTY_HEALTH]) {
    const name = `officer.of.${unitId.slice(0, 6)}`;
    const account = { name, displayName: unitId, roles: ['officer' as const], unitId, password: PASSWORD };
    await createAccount(house.parts.db, account, house.time.now);
    const client = new Client(house.origin);
    await client.signIn(name, PASSWORD);
    asking.set(name, client);
  }
  for (const name of NAMED) asking.set(name, await house.client(name));
});
afterAll(() => house.closeVerified());

/** Closes a case to the accused unit and the persons named with it, by the office's command. */
async function recuse(caseId: string): Promise<void> {
  const body = { units: [CITY_HEALTH], accounts: [...NAMED], reason: '反映到该单位和有关人员' };
  expect(said(await house.act('chief', caseId, 'recuse', body))).toEqual([200, null]);
  await house.settled();
}

const numberOf = async (caseId: string): Promise<string> => (await house.rows.case(caseId)).number;

/** Pages that hang on something named, so that no walk over all routes asks them. */
function addresses(walledId: string, walledNumber: string, dispatcher: string): string[] {
  const set = `/api/directory/changes/${changeSet}`;
  const fairness = [
    ...UNIT_FIGURES.flatMap((figure) => [CITY_WATER, CITY_HEALTH].map((unit) => ({ figure, unit }))),
    ...DISPATCHER_FIGURES.map((figure) => ({ figure, dispatcher })),
  ].map((asked) => `/api/fairness/cases?${new URLSearchParams(asked).toString()}`);
  const filters: Record<string, string>[] = [
    { unit: CITY_WATER },
    { state: 'handling' },
    { kind: 'case' },
    { territory: '990102' },
  ];
  return [
    '/api/fairness',
    '/api/fairness?term=2026',
    ...fairness,
    '/api/directory/changes',
    `${set}/replay`,
    `/api/directory/units/${encodeURIComponent(CITY_WATER)}`,
    `/api/units?q=水务&case=${walledId}`,
    `/api/units?q=卫生&case=${walledId}`,
    `/api/roster/hand-overs`,
    searchPath(walledNumber),
    searchPath('杏树里'),
    ...filters.map((filter) => searchPath('自来水', filter)),
  ];
}

const told = (body: unknown): string =>
  JSON.stringify(body, (key, value: unknown) => (['reference', 'at', 'by'].includes(key) ? undefined : value));

async function sweep(name: string, paths: readonly string[]): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const path of paths) {
    house.time.now = new Date(house.time.now.getTime() + 1_100);
    const { status, body } = (await asking.get(name)?.send('GET', path)) ?? { status: 0, body: '' };
    said[path] = `${status} ${told(body)}`;
  }
  return said;
}

/** Replays the draft as the steward, whom nothing is closed to. */
async function replay(): Promise<ReplayView> {
  const client = await house.client('steward');
  const path = `/api/directory/changes/${changeSet}/replay`;
  expect((await client.send('POST', path, { body: { days: 30 } })).status).toBe(200);
  for (;;) {
    const view = (await client.send('GET', path)).body as ReplayView;
    if (view.run === null) return view;
  }
}

test('no figure, list, replay, draft, search or offer of units differs by the case', async () => {
  await openWaterCase(house, { lead: CITY_WATER });
  const admin = await house.client('admin');
  const changes = [
    { kind: 'unit', id: CITY_WATER, to: null, successor: '990100:utilities' },
    { kind: 'duty', territory: '990100', subject: 'water_resources', to: ['990100:utilities'] },
    { kind: 'duty', territory: '990102', subject: 'water_resources', to: ['990102:utilities'] },
  ];
  const draft = { title: '职责调整', reason: '三定方案', validFrom: '2026-12-01', origin: 'edit', changes };
  const drafted = await admin.send('POST', '/api/directory/changes', { body: draft });
  expect(codeOf(drafted)).toBeNull();
  changeSet = (drafted.body as { id: string }).id;
  const first = await replay();
  expect(first.result?.counts.changed).toBe(1);
  await indexed(house);
  const dispatcher = await accountId(house, 'analyst');
  const nowhere = addresses(NOWHERE, 'YC26-9999', dispatcher);
  const before = new Map<string, string[]>();
  for (const name of asking.keys()) before.set(name, Object.values(await sweep(name, nowhere)));

  const walled = await openWaterCase(house, { lead: CITY_WATER }, '(杏树里)');
  await recuse(walled.caseId);
  expect((await replay()).result?.counts.changed).toBe(2);
  await indexed(house);
  const number = await numberOf(walled.caseId);
  const there = addresses(walled.caseId, number, dispatcher);
  for (const name of asking.keys()) {
    const after = Object.values(await sweep(name, there));
    const known = (text: string): string => text.replaceAll(new RegExp(number, 'gi'), 'yc26-9999');
    expect([name, after.map(known)]).toEqual([name, before.get(name)?.map(known)]);
    expect(after.join('\n')).not.toContain(walled.caseId);
  }
  const seeing = await house.client('leader');
  expect((await seeing.send('GET', searchPath('杏树里'))).body).toMatchObject({ total: 2 });
});

test('whoever had a part and must recuse itself hears no more of it: page, command, socket, resuming', async () => {
  const { caseId } = await openWaterCase(house, { lead: CITY_WATER }, '(桃花巷)');
  const called = {
    topic: '停水期间的安排',
    facts: reason,
    place: '',
    meetsAt: LATER,
    participants: [{ unitId: COUNTY_HEALTH, post: '' }],
  };
  expect(said(await house.act('chief', caseId, 'consultation', called))).toEqual([200, null]);
  await house.settled();
  const county = asking.get('officer.of.990102');
  if (!county) throw new Error('the namesake has its officer');
  expect((await county.send('GET', `/api/cases/${caseId}`)).status).toBe(200);
  const [auditor, chief] = [await house.live('auditor'), await house.live('chief')];
  expect(auditor.cases.has(caseId)).toBe(true);
  const old = auditor.through;
  await recuse(caseId);
  await auditor.until(() => !auditor.cases.has(caseId));
  const seen = auditor.raw.length;
  const { id } = await house.parts.db
    .selectFrom('consultation')
    .select('id')
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow();
  // What goes on in it, and a mark that comes after.
  expect((await house.act('chief', caseId, 'opinion-grade', { from: 'general', grade: 'large', reason })).status).toBe(
    200,
  );
  const marker = await openWaterCase(house, { lead: CITY_WATER });
  await auditor.until(() => auditor.cases.has(marker.caseId));
  await chief.until(() => chief.cases.has(marker.caseId));
  expect(auditor.raw.slice(seen).join('\n')).not.toContain(caseId);
  // A jump in the number of a frame would tell that one was left out.
  expect(auditor.faults).toEqual([]);
  const again = await auditor.resume(old).catch((error: unknown) => String(error));
  expect(JSON.stringify(again)).not.toContain('桃花巷');
  for (const ids of [[caseId], [NOWHERE]]) {
    const guessing = await house.live('auditor');
    guessing.cases.clear();
    guessing.cases.set(ids[0] ?? '', {} as never);
    const resumed = await guessing.resume();
    expect(resumed.removals).toEqual([{ kind: 'case', id: ids[0] }]);
  }
  const opinion = { consultationId: id, body: '还想说一句。' };
  const path = (of: string): string => `/api/cases/${of}/consultation-opinion`;
  const late = await county.send('POST', path(caseId), { body: opinion });
  expect(late.status).toBe(404);
  expect(likeNowhere(late)).toEqual(likeNowhere(await county.send('POST', path(NOWHERE), { body: opinion })));
});

test('a case of theirs into which it is merged is theirs no more, and a part split off is closed from its first moment', async () => {
  const own = await openWaterCase(house, { lead: CITY_WATER });
  const call = {
    topic: '安排',
    facts: reason,
    place: '',
    meetsAt: LATER,
    participants: [{ unitId: CITY_HEALTH, post: '' }],
  };
  expect(said(await house.act('chief', own.caseId, 'consultation', { ...call, topic: '安排供水' }))).toEqual([
    200,
    null,
  ]);
  const health = asking.get('officer.of.990100');
  expect((await health?.send('GET', `/api/cases/${own.caseId}`))?.status).toBe(200);
  const walled = await openWaterCase(house, { lead: CITY_WATER });
  await recuse(walled.caseId);
  const extra = await postWater(house);
  await joinByHand(house, extra, walled.caseId);
  const part = await house.act('analyst', walled.caseId, 'split', { itemIds: [extra], title: '另一处停水', reason });
  const splitId = (part.body as CaseDetail).case.id;
  expect([part.status, splitId === walled.caseId]).toEqual([200, false]);
  expect(said(await house.act('chief', walled.caseId, 'merge', { into: own.caseId, reason }))).toEqual([200, null]);
  await house.settled();
  for (const [name, client] of asking) {
    const nowhere = likeNowhere(await client.send('GET', `/api/cases/${NOWHERE}`));
    for (const id of [own.caseId, walled.caseId, splitId])
      expect([name, likeNowhere(await client.send('GET', `/api/cases/${id}`))]).toEqual([name, nowhere]);
  }
  expect(await eventsIn(house, own.caseId)).toContain('case_absorbed');
});

test('a person it names decides nothing in it: a grade, a ruling, a dispatch answered as for nowhere', async () => {
  const { caseId } = await openWaterCase(house, { lead: COUNTY_WATER, opinionGrade: 'large' });
  await recuse(caseId);
  const commands: [AccountName, string, object][] = [
    ['leader2', 'dispatch', { version: 1, lead: CITY_HEALTH }],
    ['leader2', 'reassign', { assignmentId: NOWHERE, lead: CITY_HEALTH, reason }],
    ['leader2', 'recuse', { units: [], accounts: ['chief'], reason }],
    ['leader2', 'reopen', { reason }],
    ['leader2', 'close', { summary: reason }],
    ['leader2', 'merge', { into: NOWHERE, reason }],
  ];
  for (const [name, command, body] of commands) {
    const here = await house.act(name, caseId, command, body);
    expect([command, here.status]).toEqual([command, 404]);
    expect(likeNowhere(here)).toEqual(likeNowhere(await house.act(name, NOWHERE, command, body)));
  }
});
