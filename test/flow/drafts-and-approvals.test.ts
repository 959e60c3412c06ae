/** Drafts and approvals: whose, of which text, in which step, and nobody's own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseDetail } from '../../server/board/detail.ts';
import { viewsOf } from '../../server/board/store.ts';
import { setAudience, withdrawGrants } from '../../server/cases/store.ts';
import type { SaveDraft } from '../../server/contract/case-requests.ts';
import { transact } from '../../server/platform/database.ts';
import { assignmentsOf } from '../../server/responsibility/store.ts';
import { saveDraft } from '../../server/responses/drafts.ts';
import { accountId, changeAudience } from '../support/matters.ts';
import {
  approveAll,
  as,
  change,
  decide,
  draft,
  draftInput,
  holdersNow,
  LEAD,
  openAccepted,
  refusal,
  release,
  stateOf,
  submit,
  publicationsOf,
  leaveVerified,
} from '../support/answers.ts';
import { openHouse, type House } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => leaveVerified(house));

const open = () => openAccepted(house);
const rules = () => house.parts.rules;

describe('drafts', () => {
  test('what is saved unchanged makes no version; what another saved first is a clash and keeps nothing', async () => {
    const caseId = await open();
    const first = await draft(house, caseId);
    const same = { responseId: first.responseId, n: 1 };
    expect(await as(house, 'officer', caseId, saveDraft(rules()), draftInput(same))).toEqual([]);
    const second = await draft(house, caseId, { ...same, title: '关于砚湖区供水的说明' });
    expect(second.n).toBe(2);
    const clash = await refusal(draft(house, caseId, { ...same, title: '另一个人的稿' }));
    expect(clash).toMatchObject({ code: 'draft_changed', status: 409 });
    expect(clash.message).toContain('第 2 稿');
    expect(await refusal(draft(house, caseId))).toMatchObject({ code: 'answer_in_work', status: 409 });
    expect(await refusal(submit(house, caseId, first))).toMatchObject({ code: 'draft_changed' });
  });

  test('of two who begin an answer at once, one begins it', async () => {
    const caseId = await open();
    const both = await Promise.allSettled([draft(house, caseId), draft(house, caseId, { title: '关于供水的另一稿' })]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test.each([
    ['a text of control characters', { body: '\u0000\u0000' }, 'text_empty', 422],
    ['an unknown countersigner', { countersign: ['990100:nobody'] }, 'unit_unknown', 422],
    ['the lead as its own countersigner', { countersign: [LEAD] }, 'countersign_refused', 422],
    ['a correction of what was never published', { corrects: 'nothing' }, 'publication_missing', 422],
    ['an unknown answer', { responseId: 'nothing' }, 'response_missing', 404],
    ['a time of no century', { nextReleaseAt: '0000-01-01T00:00:00Z' }, 'time_invalid', 422],
  ] satisfies [string, Partial<SaveDraft>, string, number][])('%s is refused', async (_what, more, code, status) => {
    const caseId = await open();
    expect(await refusal(draft(house, caseId, more))).toMatchObject({ code, status });
  });

  test('a unit the case is closed to, and those under it, can not countersign', async () => {
    const caseId = await open();
    await transact(house.parts.db, (tx) =>
      setAudience(tx, caseId, 'deny', { units: ['990100:health'], accounts: [] }, house.time.now),
    );
    for (const unit of ['990100:health', '990102:health']) {
      expect(await refusal(draft(house, caseId, { countersign: [unit] }))).toMatchObject({
        code: 'countersign_refused',
      });
    }
  });

  test('a countersigner sees the case while it is one', async () => {
    const caseId = await open();
    const seen = () => as(house, 'countersign', caseId, async () => [], {});
    expect(await refusal(seen())).toMatchObject({ status: 404 });
    const { responseId } = await draft(house, caseId, { countersign: ['990100:health'] });
    expect(await seen()).toEqual([]);
    await draft(house, caseId, { responseId, n: 1 });
    expect(await refusal(seen())).toMatchObject({ status: 404 });
  });

  test('before its acceptance nobody drafts, and another unit never', async () => {
    const caseId = await open();
    await transact(house.parts.db, (tx) =>
      setAudience(tx, caseId, 'grant', { units: ['990102:education'], accounts: [] }, house.time.now),
    );
    expect(await refusal(draft(house, caseId, {}, 'officer2'))).toMatchObject({ code: 'not_yours', status: 403 });
    await house.parts.db.updateTable('assignment').set({ accepted_at: null }).where('case_id', '=', caseId).execute();
    expect(await refusal(draft(house, caseId))).toMatchObject({
      code: 'not_yours',
      message: expect.stringContaining('签收') as string,
    });
    await change(house, caseId, { state: 'awaiting_acceptance' });
    expect(await refusal(draft(house, caseId))).toMatchObject({ code: 'case_changed', status: 409 });
  });

  test('an edit voids every approval, and the text begins its chain again', async () => {
    const caseId = await open();
    const first = await draft(house, caseId);
    await submit(house, caseId, first);
    await approveAll(house, caseId, first);
    const edited = await as(
      house,
      'officer',
      caseId,
      saveDraft(rules()),
      draftInput({ responseId: first.responseId, n: 1, title: '关于砚湖区水质的说明' }),
    );
    expect(edited[0]?.data).toMatchObject({ n: 2, voided: 4 });
    expect(await stateOf(house, caseId)).toBe('drafting');
    expect(await refusal(release(house, caseId, first))).toMatchObject({ code: 'text_changed', status: 409 });
    // Back to the very words that all had approved: they approve them anew.
    const third = await draft(house, caseId, { responseId: first.responseId, n: 2 });
    expect(third.textHash).toBe(first.textHash);
    expect(await refusal(release(house, caseId, third))).toMatchObject({ code: 'not_approved' });
    await submit(house, caseId, third);
    expect(await holdersNow(house, caseId)).toEqual([`section ${LEAD}`]);
    await approveAll(house, caseId, third);
    await release(house, caseId, third);
    expect(await refusal(draft(house, caseId, { responseId: first.responseId, n: 3 }))).toMatchObject({
      code: 'answer_finished',
    });
  });
});

describe('approvals', () => {
  test('of another text, of another step, twice, without a note: each is refused', async () => {
    const caseId = await open();
    const text = await draft(house, caseId);
    expect(await refusal(decide(house, caseId, text, ['section', 'section']))).toMatchObject({ code: 'step_changed' });
    await submit(house, caseId, text);
    const stale = { ...text, textHash: 'a'.repeat(64) };
    expect(await refusal(decide(house, caseId, stale, ['section', 'section']))).toMatchObject({ code: 'text_changed' });
    expect(await refusal(decide(house, caseId, text, ['secrecy', 'secrecy']))).toMatchObject({ code: 'step_changed' });
    expect(await refusal(decide(house, caseId, text, ['head', 'section']))).toMatchObject({ code: 'not_yours' });
    expect(await refusal(decide(house, caseId, text, ['section', 'section'], 'revise'))).toMatchObject({
      code: 'note_required',
      status: 422,
    });
    await decide(house, caseId, text, ['section', 'section']);
    expect(await refusal(decide(house, caseId, text, ['section', 'section']))).toMatchObject({
      code: 'already_approved',
    });
  });

  test('the office sees what it will review from the moment it is submitted', async () => {
    const caseId = await open();
    const officer = await accountId(house, 'officer');
    // As under a vertical unit, which the office does not command: no grant of a unit opens the case to it.
    await transact(house.parts.db, async (tx) => {
      const assigned = await assignmentsOf(tx, caseId);
      await withdrawGrants(
        tx,
        caseId,
        assigned.map((one) => one.unit_id),
      );
      await setAudience(tx, caseId, 'grant', { units: [], accounts: [officer] }, house.time.now);
    });
    const text = await draft(house, caseId);
    const seen = () => as(house, 'reviewer', caseId, async () => [], {});
    expect(await refusal(seen())).toMatchObject({ status: 404 });
    await submit(house, caseId, text);
    expect(await seen()).toEqual([]);
  });

  test('of two who sign one step at once, one signs', async () => {
    const caseId = await open();
    const text = await draft(house, caseId);
    await submit(house, caseId, text);
    const both = await Promise.allSettled([1, 2].map(() => decide(house, caseId, text, ['section', 'section'])));
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    const rows = await house.parts.db
      .selectFrom('approval')
      .selectAll()
      .where('response_id', '=', text.responseId)
      .execute();
    expect(rows).toHaveLength(1);
  });

  test('the same post of another unit does not sign', async () => {
    const caseId = await open();
    const text = await draft(house, caseId);
    await submit(house, caseId, text);
    await transact(house.parts.db, (tx) =>
      setAudience(tx, caseId, 'grant', { units: ['990102:water_resources'], accounts: [] }, house.time.now),
    );
    expect(await refusal(decide(house, caseId, text, ['head3', 'section']))).toMatchObject({
      code: 'not_yours',
      status: 403,
    });
  });

  test('nobody approves what he wrote, however small his part', async () => {
    const caseId = await open();
    const text = await draft(house, caseId);
    await submit(house, caseId, text);
    const { db } = house.parts;
    const section = await accountId(house, 'section');
    await db
      .updateTable('draft_version')
      .set({ account_id: section })
      .where('response_id', '=', text.responseId)
      .execute();
    expect(await refusal(decide(house, caseId, text, ['section', 'section']))).toMatchObject({
      code: 'own_text',
      status: 403,
    });
  });

  test('a small unit: one person may hold three steps, each signed by itself', async () => {
    const caseId = await openAccepted(house, { lead: '990102:water_resources' });
    const text = await draft(house, caseId, {}, 'officer3');
    await submit(house, caseId, text, 'officer3');
    for (const step of ['section', 'secrecy', 'unit_head'] as const) {
      await decide(house, caseId, text, ['head3', step]);
    }
    await decide(house, caseId, text, ['reviewer', 'office_review']);
    await release(house, caseId, text);
    const [publication] = await publicationsOf(house, caseId);
    expect(publication?.approvers.map((one) => one.name)).toEqual([
      ...Array<string>(3).fill('砚湖区水务局审核 01'),
      '政务公开办审核 01',
    ]);
  });

  test('an office that must recuse itself is not named as the one it waits for, on the board or the page', async () => {
    const caseId = await open();
    const text = await draft(house, caseId);
    await submit(house, caseId, text);
    for (const signer of [
      ['section', 'section'],
      ['secrecy', 'secrecy'],
      ['head', 'unit_head'],
    ] as const) {
      await decide(house, caseId, text, signer);
    }
    // The news office is subordinate to it, and so recused too.
    await changeAudience(house, caseId, 'deny', { units: ['990100:government_office'] });
    const { db, rules } = house.parts;
    const organisation = rules.organisation();
    const auditor = await house.viewer('auditor');
    const [view] = await viewsOf(db, auditor, [caseId]);
    const page = await caseDetail(db, organisation, auditor, caseId, house.time.now);
    for (const shown of [view, page.case]) {
      const step = shown?.approval?.steps.find((one) => one.state === 'current');
      expect([step?.step, step?.units.map((unit) => unit.id)]).toEqual(['office_review', []]);
    }
  });

  test('an upgrade after the last approval asks for the leader too', async () => {
    const caseId = await open();
    const text = await draft(house, caseId);
    await submit(house, caseId, text);
    await approveAll(house, caseId, text);
    await change(house, caseId, { opinion_grade: 'major' });
    expect((await refusal(release(house, caseId, text))).message).toContain('领导审批');
    expect(await refusal(decide(house, caseId, text, ['reviewer', 'leader']))).toMatchObject({ code: 'not_yours' });
    await decide(house, caseId, text, ['leader', 'leader']);
    await release(house, caseId, text, 'leader');
    expect(await stateOf(house, caseId)).toBe('published');
  });
});
