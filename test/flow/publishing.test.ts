/** Publication, correction, withdrawal, promises. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepCommitment } from '../../server/responses/commitments.ts';
import { codeOf } from '../support/client.ts';
import {
  approveAll,
  as,
  clocksNow,
  draft,
  holdersNow,
  hoursLater,
  LEAD,
  openAccepted,
  publishText,
  refusal,
  release,
  stateOf,
  submit,
  typesOf,
  publicationsOf,
  evidenceOf,
  commitmentsOf,
  takeBack,
  leaveVerified,
} from '../support/answers.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => leaveVerified(house));

const open = () => openAccepted(house);

describe('publication', () => {
  test('happens once, also when two ask at once; the other is told the number and shown the case', async () => {
    const caseId = await open();
    const text = await draft(house, caseId);
    await submit(house, caseId, text);
    await approveAll(house, caseId, text);
    const { responseId, textHash } = text;
    const [reviewer, leader] = [await house.client('reviewer'), await house.client('leader')];
    const answers = await Promise.all(
      [reviewer, leader, reviewer, leader].map((client) =>
        client.send('POST', `/api/cases/${caseId}/publish`, { body: { responseId, textHash } }),
      ),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409, 409]);
    const [publication, ...more] = await publicationsOf(house, caseId);
    expect(more).toEqual([]);
    for (const lost of answers.filter((one) => one.status === 409)) {
      expect(codeOf(lost)).toBe('already_published');
      expect(JSON.stringify(lost.body)).toContain(publication?.number);
      expect(lost.body).toMatchObject({ error: { current: { case: { id: caseId } } } });
    }
  });

  test('is for the office or a leader', async () => {
    const caseId = await open();
    const text = await draft(house, caseId);
    await submit(house, caseId, text);
    await approveAll(house, caseId, text);
    expect(await refusal(release(house, caseId, text, 'head'))).toMatchObject({ code: 'not_yours', status: 403 });
    const officer = await house.client('officer');
    const { responseId, textHash } = text;
    const answer = await officer.send('POST', `/api/cases/${caseId}/publish`, { body: { responseId, textHash } });
    expect(answer.status).toBe(403);
  });

  test('personal data stop it; offices and people in office do not', async () => {
    const caseId = await open();
    const text = await draft(house, caseId, {
      body: '经核查，业主张建国（电话13912345678）反映的问题属实，原因是管网老化。\n已修复。',
    });
    await submit(house, caseId, text);
    await approveAll(house, caseId, text);
    expect(await refusal(release(house, caseId, text))).toMatchObject({ code: 'personal_data', status: 422 });
    expect(await publicationsOf(house, caseId)).toEqual([]);
    const second = await draft(house, caseId, {
      responseId: text.responseId,
      n: 1,
      body: '经核查，原因是管网老化。\n市水务局局长李建国介绍，已完成修复；可拨打12345反映。',
    });
    await submit(house, caseId, second);
    await approveAll(house, caseId, second);
    await release(house, caseId, second);
  });

  test('a promise that is past when it would be made is refused, naming the field', async () => {
    const caseId = await open();
    const text = await draft(house, caseId, {
      commitments: [{ what: '明日恢复供水', dueAt: hoursLater(house, 1).toISOString() }],
    });
    await submit(house, caseId, text);
    await approveAll(house, caseId, text);
    house.time.now = hoursLater(house, 2);
    expect(await refusal(release(house, caseId, text))).toMatchObject({ code: 'text_not_ready', status: 422 });
    const past = await draft(house, caseId, {
      responseId: text.responseId,
      n: 1,
      nextReleaseAt: hoursLater(house, -1).toISOString(),
    });
    expect(await refusal(submit(house, caseId, past))).toMatchObject({ code: 'text_not_ready' });
    const beside = await draft(house, caseId, {
      responseId: text.responseId,
      n: 2,
      dispositions: [{ kind: 'resolve', paragraph: 9 }],
    });
    expect((await refusal(submit(house, caseId, beside))).message).toContain('第 9 段');
  });

  test('a correction takes the place of what it corrects, as evidence too, and repeats no promise', async () => {
    const caseId = await open();
    const commitments = [{ what: '三日内换管', dueAt: hoursLater(house, 72).toISOString() }];
    const before = await publishText(house, caseId, { commitments });
    const after = await publishText(house, caseId, {
      title: '更正：关于砚湖区自来水发黄的情况说明',
      corrects: before.publicationId,
      dispositions: [],
      commitments,
    });
    const [old, fresh] = await publicationsOf(house, caseId);
    expect(old).toMatchObject({ state: 'corrected', corrected_by: after.publicationId });
    expect(fresh).toMatchObject({ state: 'current', corrects: before.publicationId });
    expect(after.number).not.toBe(before.number);
    expect(typesOf(after.events)).toContain('publication_corrected');
    expect(await evidenceOf(house, caseId)).toEqual({ resolve: after.publicationId });
    expect(await commitmentsOf(house, caseId)).toHaveLength(1);
    expect(await refusal(draft(house, caseId, { corrects: before.publicationId }))).toMatchObject({ status: 409 });
  });

  test('what was withdrawn while its correction was in approval is not corrected any more', async () => {
    const caseId = await open();
    const before = await publishText(house, caseId);
    const text = await draft(house, caseId, { title: '更正：关于水质的说明', corrects: before.publicationId });
    await submit(house, caseId, text);
    await approveAll(house, caseId, text);
    await takeBack(house, caseId, before.publicationId);
    expect(await stateOf(house, caseId)).toBe('approving');
    expect(await refusal(release(house, caseId, text))).toMatchObject({ code: 'publication_not_current', status: 409 });
  });

  test('withdrawal: visible, its evidence and next release gone, its promises kept standing', async () => {
    const caseId = await open();
    const first = await publishText(house, caseId, {
      nextReleaseAt: hoursLater(house, 24).toISOString(),
      commitments: [{ what: '三日内换管', dueAt: hoursLater(house, 72).toISOString() }],
    });
    expect(await refusal(takeBack(house, caseId, first.publicationId, 'head'))).toMatchObject({ code: 'not_yours' });
    const events = await takeBack(house, caseId, first.publicationId);
    expect(typesOf(events)).toEqual(['publication_withdrawn', 'clock_ended']);
    expect(await publicationsOf(house, caseId)).toMatchObject([
      { state: 'withdrawn', withdrawal_reason: '检测数据有误' },
    ]);
    expect(await evidenceOf(house, caseId)).toEqual({ resolve: null });
    expect((await clocksNow(house, caseId, 'next_release')).map((one) => one.ended)).toEqual(['ended']);
    expect((await clocksNow(house, caseId, 'commitment')).map((one) => one.stopped_at)).toEqual([null]);
    expect([await stateOf(house, caseId), await holdersNow(house, caseId)]).toEqual(['handling', [`handling ${LEAD}`]]);
    expect(await refusal(takeBack(house, caseId, first.publicationId))).toMatchObject({
      code: 'publication_not_current',
    });
    expect(await refusal(takeBack(house, caseId, 'nothing'))).toMatchObject({ status: 404 });
  });

  test('the evidence of a withdrawn text falls back on an earlier one that still stands', async () => {
    const caseId = await open();
    const first = await publishText(house, caseId);
    const second = await publishText(house, caseId, { title: '关于砚湖区供水的续报' });
    expect(await evidenceOf(house, caseId)).toEqual({ resolve: second.publicationId });
    await takeBack(house, caseId, second.publicationId);
    expect(await evidenceOf(house, caseId)).toEqual({ resolve: first.publicationId });
    expect(await stateOf(house, caseId)).toBe('published');
  });

  test('a promise kept late says so', async () => {
    const caseId = await open();
    await publishText(house, caseId, {
      commitments: [{ what: '一小时内恢复', dueAt: hoursLater(house, 1).toISOString() }],
    });
    const [promise] = await commitmentsOf(house, caseId);
    house.time.now = hoursLater(house, 3);
    const kept = { commitmentId: promise?.id ?? '', proof: '已恢复' };
    const events = await as(house, 'officer', caseId, keepCommitment, kept);
    expect(events[1]?.data).toMatchObject({ kind: 'commitment', end: 'met', late: true });
  });
});
