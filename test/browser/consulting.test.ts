/** 会商与口径 and 值班与联络 as people use them, in both themes and on a phone. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { accessFaults, LOOKS } from '../support/access-faults.ts';
import { openBrowser, signedIn, WEB_ROOT, type PageOptions } from '../support/browser.ts';
import { caseDesk, type CaseDesk } from '../support/case-desk.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

const LEAD = '990100:water_resources';

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
  await does('officer', 'accept', { assignmentId: opened.assignmentId });
  await house.parts.db
    .updateTable('account')
    .set({ roles: JSON.stringify(['duty_chief']) })
    .where('name', '=', 'supervisor')
    .execute();
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

async function does(name: AccountName, command: string, body: unknown): Promise<void> {
  const answer = await desk.act(name, caseId, command, body);
  expect(answer.status, `${name} ${command}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
}

async function at(name: AccountName, path: string, options: PageOptions = {}): Promise<Page> {
  const page = await signedIn(
    browser,
    { origin: house.origin, passwords: inject('postgres').passwords },
    name,
    options,
  );
  await page.goto(`${house.origin}${path}`);
  return page;
}

const panel = (page: Page) => page.getByTestId('consulting');

describe('on the case page', () => {
  test('a consultation is called, held, minuted and confirmed, and each sees what lies with it', async () => {
    const chief = await at('chief', `/cases/${caseId}`);
    await chief.getByTestId('consult-call').click();
    await chief.getByTestId('consult-topic').fill('停水期间学校供水');
    await chief.getByTestId('consult-facts').fill('三所学校停水。');
    await chief.locator('dialog input[type=datetime-local]').fill('2026-11-20T15:00');
    await chief.locator('dialog input[type=search]').fill('砚湖区教育局');
    await chief.locator('dialog').getByText('砚湖区教育局').first().click();
    await chief.getByTestId('act-submit').click();
    await panel(chief).getByTestId('consultation').waitFor();
    await chief.getByTestId('consult-hold').click();
    await chief.getByTestId('act-submit').click();
    await expect.poll(() => panel(chief).innerText()).toContain('待出纪要');
    await chief.getByTestId('consult-minutes').click();
    await chief.getByTestId('minutes-body').fill('议定每日两次送水。');
    await chief.getByTestId('act-submit').click();
    await expect.poll(() => panel(chief).innerText()).toContain('待确认：');
    const officer2 = await at('officer2', `/cases/${caseId}`);
    await officer2.getByTestId('consult-confirm').click();
    await officer2.getByTestId('act-submit').click();
    await expect.poll(() => panel(officer2).innerText()).toContain('砚湖区教育局 已确认');
    expect(await officer2.getByTestId('consult-minutes').count()).toBe(0);
    await expect.poll(() => panel(chief).innerText()).toContain('砚湖区教育局 已确认');
  });

  test('the line is drafted, answered and put in force; a draft beside it shows where it differs', async () => {
    await does('officer', 'line', { n: 0, body: '造成3人受伤。' });
    const officer2 = await at('officer2', `/cases/${caseId}`);
    await officer2.getByTestId('line-answer').click();
    await officer2.getByTestId('words-object').check();
    await officer2.getByTestId('words-field').fill('请写明学校安排');
    await officer2.getByTestId('act-submit').click();
    await expect.poll(() => panel(officer2).innerText()).toContain('要求修改');
    const chief = await at('chief', `/cases/${caseId}`);
    await chief.getByTestId('line-enforce').click();
    await chief.getByTestId('words-field').fill('首次发布在即');
    await chief.getByTestId('act-submit').click();
    await panel(chief).getByTestId('line-in_force').waitFor();
    await does('officer', 'draft', {
      responseId: null,
      n: 0,
      title: '关于停水的通报',
      body: '事故造成5人受伤，已送医。',
      nextReleaseAt: null,
      commitments: [],
      dispositions: [{ kind: 'resolve', paragraph: 1 }],
      countersign: [],
      corrects: null,
    });
    const officer = await at('officer', `/desk/${caseId}`);
    await expect.poll(() => officer.locator('main').innerText()).toContain('与现行口径不一');
    await panel(officer).getByTestId('line-in_force').waitFor();
    await does('officer', 'line', { n: 1, body: '造成5人受伤。' });
    await chief.getByTestId('line-compare').click();
    expect(await chief.getByTestId('line-diff').locator('ins').count()).toBeGreaterThan(0);
  });

  test.each(LOOKS)('has no fault of access: %s, %i wide', async (theme, width) => {
    const page = await at('chief', `/cases/${caseId}`, { theme, viewport: { width, height: 900 } });
    await panel(page).getByTestId('consultation').waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await accessFaults(page)).toEqual([]);
  });
});

describe('on the roster page', () => {
  test('the week is imported with its holes, and the status bar names who is on duty', async () => {
    const page = await at('admin', '/roster');
    await page.getByTestId('roster-import').click();
    const table = ['岗位,账号,开始,结束', '值班长,chief,2026-11-20 08:00,2026-11-20 20:00'];
    table.push(
      '值班长,supervisor,2026-11-20 20:00,2026-11-21 08:00',
      '研判员,analyst,2026-11-20 08:00,2026-11-20 18:00',
    );
    await page
      .getByTestId('roster-table')
      .fill(`${table.join('\n')}\n带班领导,leader,2026-11-20 08:00,2026-11-21 08:00`);
    await page.getByTestId('act-submit').click();
    await page.getByTestId('roster-holes').waitFor();
    await expect.poll(() => page.locator('table').innerText()).toContain('值班长 01');
    const officer = await at('officer', '/roster');
    await expect.poll(() => officer.getByTestId('status-duty').innerText()).toContain('值班长 01');
    expect(await officer.getByTestId('hand-over-write').count()).toBe(0);
  });

  test('the outgoing chief hands over by the keyboard, the incoming one signs, both stay named', async () => {
    const chief = await at('chief', '/roster');
    await chief.getByTestId('hand-over-write').waitFor();
    await chief.keyboard.press('h');
    await chief.getByTestId('hand-over-note').fill('夜间注意水压。');
    await chief.getByTestId('act-submit').click();
    await chief.getByTestId('hand-over').waitFor();
    expect(await chief.getByTestId('hand-over-sign').count()).toBe(0);
    house.time.now = new Date('2026-11-20T12:10:00Z');
    const next = await at('supervisor', '/roster');
    await next.getByTestId('unsigned').waitFor();
    await expect.poll(() => next.getByTestId('status-duty').innerText()).toContain('未签收');
    await next.getByTestId('hand-over-sign').click();
    await next.getByTestId('act-submit').click();
    await expect.poll(() => next.getByTestId('hand-over').innerText()).toContain('督办 01 签收');
    expect(await next.getByTestId('unsigned').count()).toBe(0);
  });

  test('a unit enters its contact, which stands beside it on the case', async () => {
    const officer = await at('officer', '/roster');
    await officer.getByTestId('contact-add').click();
    await officer.getByTestId('contact-post').fill('办公室副主任');
    await officer.getByTestId('contact-person').fill('林一鸣');
    await officer.getByTestId('contact-phone').fill('0990-6612345');
    await officer.getByTestId('act-submit').click();
    await officer.getByTestId('contact').waitFor();
    const chief = await at('chief', `/cases/${caseId}`);
    await expect.poll(() => chief.getByTestId('unit-contact').first().innerText()).toContain('林一鸣');
  });

  test.each(LOOKS)('has no fault of access: %s, %i wide', async (theme, width) => {
    const page = await at('chief', '/roster', { theme, viewport: { width, height: 900 } });
    await page.getByTestId('hand-over').first().waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await accessFaults(page)).toEqual([]);
  });
});
