/**
 * What is closed to somebody makes no difference to them: every page, list, count and search answers before and after a case that
 * accuses their side word for word alike (信访工作条例 第三十条).
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount } from '../../server/access/store.ts';
import { composeRoutes } from '../../server/compose.ts';
import { callConsultation } from '../../server/responsibility/consultations/call.ts';
import { draftLine } from '../../server/responsibility/consultations/lines.ts';
import { act, hoursAfter } from '../support/acting.ts';
import { tickNow } from '../support/arranging.ts';
import { Client } from '../support/client.ts';
import { NOON } from '../support/house.ts';
import { accountId, changeAudience, openWaterCase } from '../support/matters.ts';
import { indexed, searchPath } from '../support/searching.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

const HEALTH = '990100:health';
const PASSWORD = 'a-long-enough-phrase-for-this-test';
/** The accused unit's people, a county namesake's, and persons named with it. */
const OWN = [
  ['health.officer', HEALTH],
  ['health.county', '990102:health'],
] as const;
const NAMED = ['leader2', 'auditor'] as const;
const CLOSED = [...OWN.map(([name]) => name), ...NAMED, 'countersign'];

let house: ServedTrial;
const clients = new Map<string, Client>();
beforeAll(async () => {
  house = await openServedTrial();
  for (const [name, unitId] of OWN) {
    const account = { name, displayName: `${unitId} 承办`, roles: ['officer' as const], unitId };
    await createAccount(house.parts.db, { ...account, password: PASSWORD }, house.time.now);
    const client = new Client(house.origin);
    await client.signIn(name, PASSWORD);
    clients.set(name, client);
  }
  for (const name of [...NAMED, 'countersign', 'chief', 'admin'] as const) clients.set(name, await house.client(name));
});
afterAll(() => house.close());

const asked = (name: string): Client => clients.get(name) ?? new Client(house.origin);

/** Addresses that name no thing, and searches with their counts. */
function addresses(): string[] {
  const plain = composeRoutes(house.parts, async () => undefined)
    .filter((route) => route.method === 'GET' && !route.path.includes(':') && route.access !== 'token')
    .map((route) => route.path)
    // The token of a session is another each time; a visitor's pages hang on no right.
    .filter((path) => !/csrf|^\/public/.test(path));
  const searches = ['停水', '银杏里', '卫生健康局'].map((words) => searchPath(words));
  return [...plain, ...searches, '/api/units?q=水务局', '/api/fairness?period=year', '/api/fairness?span=year'];
}

/** References and the ages of sources are of the moment. */
const told = (body: unknown): string =>
  JSON.stringify(body, (key, value: unknown) => (key === 'reference' ? undefined : value));

async function sweep(name: string): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const path of addresses()) {
    const answer = await asked(name).send('GET', path);
    said[path] = `${answer.status} ${told(answer.body)}`;
  }
  return said;
}

/** A case with all that can hang on it, closed to the accused side from its first moment on. */
async function accusing(): Promise<string> {
  const { rules } = house.parts;
  const { caseId } = await openWaterCase(house, { lead: '990100:water_resources' }, '(银杏里)');
  const accounts = await Promise.all(NAMED.map((name) => accountId(house, name)));
  await changeAudience(house, caseId, 'deny', { units: [HEALTH], accounts });
  const meetsAt = hoursAfter(NOON, 30).toISOString();
  const participants = [{ unitId: '990102:water_resources', post: '分管负责人' }];
  const consultation = { topic: '银杏里供水会商', facts: '水压不足', place: '', meetsAt, participants };
  await act(house, 'chief', caseId, callConsultation(rules), consultation);
  await act(house, 'chief', caseId, draftLine(rules), { n: 0, body: '银杏里的水今晚恢复。' });
  return caseId;
}

test('no page, list, count or search of who is shut out tells that it is there', async () => {
  await openWaterCase(house, { lead: '990100:water_resources' }, '(甲)');
  await indexed(house);
  const before = new Map<string, Record<string, string>>();
  for (const name of CLOSED) before.set(name, await sweep(name));
  const open = JSON.stringify(await sweep('chief'));
  await accusing();
  house.time.now = NOON;
  await tickNow(house);
  await indexed(house);
  expect(JSON.stringify(await sweep('chief'))).not.toBe(open);
  for (const name of CLOSED) expect([name, await sweep(name)]).toEqual([name, before.get(name)]);
});
