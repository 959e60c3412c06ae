/** The same over HTTP: who may send which command, what a clash answers, what the board and the list of leads show. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leadsSchema } from '../../server/contract/accountability-views.ts';
import { unsigned } from '../support/accountability.ts';
import { codeOf } from '../support/client.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

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

  await house.settled();
  const board = await house.live('leader');
  expect(board.raw.join('')).toContain(signalId);
  expect(board.raw.join('')).not.toContain(leads[0]?.id);
});

test('an urge is answered by an officer, the head or the reviewing office of the unit urged, nobody else', async () => {
  const send = async (name: AccountName, caseId: string, urgeId: string) => {
    const body = { urgeId, answer: '已签收，今日答复' };
    const answer = await (await house.client(name)).send('POST', `/api/cases/${caseId}/urge-answer`, { body });
    return answer.status === 200 ? 200 : `${answer.status} ${codeOf(answer)}`;
  };
  const urgeOf = async (unitId: string) => {
    const { caseId, signalId } = await unsigned(house);
    const body = { signalId, level: 'urge', unitId: null, note: '请尽快办理', replyHours: 4 };
    await (await house.client('supervisor')).send('POST', `/api/cases/${caseId}/urge`, { body });
    const urges = house.parts.db.updateTable('urge').set({ unit_id: unitId }).where('case_id', '=', caseId);
    const { id } = await urges.returning('id').executeTakeFirstOrThrow();
    return { caseId, id };
  };
  const water = await urgeOf('990100:water_resources');
  for (const name of ['section', 'secrecy', 'reviewer', 'chief'] as const) {
    expect([name, await send(name, water.caseId, water.id)]).toEqual([name, '403 not_yours']);
  }
  for (const name of ['supervisor', 'leader', 'auditor'] as const) {
    expect([name, await send(name, water.caseId, water.id)]).toEqual([name, '403 forbidden']);
  }
  expect(await send('head3', water.caseId, water.id), 'the county’s is another unit').toBe('404 case_missing');
  expect(await send('head', water.caseId, water.id)).toBe(200);
  expect(await send('officer', water.caseId, water.id)).toBe('409 already_answered');

  const office = await urgeOf('990100:government_office');
  expect(await send('officer', office.caseId, office.id)).toBe('403 not_yours');
  expect(await send('reviewer', office.caseId, office.id)).toBe(200);
});

test('blanks are no reason', async () => {
  const { caseId, signalId } = await unsigned(house);
  const chief = await house.client('chief');
  const lift = (reason: string) =>
    chief.send('POST', `/api/cases/${caseId}/signal-lift`, { body: { signalId, reason } });
  expect((await lift('  ')).status).toBe(422);
  expect((await lift('来源中断')).status).toBe(200);
});
