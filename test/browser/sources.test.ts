/** 来源与健康: an administrator connects a pushing system and a failing feed; what is wrong is said in words, never in red. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { signedIn } from '../support/browser.ts';
import { accessFaults } from '../support/access-faults.ts';
import { browser, house, openBrowserHouse } from '../support/browser-house.ts';
import { submitDialog } from '../support/road-pages.ts';

openBrowserHouse();

const rowOf = (page: Page, name: string) => page.getByTestId('source-row').filter({ hasText: name });
const stateOf = (page: Page, name: string) => rowOf(page, name).getAttribute('data-state');

/** Reads the page anew, as its key does, until it shows what is awaited. */
const comes = (page: Page, shown: () => Promise<string | null>) =>
  expect.poll(
    async () => {
      await page.keyboard.press('r');
      return shown();
    },
    { timeout: 30_000, interval: 500 },
  );

async function openSources(page: Page): Promise<void> {
  await page.getByTestId('gear-menu').click();
  await page.getByTestId('nav-sources').click();
  await page.locator('main h1').filter({ hasText: '来源与健康' }).waitFor();
}

test('a system that pushes: added, given a token, heard, paused, resumed', async () => {
  const admin = await signedIn(browser, house, 'admin');
  await openSources(admin);
  await admin.getByTestId('source-add').click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByText('系统推送', { exact: true }).click();
  await dialog.getByLabel('名称').fill('砚湖热线');
  await dialog.getByLabel('类别').selectOption('hotline');
  await admin.getByTestId('act-submit').click();

  // It can do nothing without a token, which is offered at once and told once.
  await admin.getByTestId('token-name').fill('热线工单系统');
  await submitDialog(admin);
  const token = await admin.getByTestId('token-secret').inputValue();
  expect(await admin.getByTestId('token-curl').inputValue()).toContain(`Bearer ${token}`);
  expect(await accessFaults(admin)).toEqual([]);
  await admin.getByTestId('token-close').click();
  expect(await admin.locator('body').innerText()).not.toContain(token);
  await expect.poll(() => stateOf(admin, '砚湖热线')).toBe('ok');
  expect(await rowOf(admin, '砚湖热线').innerText()).toContain('还没有收到');

  const push = (id: string): Promise<Response> =>
    fetch(`${house.origin}/api/push/items`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'idempotency-key': `push-${id}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ items: [{ id, title: '桥头路灯不亮', text: `砚湖区墨池街道桥头路灯三天没亮，${id}。` }] }),
    });
  expect((await push('order-1')).status).toBe(200);
  await comes(admin, () => rowOf(admin, '砚湖热线').getByTestId('source-today').innerText()).toBe('1');

  await rowOf(admin, '砚湖热线').getByTestId('source-pause').click();
  await admin.getByTestId('pause-reason').fill('对方系统升级。');
  await submitDialog(admin);
  await expect.poll(() => stateOf(admin, '砚湖热线')).toBe('paused');
  expect(await admin.locator('#source-pane').innerText()).toContain('对方系统升级。');
  expect((await push('order-2')).status).toBeGreaterThanOrEqual(400);

  await rowOf(admin, '砚湖热线').getByTestId('source-resume').click();
  await expect.poll(() => stateOf(admin, '砚湖热线')).toBe('ok');
  await admin.getByTestId('token-revoke').click();
  await submitDialog(admin);
  await admin.getByTestId('source-tokens').getByText('作废').waitFor();
  expect((await push('order-3')).status).toBe(401);
});

test('a feed that cannot be read says why, and what an administrator may allow', { timeout: 120_000 }, async () => {
  const admin = await signedIn(browser, house, 'admin');
  await admin.goto(`${house.origin}/sources`);
  await admin.getByTestId('source-add').click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('名称').fill('闭门论坛');
  // Port 9 (discard) of this very machine: nobody answers there.
  await admin.getByTestId('source-url').fill('http://127.0.0.1:9/feed.xml');
  expect(await admin.getByTestId('act-submit').isDisabled()).toBe(true);
  await admin.getByTestId('source-try').click();
  await dialog.locator('[data-outcome=failed]').filter({ hasText: '内部网络' }).waitFor();
  expect(await accessFaults(admin)).toEqual([]);
  await dialog.getByText('在右栏“内网地址”里允许').waitFor();
  expect(await admin.getByTestId('act-submit').innerText()).toContain('仍然添加');
  await submitDialog(admin);
  await comes(admin, () => rowOf(admin, '闭门论坛').innerText()).toContain('地址不允许');

  await admin.getByTestId('source-private').click();
  await dialog.getByText('127.0.0.1:9，只限这个主机和端口').waitFor();
  await submitDialog(admin);
  await comes(admin, () => rowOf(admin, '闭门论坛').innerText()).toContain('连不上');
  expect(await stateOf(admin, '闭门论坛')).toBe('failing');
  expect(await admin.getByTestId('source-what').innerText()).toContain('无法连接来源(127.0.0.1)');
  expect(await accessFaults(admin)).toEqual([]);

  // An auditor sees the same, and may do nothing.
  const auditor = await signedIn(browser, house, 'auditor', { theme: 'dark' });
  await openSources(auditor);
  await rowOf(auditor, '闭门论坛').waitFor();
  expect(await auditor.getByTestId('source-pause').count()).toBe(0);
  expect(await auditor.locator('#source-pane').innerText()).not.toContain('127.0.0.1:9');
  expect(await accessFaults(auditor)).toEqual([]);
});

test('what is shown stays while the server is not reached, and says of when it is', async () => {
  const admin = await signedIn(browser, house, 'admin');
  await admin.goto(`${house.origin}/sources`);
  await rowOf(admin, '闭门论坛').waitFor();
  await admin.context().setOffline(true);
  await admin.keyboard.press('r');
  await admin.getByTestId('sources-stale').waitFor();
  await rowOf(admin, '闭门论坛').waitFor();
  await admin.context().setOffline(false);
  await admin.keyboard.press('r');
  await admin.getByTestId('sources-stale').waitFor({ state: 'detached' });
});

test('a call noted by hand joins the queue, with its order number', async () => {
  const analyst = await signedIn(browser, house, 'analyst');
  await analyst.goto(`${house.origin}/triage`);
  // The page comes after its frame, and its keys with it.
  await analyst.getByTestId('note-call').waitFor();
  await analyst.keyboard.press('i');
  await analyst.getByTestId('report-title').fill('汀洲区柳河路积水没过车轮');
  await analyst.getByTestId('report-text').fill('汀洲区柳河路下雨积水，没过车轮，公交绕行两天了，希望清淤。');
  await analyst.getByTestId('report-order').fill('YC-0312-77');
  expect(await accessFaults(analyst)).toEqual([]);
  await submitDialog(analyst);
  const row = analyst.getByTestId('queue-row').filter({ hasText: '柳河路积水' });
  await row.waitFor();
  expect(await row.innerText()).toContain('热线在办');
  await row.click();
  await analyst.getByTestId('order-number').filter({ hasText: 'YC-0312-77' }).waitFor();
  expect(await analyst.getByTestId('primary-action').innerText()).toContain('不再交办');
  expect(await accessFaults(analyst)).toEqual([]);
});

test('a unit reports what it learned of, in its own name', async () => {
  const officer = await signedIn(browser, house, 'officer');
  await officer.goto(`${house.origin}/desk`);
  await officer.getByTestId('unit-report').click();
  await officer.getByTestId('report-title').fill('岚口县石门村水管冻裂');
  await officer.getByTestId('report-text').fill('岚口县石门村主管冻裂，约两百户停水，已派人抢修，需要送水车。');
  expect(await accessFaults(officer)).toEqual([]);
  await submitDialog(officer);
  const analyst = await signedIn(browser, house, 'analyst');
  await analyst.goto(`${house.origin}/triage`);
  await analyst.getByTestId('queue-row').filter({ hasText: '石门村水管冻裂' }).waitFor();
});
