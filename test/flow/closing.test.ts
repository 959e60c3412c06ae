/** Dispositions with their evidence, the hand-over, and what closing lacks. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handOver } from '../../server/responses/dispositions.ts';
import { accountId } from '../support/matters.ts';
import {
  as,
  clocksNow,
  draft,
  LEAD,
  openAccepted,
  publishText,
  refusal,
  stateOf,
  typesOf,
  evidenceOf,
  closeBy,
  setKinds,
  leaveVerified,
} from '../support/answers.ts';
import { openHouse, type House } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => leaveVerified(house));

const open = () => openAccepted(house);

describe('dispositions and closing', () => {
  test('the office and the lead set them, nobody else; what is proved stays', async () => {
    const caseId = await open();
    expect(await refusal(setKinds(house, caseId, ['clarify'], 'supervisor'))).toMatchObject({ code: 'not_yours' });
    expect(await refusal(setKinds(house, caseId, ['clarify'], 'head'))).toMatchObject({ code: 'not_yours' });
    await setKinds(house, caseId, ['clarify'], 'officer');
    expect(await setKinds(house, caseId, ['clarify', 'clarify'], 'analyst')).toEqual([]);
    expect(typesOf(await setKinds(house, caseId, ['resolve', 'adopt']))).toEqual(['dispositions_set']);
    await publishText(house, caseId);
    expect(await refusal(setKinds(house, caseId, ['adopt']))).toMatchObject({ code: 'disposition_met', status: 409 });
    await setKinds(house, caseId, ['resolve']);
    expect(Object.keys(await evidenceOf(house, caseId))).toEqual(['resolve']);
  });

  test('closing lists everything it lacks', async () => {
    const caseId = await open();
    await setKinds(house, caseId, ['refute', 'adopt']);
    await draft(house, caseId);
    const { code, status, message } = await refusal(closeBy(house, caseId));
    expect([code, status]).toEqual(['not_closable', 409]);
    for (const words of ['还没有现行的公开回应', '回应 1 还在办', '吸收采纳情况公开', '移交回执'])
      expect(message).toContain(words);
    expect(await stateOf(house, caseId)).toBe('drafting');
  });

  test("a refutation closes with its publication and its hand-over, or the leader's reason", async () => {
    const caseId = await openAccepted(house, { category: 'falsehood' });
    await setKinds(house, caseId, ['refute']);
    await publishText(house, caseId, { dispositions: [{ kind: 'refute', paragraph: 1 }] });
    expect((await refusal(closeBy(house, caseId))).message).toContain('移交回执');
    const receipt = { receipt: '公安机关回执 2026-11', notUnlawfulReason: null };
    const reason = { receipt: null, notUnlawfulReason: '系误解，不涉嫌违法' };
    for (const wrong of [
      { ...receipt, ...reason, receipt: '回执' },
      { receipt: null, notUnlawfulReason: null },
    ]) {
      expect(await refusal(as(house, 'chief', caseId, handOver, wrong))).toMatchObject({ status: 422 });
    }
    expect(await refusal(as(house, 'chief', caseId, handOver, reason))).toMatchObject({ code: 'not_yours' });
    await as(house, 'leader', caseId, handOver, reason);
    expect(await refusal(as(house, 'chief', caseId, handOver, receipt))).toMatchObject({ code: 'already_handed_over' });
    await closeBy(house, caseId);
    expect(await stateOf(house, caseId)).toBe('closed');
  });

  test('criticism is never handed over', async () => {
    const caseId = await open();
    const receipt = { receipt: '公安机关回执', notUnlawfulReason: null };
    await setKinds(house, caseId, ['refute']);
    expect(await refusal(as(house, 'leader', caseId, handOver, receipt))).toMatchObject({
      code: 'not_handed_over',
      status: 422,
    });
    const false_ = await openAccepted(house, { category: 'falsehood' });
    await setKinds(house, false_, ['correct']);
    expect(await refusal(as(house, 'leader', false_, handOver, receipt))).toMatchObject({ code: 'not_handed_over' });
  });

  test('a return or an extension that waits keeps a case open', async () => {
    const caseId = await open();
    await publishText(house, caseId);
    const { db } = house.parts;
    const account_id = await accountId(house, 'officer');
    const [clock] = await clocksNow(house, caseId, 'close');
    const asked = { id: `x-${caseId}`, case_id: caseId, clock_id: clock?.id ?? '', unit_id: LEAD, workdays: 1 };
    await db
      .insertInto('extension')
      .values({ ...asked, reason: '换管', new_due_at: house.time.now, state: 'asked', account_id, at: house.time.now })
      .execute();
    expect((await refusal(closeBy(house, caseId))).message).toContain('延期申请还没有答复');
    await db.updateTable('extension').set({ state: 'refused' }).where('id', '=', asked.id).execute();
    await closeBy(house, caseId);
  });
});
