/** 口径: agreed, versioned, one in force; a draft is checked against it, and nothing public ever holds a word of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseDetail } from '../../server/contract/case-detail-views.ts';
import type { ConsultingView, LineView } from '../../server/contract/consultation-views.ts';
import { publishText } from '../support/answers.ts';
import { caseDesk, type CaseDesk } from '../support/case-desk.ts';
import { codeOf, type Answer } from '../support/client.ts';
import { changeAudience } from '../support/matters.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

const LEAD = '990100:water_resources';
const EDUCATION = '990102:education';
/** Words that stand in the line and nowhere else. */
const SECRET = '东干管桑榆闸检修';
const LINE = `11月20日2时许${SECRET}引发坍塌，造成3人受伤，未造成人员死亡。网传泵站爆炸不属实。21日18时前恢复供水。`;
const BODY = '11月20日4时30分许，泵站坍塌，造成5人受伤。泵站发生爆炸。预计21日20时前恢复供水。';

let house: ServedTrial;
let desk: CaseDesk;
let caseId: string;

beforeAll(async () => {
  house = await openServedTrial();
  desk = caseDesk(house);
  const opened = await desk.opened(LEAD);
  caseId = opened.caseId;
  await does('officer', 'accept', { assignmentId: opened.assignmentId });
  // The office that coordinates has no account in the sample, and would be waited for.
  await house.parts.db
    .deleteFrom('assignment')
    .where('case_id', '=', caseId)
    .where('role', '=', 'coordinator')
    .execute();
  await does('chief', 'consultation', {
    topic: '统一口径',
    facts: '各单位说法不一。',
    place: '',
    meetsAt: new Date(house.time.now.getTime() + 3_600_000).toISOString(),
    participants: [{ unitId: EDUCATION, post: '' }],
  });
});
afterAll(() => house.close());

async function does(name: AccountName, command: string, body: unknown): Promise<Answer> {
  const answer = await desk.act(name, caseId, command, body);
  expect(answer.status, `${name} ${command}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  await house.settled();
  return answer;
}
const refused = async (name: AccountName, command: string, body: unknown): Promise<string | null> =>
  codeOf(await desk.act(name, caseId, command, body));

async function lines(name: AccountName): Promise<LineView[]> {
  const answer = await (await house.client(name)).send('GET', `/api/cases/${caseId}/consultations`);
  expect(answer.status, name).toBe(200);
  return (answer.body as ConsultingView).lines;
}
const detail = async (name: AccountName): Promise<CaseDetail> => (await desk.read(name, caseId)).body as CaseDetail;

const draft = (body: string, n: number, responseId: string | null) => ({
  responseId,
  n,
  title: '关于供水事故的通报',
  body,
  nextReleaseAt: null,
  commitments: [],
  dispositions: [{ kind: 'resolve', paragraph: 1 }],
  countersign: [],
  corrects: null,
});

describe('agreeing', () => {
  test('the lead drafts, those concerned are asked, and it is in force only once they agree', async () => {
    expect(await refused('officer2', 'line', { n: 0, body: LINE })).toBe('not_yours');
    await does('officer', 'line', { n: 0, body: LINE });
    const [first] = await lines('chief');
    expect(first?.asked.map(({ unit }) => unit.id)).toEqual([EDUCATION]);
    expect(await refused('officer', 'line', { n: 0, body: '另一版。' })).toBe('line_changed');
    expect(await refused('officer', 'line-enforce', { lineId: first?.id, reason: null })).toBe('not_yours');
    expect(await refused('chief', 'line-enforce', { lineId: first?.id, reason: null })).toBe('line_not_agreed');
    await does('officer2', 'line-answer', { lineId: first?.id, agrees: true, note: null });
    await does('chief', 'line-enforce', { lineId: first?.id, reason: null });
    expect((await lines('officer2'))[0]).toMatchObject({ state: 'in_force', inForce: { missing: [], reason: null } });
  });

  test('a further version replaces it only when it is put in force, and names whom it did not wait for', async () => {
    await does('officer', 'line', { n: 1, body: `${LINE}后续情况及时发布。` });
    const [second, first] = await lines('chief');
    expect([second?.state, first?.state]).toEqual(['agreeing', 'in_force']);
    await does('officer2', 'line-answer', { lineId: second?.id, agrees: false, note: '请写明学校安排' });
    await does('chief', 'line-enforce', { lineId: second?.id, reason: '首次发布在即' });
    const after = await lines('officer2');
    expect(after.map(({ n, state }) => [n, state])).toEqual([
      [2, 'in_force'],
      [1, 'replaced'],
    ]);
    expect(after[0]?.inForce).toMatchObject({ missing: [{ id: EDUCATION }], reason: '首次发布在即' });
    expect(await refused('officer2', 'line-answer', { lineId: second?.id, agrees: true, note: null })).toBe(
      'line_changed',
    );
  });
});

describe('a draft beside the line', () => {
  test('is shown where its numbers, times, promises and denials differ, as advice that stops nothing', async () => {
    await does('officer', 'draft', draft(BODY, 0, null));
    const { contradictions, responses } = await detail('officer');
    const against = contradictions.filter(({ sides }) => sides.some(({ source }) => source.kind === 'line'));
    expect(against.map(({ fact }) => fact).sort()).toEqual(['denial', 'injured', 'promise', 'time']);
    const found = responses[0]?.findings.filter(({ code }) => code === 'off_line') ?? [];
    expect(found.length).toBe(4);
    expect(found.every(({ blocks }) => !blocks)).toBe(true);
    expect(found.find(({ message }) => message.includes('受伤人数'))?.message).toContain('现行口径');
    const denied = against.find(({ fact }) => fact === 'denial')?.sides.map(({ words }) => words);
    expect(denied).toEqual(['网传泵站爆炸不属实', '泵站发生爆炸']);
  });

  test('is free of it once written by the line, and a unit that may not read the draft sees neither side', async () => {
    expect((await detail('officer2')).contradictions).toEqual([]);
    const { responses } = await detail('officer');
    await does(
      'officer',
      'draft',
      draft('11月20日2时许检修中坍塌，造成3人受伤，21日18时前恢复供水。', 1, responses[0]?.id ?? null),
    );
    expect((await detail('officer')).responses[0]?.findings.map(({ code }) => code)).not.toContain('off_line');
  });
});

describe('no word of it leaves', () => {
  test('in page, list, feeds or export for the public, once the answer is published', async () => {
    const { responses } = await detail('officer');
    await does('officer', 'discard', { responseId: responses[0]?.id });
    await publishText(house, caseId);
    const visitor = await house.client();
    const { publications } = await detail('officer');
    const paths = ['/public', '/public/feed.xml', '/public/feed.json', `/public/${publications[0]?.number}`];
    for (const path of paths) {
      const answer = await visitor.send('GET', path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(JSON.stringify(answer.body)).not.toContain(SECRET);
      expect(JSON.stringify(answer.body)).not.toContain('口径');
    }
    const open = await house.parts.db.selectFrom('public_answer').selectAll().execute();
    expect(open.length).toBeGreaterThan(0);
    expect(JSON.stringify(open)).not.toContain(SECRET);
  });

  test('into the search, the board or the record of events', async () => {
    const { db } = house.parts;
    const texts = [
      await db.selectFrom('search_entry').selectAll().execute(),
      await db.selectFrom('case_view').select('view').execute(),
      await db.selectFrom('event').select('data').execute(),
    ];
    for (const rows of texts) expect(JSON.stringify(rows)).not.toContain(SECRET);
    const answer = await (await house.client('leader')).send('GET', `/api/search?q=${encodeURIComponent(SECRET)}`);
    expect(JSON.stringify(answer.body)).not.toContain(LINE);
  });

  test('to a unit without sight of the case, and to one denied afterwards', async () => {
    const stranger = await house.client('officer3');
    expect((await stranger.send('GET', `/api/cases/${caseId}/consultations`)).status).toBe(404);
    await changeAudience(house, caseId, 'deny', { units: [EDUCATION] });
    const denied = await house.client('officer2');
    expect((await denied.send('GET', `/api/cases/${caseId}/consultations`)).status).toBe(404);
    expect(JSON.stringify((await desk.read('officer2', caseId)).body)).not.toContain(SECRET);
  });
});
