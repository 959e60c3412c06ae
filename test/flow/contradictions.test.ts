/** 说法不一 on a case's page: made of the viewer's own texts, and of nothing else. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseDetailSchema, type CaseDetail } from '../../server/contract/case-detail-views.ts';
import { caseDesk, type CaseDesk } from '../support/case-desk.ts';
import { accountId, changeAudience } from '../support/matters.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

const LEAD = '990100:water_resources';
const SUPPORTING = '990102:education';
const TITLE = '关于砚湖区供水事故的通报';
const BODY = '11月20日2时许，泵站发生坍塌，造成五人死亡。原因正在调查，预计21日18时前恢复供水。';

let house: ServedTrial;
let desk: CaseDesk;
let caseId: string;

beforeAll(async () => {
  house = await openServedTrial();
  desk = caseDesk(house);
  const opened = await desk.opened(LEAD);
  caseId = opened.caseId;
  const row = { case_id: caseId, unit_id: SUPPORTING, role: 'supporting' as const, rule: 'r', clause: 'c' };
  const dispatched_by = await accountId(house, 'analyst');
  await house.parts.db
    .insertInto('assignment')
    .values({ ...row, id: randomUUID(), dispatched_by, at: house.time.now })
    .execute();
  await changeAudience(house, caseId, 'grant', { units: [SUPPORTING] });
  await does('officer', 'accept', { assignmentId: opened.assignmentId });
  await record('现场核实，造成3人死亡。');
  await does('officer', 'draft', {
    responseId: null,
    n: 0,
    title: TITLE,
    body: BODY,
    nextReleaseAt: null,
    commitments: [],
    dispositions: [{ kind: 'resolve', paragraph: 1 }],
    countersign: [],
    corrects: null,
  });
});
afterAll(() => house.close());

async function does(name: AccountName, command: string, body: unknown): Promise<void> {
  const answer = await desk.act(name, caseId, command, body);
  expect(answer.status, `${name} ${command}: ${JSON.stringify(answer.body)}`).toBe(200);
}

const record = (body: string): Promise<void> =>
  does('officer', 'entries', { kind: 'finding', body, evidence: null, happenedAt: null });

async function page(name: AccountName): Promise<CaseDetail> {
  const answer = await desk.read(name, caseId);
  expect(answer.status, name).toBe(200);
  return caseDetailSchema.strict().parse(answer.body);
}

const facts = async (name: AccountName): Promise<string[]> => (await page(name)).contradictions.map(({ fact }) => fact);

describe('a draft that differs from what was recorded', () => {
  test.each(['officer', 'section', 'head', 'supervisor', 'leader'] as const)('is shown to %s', async (name) => {
    const [found] = (await page(name)).contradictions;
    expect(found).toMatchObject({ fact: 'dead' });
    expect(found?.sides.map(({ source, words }) => [source.kind, words])).toEqual([
      ['entry', '3人死亡'],
      ['draft', '五人死亡'],
    ]);
    const draft = found?.sides[1];
    expect(`${TITLE}\n${BODY}`.slice(draft?.start, draft?.end)).toBe('五人死亡');
    expect(draft?.before.endsWith('造成')).toBe(true);
  });

  test('stands among the findings on the draft, and stops nothing', async () => {
    const [answer] = (await page('officer')).responses;
    const found = answer?.findings.find(({ code }) => code === 'contradiction');
    expect(found).toMatchObject({ blocks: false });
    expect(`${TITLE}\n${BODY}`.slice(found?.start, found?.end)).toBe('五人死亡');
  });

  test('is not shown to a unit that may not read the draft', async () => {
    const theirs = await page('officer2');
    expect(theirs.entries.map(({ body }) => body)).toContain('现场核实，造成3人死亡。');
    expect(theirs.contradictions).toEqual([]);
    expect(JSON.stringify(theirs)).not.toContain('五人死亡');
  });
});

test('who reads both records is shown where they differ, of the draft still nothing', async () => {
  await record('伤者6人受伤，已送医。');
  await record('共有9人受伤，均无生命危险。');
  expect(await facts('officer2')).toEqual(['injured']);
  expect((await facts('officer')).sort()).toEqual(['dead', 'injured']);
});

test('a later number that says so is a development', async () => {
  const before = (await facts('officer')).length;
  house.time.now = new Date(house.time.now.getTime() + 3_600_000);
  await record('截至21日8时，受伤人数增至12人。');
  expect((await facts('officer2')).length).toBe(1);
  expect((await facts('officer')).length).toBe(before);
});
