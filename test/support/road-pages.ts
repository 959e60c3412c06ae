/** What each role does on its pages, as hands do it: clicks, keys, typed words. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ServedHouse } from './house.ts';

const OTHER_UNIT = /另选|其他|其它/;

/** `2026-11-22T10:00`, China time, as a datetime-local field takes it. */
export const localMinute = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16);

/** Sends the open dialog and waits until it has closed: the server has taken it. */
export async function submitDialog(page: Page): Promise<void> {
  await page.getByTestId('act-submit').click();
  await page.getByTestId('act-submit').waitFor({ state: 'detached' });
}

/** The analyst opens a case for the unit by name and confirms it. */
export async function judge(page: Page, title: string, unit: { name: string; search: string }): Promise<void> {
  await page.getByTestId('queue-row').filter({ hasText: title }).click();
  await page
    .locator('h1')
    .filter({ hasText: new RegExp([...title.slice(0, 4)].join('.*')) })
    .waitFor();
  const action = page.getByTestId('primary-action');
  await expect.poll(() => action.getAttribute('data-kind')).not.toBe('off');
  const lead = page.locator('.rail .lead b').first();
  if (!(await lead.isVisible()) || (await lead.innerText()) !== unit.name) {
    const other = page.locator('.rail').getByRole('button', { name: OTHER_UNIT });
    if (await other.count()) await other.first().click();
    const field = page.locator('.rail').getByRole('combobox', { name: '查单位名称' });
    await field.fill(unit.search);
    await page.locator('.rail').getByRole('listbox').getByRole('option', { name: unit.name }).first().click();
  }
  await expect.poll(() => lead.innerText()).toBe(unit.name);
  await expect.poll(() => action.getAttribute('data-kind')).toBe('act');
  await action.click();
  await page.getByTestId('queue-row').filter({ hasText: title }).waitFor({ state: 'detached' });
}

/** Opens a case of the desk by its title. */
export async function openOnDesk(page: Page, title: string): Promise<void> {
  await page.getByTestId('desk-row').filter({ hasText: title }).click();
  await page.getByTestId('desk-case').filter({ hasText: title }).waitFor();
}

/** 核查 or another entry on the record. */
export async function recordEntry(page: Page, kind: string, words: string): Promise<void> {
  await page.getByTestId('desk-view-entries').click();
  await page.getByTestId('desk-entry').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(kind, { exact: true }).first().click();
  await dialog.locator('textarea').first().fill(words);
  await submitDialog(page);
}

export interface Draft {
  title: string;
  body: string;
  disposition: string;
  paragraph: number;
  promise?: { what: string; dueAt: number };
}

/** Writes the answer, and sends it into the chain. */
export async function draft(page: Page, answer: Draft): Promise<void> {
  await page.getByTestId('desk-view-answer').click();
  await page.getByTestId('desk-title').fill(answer.title);
  await page.getByTestId('desk-body').fill(answer.body);
  const disposition = page.getByTestId(`desk-disposition-${answer.disposition}`);
  if (!(await disposition.isChecked())) {
    await disposition.check();
    await page
      .getByRole('button', { name: `第 ${answer.paragraph} 段` })
      .first()
      .click();
  }
  if (answer.promise) {
    await page.getByTestId('desk-commitment-add').click();
    const row = page.locator('.promises li').last();
    await row.locator('input').first().fill(answer.promise.what);
    await row.locator('input[type=datetime-local]').fill(localMinute(answer.promise.dueAt));
  }
  await page.getByTestId('desk-submit').click();
  await page.getByTestId('desk-edit').waitFor();
}

/** One step of the chain: the text is read, then approved. */
export async function approve(page: Page, house: ServedHouse, title: string): Promise<void> {
  await openAnswer(page, house, title);
  await page.getByTestId('answer-approve').click();
  await page.getByTestId('answer-approve').waitFor({ state: 'detached' });
}

export async function openAnswer(page: Page, house: ServedHouse, title: string): Promise<void> {
  if (!page.url().includes('/answers')) await page.goto(`${house.origin}/answers`);
  await page.getByTestId('answer-row').filter({ hasText: title }).click();
  await page.getByTestId('answer-text').waitFor();
}

/** An act from the case page's menu; the dialog stands open then. */
export async function caseAct(page: Page, house: ServedHouse, caseId: string, name: string): Promise<void> {
  const path = `${house.origin}/cases/${caseId}`;
  if (page.url() !== path) await page.goto(path);
  await page.getByTestId('case-title').waitFor();
  const act = page.getByTestId(`case-act-${name}`);
  if (!(await act.first().isVisible())) await page.getByTestId('case-menu').click();
  await act.first().click();
  await page.getByRole('dialog').waitFor();
}
