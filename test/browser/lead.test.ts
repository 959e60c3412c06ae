/** 问题线索: a major matter signed for too late is put to the unit, answered, ruled on by name and reason, put right, reviewed. */
import { expect, test } from 'vitest';
import { signedIn } from '../support/browser.ts';
import { browser, house, openBrowserHouse } from '../support/browser-house.ts';
import { caseAct, judge, submitDialog } from '../support/road-pages.ts';

const TITLE = '北闸片区停水五天没有一句通知';
const HOUR_MS = 3_600_000;

openBrowserHouse();

test('from the reminder to the review', { timeout: 180_000 }, async () => {
  const [analyst, leader, supervisor] = await Promise.all([
    signedIn(browser, house, 'analyst'),
    signedIn(browser, house, 'leader'),
    signedIn(browser, house, 'supervisor'),
  ]);
  await leader.goto(`${house.origin}/board`);
  await analyst.goto(`${house.origin}/triage`);
  await house.post(TITLE, `${TITLE},打市水务局电话没有人接,老人只能去邻村挑水。`);
  await analyst.getByTestId('queue-row').filter({ hasText: TITLE }).click();
  await analyst.locator('h1').filter({ hasText: '北闸' }).waitFor();
  await analyst.keyboard.press('e');
  await judge(analyst, TITLE, { name: '云川市水务局', search: '云川市水务局' });
  const card = leader.getByTestId('case-card').filter({ hasText: TITLE });
  await card.getByRole('button', { name: /交办/ }).click();
  await leader.getByTestId('act-submit').click();
  await leader.locator('[data-testid=case-card][data-state=awaiting_acceptance]').waitFor();
  const caseId = (await card.getAttribute('data-case-id')) ?? '';
  house.time.ahead += 6 * HOUR_MS;
  await card.getByText('提醒').first().waitFor({ timeout: 40_000 });

  await caseAct(supervisor, house, caseId, 'lead');
  const dialog = supervisor.getByRole('dialog');
  for (const box of await dialog.getByRole('checkbox').all()) if (!(await box.isChecked())) await box.check();
  await dialog.getByText('处置不得力').click();
  await supervisor.getByTestId('act-reason').fill('交办后六小时未签收，其间没有说明。');
  await submitDialog(supervisor);

  const head = await signedIn(browser, house, 'head');
  await head.goto(`${house.origin}/leads`);
  await head.getByTestId('lead-state').click();
  await head.getByTestId('lead-body').fill('值班手机故障，已增设备用电话并补记签收。');
  await submitDialog(head);

  // Who dispatched it leads nobody to account for it; another leader rules.
  const second = await signedIn(browser, house, 'leader2');
  await second.goto(`${house.origin}/leads`);
  await second.getByTestId('lead-rule').click();
  await second.getByTestId('conclusion-improve').click();
  await second.getByRole('dialog').locator('tbody input:enabled').first().check();
  await second.getByTestId('ruling-reason').fill('签收超出本环节时限，系值班安排疏漏，单位已改正。');
  await second.getByTestId('ruling-basis').fill('责任追究办法第六条、第九条');
  await submitDialog(second);
  await second.getByText('成立 · 提醒改进').first().waitFor();

  await head.getByTestId('lead-rectify').click();
  await head.getByTestId('lead-body').fill('值班制度已修订，双人双机，已试运行。');
  await submitDialog(head);
  await second.getByTestId('lead-review').click();
  await second.getByTestId('lead-body').fill('现场查看，到位。');
  await submitDialog(second);
  await head.getByText('复核通过').first().waitFor();

  // Nothing of it on the board, and nothing for an officer of another unit.
  expect(await leader.locator('main').innerText()).not.toContain('问题线索');
  const other = await signedIn(browser, house, 'officer2');
  await other.goto(`${house.origin}/leads`);
  await other.getByText('没有问题线索').first().waitFor();
  expect(await other.getByTestId('lead-row').count()).toBe(0);
});
