/** 会商: who is called, who sees it, minutes that are confirmed and never changed; and whom the wall keeps out. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  consultingViewSchema,
  type ConsultationView,
  type ConsultingView,
} from '../../server/contract/consultation-views.ts';
import type { Answer } from '../support/client.ts';
import { codeOf } from '../support/client.ts';
import { caseDesk, type CaseDesk } from '../support/case-desk.ts';
import { eventsIn, hoursAfter, sees } from '../support/acting.ts';
import { changeAudience } from '../support/matters.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

const LEAD = '990100:water_resources';
const EDUCATION = '990102:education';
const HEALTH = '990100:health';

let house: ServedTrial;
let desk: CaseDesk;
let caseId: string;

beforeAll(async () => {
  house = await openServedTrial();
  desk = caseDesk(house);
});
afterAll(() => house.close());
beforeEach(async () => {
  const opened = await desk.opened(LEAD);
  caseId = opened.caseId;
  await does('officer', 'accept', { assignmentId: opened.assignmentId });
});

async function does(name: AccountName, command: string, body: unknown): Promise<Answer> {
  const answer = await desk.act(name, caseId, command, body);
  expect(answer.status, `${name} ${command}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  await house.settled();
  return answer;
}

const refused = async (name: AccountName, command: string, body: unknown): Promise<string | null> =>
  codeOf(await desk.act(name, caseId, command, body));

async function page(name: AccountName, id = caseId): Promise<ConsultingView | null> {
  const client = await house.client(name);
  const answer = await client.send('GET', `/api/cases/${id}/consultations`);
  if (answer.status === 404) return null;
  expect(answer.status).toBe(200);
  return consultingViewSchema.strict().parse(answer.body);
}

async function shown(name: AccountName): Promise<ConsultationView> {
  const [one] = (await page(name))?.consultations ?? [];
  if (!one) throw new Error(`${name} sees no consultation`);
  return one;
}

const later = (hours: number): string => hoursAfter(house.time.now, hours).toISOString();
const calling = (...units: string[]) => ({
  topic: '东干管检修期间学校供水',
  facts: '三所学校在停水范围内，恢复时间未定。',
  place: '市政务中心三楼',
  meetsAt: later(2),
  participants: units.map((unitId) => ({ unitId, post: '分管负责人' })),
});

/** A consultation of the office with education, held, its minutes signed. */
async function signed(): Promise<ConsultationView> {
  await does('chief', 'consultation', calling(EDUCATION));
  await does('chief', 'consultation-hold', { consultationId: (await shown('chief')).id, version: 1 });
  const { id, version } = await shown('chief');
  await does('chief', 'consultation-minutes', { ...minutes(id, version) });
  return shown('chief');
}

const minutes = (consultationId: string, version: number) => ({
  consultationId,
  version,
  body: '议定：送水进校，恢复时间由水务部门统一发布。',
  decisions: [{ what: '每日两次送水到三所学校', unitId: EDUCATION, dueAt: later(20) }],
  confirmHours: 24,
});

describe('calling', () => {
  test('opens the case to whom it invites, and the lead is among them in any case', async () => {
    expect([await sees(house, 'officer2', caseId), await page('officer2')]).toEqual([false, null]);
    await does('chief', 'consultation', calling(EDUCATION));
    expect(await sees(house, 'officer2', caseId)).toBe(true);
    const seen = await shown('officer2');
    expect(seen.participants.map(({ unit }) => unit.id).sort()).toEqual([LEAD, EDUCATION].sort());
    expect(seen).toMatchObject({ state: 'called', convener: null, acts: ['opinion'] });
    expect((await shown('officer')).acts).toEqual(['opinion']);
    expect(await eventsIn(house, caseId)).toContain('consultation_called');
  });

  test('the unit that leads calls one too; a unit that only takes part does not, nor alone with itself', async () => {
    expect(await refused('officer', 'consultation', calling(LEAD))).toBe('nobody_invited');
    await does('officer', 'consultation', calling(EDUCATION));
    expect((await shown('officer2')).convener).toMatchObject({ id: LEAD });
    expect(await refused('officer2', 'consultation', calling(HEALTH))).toBe('not_yours');
    // The lead convenes: the office states its opinion through nobody else's consultation.
    expect((await shown('chief')).acts).toEqual([]);
  });

  test('a release or a cancellation takes the sight back that nothing else gives', async () => {
    await does('chief', 'consultation', calling(EDUCATION, HEALTH));
    const { id } = await shown('chief');
    await does('chief', 'consultation-invite', { consultationId: id, version: 1, invite: [], release: [EDUCATION] });
    expect([await sees(house, 'officer2', caseId), await sees(house, 'countersign', caseId)]).toEqual([false, true]);
    expect(await refused('chief', 'consultation-hold', { consultationId: id, version: 1 })).toBe(
      'consultation_changed',
    );
    await does('chief', 'consultation-cancel', { consultationId: id, version: 2, reason: '改为书面征求意见' });
    expect([await sees(house, 'countersign', caseId), await sees(house, 'officer', caseId)]).toEqual([false, true]);
    expect((await shown('chief')).state).toBe('cancelled');
  });

  test('a unit that loses its part in the case keeps the sight that the consultation gives', async () => {
    await does('chief', 'consultation', calling(EDUCATION));
    const { assignments } = ((await desk.read('chief', caseId)).body as { case: { assignments: { id: string }[] } })
      .case;
    await does('chief', 'reassign', { assignmentId: assignments[0]?.id, lead: HEALTH, reason: '按职责' });
    expect([await sees(house, 'officer', caseId), await sees(house, 'countersign', caseId)]).toEqual([true, true]);
  });
});

describe('opinions and minutes', () => {
  test('each opinion stands with its unit and name; who takes no part reads none of it', async () => {
    await does('chief', 'consultation', calling(EDUCATION));
    const { id } = await shown('chief');
    await does('officer2', 'consultation-opinion', {
      consultationId: id,
      body: '三校共 2100 名学生，需每日两次送水。',
    });
    house.time.now = hoursAfter(house.time.now, 1 / 60);
    await does('chief', 'consultation-opinion', { consultationId: id, body: '请水务部门先定恢复时间。' });
    const { opinions } = await shown('officer');
    expect(opinions.map(({ unit, byName }) => [unit?.id ?? null, byName])).toEqual([
      [EDUCATION, '砚湖区教育局承办 01'],
      [null, '值班长 01'],
    ]);
    await changeAudience(house, caseId, 'grant', { units: [HEALTH] });
    expect((await page('countersign'))?.consultations).toEqual([]);
    expect(await refused('countersign', 'consultation-opinion', { consultationId: id, body: '看看' })).toBe(
      'consultation_missing',
    );
  });

  test('are confirmed by each unit; one that wants changes gets a further version, confirmed anew', async () => {
    const one = await signed();
    expect(one).toMatchObject({ state: 'minutes', late: false });
    expect(one.silent.map(({ id }) => id).sort()).toEqual([LEAD, EDUCATION].sort());
    await does('officer', 'consultation-confirm', { consultationId: one.id, n: 1, agrees: true, note: null });
    const objects = { consultationId: one.id, n: 1, agrees: false };
    expect(await refused('officer2', 'consultation-confirm', { ...objects, note: null })).toBe('note_missing');
    await does('officer2', 'consultation-confirm', { ...objects, note: '应写明由谁出车' });
    const { version } = await shown('chief');
    await does('chief', 'consultation-minutes', { ...minutes(one.id, version), body: '议定：由水务部门出车送水。' });
    const second = await shown('chief');
    expect([second.state, second.minutes.length, second.silent.length]).toEqual(['minutes', 2, 2]);
    expect(await refused('officer2', 'consultation-confirm', { ...objects, agrees: true, note: null })).toBe(
      'consultation_changed',
    );
    for (const name of ['officer', 'officer2'] as const)
      await does(name, 'consultation-confirm', { consultationId: one.id, n: 2, agrees: true, note: null });
    expect((await shown('officer2')).state).toBe('confirmed');
    expect(await refused('officer', 'consultation-confirm', { ...objects, n: 2, note: '再改' })).toBe(
      'consultation_changed',
    );
  });

  test('what was confirmed is corrected by a further version alone, and the first stays', async () => {
    const one = await signed();
    for (const name of ['officer', 'officer2'] as const)
      await does(name, 'consultation-confirm', { consultationId: one.id, n: 1, agrees: true, note: null });
    const { acts, version } = await shown('chief');
    expect(acts).toEqual(['minutes', 'meet']);
    await does('chief', 'consultation-minutes', { ...minutes(one.id, version), body: '更正：送水每日三次。' });
    const after = await shown('officer2');
    expect(after.minutes.map(({ body }) => body)).toEqual([
      '议定：送水进校，恢复时间由水务部门统一发布。',
      '更正：送水每日三次。',
    ]);
    expect([after.state, after.minutes[0]?.answers.length]).toEqual(['minutes', 2]);
  });

  test('a unit that has not confirmed in its limit is named, and then the confirming may be ended', async () => {
    const one = await signed();
    await does('officer', 'consultation-confirm', { consultationId: one.id, n: 1, agrees: true, note: null });
    const concluding = async () => ({ consultationId: one.id, version: (await shown('chief')).version });
    expect(await refused('chief', 'consultation-conclude', await concluding())).toBe('consultation_changed');
    const before = house.time.now;
    house.time.now = hoursAfter(before, 24);
    const late = await shown('chief');
    expect([late.late, late.silent.map(({ id }) => id)]).toEqual([true, [EDUCATION]]);
    await does('chief', 'consultation-conclude', await concluding());
    expect(await shown('officer2')).toMatchObject({ state: 'confirmed', silent: [{ id: EDUCATION }] });
    house.time.now = before;
  });

  test('a decision is met by a measure of its own unit, and by nothing else', async () => {
    const one = await signed();
    const decisionId = one.minutes[0]?.decisions[0]?.id ?? '';
    await does('officer', 'entries', { kind: 'measure', body: '出车送水', evidence: null, happenedAt: null });
    const { id: entryId } = await house.parts.db
      .selectFrom('entry')
      .select('id')
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow();
    const meet = { decisionId, entryId, commitmentId: null };
    expect(await refused('officer2', 'decision-meet', meet)).toBe('proof_missing');
    expect(await refused('officer', 'decision-meet', meet)).toBe('not_yours');
    await house.parts.db.updateTable('entry').set({ unit_id: EDUCATION }).where('id', '=', entryId).execute();
    await does('officer2', 'decision-meet', meet);
    expect((await shown('officer')).minutes[0]?.decisions[0]).toMatchObject({ entryId });
    expect(await refused('officer2', 'decision-meet', meet)).toBe('decision_met');
  });
});

describe('the wall', () => {
  test('a unit that is recused, or that the recused one directs, is never invited', async () => {
    await does('chief', 'recuse', { units: [EDUCATION], accounts: [], reason: '信中反映该局' });
    expect(await refused('chief', 'consultation', calling(EDUCATION, HEALTH))).toBe('unit_recused');
    await does('chief', 'consultation', calling(HEALTH));
    const { id } = await shown('chief');
    const invite = { consultationId: id, version: 1, invite: [{ unitId: EDUCATION, post: '' }], release: [] };
    expect(await refused('chief', 'consultation-invite', invite)).toBe('unit_recused');
    expect(await sees(house, 'officer2', caseId)).toBe(false);
  });

  test('one recused later loses sight of consultation and line, is out of both, and no decision is left to it', async () => {
    const one = await signed();
    await does('chief', 'line', { n: 0, body: '学校供水由水务部门统一发布。' });
    const socket = await house.live('officer2');
    expect(socket.cases.has(caseId)).toBe(true);
    await does('chief', 'recuse', { units: [EDUCATION], accounts: [], reason: '信中反映该局' });
    expect([await sees(house, 'officer2', caseId), await page('officer2')]).toEqual([false, null]);
    await expect.poll(() => socket.cases.has(caseId)).toBe(false);
    socket.drop();
    const answer = { consultationId: one.id, n: 1, agrees: true, note: null };
    expect(await refused('officer2', 'consultation-confirm', answer)).toBe('case_missing');
    const after = await shown('chief');
    expect(after.participants.find(({ unit }) => unit.id === EDUCATION)?.left).toMatchObject({ why: 'recused' });
    expect(after.silent.map(({ id }) => id)).toEqual([LEAD]);
    // Nobody gives it back by mistake: the grant is gone, not only outweighed.
    const grants = await house.parts.db
      .selectFrom('case_audience')
      .select('unit_id')
      .where('case_id', '=', caseId)
      .where('effect', '=', 'grant')
      .execute();
    expect(grants.map((row) => row.unit_id)).not.toContain(EDUCATION);
    expect(await refused('chief', 'consultation-minutes', minutes(one.id, after.version))).toBe('unit_recused');
  });

  test('a person denied sees neither, whatever the role', async () => {
    await signed();
    await does('chief', 'recuse', { units: [], accounts: ['leader'], reason: '点名反映' });
    expect([await page('leader'), (await page('leader2'))?.consultations.length]).toEqual([null, 1]);
  });
});

describe('merge and split', () => {
  test('consultations and lines go to the survivor, less whom it bars; a split leaves both with the original', async () => {
    const one = await signed();
    await does('chief', 'line', { n: 0, body: '并入前的口径。' });
    const merged = caseId;
    const into = (await desk.opened(LEAD)).caseId;
    await desk.act('chief', into, 'line', { n: 0, body: '留下的口径。' });
    await desk.act('chief', into, 'recuse', { units: [EDUCATION], accounts: [], reason: '信中反映该局' });
    await does('chief', 'merge', { into, reason: '同一件事' });
    expect((await page('chief', merged))?.consultations).toEqual([]);
    const after = await page('chief', into);
    expect(after?.consultations.map(({ id }) => id)).toEqual([one.id]);
    expect(after?.lines.map(({ n, state, body }) => [n, state, body])).toEqual([
      [2, 'discarded', '并入前的口径。'],
      [1, 'agreeing', '留下的口径。'],
    ]);
    expect([await page('officer2', into), await sees(house, 'officer2', into)]).toEqual([null, false]);
    const items = await house.parts.db.selectFrom('item').select('id').where('case_id', '=', into).execute();
    const split = { itemIds: [items[0]?.id], title: '另一件事', reason: '分开办理' };
    const fresh = (await desk.act('chief', into, 'split', split)).body as { case: { id: string } };
    expect(await page('chief', fresh.case.id)).toMatchObject({ consultations: [], lines: [] });
    expect((await page('chief', into))?.consultations.length).toBe(1);
  });
});
