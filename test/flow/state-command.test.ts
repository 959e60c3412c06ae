/** Every command in every state of a case: done, or refused in a sentence; never half done, never an error of ours. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeRoutes } from '../../server/compose.ts';
import { CASE_STATE_IDS, ENDED_STATES, type CaseState } from '../../server/contract/vocabulary-case.ts';
import { leaveVerified, openAccepted } from '../support/answers.ts';
import { commandsOn, caseIn, hangOn, type Sent } from '../support/case-states.ts';
import type { Answer, Client } from '../support/client.ts';
import { refusalOf } from '../support/case-acts.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
const clients = new Map<AccountName, Client>();
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => leaveVerified(house));

async function send(caseId: string, name: string, [who, body]: Sent): Promise<Answer> {
  const client = clients.get(who) ?? (await house.client(who));
  clients.set(who, client);
  return client.send('POST', `/api/cases/${caseId}/${name}`, { body });
}

/** What is recorded of a case and of its signals at any time. */
const ON_RECORD = ['urge', 'urge-answer', 'signal-lift', 'lead', 'statement', 'lead-ruling'];
/** What an office arranges in a case that has not ended. */
const ARRANGING = ['recuse', 'incident-grade', 'opinion-grade', 'dispositions', 'consultation', 'line'];
const WAITING = ['extension', 'extension-ruling'];

/** The commands that are done in each state by whom they are for; all others are refused there. */
const DONE: Record<CaseState, string[]> = {
  // The unit the matter was not given to yet sees nothing of it, and is asked nothing.
  awaiting_dispatch: [...ARRANGING, 'dispatch', 'merge', 'split', 'signal-lift', 'lead', 'lead-ruling'],
  awaiting_acceptance: [...ARRANGING, ...WAITING, ...ON_RECORD, 'accept', 'return', 'reassign', 'merge', 'split'],
  return_ruling: [...ARRANGING, ...WAITING, ...ON_RECORD, 'return-ruling'],
  handling: [...ARRANGING, ...WAITING, ...ON_RECORD, 'return', 'reassign', 'entries', 'merge', 'split', 'draft'],
  drafting: [
    ...[...ARRANGING, ...WAITING, ...ON_RECORD, 'reassign', 'entries', 'merge', 'split'],
    ...['draft', 'submit', 'discard'],
  ],
  approving: [
    ...[...ARRANGING, ...WAITING, ...ON_RECORD, 'reassign', 'entries', 'split'],
    ...['draft', 'discard', 'approve'],
  ],
  // The clock for progress has been met by the publication: nothing is left of it to extend.
  published: [
    ...[...ARRANGING, ...ON_RECORD, 'extension-ruling', 'reassign', 'entries', 'merge', 'split'],
    ...['draft', 'withdraw', 'commitment', 'signal'],
  ],
  closed: [...ON_RECORD, 'reopen', 'signal'],
  merged: ON_RECORD,
};

async function traceOf(caseId: string): Promise<unknown> {
  const { db } = house.parts;
  const { version, state } = await db.selectFrom('case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow();
  const events = await db.selectFrom('event').select('id').where('stream', '=', `case:${caseId}`).execute();
  const holdings = await db.selectFrom('holding').selectAll().where('case_id', '=', caseId).orderBy('id').execute();
  return { version, state, events: events.length, holdings };
}

describe.each([...CASE_STATE_IDS])('in the state %s', (state) => {
  test('each command is done whole, or refused and leaves nothing', async () => {
    const fresh = async (): Promise<string> => {
      const caseId = await caseIn(house, state);
      await hangOn(house, caseId);
      return caseId;
    };
    const beside = await openAccepted(house);
    let caseId = await fresh();
    const done: string[] = [];
    for (const name of Object.keys(await commandsOn(house, caseId, beside))) {
      const sent = (await commandsOn(house, caseId, beside))[name] ?? (['chief', {}] as const);
      const before = await traceOf(caseId);
      const answer = await send(caseId, name, sent);
      expect([name, answer.status < 500, answer.body]).toEqual([name, true, answer.body]);
      if (answer.status >= 400) {
        expect([name, await traceOf(caseId)]).toEqual([name, before]);
        expect(refusalOf(answer).message).toMatch(/\p{Script=Han}/u);
        expect([403, 404, 409, 422]).toContain(answer.status);
        if (answer.status === 409) {
          expect([name, answer.body]).toMatchObject([
            name,
            { error: { action: expect.stringMatching(/\p{Script=Han}/u), current: { case: { id: caseId } } } },
          ]);
        }
        continue;
      }
      done.push(name);
      await expectWhole(caseId);
      caseId = await fresh();
    }
    expect(done.sort()).toEqual([...DONE[state]].sort());
  });
});

/** Whoever ended holds nothing; whoever did not is held by somebody; and the case's page stands. */
async function expectWhole(caseId: string): Promise<void> {
  const { db } = house.parts;
  const { state } = await db.selectFrom('case').select('state').where('id', '=', caseId).executeTakeFirstOrThrow();
  const open = await db
    .selectFrom('holding')
    .select('id')
    .where('case_id', '=', caseId)
    .where('to_at', 'is', null)
    .execute();
  expect([state, open.length > 0]).toEqual([state, !ENDED_STATES.includes(state)]);
  const leader = clients.get('leader') ?? (await house.client('leader'));
  clients.set('leader', leader);
  await house.settled();
  expect((await leader.send('GET', `/api/cases/${caseId}`)).status).toBe(200);
}

test('no command is left out', async () => {
  const names = composeRoutes(house.parts, async () => undefined)
    .filter((route) => route.method === 'POST' && route.path.startsWith('/api/cases/:id/'))
    .map((route) => route.path.split('/').at(-1));
  const caseId = await openAccepted(house);
  expect(Object.keys(await commandsOn(house, caseId, caseId)).sort()).toEqual(names.sort());
});
