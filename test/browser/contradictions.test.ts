/** 说法不一: what two units say of one event stands side by side, and each side leads to its words. */
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { accessFaults, LOOKS } from '../support/access-faults.ts';
import { openBrowser, signedIn, WEB_ROOT, type PageOptions } from '../support/browser.ts';
import { caseDesk, type CaseDesk } from '../support/case-desk.ts';
import { accountId, changeAudience } from '../support/matters.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

const LEAD = '990100:water_resources';
const SUPPORTING = '990102:education';
const RECORDED = '11月20日4时30分许，泵站坍塌砸中校门，现场核实，造成3人死亡。';
const DRAFT = {
  title: '关于砚湖区供水事故的通报',
  body: '11月20日2时许，泵站发生坍塌，造成五人死亡。原因正在调查，预计21日18时前恢复供水。',
};

let house: ServedTrial;
let browser: Browser;
let desk: CaseDesk;
let caseId: string;

beforeAll(async () => {
  house = await openServedTrial(undefined, WEB_ROOT);
  browser = await openBrowser();
  desk = caseDesk(house);
  const opened = await desk.opened(LEAD);
  caseId = opened.caseId;
  const supporting = randomUUID();
  const dispatched_by = await accountId(house, 'analyst');
  const row = { case_id: caseId, unit_id: SUPPORTING, role: 'supporting' as const, rule: 'r', clause: 'c' };
  await house.parts.db
    .insertInto('assignment')
    .values({ ...row, id: supporting, dispatched_by, at: house.time.now })
    .execute();
  await changeAudience(house, caseId, 'grant', { units: [SUPPORTING] });
  await does('officer', 'accept', { assignmentId: opened.assignmentId });
  await does('officer2', 'accept', { assignmentId: supporting });
  await does('officer2', 'entries', { kind: 'finding', body: RECORDED, evidence: null, happenedAt: null });
  await does('officer', 'draft', {
    ...DRAFT,
    responseId: null,
    n: 0,
    nextReleaseAt: null,
    commitments: [],
    dispositions: [{ kind: 'resolve', paragraph: 1 }],
    countersign: [],
    corrects: null,
  });
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

async function does(name: AccountName, command: string, body: unknown): Promise<void> {
  const answer = await desk.act(name, caseId, command, body);
  expect(answer.status, `${name} ${command}: ${JSON.stringify(answer.body)}`).toBe(200);
}

const panel = (page: Page) => page.getByTestId('contradictions');

/** The case's page as that account sees it. */
async function reading(name: AccountName, options: PageOptions = {}): Promise<Page> {
  const served = { origin: house.origin, passwords: inject('postgres').passwords };
  const page = await signedIn(browser, served, name, options);
  await page.goto(`${house.origin}/cases/${caseId}`);
  await page.locator('#answers-title').waitFor();
  return page;
}

test('the number and the hour are told with both units and their sentences', async () => {
  const page = await reading('leader');
  await panel(page).waitFor();
  const said = await panel(page).innerText();
  for (const words of ['说法不一 2 处', '死亡人数', '事发时间', '3人死亡', '五人死亡', '砚湖区教育局'])
    expect(said).toContain(words);
  expect((await panel(page).locator('mark').allInnerTexts()).length).toBe(4);
});

test('each side leads to its words: into the record, and into the draft, which unfolds', async () => {
  const page = await reading('leader');
  const pointed = page.getByTestId('pointed-words');
  const sides = panel(page).getByRole('button');
  expect([await sides.count(), await pointed.count()]).toEqual([4, 0]);
  await sides.filter({ hasText: '核查与处置' }).first().click();
  await expect.poll(() => pointed.allInnerTexts()).toEqual(['3人死亡']);
  await expect.poll(() => inSight(page)).toBe(true);
  await sides.filter({ hasText: '回应 1' }).first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => pointed.allInnerTexts()).toEqual(['五人死亡']);
  await expect.poll(() => inSight(page)).toBe(true);
});

test('a draft that was unfolded so folds again, and words asked for again come back into sight', async () => {
  const page = await reading('leader', { viewport: { width: 390, height: 700 } });
  const draft = panel(page).getByRole('button').filter({ hasText: '回应 1' });
  await draft.first().click();
  await page.getByTestId('pointed-words').waitFor();
  await page.getByRole('button', { name: '收起全文' }).click();
  await page.getByTestId('pointed-words').waitFor({ state: 'detached' });
  const entry = panel(page).getByRole('button').filter({ hasText: '核查与处置' }).first();
  for (const _again of [1, 2]) {
    await entry.scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, -5_000);
    await entry.click();
    await expect.poll(() => inSight(page)).toBe(true);
  }
});

/** Whether the words pointed at stand within the window. */
const inSight = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`(() => {
    const { top, bottom } = document.querySelector('[data-testid=pointed-words]').getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  })()`);

test('a unit that may not read the draft is shown no panel', async () => {
  const page = await reading('officer2');
  expect(await page.getByText('现场核实').count()).toBeGreaterThan(0);
  expect(await panel(page).count()).toBe(0);
});

test.each(LOOKS)('has no fault of access: %s, %i wide', async (theme, width) => {
  const page = await reading('leader', { theme, viewport: { width, height: 900 } });
  await panel(page).getByRole('button').last().click();
  await page.getByTestId('pointed-words').waitFor();
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  expect(await accessFaults(page)).toEqual([]);
});
