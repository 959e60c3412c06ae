/** The same over HTTP: who may send which command, what a clash answers, what the board and the list of leads show. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leadsSchema } from '../../server/contract/accountability-views.ts';
import { unsigned } from '../support/accountability.ts';
import { codeOf } from '../support/client.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => house.close());

test('a supervisor urges, the unit answers, a leader is shown the lead, and the board no lead at all', async () => {
  const { caseId, signalId } = await unsigned(house);
  const supervisor = await house.client('supervisor');
  const send = (command: string, body: unknown) => supervisor.send('POST', `/api/cases/${caseId}/${command}`, { body });
  const urge = { signalId, level: 'urge', unitId: null, note: '请尽快签收', replyHours: 4 };
  expect((await send('urge', urge)).status).toBe(200);
  const clash = await send('urge', urge);
  expect([clash.status, codeOf(clash)]).toEqual([409, 'already_urged']);
  expect(clash.body).toMatchObject({ error: { current: { case: { id: caseId } } } });
  const officer = await house.client('officer');
  expect((await officer.send('POST', `/api/cases/${caseId}/urge`, { body: urge })).status).toBe(403);
  const { id: urgeId } = await house.parts.db.selectFrom('urge').select('id').executeTakeFirstOrThrow();
  const answer = { urgeId, answer: '已安排签收' };
  expect((await officer.send('POST', `/api/cases/${caseId}/urge-answer`, { body: answer })).status).toBe(200);

  const lead = { signalIds: [signalId], ground: 'bad_monitoring', facts: '交办后 5 小时未签收' };
  expect((await send('lead', lead)).status).toBe(200);
  const leader = await house.client('leader');
  const { leads } = leadsSchema.parse((await leader.send('GET', '/api/leads')).body);
  expect(leads).toMatchObject([
    { caseId, ground: 'bad_monitoring', state: 'notified', merits: ['催办、督办 1 次按时答复'], supervised: false },
  ]);
  expect(leads[0]?.holdings.map((one) => one.step)).toContain('accepting');
  expect((await (await house.client('officer2')).send('GET', '/api/leads')).body).toEqual({ leads: [] });
  expect((await (await house.client('admin')).send('GET', '/api/leads')).status).toBe(403);
  expect((await leader.send('GET', '/api/fairness')).body).toEqual({ dispatchers: [], units: [] });

  await house.settled();
  const board = await house.live('leader');
  expect(board.raw.join('')).toContain(signalId);
  expect(board.raw.join('')).not.toContain(leads[0]?.id);
});

test('blanks are no reason', async () => {
  const { caseId, signalId } = await unsigned(house);
  const chief = await house.client('chief');
  const lift = (reason: string) =>
    chief.send('POST', `/api/cases/${caseId}/signal-lift`, { body: { signalId, reason } });
  expect((await lift('  ')).status).toBe(422);
  expect((await lift('来源中断')).status).toBe(200);
});
