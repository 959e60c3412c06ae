/** The road of a dispatch: the city gives a matter to the district's office, which passes it on; its bureau signs. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessFaults, LOOKS } from '../support/access-faults.ts';
import { signedIn } from '../support/browser.ts';
import { browser, house, openBrowserHouse } from '../support/browser-house.ts';
import { judge, openOnDesk, submitDialog } from '../support/road-pages.ts';

const MATTER = '砚湖区墨池街道自来水浑浊已经五天';
const OTHER = '砚湖区文星小学门口水管漏水没人修';
const WATER = { name: '砚湖区水务局', search: '砚湖区水务局' };

openBrowserHouse();

async function given(analyst: Page, title: string): Promise<void> {
  await house.post(title, `${title},打水务局电话没有人接,希望尽快处理。`);
  await judge(analyst, title, WATER);
}

const desk = async (name: string, look: Parameters<typeof signedIn>[3] = {}): Promise<Page> => {
  const page = await signedIn(browser, house, name, look);
  await page.goto(`${house.origin}/desk`);
  await page.getByTestId('live-state').waitFor();
  return page;
};

test('city, district office, bureau: each signs, and everyone sees who did when', async () => {
  const analyst = await signedIn(browser, house, 'analyst');
  const leader = await signedIn(browser, house, 'leader');
  await analyst.goto(`${house.origin}/triage`);
  await leader.goto(`${house.origin}/board`);
  const bureau = await desk('officer3');
  await given(analyst, MATTER);
  const card = leader.getByTestId('case-card').filter({ hasText: MATTER });
  await card.waitFor();
  const way = card.getByTestId('case-path');
  await expect.poll(() => way.innerText()).toMatch(/砚湖区政府办[\s\S]*砚湖区水务局/);
  expect(await bureau.getByTestId('desk-row').filter({ hasText: MATTER }).count()).toBe(0);

  const office = await desk('office3');
  await openOnDesk(office, MATTER);
  await office.getByTestId('desk-case').getByText('转办前由本办首接负责').waitFor();
  // The key of 签收 opens 转办 where that is the signature.
  await office.keyboard.press('a');
  const dialog = office.getByRole('dialog');
  expect(await dialog.getByRole('radio', { name: /砚湖区水务局/ }).isChecked()).toBe(true);
  expect(await office.getByTestId('act-submit').innerText()).toBe('转办给砚湖区水务局');
  await submitDialog(office);
  await bureau.getByTestId('desk-row').filter({ hasText: MATTER }).getByTestId('desk-accept').click();
  await bureau
    .getByTestId('desk-row')
    .filter({ hasText: MATTER })
    .getByTestId('desk-accept')
    .waitFor({ state: 'detached' });
  // Once all have signed, the card has said enough.
  await way.waitFor({ state: 'detached' });
  const caseId = (await card.getAttribute('data-case-id')) ?? '';
  await leader.goto(`${house.origin}/cases/${caseId}`);
  const signed = leader.getByTestId('case-path');
  await expect
    .poll(() => signed.innerText())
    .toMatch(/值班研判 01[\s\S]*砚湖区政府办转办 01[\s\S]*砚湖区水务局承办 01/);
  await leader.getByTestId('holder-bar').first().waitFor();
});

test('another unit of the district asks for a reason; the dialog has no fault of access in any look', async () => {
  const analyst = await signedIn(browser, house, 'analyst');
  await analyst.goto(`${house.origin}/triage`);
  await given(analyst, OTHER);
  for (const [theme, width] of LOOKS) {
    const office = await desk('office3', { theme, viewport: { width, height: 900 } });
    await office.getByTestId('desk-row').filter({ hasText: OTHER }).getByTestId('desk-accept').click();
    const dialog = office.getByRole('dialog');
    await dialog.waitFor();
    expect([theme, width, await accessFaults(office)]).toEqual([theme, width, []]);
    await dialog.locator('input[type=search]').fill('砚湖区教育局');
    await dialog.getByText('砚湖区教育局', { exact: true }).click();
    await office.getByTestId('pass-on-reason').waitFor();
    expect(await office.getByTestId('act-submit').isDisabled()).toBe(true);
    expect([theme, width, await accessFaults(office)]).toEqual([theme, width, []]);
    const wide = await office.evaluate('document.documentElement.scrollWidth <= innerWidth');
    expect([theme, width, wide]).toEqual([theme, width, true]);
    await office.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await office.context().close();
  }
  const office = await desk('office3');
  await office.getByTestId('desk-row').filter({ hasText: OTHER }).getByTestId('desk-accept').click();
  const dialog = office.getByRole('dialog');
  await dialog.locator('input[type=search]').fill('汀洲区水务局');
  await dialog.getByText('汀洲区水务局', { exact: true }).click();
  await office.getByTestId('pass-on-reason').fill('管网在汀洲区。');
  await office.getByTestId('act-submit').click();
  await office.getByTestId('act-failure').getByText('只能转办给本地政府所属的其他单位').waitFor();
  await dialog.locator('input[type=search]').fill('砚湖区教育局');
  await dialog.getByText('砚湖区教育局', { exact: true }).click();
  await submitDialog(office);
  const school = await desk('officer2');
  await school.getByTestId('desk-row').filter({ hasText: OTHER }).waitFor();
});
