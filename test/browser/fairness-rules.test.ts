/** 退回与误派 and 规则库 as people read them, in both themes, on a wide screen and a phone. */
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { accessFaults, LOOKS } from '../support/access-faults.ts';
import { openBrowser, signedIn, WEB_ROOT, type PageOptions } from '../support/browser.ts';
import { openWaterCase } from '../support/matters.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

const WATER_BUREAU = '990100:water_resources';

let house: ServedTrial;
let browser: Browser;
beforeAll(async () => {
  house = await openServedTrial(undefined, WEB_ROOT);
  browser = await openBrowser();
  await returned('upheld');
  await returned('unfounded');
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** A case of the city's water bureau that came back, ruled on so; the unit it named took it. */
async function returned(ruling: 'upheld' | 'unfounded'): Promise<void> {
  const { caseId } = await openWaterCase(house, { lead: WATER_BUREAU });
  const { db } = house.parts;
  const given = await db.selectFrom('assignment').selectAll().where('case_id', '=', caseId).executeTakeFirstOrThrow();
  const named = '990102:water_resources';
  await db
    .insertInto('return_request')
    .values({
      id: randomUUID(),
      case_id: caseId,
      assignment_id: given.id,
      unit_id: given.unit_id,
      reason: 'other_duty',
      clause: '供水归区水务局管理',
      suggested_unit: named,
      note: '非本单位职责',
      account_id: given.dispatched_by,
      dispatched_by: given.dispatched_by,
      at: house.time.now,
      ruling,
      ruling_lead: ruling === 'upheld' ? named : null,
    })
    .execute();
}

const open = async (name: AccountName, path: string, options?: PageOptions) => {
  const page = await signedIn(
    browser,
    { origin: house.origin, passwords: inject('postgres').passwords },
    name,
    options,
  );
  await page.goto(`${house.origin}${path}`);
  return page;
};

describe('退回与误派', () => {
  test('shows both sides, says where the sample is too small, and opens the cases of a figure', async () => {
    const page = await open('leader', '/fairness');
    const dispatcher = page.getByTestId('fairness-dispatchers').getByRole('row').filter({ hasText: '值班研判 01' });
    await dispatcher.waitFor();
    expect((await dispatcher.getByRole('cell').allInnerTexts()).map((text) => text.trim())).toEqual([
      '2',
      '1',
      '样本不足',
    ]);
    const unit = page.getByTestId('fairness-units').getByRole('row').filter({ hasText: '云川市水务局' });
    expect((await unit.getByRole('cell').allInnerTexts()).map((text) => text.trim())).toEqual([
      '2',
      '2',
      '1',
      '0',
      '1',
      '1',
      '样本不足',
    ]);
    await unit.getByRole('button', { name: /建议正确 1 件/ }).click();
    await page.getByTestId('fairness-cases').getByRole('link').waitFor();
    expect(await page.getByTestId('fairness-cases').getByRole('link').count()).toBe(1);
    expect(await accessFaults(page)).toEqual([]);
    await page.getByTestId('fairness-cases').getByRole('link').click();
    await page.waitForURL(/\/cases\//);
  });

  test('another quarter is chosen, stays in the address, and is empty', async () => {
    const page = await open('leader', '/fairness');
    await page.getByTestId('fairness-term').selectOption('2026-Q3');
    await page.getByText('这个时段没有交办').waitFor();
    expect(page.url()).toContain('term=2026-Q3');
    await page.reload();
    await page.getByText('这个时段没有交办').waitFor();
  });

  test('people of a unit see their own row and no dispatcher', async () => {
    const page = await open('officer', '/fairness');
    await page.getByTestId('fairness-units').getByText('云川市水务局').waitFor();
    expect(await page.getByTestId('fairness-units').locator('tbody tr').count()).toBe(1);
    expect(await page.getByTestId('fairness-dispatchers').count()).toBe(0);
  });
});

describe('规则库', () => {
  test('is reached from the gear, shows rules by kind with what they rest on, and filters', async () => {
    const page = await open('leader', '/board');
    await page.getByTestId('gear-menu').click();
    await page.getByTestId('nav-rules').click();
    const respond = page.locator('[data-rule="clock.respond"]');
    await respond.waitFor();
    const words = await respond.innerText();
    for (const part of ['48小时', '国办发〔2016〕61号', '国家文件', '2016-07-30']) expect(words).toContain(part);
    await page.keyboard.press('f');
    await page.keyboard.type('签收');
    await expect.poll(() => respond.count()).toBe(0);
    expect(await page.getByTestId('rule').count()).toBeGreaterThan(0);
    expect(await page.getByTestId('rule-draft').count()).toBe(0);
  });

  test('two profiles stand side by side, what differs is marked, what a rule replaces is told', async () => {
    const page = await open('steward', '/rules');
    await page.getByTestId('rules-profile').selectOption('luodian');
    const close = page.locator('[data-rule="clock.close"]');
    await close.getByText('改自国家').waitFor();
    expect(await close.locator('del').first().innerText()).toBe('10个工作日');
    const all = await page.getByTestId('rule').count();
    await page.getByTestId('rules-compared').selectOption('national');
    await page.getByTestId('rules-differences').check();
    await close.getByText('不同').waitFor();
    expect(await page.getByTestId('rule').count()).toBeLessThan(all);
    expect(await close.innerText()).toMatch(/5个工作日[\s\S]*10个工作日/);
    expect(await accessFaults(page)).toEqual([]);
  });

  test('a steward drafts a change of an amount; it waits for another and changes nothing yet', async () => {
    const page = await open('steward', '/rules');
    const accept = page.locator('[data-rule="clock.accept"]');
    await accept.getByTestId('rule-draft').click();
    await page.getByTestId('rule-amount').fill('3');
    await page.getByTestId('rule-wording').fill('承办单位自交办起 3 小时内签收；未签收不影响其他时限计算');
    await page.getByTestId('rule-reason').fill('值班制度已健全，签收可以更快');
    expect(await accessFaults(page)).toEqual([]);
    await page.getByTestId('act-submit').click();
    await page.getByText('变更草案已存').waitFor();
    const [set] = await house.parts.db.selectFrom('change_set').selectAll().execute();
    expect(set?.state).toBe('draft');
    expect(set?.changes).toMatchObject([{ kind: 'rule', id: 'clock.accept', to: { data: { amount: 3 } } }]);
    expect(await accept.innerText()).toContain('4小时');
  });
});

test.each(LOOKS)('no faults of access, %s at %i', { timeout: 60_000 }, async (theme, width) => {
  const viewport = { width, height: 900 };
  const leader = await open('leader', '/fairness', { theme, viewport });
  await leader.getByTestId('fairness-units').first().waitFor();
  expect(await accessFaults(leader)).toEqual([]);
  const steward = await open('steward', '/rules', { theme, viewport });
  await steward.getByTestId('rule').first().waitFor();
  expect(await accessFaults(steward)).toEqual([]);
  for (const page of [leader, steward])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});
