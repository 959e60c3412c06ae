/** Three other ways a case can go: late, rightly returned, and an accusation that one side never sees. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { signedIn } from '../support/browser.ts';
import { browser, house, openBrowserHouse } from '../support/browser-house.ts';
import { caseAct, judge, openOnDesk, submitDialog } from '../support/road-pages.ts';

const HOUR_MS = 3_600_000;
const LATE = '南坡片区路灯下面的水管漏水没人修';
const WRONG = '砚湖区墨池街道二次供水收费太高';
const ACCUSED = '举报砚湖区水务局局长受贿';

openBrowserHouse();

const cardOf = (page: Page, title: string) => page.getByTestId('case-card').filter({ hasText: title });

/** Posts a matter, has the analyst give it to 市水务局, and returns the case's id as the leader's board shows it. */
async function openFor(analyst: Page, leader: Page, title: string): Promise<string> {
  await house.post(title, `${title},打市水务局电话没有人接,已经三天。`);
  await judge(analyst, title, { name: '云川市水务局', search: '云川市水务局' });
  await cardOf(leader, title).waitFor();
  return (await cardOf(leader, title).getAttribute('data-case-id')) ?? '';
}

async function officeAndBoard(): Promise<{ analyst: Page; leader: Page }> {
  const [analyst, leader] = await Promise.all([
    signedIn(browser, house, 'analyst'),
    signedIn(browser, house, 'leader'),
  ]);
  await analyst.goto(`${house.origin}/triage`);
  await leader.goto(`${house.origin}/board`);
  await analyst.getByTestId('live-state').waitFor();
  await leader.getByTestId('live-state').waitFor();
  return { analyst, leader };
}

test('a clock runs out: the signal names who exceeded its step, it is urged, then supervised', async () => {
  const { analyst, leader } = await officeAndBoard();
  const caseId = await openFor(analyst, leader, LATE);
  house.time.ahead += 5 * HOUR_MS;
  await cardOf(leader, LATE).getByText('提醒').first().waitFor({ timeout: 40_000 });

  const supervisor = await signedIn(browser, house, 'supervisor');
  await supervisor.goto(`${house.origin}/cases/${caseId}`);
  const signal = supervisor.getByTestId('signal-card').filter({ hasText: '签收' });
  await signal.waitFor();
  expect(await signal.innerText()).toContain('云川市水务局');
  for (const [level, words] of [
    ['urge', '请今日17时前签收并报核查安排。'],
    ['supervise', '催办后仍未签收，请主要负责人过问。'],
  ] as const) {
    await signal.getByTestId(`case-act-${level}`).click();
    await supervisor.getByTestId('act-reason').fill(words);
    await submitDialog(supervisor);
    await cardOf(leader, LATE)
      .getByText(level === 'urge' ? '催办' : '督办')
      .first()
      .waitFor();
  }

  const officer = await signedIn(browser, house, 'officer');
  await officer.goto(`${house.origin}/desk`);
  await openOnDesk(officer, LATE);
  await officer.getByText('催办后仍未签收').first().waitFor();
});

test('a right return: the dispatch counts as wrong, the unit’s time does not, the case leaves its screens', async () => {
  const { analyst, leader } = await officeAndBoard();
  const caseId = await openFor(analyst, leader, WRONG);
  const officer = await signedIn(browser, house, 'officer');
  await officer.goto(`${house.origin}/desk`);
  await openOnDesk(officer, WRONG);
  await officer.getByTestId('desk-return').click();
  const dialog = officer.getByRole('dialog');
  await dialog.getByText('属其他单位职责').click();
  await dialog.locator('label.field input').first().fill('三定规定：二次供水由区水务局监管');
  await dialog.locator('input[type=search]').fill('砚湖区水务局');
  await dialog.getByText('砚湖区水务局', { exact: true }).click();
  await dialog.locator('textarea').fill('墨池街道二次供水的收费由砚湖区水务局监管。');
  await submitDialog(officer);
  await leader.locator(`[data-testid=case-card][data-case-id="${caseId}"][data-state=return_ruling]`).waitFor();

  const chief = await signedIn(browser, house, 'chief');
  await caseAct(chief, house, caseId, 'return-ruling');
  await chief.getByRole('dialog').locator('[data-ruling=upheld]').click();
  await chief.getByTestId('act-reason').fill('职责属实，改派砚湖区水务局。');
  await submitDialog(chief);
  await officer.getByTestId('desk-row').filter({ hasText: WRONG }).waitFor({ state: 'detached' });
  await expect.poll(() => cardOf(leader, WRONG).innerText()).toContain('砚湖区水务局');
  await chief.getByTestId('holder-bar').first().waitFor();

  const row = await house.parts.db
    .selectFrom('return_request')
    .innerJoin('account', 'account.id', 'return_request.dispatched_by')
    .select(['ruling', 'account.name as dispatcher'])
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ ruling: 'upheld', dispatcher: 'analyst' });
  const held = await house.parts.db
    .selectFrom('holding')
    .select(['step', 'excuse'])
    .where('case_id', '=', caseId)
    .where('unit_id', '=', '990100:water_resources')
    .execute();
  expect(held.length).toBeGreaterThan(0);
  expect(held.every((one) => one.excuse !== null)).toBe(true);
});

test('an accusation is transferred; nobody on the accused side ever sees it, on no screen and over no wire', async () => {
  const accused = await Promise.all(['officer3', 'head3'].map((name) => signedIn(browser, house, name)));
  const wire: string[] = [];
  for (const page of accused) {
    page.on('websocket', (socket) => socket.on('framereceived', (frame) => wire.push(String(frame.payload))));
    page.on('response', (response) => {
      if (response.url().includes('/api/'))
        void response.text().then(
          (text) => wire.push(text),
          () => undefined, // a body that is gone with its page was shown to nobody
        );
    });
    await page.goto(`${house.origin}/board`);
    await page.getByTestId('live-state').waitFor();
  }
  const { analyst, leader } = await officeAndBoard();
  const itemId = await house.post(ACCUSED, '实名举报砚湖区水务局局长收受工程老板贿赂,逼迫我们交好处费,请上级严查。');
  await analyst.getByTestId('queue-row').filter({ hasText: ACCUSED }).click();
  await analyst.getByTestId('transfer-open').click();
  await analyst.getByRole('dialog').getByText('砚湖区纪委监委').first().waitFor();
  await analyst.getByTestId('outcome-reason').fill('检举控告，依法移送。');
  await submitDialog(analyst);
  await analyst.getByTestId('queue-row').filter({ hasText: ACCUSED }).waitFor({ state: 'detached' });

  const inspector = await signedIn(browser, house, 'inspector2');
  await inspector.goto(`${house.origin}/desk`);
  await inspector.getByTestId('desk-tab-transfers').click();
  await inspector.getByText(ACCUSED).first().click();
  await inspector.getByTestId('transfer-receive').click();
  await inspector.getByRole('dialog').locator('input').fill('砚纪信〔2026〕17号');
  await submitDialog(inspector);
  await inspector.getByText('砚纪信〔2026〕17号').first().waitFor();

  expect(await leader.getByText(ACCUSED).count()).toBe(0);
  for (const page of accused) {
    await page.reload();
    await page.getByTestId('live-state').waitFor();
    expect(await page.locator('body').innerText()).not.toContain('受贿');
    const found = await page.request.get(`${house.origin}/api/items/${itemId}`);
    expect([403, 404]).toContain(found.status());
  }
  const told = wire.join('\n');
  expect([told.includes(itemId), told.includes('受贿'), told.includes('好处费')]).toEqual([false, false, false]);
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(`${house.origin}/public`);
  expect(await visitor.locator('body').innerText()).not.toContain('受贿');
});
