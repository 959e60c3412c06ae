/** 变更与推演: a draft is replayed with its progress, approved by another person, and in force; each of them reads it on a page. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { ChangeSetView } from '../../server/contract/directory-views.ts';
import { accessFaults, LOOKS } from '../support/access-faults.ts';
import { signedIn } from '../support/browser.ts';
import { browser, house, openBrowserHouse } from '../support/browser-house.ts';
import { Client } from '../support/client.ts';
import { clearMatters, placeMatters } from '../support/placed-matters.ts';
import { submitDialog } from '../support/road-pages.ts';

openBrowserHouse();

const TODAY = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

async function draft(who: string, title: string, changes: object[]): Promise<string> {
  const client = new Client(house.origin);
  await client.signIn(who, house.passwords[who] ?? '');
  const body = {
    title,
    reason: '三定方案调整，供水管网划归公用事业部门。',
    validFrom: TODAY(),
    origin: 'edit',
    changes,
  };
  const answer = await client.send('POST', '/api/directory/changes', { body });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return (answer.body as ChangeSetView).id;
}

const DUTY = { kind: 'duty', territory: '990102', subject: 'water_resources', to: ['990102:utilities'] };

async function place(count: number): Promise<void> {
  const { db } = house.parts;
  const account = await db.selectFrom('account').select('id').where('name', '=', 'analyst').executeTakeFirstOrThrow();
  const organisation = house.parts.rules.organisation();
  await placeMatters(house.database.owner.db, count, { organisation, openedBy: account.id, until: new Date() });
}

async function openChanges(page: Page, id: string): Promise<void> {
  await page.getByTestId('gear-menu').click();
  await page.getByTestId('nav-changes').click();
  await page.locator(`[data-set="${id}"]`).click();
  await page.getByTestId('replay').waitFor();
}

const pane = (page: Page) => page.getByTestId('change-pane');

test('a draft: replayed with progress, approved by another, in force', async () => {
  await place(1_500);
  const id = await draft('admin', '砚湖区供水职责调整', [DUTY]);
  const admin = await signedIn(browser, house, 'admin');
  await openChanges(admin, id);
  // Who drafted it may not approve it, and reads why.
  expect(await admin.getByTestId('change-approve').isDisabled()).toBe(true);
  expect(await admin.getByTestId('change-why-not').innerText()).toContain('起草人不能批准自己起草的变更');

  const bars: number[] = [];
  await admin.exposeFunction('barMoved', (value: string) => void bars.push(Number(value)));
  await admin.evaluate(`new MutationObserver(() => {
    const bar = document.querySelector('[data-testid=replay-bar]');
    if (bar) barMoved(bar.getAttribute('aria-valuenow'));
  }).observe(document.body, { subtree: true, childList: true, attributes: true })`);
  await admin.getByTestId('replay-days').fill('365');
  await admin.getByTestId('replay-start').click();
  await admin.getByTestId('replay-about').waitFor();
  expect(bars.length).toBeGreaterThan(0);
  expect(bars).toEqual([...bars].sort((a, b) => a - b));
  expect(await admin.getByTestId('replay-about').innerText()).toContain('近 365 天 1500 件');
  // Counts and units for who sees no case; no case.
  expect(await pane(admin).innerText()).toContain('您的角色不看事项内容');
  expect(await pane(admin).innerText()).not.toContain('PLACED-');
  expect(await admin.getByTestId('what-if-units').innerText()).toContain('砚湖区水务局');

  const leader = await signedIn(browser, house, 'leader');
  await openChanges(leader, id);
  const lines = leader.getByTestId('what-if-lines').locator('li');
  await lines.first().waitFor();
  expect(await lines.first().innerText()).toMatch(/PLACED-\d+[\s\S]*砚湖区水务局[\s\S]*→ 砚湖区/);
  await leader.getByTestId('change-approve').click();
  const dialog = leader.getByRole('dialog');
  expect(await dialog.innerText()).toContain('批准后立即生效');
  expect(await dialog.innerText()).toMatch(/近 365 天推演：\d+ 件事项会有不同/);
  expect(await accessFaults(leader)).toEqual([]);
  await submitDialog(leader);
  await leader.locator(`[data-set="${id}"][data-state="effective"]`).waitFor();
  expect(await leader.getByTestId('change-state').innerText()).toBe('已生效');
  expect(await leader.getByTestId('replay-start').count()).toBe(0);
  expect(await pane(leader).innerText()).toContain('分管领导 01');
  await clearMatters(house.database.owner.db);
});

test('the keys go from change to change and from list to list; a draft is withdrawn with its reason', async () => {
  const first = await draft('admin', '教育职责调整', [{ ...DUTY, subject: 'education' }]);
  const second = await draft('admin', '卫生职责调整', [{ ...DUTY, subject: 'health' }]);
  const admin = await signedIn(browser, house, 'admin');
  await openChanges(admin, second);
  await admin.locator('main h2').click();
  await admin.keyboard.press('j');
  await admin.locator(`[data-set="${first}"][aria-current]`).waitFor();
  await admin.keyboard.press('k');
  await admin.locator(`[data-set="${second}"][aria-current]`).waitFor();
  await admin.getByTestId('change-withdraw').click();
  await admin.getByTestId('withdraw-reason').fill('写错了单位。');
  await submitDialog(admin);
  await admin.locator(`[data-set="${second}"][data-state="withdrawn"]`).waitFor();
  expect(await pane(admin).innerText()).toContain('写错了单位。');
  expect(await admin.getByTestId('replay-start').count()).toBe(0);
});

test(
  'no faults of access in either theme, wide or narrow, and nothing runs over the edge',
  { timeout: 180_000 },
  async () => {
    await place(60);
    const rule = house.parts.rules.rulebook().rule('clock.respond');
    const shorter = { ...rule, data: { ...rule.data, amount: 20 } };
    const id = await draft('steward', '回应时限缩短为二十小时', [
      { kind: 'rule', profile: 'national', id: rule.id, to: shorter },
      { ...DUTY, subject: 'transport' },
    ]);
    for (const [theme, width] of LOOKS) {
      const page = await signedIn(browser, house, 'leader', { theme, viewport: { width, height: 900 } });
      await page.goto(`${house.origin}/changes/${id}`);
      await page.getByTestId('replay').waitFor();
      if (theme === 'light' && width === 1440) await page.getByTestId('replay-start').click();
      await page.getByTestId('what-if-lines').waitFor();
      for (const list of ['assigned', 'timed', 'flagged']) {
        await page.getByTestId(`what-if-${list}`).click();
        expect([theme, width, list, await accessFaults(page)]).toEqual([theme, width, list, []]);
      }
      for (const wide of width === 390 ? [390] : [768, 1280, 1440]) {
        await page.setViewportSize({ width: wide, height: 900 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(wide);
      }
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/changes-${theme}-${width}.png` });
      await page.context().close();
    }
  },
);
