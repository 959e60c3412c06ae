/** Gaps are kept and counted, a pause takes effect at once, and a lost database loses nothing. */
import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { pauseSource, resumeSource } from '../../server/intake/register/change.ts';
import { connect } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { freshFeed, gated, openPolling } from '../support/feed-site.ts';
import { ahead, house, round, site, trial, pollInTests } from '../support/polling-trial.ts';

pollInTests();

describe('a gap', () => {
  test('opens with the last success, lasts while it fails, and counts what was published within it', async () => {
    site.pages.set('/a', freshFeed());
    const id = await trial.source(`${site.origin}/a`, { intervalSeconds: 60 });
    await trial.poll();
    const heard = (await trial.detail(id)).lastSuccessAt;
    site.pages.set('/a', (_, response) => void response.writeHead(500).end());
    ahead(60);
    await trial.poll();
    ahead(600);
    await trial.poll();
    const failing = await trial.detail(id);
    expect(failing).toMatchObject({ state: 'failing', recentGaps: [{ since: heard, until: null, code: 'source_http_500', recovered: 0 }] });
    expect(failing.effect).toMatch(/^\d\d:\d\d 之后的新信息未采集/);
    const within = new Date(Date.parse(heard ?? '') + 120_000);
    const before = new Date(Date.parse(heard ?? '') - 120_000);
    site.pages.set('/a', freshFeed(2, within).replace('</channel></rss>', freshFeed(1, before).replace(/^.*?<item>/, '<item>')));
    ahead(3_600);
    await trial.poll();
    const recovered = await trial.detail(id);
    expect(recovered).toMatchObject({ state: 'ok', failure: null, effect: null, recentGaps: [{ since: heard, until: recovered.lastSuccessAt, recovered: 2 }] });
    expect(recovered.today).toBe(4);
  }); // prettier-ignore

  test('is kept of the time in which the program itself did not read', async () => {
    site.pages.set('/a', freshFeed());
    const id = await trial.source(`${site.origin}/a`, { intervalSeconds: 60 });
    await trial.poll();
    const heard = (await trial.detail(id)).lastSuccessAt;
    ahead(7_200);
    expect((await trial.detail(id)).failure?.code).toBe('source_overdue');
    await trial.poll();
    expect((await trial.detail(id)).recentGaps).toMatchObject([{ since: heard, code: 'source_overdue', until: expect.any(String) }]);
  }); // prettier-ignore
});

describe('a pause', () => {
  test('takes effect at once: what is being read at that moment is not kept', async () => {
    const { db } = house.parts;
    const admin = await house.viewer('admin');
    const slow = gated((_, response) => void response.end(freshFeed()));
    site.pages.set('/slow', slow.page);
    const id = await trial.source(`${site.origin}/slow`);
    await round();
    ahead(3);
    await trial.poller.round();
    await slow.reached;
    await pauseSource(db, admin, id, { version: 1, reason: '对方要求暂停' }, house.time.now);
    slow.open();
    await trial.poller.idle();
    const paused = await trial.detail(id);
    expect(paused).toMatchObject({ state: 'paused', today: 0, failure: null, lastSuccessAt: null, paused: { reason: '对方要求暂停' } });
    expect(paused.recentGaps).toMatchObject([{ code: 'source_paused', until: null }]);
    ahead(86_400);
    const before = site.asked.length;
    await round();
    expect(site.asked.length).toBe(before);
    await resumeSource(db, admin, id, { version: paused.version }, house.time.now);
    await trial.poll();
    const resumed = await trial.detail(id);
    expect(resumed).toMatchObject({ state: 'ok', today: 1, paused: null, recentGaps: [{ until: resumed.lastSuccessAt }] });
  }); // prettier-ignore
});

test('a database lost in the middle of a poll loses nothing: the source is read again', async () => {
  const own = connect(house.database.appUrl, openLog('silent'), 2);
  const lost = openPolling(house, {}, own.db);
  const slow = gated((_, response) => void response.writeHead(200, { etag: '"v1"' }).end(freshFeed(3)));
  site.pages.set('/slow', slow.page);
  const id = await lost.source(`${site.origin}/slow`, { intervalSeconds: 60 });
  await lost.poller.round();
  await lost.poller.idle();
  ahead(3);
  await lost.poller.round();
  await slow.reached;
  const owner = new pg.Client({ connectionString: house.database.ownerUrl });
  await owner.connect();
  // Whatever the poller sends next meets a table that is locked, and loses its connection there.
  await owner.query('begin');
  await owner.query('lock table sighting in access exclusive mode');
  slow.open();
  await endWaiting();
  await lost.poller.idle();
  await owner.query('rollback');
  await owner.end();
  expect(lost.lines).toContainEqual(
    expect.objectContaining({ source: id, code: expect.stringMatching(/^57P|internal/) }),
  );
  expect(await trial.detail(id)).toMatchObject({ today: 0, failure: { code: 'source_not_read' } });
  ahead(120);
  await lost.poll();
  expect(await trial.detail(id)).toMatchObject({ today: 3, state: 'ok', failure: null });
  expect(site.asked.filter(({ path }) => path === '/slow').map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]); // prettier-ignore
  await lost.close();
  await own.close();
});

/** Ends the connection that waits for the lock, as an administrator of the database would. */
async function endWaiting(): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgres').superUrl });
  await client.connect();
  const name = new URL(house.database.appUrl).pathname.slice(1);
  const waiting =
    "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = $1";
  for (let tries = 0; tries < 500; tries += 1) {
    if ((await client.query(waiting, [name])).rowCount) return await client.end();
    await client.query('select pg_sleep(0.02)');
  }
  throw new Error('nobody waits for the lock');
}
