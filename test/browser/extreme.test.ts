/** 特别重大: a leader is told on any page, at once, until the case was opened or noted; nobody else is. */
import { expect, test } from 'vitest';
import { accessFaults } from '../support/access-faults.ts';
import { signedIn } from '../support/browser.ts';
import { browser, house, openBrowserHouse } from '../support/browser-house.ts';
import { Client } from '../support/client.ts';
import { judge } from '../support/road-pages.ts';

const TITLE = '砚湖区墨池街道自来水浑浊已经五天';

openBrowserHouse();

test('a leader reads of it on the page that is open, and it goes once it is noted', async () => {
  const leader = await signedIn(browser, house, 'leader');
  await leader.goto(`${house.origin}/fairness`);
  await leader.getByTestId('live-state').waitFor();
  const chief = await signedIn(browser, house, 'chief');
  await chief.goto(`${house.origin}/board`);
  const analyst = await signedIn(browser, house, 'analyst');
  await analyst.goto(`${house.origin}/triage`);
  await house.post(TITLE, `${TITLE},希望尽快处理。`);
  await judge(analyst, TITLE, { name: '砚湖区水务局', search: '砚湖区水务局' });
  await chief.getByTestId('case-card').filter({ hasText: TITLE }).waitFor();
  expect(await leader.getByTestId('extreme-notice').count()).toBe(0);
  const { id, version } = await house.parts.db
    .selectFrom('case')
    .select(['id', 'version'])
    .where('title', '=', TITLE)
    .executeTakeFirstOrThrow();
  const client = new Client(house.origin);
  await client.signIn('chief', house.passwords['chief'] ?? '');
  const body = { version, from: 'general', grade: 'extreme', reason: '影响面扩大，多个街道停水' };
  expect((await client.send('POST', `/api/cases/${id}/opinion-grade`, { body })).status).toBe(200);

  const notice = leader.getByTestId('extreme-notice');
  await expect.poll(() => notice.innerText()).toContain(TITLE);
  expect(await accessFaults(leader)).toEqual([]);
  await chief.getByTestId('case-card').filter({ hasText: TITLE }).waitFor();
  expect(await chief.getByTestId('extreme-notice').count()).toBe(0);

  await notice.getByRole('button', { name: '已知悉' }).click();
  await notice.waitFor({ state: 'detached' });
  await leader.reload();
  await leader.goto(`${house.origin}/board`);
  await leader.getByTestId('case-card').filter({ hasText: TITLE }).waitFor();
  expect(await notice.count()).toBe(0);
});
