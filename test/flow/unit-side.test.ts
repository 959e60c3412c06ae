/** What a unit does: signing for a case, its record, extensions. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  CITY_WATER,
  COUNTY_SCHOOLS,
  COUNTY_WATER,
  HOUR,
  refusalOf,
  ruling,
  said,
  openCaseTrial,
  type CaseTrial,
} from '../support/case-acts.ts';
import { codeOf } from '../support/client.ts';
import { passedOn } from '../support/hops.ts';
import { NOON } from '../support/house.ts';
import { accountId, changeAudience } from '../support/matters.ts';

let house: CaseTrial;
beforeAll(async () => {
  house = await openCaseTrial();
});
beforeEach(() => {
  house.time.now = NOON;
});
afterAll(() => house.closeVerified());

describe('签收', () => {
  test('the lead signs: the case is being handled, the signing clock is met, the ledger goes on', async () => {
    const { caseId, assignmentId } = await house.given(CITY_WATER);
    const before = await house.publicClocks(caseId);
    house.passes(1);
    expect((await house.act('officer', caseId, 'accept', { assignmentId })).status).toBe(200);
    expect(await house.rows.case(caseId)).toMatchObject({ state: 'handling', accepted_at: house.time.now });
    const accept = (await house.rows.clocks(caseId)).find((one) => one.kind === 'accept');
    expect(accept).toMatchObject({ about: assignmentId, ended: 'met', stopped_at: house.time.now });
    expect(await house.openHolders(caseId)).toEqual([['handling', CITY_WATER]]);
    expect(await house.publicClocks(caseId)).toEqual(before);
    expect(await house.eventTypes(caseId)).toEqual(expect.arrayContaining(['case_accepted', 'clock_ended']));
  });

  test('of two at once, one signs; the other is told so and shown the case', async () => {
    const { caseId, assignmentId } = await house.given(CITY_WATER);
    const answers = await Promise.all([1, 2].map(() => house.act('officer', caseId, 'accept', { assignmentId })));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    const lost = answers.find((one) => one.status === 409);
    expect(lost && codeOf(lost)).toBe('already_accepted');
    expect(lost && refusalOf(lost).current).toMatchObject({ case: { id: caseId } });
    expect((await house.eventTypes(caseId)).filter((one) => one === 'case_accepted')).toHaveLength(1);
  });

  test('another unit may not: it does not see the case, or it sees it and is not the one', async () => {
    const { caseId, assignmentId } = await house.given(CITY_WATER);
    expect(said(await house.act('officer2', caseId, 'accept', { assignmentId }))).toEqual([404, 'case_missing']);
    await changeAudience(house, caseId, 'grant', { units: [COUNTY_SCHOOLS] });
    expect(said(await house.act('officer2', caseId, 'accept', { assignmentId }))).toEqual([403, 'not_yours']);
    expect(said(await house.act('officer', caseId, 'accept', { assignmentId: 'guess' }))).toEqual([
      409,
      'case_changed',
    ]);
    expect(said(await house.act('chief', caseId, 'accept', { assignmentId }))).toEqual([403, 'forbidden']);
    expect((await house.rows.case(caseId)).state).toBe('awaiting_acceptance');
  });

  test('a supporter signs for itself alone', async () => {
    const { caseId, returnId } = await house.returned({ suggestedUnit: COUNTY_WATER });
    await house.act('chief', caseId, 'return-ruling', ruling(returnId, { ruling: 'joint' }));
    await passedOn(house, caseId);
    const supporting = (await house.rows.assignments(caseId)).find((one) => one.unit_id === COUNTY_WATER);
    expect((await house.act('officer3', caseId, 'accept', { assignmentId: supporting?.id })).status).toBe(200);
    expect(await house.rows.case(caseId)).toMatchObject({ state: 'awaiting_acceptance', accepted_at: null });
    expect(await house.runningKinds(caseId)).toContain('accept');
    expect(await house.openHolders(caseId)).toEqual([['accepting', CITY_WATER]]);
  });

  test('特别重大 is being handled before it is signed; the signing moves the ledger on', async () => {
    const { caseId } = await house.dispatchedBy('leader', 'extreme', CITY_WATER);
    expect((await house.rows.case(caseId)).state).toBe('handling');
    expect(await house.openHolders(caseId)).toEqual([['accepting', CITY_WATER]]);
    house.passes(1);
    await house.act('officer', caseId, 'accept', { assignmentId: await house.leadAssignment(caseId) });
    expect((await house.rows.case(caseId)).state).toBe('handling');
    expect(await house.openHolders(caseId)).toEqual([['handling', CITY_WATER]]);
    expect(await house.runningKinds(caseId)).not.toContain('accept');
  });
});

describe('核查与处置', () => {
  const entry = (kind: string, change: object = {}) => ({
    kind,
    body: '现场取样三处，浊度超标',
    evidence: null,
    happenedAt: null,
    ...change,
  });

  async function handled() {
    const opened = await house.given(CITY_WATER);
    await house.act('officer', opened.caseId, 'accept', { assignmentId: opened.assignmentId });
    return opened;
  }

  test('progress meets its clock and the next begins, until something is published', async () => {
    const { caseId } = await handled();
    const clocks = async () => (await house.rows.clocks(caseId)).filter((one) => one.kind === 'progress');
    house.passes(5);
    const body = entry('finding', { evidence: '取样单 \u0000 3 份', happenedAt: '2026-11-20T14:00:00+08:00' });
    expect((await house.act('officer', caseId, 'entries', body)).status).toBe(200);
    const [row] = await house.rows.entries(caseId);
    expect(row).toMatchObject({ kind: 'finding', evidence: '取样单  3 份', unit_id: CITY_WATER, at: house.time.now });
    expect(row?.happened_at).toEqual(new Date('2026-11-20T06:00:00Z'));
    expect(await clocks()).toMatchObject([
      { about: '', ended: 'met', stopped_at: house.time.now },
      { about: row?.id, start_at: house.time.now, stopped_at: null },
    ]);
    expect(JSON.stringify(await house.rows.events(caseId))).not.toContain('取样');
    await publishByHand(caseId);
    house.passes(5);
    await house.act('officer', caseId, 'entries', entry('progress'));
    expect((await clocks()).every((one) => one.ended === 'met')).toBe(true);
  });

  test('a report and a press conference meet theirs', async () => {
    const { caseId } = await handled();
    await startByHand(caseId, 'report');
    await startByHand(caseId, 'press_conference');
    const running = (await house.runningKinds(caseId)).filter(
      (kind) => kind === 'report' || kind === 'press_conference',
    );
    expect(running).toEqual(['press_conference', 'report']);
    await house.act('officer', caseId, 'entries', entry('report'));
    expect(await house.runningKinds(caseId)).toContain('press_conference');
    expect(await house.runningKinds(caseId)).not.toContain('report');
    await house.act('officer', caseId, 'entries', entry('conference'));
    expect(await house.runningKinds(caseId)).not.toContain('press_conference');
    expect(await house.runningKinds(caseId)).toContain('progress');
  });

  test('by a unit that has signed, about what has happened', async () => {
    const { caseId, assignmentId } = await house.given(CITY_WATER);
    expect(said(await house.act('officer', caseId, 'entries', entry('finding')))).toEqual([409, 'not_accepted']);
    await house.act('officer', caseId, 'accept', { assignmentId });
    const tomorrow = new Date(house.time.now.getTime() + 1).toISOString();
    const future = await house.act('officer', caseId, 'entries', entry('finding', { happenedAt: tomorrow }));
    expect(said(future)).toEqual([422, 'in_future']);
    expect(said(await house.act('officer2', caseId, 'entries', entry('finding')))).toEqual([404, 'case_missing']);
    await changeAudience(house, caseId, 'grant', { units: [COUNTY_SCHOOLS] });
    expect(said(await house.act('officer2', caseId, 'entries', entry('finding')))).toEqual([403, 'not_yours']);
    expect(await house.rows.entries(caseId)).toEqual([]);
  });
});

/** What a publication leaves, as far as the record asks for it. */
async function publishByHand(caseId: string): Promise<void> {
  const { db } = house.parts;
  const account_id = await accountId(house, 'officer');
  const at = house.time.now;
  const response = { id: `r-${caseId}`, case_id: caseId, number: 1, state: 'published', n: 1, corrects: null } as const;
  await db
    .insertInto('response')
    .values({ ...response, countersign: '[]', account_id, at, updated_at: at })
    .execute();
  await db
    .insertInto('publication')
    .values({
      id: `p-${caseId}`,
      case_id: caseId,
      response_id: response.id,
      number: `N-${caseId}`,
      title: '情况说明',
      body: '已更换管道',
      text_hash: '0'.repeat(64),
      unit_id: CITY_WATER,
      account_id,
      published_at: at,
      state: 'current',
      next_release_at: null,
      corrects: null,
      approvers: '[]',
    })
    .execute();
}

async function startByHand(caseId: string, kind: 'report' | 'press_conference'): Promise<void> {
  const now = house.time.now;
  await house.parts.db
    .insertInto('clock')
    .values({
      id: `${kind}-${caseId}`,
      case_id: caseId,
      kind,
      counted: 'hours',
      amount: 24,
      starts_from: 'detected',
      start_at: now,
      due_at: new Date(now.getTime() + 24 * HOUR),
      rule: `clock.${kind}`,
      clause: '国办发〔2016〕61号',
      source: '国办发〔2016〕61号',
      rulebook_version: 'v1',
    })
    .execute();
}

describe('延期', () => {
  const clockOf = async (caseId: string, kind: string): Promise<string> =>
    (await house.rows.clocks(caseId)).find((one) => one.kind === kind && !one.stopped_at)?.id ?? '';
  const ask = (clockId: string, workdays = 5) => ({ clockId, workdays, reason: '管网检测需要时间' });

  async function asked() {
    const { caseId } = await house.given(CITY_WATER);
    const clockId = await clockOf(caseId, 'close');
    expect((await house.act('officer', caseId, 'extension', ask(clockId))).status).toBe(200);
    const [row] = await house.rows.extensions(caseId);
    return { caseId, clockId, extensionId: row?.id ?? '' };
  }

  test('granted: the clock ends later by working days, and its first end is kept', async () => {
    const { caseId, clockId, extensionId } = await asked();
    const [row] = await house.rows.extensions(caseId);
    expect(row).toMatchObject({ state: 'asked', new_due_at: new Date('2026-12-11T15:59:59Z') });
    const body = { extensionId, grant: true, note: null };
    expect((await house.act('chief', caseId, 'extension-ruling', body)).status).toBe(200);
    const clock = (await house.rows.clocks(caseId)).find((one) => one.id === clockId);
    expect(clock).toMatchObject({
      due_at: new Date('2026-12-11T15:59:59Z'),
      original_due_at: new Date('2026-12-04T15:59:59Z'),
    });
    expect(await house.eventTypes(caseId)).toEqual(expect.arrayContaining(['extension_decided', 'clock_extended']));
    expect(said(await house.act('leader', caseId, 'extension-ruling', body))).toEqual([409, 'case_changed']);
    const more = await house.act('officer', caseId, 'extension', ask(clockId));
    expect(said(more)).toEqual([409, 'extension_used']);
  });

  test('refused with a reason; then it may be asked again', async () => {
    const { caseId, clockId, extensionId } = await asked();
    const send = (note: string | null) =>
      house.act('chief', caseId, 'extension-ruling', { extensionId, grant: false, note });
    expect(said(await send(null))).toEqual([422, 'note_required']);
    expect(said(await send('  '))).toEqual([422, 'note_required']);
    expect((await send('理由不足')).status).toBe(200);
    expect(await house.rows.extensions(caseId)).toMatchObject([{ state: 'refused', note: '理由不足' }]);
    expect(await house.eventTypes(caseId)).not.toContain('clock_extended');
    expect((await house.act('officer', caseId, 'extension', ask(clockId))).status).toBe(200);
  });

  test('of two decisions at once, one holds', async () => {
    const { caseId, extensionId } = await asked();
    const answers = await Promise.all([
      house.act('chief', caseId, 'extension-ruling', { extensionId, grant: true, note: null }),
      house.act('leader', caseId, 'extension-ruling', { extensionId, grant: false, note: '理由不足' }),
    ]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
  });

  test('only what may be extended, in time, by as much, by the lead', async () => {
    const { caseId } = await house.given(CITY_WATER);
    const close = await clockOf(caseId, 'close');
    const send = (clockId: string, workdays = 5) => house.act('officer', caseId, 'extension', ask(clockId, workdays));
    expect(said(await send(await clockOf(caseId, 'respond')))).toEqual([422, 'clock_not_extensible']);
    expect(said(await send('guess'))).toEqual([409, 'case_changed']);
    expect(said(await send(close, 11))).toEqual([422, 'extension_too_long']);
    expect(said(await house.act('officer3', caseId, 'extension', ask(close)))).toEqual([404, 'case_missing']);
    await changeAudience(house, caseId, 'grant', { units: [COUNTY_WATER] });
    expect(said(await house.act('officer3', caseId, 'extension', ask(close)))).toEqual([403, 'not_yours']);
    house.time.now = new Date('2026-12-04T15:59:59Z');
    expect(said(await send(close))).toEqual([409, 'extension_too_late']);
    expect(await house.rows.extensions(caseId)).toEqual([]);
  });

  test('not into a year whose holidays are not known', async () => {
    house.time.now = new Date('2026-12-17T04:00:00Z');
    const { caseId } = await house.given(CITY_WATER);
    const clockId = await clockOf(caseId, 'close');
    expect(said(await house.act('officer', caseId, 'extension', ask(clockId, 10)))).toEqual([
      422,
      'calendar_not_loaded',
    ]);
  });
});
