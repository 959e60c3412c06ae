/** A case lives its whole life, each role in a browser of its own; the leader's board follows each step without a reload. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { signedIn } from '../support/browser.ts';
import { browser, house, openBrowserHouse } from '../support/browser-house.ts';
import { TEST_KEYS } from '../support/house.ts';
import {
  approve,
  caseAct,
  draft,
  judge,
  openAnswer,
  openOnDesk,
  recordEntry,
  submitDialog,
} from '../support/road-pages.ts';

const TITLE = '老槐片区自来水发黄已有四天';
const TEXT = '云川市老槐片区自来水发黄,有铁锈味,已经四天,打市水务局电话没有人接,孩子不敢喝。';
const ANSWER = {
  title: '关于老槐片区水质情况的说明',
  body: '经查,11月20日晚主管冲洗时锈垢脱落,造成末梢水发黄。\n目前已分段排放并更换阀门2处,6个采样点复检合格。\n后续每月公布一次检测结果。',
  disposition: 'resolve',
  paragraph: 2,
};
const CORRECTED = ANSWER.body.replace('6个采样点复检合格', '6个采样点复检合格,检测由市疾控中心完成');
const HOUR_MS = 3_600_000;

openBrowserHouse();

/** Follows the leader's board: how long after a change was sent the card stood there. */
class Board {
  readonly page: Page;
  readonly waited: { stage: string; ms: number }[] = [];
  caseId = '';
  reloads = 0;
  #sentAt = 0;

  constructor(page: Page) {
    this.page = page;
    page.on('load', () => (this.reloads += 1));
  }

  /** Notes when a page sends a change. */
  watch(page: Page): void {
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/api/')) this.#sentAt = Date.now();
    });
  }

  async shows(stage: string): Promise<void> {
    const card = this.page.locator(`[data-testid=case-card][data-case-id="${this.caseId}"]`);
    await card.and(this.page.locator(`[data-stage="${stage}"]`)).waitFor();
    this.waited.push({ stage, ms: Date.now() - this.#sentAt });
  }
}

test('from a citizen’s words to a kept promise', { timeout: 240_000 }, async () => {
  const names = ['analyst', 'officer', 'section', 'secrecy', 'head', 'reviewer', 'chief'] as const;
  const opened = await Promise.all(names.map(async (name) => [name, await signedIn(browser, house, name)] as const));
  const pages = Object.fromEntries(opened) as Record<(typeof names)[number], Page>;
  const leader = await signedIn(browser, house, 'leader');
  await leader.goto(`${house.origin}/board`);
  const board = new Board(leader);
  for (const page of Object.values(pages)) board.watch(page);
  board.watch(leader);

  // 研判: a major matter, so that the leader dispatches it.
  await house.post(TITLE, TEXT);
  await pages.analyst.goto(`${house.origin}/triage`);
  await pages.analyst.getByTestId('queue-row').filter({ hasText: TITLE }).click();
  await pages.analyst.locator('h1').filter({ hasText: '老槐' }).waitFor();
  await pages.analyst.keyboard.press('e');
  await judge(pages.analyst, TITLE, { name: '云川市水务局', search: '云川市水务局' });
  const card = leader.getByTestId('case-card').filter({ hasText: TITLE });
  await card.waitFor();
  board.caseId = (await card.getAttribute('data-case-id')) ?? '';
  await board.shows('awaiting_dispatch:');

  // 交办 by the leader, on the board itself.
  await card.getByRole('button', { name: /交办/ }).click();
  await leader.getByTestId('act-submit').click();
  await board.shows('awaiting_acceptance:');

  // 签收, 核查, 处置.
  await pages.officer.goto(`${house.origin}/desk`);
  await openOnDesk(pages.officer, TITLE);
  await pages.officer.keyboard.press('a');
  await board.shows('handling:');
  await recordEntry(pages.officer, '核查', '6个采样点:铁超标,微生物合格。');
  await recordEntry(pages.officer, '处置', '更换阀门2处,分段排放。');

  // 起草 with a promise; sent back once by 保密审查, corrected, and through the whole chain.
  const promise = { what: '公布第一次月度检测结果', dueAt: Date.now() + 20 * HOUR_MS };
  await draft(pages.officer, { ...ANSWER, promise });
  await board.shows('approving:section');
  await approve(pages.section, house, TITLE);
  await board.shows('approving:secrecy');
  await openAnswer(pages.secrecy, house, TITLE);
  await pages.secrecy.getByTestId('answer-revise').click();
  await pages.secrecy.getByText('请写明改什么').waitFor();
  await pages.secrecy.getByTestId('answer-note').fill('请写明检测由谁完成。');
  await pages.secrecy.getByTestId('answer-revise').click();
  await pages.secrecy.getByTestId('answer-revise').waitFor({ state: 'detached' });
  await board.shows('drafting:');
  await pages.officer.getByText('请写明检测由谁完成').first().waitFor();
  await draft(pages.officer, { ...ANSWER, body: CORRECTED });
  await board.shows('approving:section');
  await approve(pages.section, house, TITLE);
  await board.shows('approving:secrecy');
  await approve(pages.secrecy, house, TITLE);
  await board.shows('approving:unit_head');
  await approve(pages.head, house, TITLE);
  await board.shows('approving:office_review');
  await approve(pages.reviewer, house, TITLE);
  await board.shows('approving:leader');
  const desk = await leader.context().newPage();
  board.watch(desk);
  await approve(desk, house, TITLE);
  await openAnswer(pages.reviewer, house, TITLE);
  await pages.reviewer.getByTestId('answer-publish').click();
  await board.shows('published:');

  // The public reads it, without signing in.
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(`${house.origin}/public`);
  await visitor.getByRole('link', { name: ANSWER.title, exact: true }).click();
  await visitor.getByText('市疾控中心').waitFor();
  await visitor.getByText(promise.what).waitFor();

  // 办结 is refused while the promise is open; then it is kept, and closed.
  await caseAct(pages.chief, house, board.caseId, 'close');
  await pages.chief.getByRole('dialog').getByText(/承诺/).first().waitFor();
  await pages.chief.keyboard.press('Escape');
  await pages.officer.getByTestId('desk-commitment-keep').click();
  await pages.officer.getByRole('dialog').locator('textarea').fill('第一次月度检测结果已贴在片区公告栏并上网。');
  await submitDialog(pages.officer);
  await caseAct(pages.chief, house, board.caseId, 'close');
  await pages.chief.getByTestId('act-reason').fill('水质复检合格,承诺兑现。');
  await submitDialog(pages.chief);
  await leader.getByText('已办结').first().waitFor();

  expect(board.reloads).toBe(0);
  const sorted = board.waited.map((one) => one.ms).sort((a, b) => a - b);
  console.info(
    `sent → on the leader's board, ${sorted.length} steps: median ${sorted[sorted.length >> 1]} ms, most ${sorted.at(-1)} ms`,
  );
  expect((await verifyLog(house.parts.db, TEST_KEYS)).breaches).toEqual([]);
});
