/** 首次使用: who keeps accounts and rules sees settings, and nothing of what was written or decided. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeAccount, createAccount } from '../../server/access/store.ts';
import { setupViewSchema, type SetupView } from '../../server/contract/setup-view.ts';
import { openWaterCase, WATER } from '../support/matters.ts';
import { ACCOUNTS, openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => (house = await openServedTrial()));
afterAll(() => house.close());

const KEEPERS: readonly AccountName[] = ['admin', 'steward'];
const OTHERS = ACCOUNTS.filter((name) => !KEEPERS.includes(name));

async function setupFor(name: AccountName): Promise<SetupView> {
  const answer = await (await house.client(name)).send('GET', '/api/setup');
  expect(answer.status).toBe(200);
  return setupViewSchema.strict().parse(answer.body);
}

describe('the first steps', () => {
  test.each(KEEPERS)('%s reads what is set up in the sample city', async (name) => {
    const view = await setupFor(name);
    expect(view.jurisdiction).toMatchObject({ code: '990100', name: '云川市' });
    expect(view.directory).toMatchObject({ doubles: { count: 0 }, holes: { count: 0 } });
    expect(view.directory.units).toBe(house.parts.rules.organisation().units.length);
    expect(view.rulebook).toMatchObject({ profile: 'national', version: house.parts.rules.rulebook().version });
    expect(view.calendar.thisYearMissing).toBe(false);
    expect(view.sources.map((source) => source.name)).toEqual(['云川生活论坛']);
    expect(view.approvals).toMatchObject({ officeReview: true, leader: true });
    // The sample's school officer stands alone: an answer of hers would wait for a section head nobody is.
    expect(view.approvals.stalled.first).toEqual([
      { id: '990102:education', name: '砚湖区教育局', missing: ['section', 'secrecy', 'unit_head'] },
    ]);
  });

  test.each(OTHERS)('%s is refused', async (name) => {
    const answer = await (await house.client(name)).send('GET', '/api/setup');
    expect(answer.status).toBe(403);
  });

  test('nothing in it changes with the cases, and no word of one is in it', async () => {
    const before = await setupFor('admin');
    const { caseId, itemId } = await openWaterCase(house, { lead: '990100:water_resources' });
    await openWaterCase(house, { lead: '990102:water_resources' });
    const after = await setupFor('admin');
    const { number } = await house.parts.db
      .selectFrom('case')
      .select('number')
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow();
    const text = JSON.stringify(after);
    for (const secret of [caseId, itemId, number, WATER.title, WATER.text, house.parts.rules.casePrefix() + '-'])
      expect(text).not.toContain(secret);
    expect(after).toEqual(before);
  });

  test('a post that is filled, a closed account and a heard source show at the next look', async () => {
    const { db, now } = house.parts;
    for (const [name, steps] of [
      ['school.section', ['section', 'secrecy']],
      ['school.head', ['unit_head']],
    ] as const) {
      const password = 'a-long-enough-phrase-for-this-test';
      const unitId = '990102:education';
      await createAccount(
        db,
        { name, displayName: name, roles: ['reviewer'], unitId, approvalSteps: steps, password },
        now(),
      );
    }
    await changeAccount(db, 'reviewer', { what: 'enabled', enabled: false }, now());
    await db.updateTable('source').set({ last_success_at: now(), last_item_at: now() }).execute();
    const view = await setupFor('admin');
    expect(view.approvals.stalled.count).toBe(0);
    expect(view.approvals.officeReview).toBe(false);
    expect(view.received).toBe(true);
    expect(view.sources[0]?.failure).toBeNull();
    const reviewers = view.accounts.find((one) => one.role === 'reviewer');
    expect(reviewers?.notSignedIn).toBe(
      (reviewers?.count ?? 0) - ['section', 'secrecy', 'head', 'countersign', 'head3', 'officehead3'].length,
    );
  });
});
