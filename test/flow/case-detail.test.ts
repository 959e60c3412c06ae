/** A case's own page: what each person gets of it, as of the act just done. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseDetailSchema, type CaseDetail } from '../../server/contract/case-detail-views.ts';
import { caseDesk, type CaseDesk } from '../support/case-desk.ts';
import { passedOn } from '../support/hops.ts';
import { accountId, changeAudience } from '../support/matters.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

const LEAD = '990100:water_resources';
const SUPPORTING = '990102:education';
const BODY = '经查，供水管道老化导致水质发黄，市水务局将于11月25日前更换完毕。联系人电话 13812345678。';

let house: ServedTrial;
let desk: CaseDesk;
beforeAll(async () => {
  house = await openServedTrial();
  desk = caseDesk(house);
});
afterAll(() => house.close());

/** The page as that account gets it, kept to the contract with nothing beside. */
async function page(name: AccountName, id: string): Promise<CaseDetail> {
  const answer = await desk.read(name, id);
  expect(answer.status, name).toBe(200);
  expect(caseDetailSchema.strict().parse(answer.body), name).toEqual(answer.body);
  return answer.body as CaseDetail;
}

/** Gives the case to a supporting unit too. */
async function support(caseId: string): Promise<void> {
  const row = { case_id: caseId, unit_id: SUPPORTING, role: 'supporting' as const, rule: 'r', clause: 'c' };
  const dispatched_by = await accountId(house, 'analyst');
  await house.parts.db
    .insertInto('assignment')
    .values({ ...row, id: randomUUID(), dispatched_by, at: house.time.now })
    .execute();
  await changeAudience(house, caseId, 'grant', { units: [SUPPORTING] });
}

const draft = (words: Partial<{ title: string; body: string; countersign: string[] }> = {}) => ({
  responseId: null,
  n: 0,
  title: '关于砚湖区自来水发黄的回应',
  body: BODY,
  nextReleaseAt: null,
  commitments: [{ what: '更换供水管道', dueAt: '2026-11-25T04:00:00.000Z' }],
  dispositions: [{ kind: 'resolve', paragraph: 1 }],
  countersign: ['990100:health'],
  corrects: null,
  ...words,
});

/** Sends a command that must succeed; its answer. */
async function does(name: AccountName, caseId: string, command: string, body: unknown): Promise<CaseDetail> {
  const answer = await desk.act(name, caseId, command, body);
  expect(answer.status, `${name} ${command}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body as CaseDetail;
}

/** A dispatched, accepted case with a supporting unit and an answer in the approval chain. */
async function answered(): Promise<{ caseId: string; responseId: string; textHash: string }> {
  const { caseId, assignmentId } = await desk.opened(LEAD);
  await support(caseId);
  await does('officer', caseId, 'accept', { assignmentId });
  const saved = await does('officer', caseId, 'draft', draft());
  const responseId = saved.responses[0]?.id ?? '';
  const textHash = saved.case.approval?.textHash ?? '';
  return { caseId, responseId, textHash };
}

describe('a case with an answer in work', () => {
  let caseId: string;
  let responseId: string;
  beforeAll(async () => {
    ({ caseId, responseId } = await answered());
  });

  test('shows the act just done', async () => {
    const mine = await page('officer', caseId);
    expect(mine.case.state).toBe('drafting');
    expect(mine.case.assignments[0]).toMatchObject({ role: 'lead', acceptedAt: house.time.now.toISOString() });
    expect(mine.case.holders).toMatchObject([{ step: 'drafting', unit: { id: LEAD } }]);
    expect(mine.case.approval).toMatchObject({ responseId, n: 1, title: draft().title });
    expect(mine.holdings.at(-1)).toMatchObject({ step: 'drafting', toAt: null });
    expect(mine.case.lacking.length).toBeGreaterThan(0);
  });

  test('advises the writer on the text, and stops what leaks a number', async () => {
    const [answer] = (await page('officer', caseId)).responses;
    expect(answer?.drafts).toMatchObject([{ n: 1, body: BODY, authorName: '市水务局承办 01' }]);
    expect(answer?.findings).toMatchObject([{ code: 'leaks_personal_data', blocks: true }]);
  });

  test.each([
    'section',
    'secrecy',
    'head',
    'officer',
    'countersign',
    'reviewer',
    'leader',
    'supervisor',
    'auditor',
  ] as const)('%s reads the draft', async (name) => {
    expect((await page(name, caseId)).responses[0]?.drafts[0]?.body).toBe(BODY);
  });

  test('a supporting unit does not, nowhere', async () => {
    const theirs = await page('officer2', caseId);
    expect(theirs.responses).toEqual([]);
    expect(JSON.stringify(theirs)).not.toContain('13812345678');
    const live = await house.live('officer2');
    expect(live.cases.has(caseId)).toBe(true);
    expect(live.raw.join('\n')).not.toContain('13812345678');
    live.drop();
  });

  test.each(['officer3', 'head3', 'inspector2'] as const)(
    '%s of a unit it was not given to gets nothing',
    async (name) => {
      expect((await desk.read(name, caseId)).status).toBe(404);
    },
  );

  test('whoever it is closed to gets nothing, though he reads all else', async () => {
    await changeAudience(house, caseId, 'deny', { accounts: [await accountId(house, 'auditor')] });
    const { body, status } = await desk.read('auditor', caseId);
    const nowhere = await desk.read('auditor', randomUUID());
    expect([status, (body as { error: { code: string } }).error.code]).toEqual([404, 'case_missing']);
    expect(nowhere.status).toBe(404);
    await house.parts.db
      .deleteFrom('case_audience')
      .where('case_id', '=', caseId)
      .where('effect', '=', 'deny')
      .execute();
  });

  test('protects the writer from the units: neither source nor address, nor the words a rule matched', async () => {
    for (const name of ['officer', 'officer2', 'countersign'] as const) {
      const theirs = await page(name, caseId);
      expect(theirs.items, name).toMatchObject([{ sourceName: null, url: null }]);
      expect(theirs.items[0]?.text, name).toContain('铁锈味');
      expect(
        theirs.case.reasons.every((reason) => reason.matched === ''),
        name,
      ).toBe(true);
    }
    const whole = await page('leader', caseId);
    expect(whole.items[0]?.sourceName).not.toBeNull();
    expect(whole.case.reasons.some((reason) => reason.matched !== '')).toBe(true);
  });

  test('closes an item that accuses a unit to that unit, though the case is its own', async () => {
    const { db } = house.parts;
    const [item] = (await page('officer', caseId)).items;
    await db
      .insertInto('item_denial')
      .values({ item_id: item?.id ?? '', unit_id: LEAD, account_id: null, at: house.time.now })
      .execute();
    expect((await page('officer', caseId)).items).toEqual([]);
    expect((await page('officer2', caseId)).items.length).toBe(1);
    await db.deleteFrom('item_denial').execute();
  });

  test('tells what was recorded, by whom, newest first, down to the checksum', async () => {
    const { record, checksum } = await page('auditor', caseId);
    expect(record[0]).toMatchObject({ type: 'draft_saved', byName: '市水务局承办 01', checksum });
    expect(record.map((line) => line.n)).toEqual(record.map((_, index) => record.length - index));
    expect(record.at(-1)).toMatchObject({ n: 1, type: 'case_opened', byName: '值班研判 01' });
  });

  test('tells signals, urges, extensions and entries with units and names', async () => {
    const { db } = house.parts;
    const at = house.time.now;
    const account_id = await accountId(house, 'supervisor');
    const officer = await accountId(house, 'officer');
    const clockId = (await page('officer', caseId)).case.clocks[0]?.id ?? '';
    const holders = [{ step: 'drafting', unitId: LEAD, minutes: 90, limitMinutes: 60, overMinutes: 30 }];
    const signal = { case_id: caseId, kind: 'slow' as const, level: 'urge' as const, clause: '第二十二条', at };
    const shared = { ...signal, clock_id: null, clock_kind: null, publication_id: null, account_id: null };
    await db
      .insertInto('signal')
      .values([
        { ...shared, id: 's-open', state: 'open', summary: '回应超过时限。', holders: JSON.stringify(holders) },
        {
          ...shared,
          id: 's-ended',
          state: 'lifted',
          summary: '来源中断。',
          holders: '[]',
          ended_at: at,
          note: '非单位原因',
        },
      ])
      .execute();
    await db
      .insertInto('urge')
      .values({
        id: 'u1',
        case_id: caseId,
        signal_id: 's-open',
        level: 'urge',
        unit_id: LEAD,
        note: '请抓紧',
        reply_by: at,
        account_id,
        at,
        answer: '今天办完',
        answered_by: officer,
        answered_at: at,
      })
      .execute();
    await db
      .insertInto('extension')
      .values({
        id: 'x1',
        case_id: caseId,
        clock_id: clockId,
        unit_id: LEAD,
        workdays: 2,
        reason: '要开挖',
        new_due_at: at,
        state: 'asked',
        account_id: officer,
        at,
      })
      .execute();
    await does('officer', caseId, 'entries', { kind: 'finding', body: '管道老化', evidence: null, happenedAt: null });
    const theirs = await page('officer2', caseId);
    expect(theirs.case.signals).toMatchObject([
      { id: 's-open', holders: [{ unit: { id: LEAD, name: '云川市水务局' } }] },
    ]);
    expect(theirs.signals.map((one) => one.id).sort()).toEqual(['s-ended', 's-open']);
    expect(theirs.urges).toMatchObject([
      { id: 'u1', byName: '督办 01', answer: { body: '今天办完', byName: '市水务局承办 01' } },
    ]);
    expect(theirs.case.extensions).toMatchObject([{ id: 'x1', clockId }]);
    expect(theirs.extensions).toMatchObject([{ id: 'x1', byName: '市水务局承办 01', unit: { id: LEAD } }]);
    expect(theirs.entries).toMatchObject([{ kind: 'finding', body: '管道老化', byName: '市水务局承办 01' }]);
  });
});

test('the approval chain on the board follows each decision and begins anew with a changed text', async () => {
  const { caseId, responseId, textHash } = await answered();
  const live = await house.live('leader');
  const steps = (): (string | undefined)[] =>
    (live.cases.get(caseId)?.approval?.steps ?? []).map(({ step, state }) => `${step} ${state}`);
  await does('officer', caseId, 'submit', { responseId, n: 1 });
  await house.settled();
  await live.until(() => steps()[0] === 'section current');
  const decision = { responseId, textHash, decision: 'approve', note: null };
  await does('section', caseId, 'approve', { ...decision, step: 'section' });
  await house.settled();
  await live.until(() => steps()[1] === 'countersign current');
  expect(steps()[0]).toBe('section done');
  expect(live.cases.get(caseId)?.approval?.steps[1]?.units).toMatchObject([{ id: '990100:health' }]);
  const edited = { ...draft({ body: `${BODY}已开始。` }), responseId, n: 1 };
  const changed = await does('officer', caseId, 'draft', edited);
  expect(changed.case.approval?.steps.every((one) => one.state === 'ahead')).toBe(true);
  expect(changed.responses[0]?.approvals).toMatchObject([
    { step: 'section', void: true, n: 1, byName: '市水务局科室负责人 01' },
  ]);
  expect(changed.responses[0]?.drafts.map((one) => one.n)).toEqual([1, 2]);
  live.drop();
});

test('a case that is given to another leaves the screens of the first by a removal', async () => {
  const { caseId, assignmentId } = await desk.opened(LEAD);
  const [officer, officer3] = [await house.live('officer'), await house.live('officer3')];
  expect([officer.cases.has(caseId), officer3.cases.has(caseId)]).toEqual([true, false]);
  const order = { assignmentId, lead: '990102:water_resources', reason: '属县区管网' };
  const seen = await does('chief', caseId, 'reassign', order);
  expect(seen.case.lead?.id).toBe('990102:government_office');
  expect(seen.case.assignments.filter((one) => one.role === 'lead').length).toBe(1);
  expect(seen.case.path.map((one) => one.unit.name)).toEqual([
    '云川市人民政府新闻办公室',
    '砚湖区人民政府办公室',
    '砚湖区水务局',
  ]);
  await passedOn(house, caseId);
  await house.settled();
  await officer.until(() => !officer.cases.has(caseId));
  await officer3.until(() => officer3.cases.has(caseId));
  expect(officer.frames.flatMap((frame) => frame.removals)).toContainEqual({ kind: 'case', id: caseId });
  expect((await desk.read('officer', caseId)).status).toBe(404);
  expect((await page('officer3', caseId)).case.id).toBe(caseId);
  for (const live of [officer, officer3]) live.drop();
});
