/** A feed item arrives, an analyst confirms it with the keyboard, a leader's board shows the case without a reload. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addSource } from '../../server/intake/store.ts';
import { openBrowser, signedIn, WEB_ROOT } from '../support/browser.ts';
import { serveHouse, type ServedHouse } from '../support/house.ts';

const TITLE = '墨池街道水管爆裂,半条街没有水';
const feed = (items: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>测试论坛</title>${items}</channel></rss>`;
const post = `<item><guid>burst-1</guid><title>${TITLE}</title><description>砚湖区墨池街道自来水管爆了一整天,停水到现在,水务局电话打不通。联系人张伟明,电话13912345678。</description></item>`;

let house: ServedHouse;
let browser: Browser;
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiying-feed-'));
  path = join(folder, 'feed.xml');
  await writeFile(path, feed(''));
  house = await serveHouse({ webRoot: WEB_ROOT, quiet: true });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await house.close();
  await rm(folder, { recursive: true });
});

const rowOf = (page: Page) => page.getByTestId('queue-row').filter({ hasText: TITLE });
const cardOf = (page: Page) => page.getByTestId('case-card').filter({ hasText: TITLE });

test('from the feed to the board, live', async () => {
  const analyst = await signedIn(browser, house, 'analyst');
  const leader = await signedIn(browser, house, 'leader');
  await leader.goto(`${house.origin}/board`);
  await leader.getByTestId('live-state').waitFor();
  await analyst.goto(`${house.origin}/triage`);
  await analyst.getByTestId('live-state').waitFor();
  expect(await cardOf(leader).count()).toBe(0);
  let reloads = 0;
  leader.on('load', () => (reloads += 1));

  await writeFile(path, feed(post));
  await addSource(
    house.parts.db,
    { id: 'burst', name: '测试论坛', kind: 'file', channel: 'forum', url: path, intervalSeconds: 3_600 },
    new Date(),
  );
  await rowOf(analyst).click();
  // Hidden words for screen readers stand between the marked words of a title.
  await analyst
    .locator('h1')
    .filter({ hasText: /水.*管.*爆.*裂/ })
    .waitFor();
  const shown = await analyst.locator('main').innerText();
  expect(shown).not.toContain('13912345678');
  expect(shown).not.toContain('张伟明');

  await expect.poll(() => analyst.getByTestId('primary-action').innerText()).toContain('砚湖区公用事业管理局');
  await analyst.keyboard.press('Enter');
  await cardOf(leader).waitFor();
  expect(await cardOf(leader).innerText()).toContain('砚湖区公用事业管理局');
  await rowOf(analyst).waitFor({ state: 'detached' });
  expect(reloads).toBe(0);
});

test('an officer of another unit sees neither the queue nor the case', async () => {
  const officer = await signedIn(browser, house, 'officer2');
  await officer.goto(`${house.origin}/board`);
  await officer.getByTestId('live-state').waitFor();
  expect(await cardOf(officer).count()).toBe(0);
  expect(await officer.getByTestId('queue-row').count()).toBe(0);
});

test('a network that goes and comes: the page says so, and catches up', async () => {
  const chief = await signedIn(browser, house, 'chief');
  await chief.goto(`${house.origin}/triage`);
  await expect.poll(() => chief.getByTestId('live-state').innerText()).toContain('实时');
  await chief.context().setOffline(true);
  await expect.poll(() => chief.getByTestId('live-state').innerText(), { timeout: 30_000 }).not.toContain('实时');
  const second = TITLE.replace('爆裂', '又裂');
  const again = post.replace('burst-1', 'burst-2').replace(TITLE, second).replace('爆了一整天', '又爆了半天');
  await writeFile(path, feed(again));
  await house.parts.db
    .updateTable('source')
    .set({ next_poll_at: new Date(0) })
    .where('id', '=', 'burst')
    .execute();
  await chief.context().setOffline(false);
  await chief.getByTestId('queue-row').filter({ hasText: second }).waitFor({ timeout: 30_000 });
});
