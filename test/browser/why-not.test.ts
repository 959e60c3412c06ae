/** 为什么不是: the analyst opens the fold with a click and with the key, and is shown in the text what speaks for which class. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { signedIn } from '../support/browser.ts';
import { accessFaults, LOOKS } from '../support/access-faults.ts';
import { browser, house, openBrowserHouse } from '../support/browser-house.ts';

openBrowserHouse();

const TITLE = '墨池街道自来水发黄三天';
const TEXT =
  '砚湖区墨池街道的自来水连续三天发黄,有一股铁锈味,孩子喝了拉肚子。打水务局电话没人接,工作人员互相推诿,恳请尽快解决,并公开检测结果。';

const toggle = (page: Page) => page.getByTestId('why-toggle');
const contrasts = (page: Page) => page.getByTestId('why-contrast');
const outlined = (page: Page) => page.locator('mark.pointed');

async function reading(page: Page, title: string): Promise<void> {
  await page.goto(`${house.origin}/triage`);
  await page.getByTestId('queue-row').filter({ hasText: title }).click();
  await toggle(page).waitFor();
}

async function faultless(page: Page): Promise<void> {
  expect(await accessFaults(page)).toEqual([]);
}

test('a click and the key open and close it; nothing is asked before', async () => {
  await house.post(TITLE, TEXT);
  const page = await signedIn(browser, house, 'analyst');
  let asked = 0;
  page.on('request', (request) => (asked += Number(request.url().endsWith('/explanation'))));
  await reading(page, TITLE);
  expect(await toggle(page).innerText()).toContain('为什么不是');
  expect([await toggle(page).getAttribute('aria-expanded'), asked]).toEqual(['false', 0]);

  await toggle(page).click();
  await contrasts(page).nth(1).waitFor();
  await page.keyboard.press('y');
  await contrasts(page).first().waitFor({ state: 'hidden' });
  await page.keyboard.press('y');
  await contrasts(page).first().waitFor();
  expect([await toggle(page).getAttribute('aria-expanded'), asked]).toEqual(['true', 1]);
  await page.keyboard.press('?');
  expect(await page.getByRole('dialog').innerText()).toContain('为什么不是第二位');
});

test('a word is outlined in the text while the pointer or the focus is on it', async () => {
  const page = await signedIn(browser, house, 'analyst');
  await reading(page, TITLE);
  await page.keyboard.press('y');
  const word = contrasts(page).nth(1).locator('[data-side=first] .words button').first();
  const term = await word.innerText();
  expect(await outlined(page).count()).toBe(0);
  await word.hover();
  expect(await outlined(page).locator(':scope.first-side').first().innerText()).toContain(term);
  await page.mouse.move(5, 5);
  await expect.poll(() => outlined(page).count()).toBe(0);
  const against = contrasts(page).first().locator('[data-side=second] .words button').first();
  await against.focus();
  expect(await outlined(page).locator(':scope.second-side').first().innerText()).toContain(await against.innerText());
});

test('it goes along to the next item, and says by which model the verdict was given', async () => {
  const next = '汀洲区一仓库起火';
  const id = await house.post(next, '汀洲区一处仓库昨夜起火,消防到场救援,工作人员称无人员伤亡,原因正在调查。');
  await house.parts.db
    .updateTable('verdict')
    .set({ model_version: '0123456789ab' })
    .where('item_id', '=', id)
    .execute();
  const page = await signedIn(browser, house, 'analyst');
  await reading(page, TITLE);
  await page.keyboard.press('y');
  await contrasts(page).first().waitFor();
  expect(await page.getByTestId('why-models').count()).toBe(0);
  await page.getByTestId('queue-row').filter({ hasText: next }).click();
  await page.getByTestId('why-models').waitFor();
  expect(await page.getByTestId('why-models').innerText()).toContain('0123456789ab');
  expect(await contrasts(page).first().innerText()).toContain('突发灾害');
});

test.each(LOOKS)('has no fault of access: %s, %i wide', async (theme, width) => {
  const page = await signedIn(browser, house, 'analyst', { theme, viewport: { width, height: 900 } });
  await reading(page, TITLE);
  await toggle(page).click();
  await contrasts(page).nth(1).waitFor();
  await contrasts(page).first().locator('.words button').first().focus();
  await outlined(page).first().waitFor();
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  await faultless(page);
});
