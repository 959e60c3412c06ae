/** Sources in every bad state: each is shown with its code on its page and in the log, and the others go on. */
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openFeedSite, openPolling, rss, type FeedSite, type PollingTrial } from '../support/feed-site.ts';
import { openHouse, type House } from '../support/house.ts';

let house: House;
let site: FeedSite;
let trial: PollingTrial;
beforeAll(async () => {
  house = await openHouse();
  site = await openFeedSite();
  await house.parts.db.updateTable('source').set({ enabled: false }).execute();
});
afterAll(async () => {
  await trial.close();
  await site.close();
  await house.close();
});
beforeEach(async () => {
  await trial?.close();
  trial = openPolling(house, { timeoutMs: 400, maxBytes: 200_000, resolve });
  await house.parts.db.updateTable('source').set({ enabled: false }).execute();
});

/** Every name of these tests stands for this machine, however public it looks. */
const resolve = (): Promise<{ address: string; family: number }[]> =>
  Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

let made = 0;
/** An entry nobody else has. */
const entry = (changes: Partial<{ id: string; title: string; text: string; at: string }> = {}) => {
  made += 1;
  return {
    id: `e-${made}`,
    title: `汀洲区第${made}路公交晚点`,
    text: `汀洲区第${made}路公交每天早上都晚点。`,
    ...changes,
  };
};

/** Polls one source beside a good one; answers its page. The good one must have gone on. */
async function pollBeside(url: string, options: { allow?: boolean } = {}) {
  const good = entry();
  site.pages.set('/good', rss([good]));
  const goodId = await trial.source(`${site.origin}/good`, { id: `good-${made}` });
  const id = await trial.source(url, options);
  await trial.poll();
  expect(await trial.detail(goodId)).toMatchObject({ state: 'ok', failure: null, today: 1 });
  const detail = await trial.detail(id);
  if (detail.failure) {
    expect(detail.failure.message).toMatch(/\p{Script=Han}.*。$/u);
    expect(trial.lines).toContainEqual(expect.objectContaining({ source: id, code: detail.failure.code }));
    expect(detail.effect).toMatch(/没有采集|未采集/);
    expect(detail.recentGaps).toMatchObject([{ until: null, code: detail.failure.code }]);
  }
  return { id, detail };
}

const itemsOf = (id: string) =>
  house.parts.db
    .selectFrom('item')
    .innerJoin('sighting', 'sighting.item_id', 'item.id')
    .select(['item.id', 'item.title', 'item.body', 'item.published_at', 'sighting.external_id'])
    .where('sighting.source_id', '=', id)
    .orderBy('sighting.external_id')
    .execute();

const page = (path: string, answer: Parameters<FeedSite['pages']['set']>[1]): string => {
  site.pages.set(path, answer);
  return `${site.origin}${path}`;
};

describe('a source that can not be read says why', () => {
  const moved =
    (location: string): RequestListener =>
    (_, response) =>
      void response.writeHead(302, { location }).end();

  test.each<[string, () => string, string]>([
    ['no feed', () => page('/html', '<!doctype html><html><body>请登录</body></html>'), 'feed_unreadable'],
    ['cut off before one entry', () => page('/cut', rss([entry()]).slice(0, 90)), 'feed_truncated'],
    ['nothing', () => page('/nothing', ' \n'), 'feed_empty'],
    ['NUL alone', () => page('/nul', '\u0000\u0000'), 'feed_empty'],
    ['more than the limit', () => page('/huge', 'x'.repeat(300_000)), 'source_too_large'],
    ['a gzip bomb', () => page('/bomb', (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20_000_000)))), 'source_too_large'],
    ['a body that never ends', () => page('/slow', (_, response) => void response.writeHead(200).write('<rss>')), 'source_timeout'],
    ['no answer', () => page('/silent', () => undefined), 'source_timeout'],
    ['redirects in a circle', () => page('/circle', moved('/circle')), 'source_too_many_redirects'],
    ['a redirect into this machine', () => page('/to-loopback', moved('http://127.0.0.2:1/')), 'source_refused_address'],
    ['a redirect to another port', () => page('/to-port', moved('http://127.0.0.1:1/')), 'source_refused_address'],
    ['a redirect to the secrets of a cloud', () => page('/to-cloud', moved('http://169.254.169.254/latest')), 'source_refused_address'],
    ['a redirect to [::1]', () => page('/to-v6', moved('http://[::1]:1/')), 'source_refused_address'],
    ['a redirect to a decimal address', () => page('/to-decimal', moved('http://2130706433:1/')), 'source_refused_address'],
    ['a redirect to a hexadecimal address', () => page('/to-hex', moved('http://0x7f000001:1/')), 'source_refused_address'],
    ['a redirect to a name of this network', () => page('/to-name', moved('http://intern.test/')), 'source_refused_address'],
    ['a page that is gone', () => `${site.origin}/gone`, 'source_http_404'],
    ['a page closed to us', () => page('/closed', (_, response) => void response.writeHead(403).end()), 'source_http_403'],
    ['an error of the site', () => page('/error', (_, response) => void response.writeHead(500).end()), 'source_http_500'],
    ['a broken connection', () => page('/broken', (_, response) => void response.destroy()), 'source_unreachable'],
    ['a wrong packing', () => page('/packed', (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain')), 'source_unreadable'],
  ])('%s', async (_name, url, code) => {
    const { detail } = await pollBeside(url());
    expect(detail).toMatchObject({ state: 'failing', failure: { code } });
  }); // prettier-ignore

  test.each(['127.0.0.1', '[::1]', '2130706433', '0x7f.1', '10.0.0.1', '169.254.169.254', 'localhost'])(
    'one at %s without leave is never asked',
    async (host) => {
      const before = site.asked.length;
      const { detail } = await pollBeside(`http://${host}:${site.port}/good`, { allow: false });
      expect(detail.failure?.code).toBe('source_refused_address');
      // The good one alone: its rules and its feed.
      expect(site.asked.slice(before).map(({ path }) => path)).toEqual(['/robots.txt', '/good']);
    },
  );

  test.each([false, true])('a name that turns to a private address is refused; with leave (%s) too', async (allow) => {
    const { detail } = await pollBeside(`http://rebinding.test:${site.port}/good`, { allow });
    expect(detail.failure?.code).toBe('source_refused_address');
    expect(site.asked.filter(({ headers }) => headers.host?.includes('rebinding'))).toEqual([]);
  });
});

describe('a feed that is not quite in order', () => {
  test('GB18030 named UTF-8 is read as what it is, and said', async () => {
    const one = entry();
    const bytes = iconv.encode(rss([one]).replace('?>', ' encoding="utf-8"?>'), 'gb18030');
    const { id, detail } = await pollBeside(page('/gb', bytes));
    expect(detail.warnings).toContainEqual(expect.objectContaining({ code: 'charset_mismatch', count: 1 }));
    expect(await itemsOf(id)).toMatchObject([{ title: one.title, body: one.text }]);
  });

  test('entries spoiled one by one are mended or left out, and counted; the rest comes in', async () => {
    const whole = entry({ at: 'Fri, 20 Nov 2026 03:00:00 GMT' });
    const twice = entry();
    const { id, detail } = await pollBeside(
      page(
        '/spoiled',
        rss([
          whole,
          twice,
          { ...entry(), id: twice.id },
          entry({ title: '' }),
          entry({ title: ' ', text: '' }),
          entry({ at: 'Thu, 01 Jan 1970 00:00:00 GMT' }),
          entry({ at: 'Wed, 01 Jan 2099 00:00:00 GMT' }),
          entry({ at: '前天' }),
        ]),
      ),
    );
    const counts = Object.fromEntries(detail.warnings.map(({ code, count }) => [code, count]));
    expect(counts).toMatchObject({ duplicate_id: 1, title_missing: 1, item_empty: 1, date_too_old: 1, date_in_future: 1, date_unreadable: 1 }); // prettier-ignore
    for (const { message } of detail.warnings) expect(message).toMatch(/\p{Script=Han}/u);
    const items = await itemsOf(id);
    expect(items).toHaveLength(6);
    expect(items.filter((item) => item.published_at !== null).map((item) => item.title)).toEqual([whole.title]);
    expect(items.every((item) => item.title.length > 0)).toBe(true);
    expect(detail).toMatchObject({ state: 'ok', today: 6 });
  });

  test('markup, scripts and handlers never reach the store', async () => {
    const evil =
      '&lt;p onclick="x()"&gt;砚湖区停电&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;iframe src="//e"&gt;框&lt;/iframe&gt;' +
      '&lt;img src=x onerror=alert(1)&gt;&lt;a href="javascript:alert(1)"&gt;链接&lt;/a&gt;&lt;style&gt;p{}&lt;/style&gt;';
    const { id } = await pollBeside(page('/evil', rss([entry({ title: '<![CDATA[<b onmouseover=x()>停电</b>]]>', text: evil })])));
    const [item] = await itemsOf(id);
    expect([item?.title, item?.body]).toEqual(['停电', '砚湖区停电\n链接']);
  }); // prettier-ignore

  test('NUL, half characters and invisible marks are taken out', async () => {
    const json = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [{ id: 'n\u0000', title: '岚口县\u0000\ud800停水\u200b', content_text: `停水\udc00${(made += 1)}` }] }); // prettier-ignore
    const { id } = await pollBeside(page('/nulls', Buffer.from(json)));
    const [item] = await itemsOf(id);
    expect(item?.title).not.toMatch(/[\u0000\u200b]/);
    expect(item?.title.isWellFormed()).toBe(true);
    expect(item?.title).toMatch(/岚口县.?停水/u);
  });

  test('one without entries is heard, and said', async () => {
    const { detail } = await pollBeside(page('/empty', rss([])));
    expect(detail).toMatchObject({ state: 'ok', warnings: [{ code: 'feed_without_items', count: 1 }] });
  });
});

test('50 MB are stopped at the limit, and memory stays flat', async () => {
  await trial.close();
  trial = openPolling(house);
  let sent = 0;
  const chunk = Buffer.alloc(256 * 1024, 'x');
  const url = page('/fifty', (_, response) => {
    const more = (): void => {
      while (!response.destroyed && sent < 50 * 1024 * 1024) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', more);
      }
      response.end();
    };
    response.writeHead(200, { 'content-type': 'application/xml' });
    more();
  });
  global.gc?.();
  const before = process.memoryUsage().arrayBuffers;
  const { detail } = await pollBeside(url);
  expect(detail.failure?.code).toBe('source_too_large');
  // The limit, what lies in the sockets' buffers, and no more: far below what the site had to give.
  expect(sent).toBeLessThan(25 * 1024 * 1024);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40 * 1024 * 1024);
});
