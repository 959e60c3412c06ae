/** Polling is polite to hosts, keeps its gaps, and stops at once where it is told to. */
import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { changeSource } from '../../server/intake/register/change.ts';
import { freshFeed, gated, openPolling } from '../support/feed-site.ts';
import { ahead, house, round, site, trial, pollInTests } from '../support/polling-trial.ts';

pollInTests();

const paths = (): string[] => site.asked.map(({ path }) => path);

describe('a host', () => {
  test('is visited three seconds apart at the earliest: its rules, then one source after the other', async () => {
    for (const name of ['a', 'b', 'c']) {
      site.pages.set(`/${name}`, freshFeed());
      await trial.source(`${site.origin}/${name}`);
    }
    // Whoever waits longest goes first: the one that asked for the rules comes last.
    const visits: string[][] = [];
    for (let seconds = 0; seconds <= 12; seconds += 1) {
      const before = site.asked.length;
      await round();
      visits.push(paths().slice(before));
      ahead(1);
    }
    const none: string[] = [];
    expect(visits).toEqual([
      ['/robots.txt'],
      none,
      none,
      ['/b'],
      none,
      none,
      ['/c'],
      none,
      none,
      ['/a'],
      none,
      none,
      none,
    ]);
  });

  test('that is being read is not visited a second time, by another process neither', async () => {
    const slow = gated((_, response) => void response.end(freshFeed()));
    site.pages.set('/slow', slow.page);
    site.pages.set('/other', freshFeed());
    const second = openPolling(house);
    const first = await trial.source(`${site.origin}/slow`);
    await round();
    ahead(3);
    await trial.poller.round();
    await slow.reached;
    const beside = await trial.source(`${site.origin}/other`);
    ahead(3);
    await second.poller.round();
    await second.poller.idle();
    expect(paths()).toEqual(['/robots.txt', '/slow']);
    slow.open();
    await trial.poller.idle();
    expect((await trial.detail(first)).state).toBe('ok');
    await trial.poll();
    expect((await trial.detail(beside)).state).toBe('ok');
    await second.close();
  });

  test('whose visitor died is free again, and a clock that was set back blocks nothing', async () => {
    site.pages.set('/a', freshFeed());
    const id = await trial.source(`${site.origin}/a`);
    const { db } = house.parts;
    await db
      .insertInto('host_turn')
      .values({ host: '127.0.0.1', free_at: new Date(house.time.now.getTime() + 40_000) })
      .execute();
    await round();
    expect(paths()).toEqual([]);
    ahead(41);
    await round();
    expect(paths()).toEqual(['/robots.txt']);
    house.time.now = new Date(house.time.now.getTime() - 30 * 86_400_000);
    await trial.poll();
    expect((await trial.detail(id)).lastSuccessAt).not.toBeNull();
  });
});

describe('robots.txt', () => {
  test.each([
    ['forbids all', 'User-agent: *\nDisallow: /', 'source_robots_refused'],
    ['forbids us', 'User-agent: huiying\nDisallow: /news\n\nUser-agent: *\nDisallow:', 'source_robots_refused'],
    ['forbids another', 'User-agent: other\nDisallow: /', null],
    ['allows the feed below what it forbids', 'User-agent: *\nDisallow: /\nAllow: /news/feed$', null],
    ['is no rules at all', '<html>404</html>', null],
  ])('that %s', async (_name, rules, code) => {
    site.pages.set('/robots.txt', rules);
    site.pages.set('/news/feed', freshFeed());
    const id = await trial.source(`${site.origin}/news/feed`);
    await trial.poll();
    expect((await trial.detail(id)).failure?.code ?? null).toBe(code);
    expect(paths()).toEqual(code ? ['/robots.txt'] : ['/robots.txt', '/news/feed']);
  });

  test('that can not be had for now keeps us out, and is asked for again', async () => {
    site.pages.set('/robots.txt', (_, response) => void response.writeHead(503).end());
    site.pages.set('/a', freshFeed());
    const id = await trial.source(`${site.origin}/a`);
    await trial.poll();
    expect((await trial.detail(id)).failure?.code).toBe('source_robots_unreadable');
    site.pages.delete('/robots.txt');
    ahead(3_600);
    await trial.poll();
    expect(await trial.detail(id)).toMatchObject({ state: 'ok', failure: null });
  });

  test('is asked for once a day', async () => {
    site.pages.set('/a', freshFeed());
    await trial.source(`${site.origin}/a`);
    await trial.poll();
    for (const hours of [12, 11.9, 0.2]) {
      ahead(hours * 3_600);
      await trial.poll();
    }
    expect(paths().filter((path) => path === '/robots.txt')).toHaveLength(2);
    expect(paths().filter((path) => path === '/a')).toHaveLength(4);
  });
});

describe('what a source asks for', () => {
  test('Retry-After is kept to, in seconds and as a date', async () => {
    const id = await trial.source(`${site.origin}/busy`, { intervalSeconds: 60 });
    let wanted = '7200';
    site.pages.set('/busy', (_, response) => void response.writeHead(429, { 'retry-after': wanted }).end());
    const next = async (): Promise<number> => {
      const row = await house.parts.db
        .selectFrom('source')
        .select('next_poll_at')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return (row.next_poll_at.getTime() - house.time.now.getTime()) / 1_000;
    };
    await round();
    ahead(3);
    await round();
    expect(await next()).toBe(7_200);
    expect((await trial.detail(id)).failure).toMatchObject({
      code: 'source_http_429',
      message: expect.stringContaining('频率'),
    });
    ahead(7_200);
    wanted = new Date(house.time.now.getTime() + 5_400_000).toUTCString();
    await round();
    expect(Math.abs((await next()) - 5_400)).toBeLessThan(1);
  });

  test('304: heard, nothing new; the conditions go with the next request, and are forgotten with the address', async () => {
    const page: RequestListener = (request, response) => {
      if (request.headers['if-none-match'] === '"v1"') return void response.writeHead(304).end();
      response.writeHead(200, { etag: '"v1"', 'last-modified': 'Thu, 12 Nov 2026 06:36:00 GMT' }).end(freshFeed());
    };
    site.pages.set('/etag', page);
    site.pages.set('/moved', page);
    const id = await trial.source(`${site.origin}/etag`, { intervalSeconds: 60 });
    await trial.poll();
    ahead(60);
    await trial.poll();
    expect(await trial.detail(id)).toMatchObject({ state: 'ok', today: 1, lastSuccessAt: expect.any(String) });
    const admin = await house.viewer('admin');
    const { version, name, channel, intervalSeconds, quietAfterMinutes } = await trial.detail(id);
    const change = { version, name, channel, intervalSeconds, quietAfterMinutes, url: `${site.origin}/moved` };
    await changeSource(house.parts.db, admin, id, change, house.time.now);
    await trial.poll();
    const conditions = site.asked.filter(({ path }) => path !== '/robots.txt').map(({ path, headers }) => [path, headers['if-none-match'], headers['if-modified-since']]);
    expect(conditions).toEqual([
      ['/etag', undefined, undefined],
      ['/etag', '"v1"', 'Thu, 12 Nov 2026 06:36:00 GMT'],
      ['/moved', undefined, undefined],
    ]);
    expect(await trial.detail(id)).toMatchObject({ today: 2, allowPrivate: true });
  }); // prettier-ignore
});
