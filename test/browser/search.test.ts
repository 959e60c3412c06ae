/** 检索 in the page: found by a word of the text, narrowed, opened, gone back to; refused for persons; nothing of a foreign unit. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ItemDetail, SessionView } from '../../server/contract/views.ts';
import { accessFaults } from '../support/access-faults.ts';
import { openBrowser, signedIn, WEB_ROOT } from '../support/browser.ts';
import { serveHouse, type ServedHouse } from '../support/house.ts';
import { judge } from '../support/road-pages.ts';

/** Stands in the texts alone, in no title. */
const WORD = '铁锈味';
const HERE = { title: '墨池街道自来水发黄三天', text: `砚湖区墨池街道的自来水发黄三天,一股${WORD},没有人来看。` };
const THERE = { title: '白苇镇的水放出来是红的', text: `汀洲区白苇镇的自来水是红的,也有${WORD},不敢喝。` };

let house: ServedHouse;
let browser: Browser;
let analyst: Page;
/** The item nobody has judged, of 汀洲区. */
let waiting: string;

beforeAll(async () => {
  house = await serveHouse({ webRoot: WEB_ROOT, quiet: true });
  browser = await openBrowser();
  analyst = await signedIn(browser, house, 'analyst');
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** How many results the account of the page gets. */
async function found(page: Page, q: string, filters: string): Promise<number> {
  const answer = await page.request.get(`${house.origin}/api/search?q=${encodeURIComponent(q)}&${filters}`);
  return ((await answer.json()) as { total: number }).total;
}

/** As hands search: the key, the words, Enter. */
async function search(page: Page, words: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
}

const hits = (page: Page) => page.getByTestId('search-hit');

async function faultless(page: Page): Promise<void> {
  expect(await accessFaults(page)).toEqual([]);
}

test('what came in and the case made of it can be found', async () => {
  await analyst.goto(`${house.origin}/triage`);
  await house.post(HERE.title, HERE.text);
  waiting = await house.post(THERE.title, THERE.text);
  await judge(analyst, HERE.title, { name: '砚湖区水务局', search: '砚湖区水务局' });
  await expect
    .poll(() => found(analyst, HERE.title.slice(0, 6), 'kind=case'), { interval: 1_000, timeout: 30_000 })
    .toBe(1);
  await expect.poll(() => found(analyst, WORD, ''), { interval: 1_000, timeout: 30_000 }).toBe(2);
});

test('an analyst finds an item by a word of its text, narrows to a place, opens its case and comes back', async () => {
  await analyst.goto(`${house.origin}/board`);
  await analyst.getByTestId('live-state').waitFor();
  await search(analyst, WORD);
  await hits(analyst).nth(1).waitFor();
  expect(new URL(analyst.url()).searchParams.get('q')).toBe(WORD);
  expect(await analyst.locator('[data-testid=search-hit] mark').first().innerText()).toBe(WORD);
  await faultless(analyst);

  await analyst.locator('[data-facet=territory] label').filter({ hasText: '砚湖区' }).click();
  await analyst.locator('[data-chip=territory]').filter({ hasText: '砚湖区' }).waitFor();
  await expect.poll(() => hits(analyst).count()).toBe(1);
  expect(await hits(analyst).innerText()).toContain(HERE.title);
  const address = analyst.url();

  let asked = 0;
  analyst.on('request', (request) => (asked += Number(request.url().includes('/api/search'))));
  // The focus is on the tick; one step leads to the results.
  await analyst.keyboard.press('j');
  await expect.poll(() => analyst.locator(':focus').innerText()).toBe(HERE.title);
  await analyst.keyboard.press('Enter');
  await analyst.locator('h1').filter({ hasText: HERE.title }).waitFor();
  expect(new URL(analyst.url()).pathname).toMatch(/^\/cases\//);
  await analyst.goBack();
  await hits(analyst).waitFor();
  expect(analyst.url()).toBe(address);
  expect(asked).toBe(0);

  await analyst.reload();
  await hits(analyst).waitFor();
  expect(await hits(analyst).count()).toBe(1);
  await analyst.goBack();
  await expect.poll(() => hits(analyst).count()).toBe(2);
});

test('an item that waits opens in triage; J and K choose', async () => {
  await search(analyst, WORD);
  await hits(analyst).nth(1).waitFor();
  const row = hits(analyst).filter({ hasText: THERE.title });
  while ((await row.getAttribute('aria-current')) !== 'true') {
    const before = await analyst.locator('[data-testid=search-hit][aria-current]').innerText();
    await analyst.keyboard.press(before.includes(THERE.title) ? 'k' : 'j');
    await expect.poll(() => analyst.locator('[data-testid=search-hit][aria-current]').innerText()).not.toBe(before);
  }
  await analyst.keyboard.press('Enter');
  await analyst.locator('.reading h1').filter({ hasText: '白苇镇' }).waitFor();
  expect(new URL(analyst.url()).pathname).toBe('/triage');
});

test('a dismissed item is found, read with its reason, and taken back', async () => {
  const { csrf } = (await (await analyst.request.get(`${house.origin}/api/session`)).json()) as SessionView;
  const item = (await (await analyst.request.get(`${house.origin}/api/items/${waiting}`)).json()) as ItemDetail;
  const dismissed = await analyst.request.post(`${house.origin}/api/items/${waiting}/dismiss`, {
    headers: { 'x-csrf-token': csrf, origin: house.origin },
    data: { version: item.version, verdictId: item.verdict?.id, reason: 'no_demand', note: '已电话核实,是管道冲洗。' },
  });
  expect(dismissed.status()).toBe(200);
  await analyst.goto(`${house.origin}/search?q=${encodeURIComponent(WORD)}&stage=dismissed`);
  await hits(analyst).getByRole('link', { name: THERE.title }).click();
  await expect.poll(() => analyst.getByTestId('item-state').innerText()).toBe('不纳入');
  expect(await analyst.locator('main').innerText()).toContain('已电话核实,是管道冲洗。');
  await faultless(analyst);
  await analyst.getByTestId('item-reopen').click();
  await expect.poll(() => analyst.getByTestId('item-state').innerText()).toBe('待研判');
  await analyst.keyboard.press('Escape');
  await analyst.getByTestId('search-words').waitFor();
  await analyst.goto(`${house.origin}/triage`);
  await analyst.getByTestId('queue-row').filter({ hasText: THERE.title }).waitFor();
});

test('a telephone number is refused with the sentence, and stays in the field', async () => {
  await analyst.goto(`${house.origin}/search`);
  await analyst.getByTestId('search-words').fill('13912345678');
  await analyst.keyboard.press('Enter');
  const refused = analyst.getByTestId('search-refused');
  await refused.waitFor();
  expect(await refused.innerText()).toContain('不提供按姓名、网名、手机号、证件号检索公众');
  expect(await analyst.getByTestId('search-words').inputValue()).toBe('13912345678');
  expect(await hits(analyst).count()).toBe(0);
  await faultless(analyst);
  // In the list of cases as well.
  await analyst.goto(`${house.origin}/cases?tab=all`);
  await analyst.getByTestId('case-row').filter({ hasText: HERE.title }).waitFor();
  await analyst.getByTestId('case-words').fill('13912345678');
  await analyst.getByRole('alert').filter({ hasText: '不提供按姓名' }).waitFor();
  await faultless(analyst);
});

test('an officer of another unit finds nothing of it, in results and in counts', async () => {
  const officer = await signedIn(browser, house, 'officer2');
  await officer.getByTestId('live-state').waitFor();
  await search(officer, WORD);
  await officer.getByTestId('search-none').waitFor();
  expect(await officer.getByTestId('search-total').innerText()).toBe('0');
  expect(await officer.locator('.facets fieldset').count()).toBe(0);
  expect(await officer.locator('main').innerText()).not.toContain('墨池');
  await faultless(officer);
});

test('a search that fails keeps its words and is made again', async () => {
  await analyst.goto(`${house.origin}/search`);
  await analyst.route('**/api/search?**', (route) => route.abort());
  await analyst.getByTestId('search-words').fill(WORD);
  await analyst.keyboard.press('Enter');
  await analyst.getByTestId('search-failed').waitFor();
  expect(await analyst.getByTestId('search-words').inputValue()).toBe(WORD);
  await analyst.unroute('**/api/search?**');
  await analyst.getByTestId('search-failed').getByRole('button', { name: '重试' }).click();
  await hits(analyst).first().waitFor();
});
