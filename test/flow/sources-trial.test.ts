/** Testing a source over HTTP: how far it comes, said step by step; polite and guarded as polling is. */
import { describe, expect, test } from 'vitest';
import { sourceTestSchema } from '../../server/contract/source-views.ts';
import { codeOf, type Answer } from '../support/client.ts';
import { freshFeed } from '../support/feed-site.ts';
import { add, admin, ahead, detailFor, house, ok, post, site, serveSources } from '../support/source-acts.ts';

serveSources();
describe('a test', () => {
  const outcome = async (answer: Promise<Answer>) => {
    const { status, body } = await answer;
    expect([status, body]).toEqual([200, expect.anything()]);
    const { steps, ...rest } = sourceTestSchema.strict().parse(body);
    for (const { note } of steps) expect(note).toMatch(/\p{Script=Han}/u);
    ahead(1);
    return { steps: steps.map(({ outcome: one, code }) => code ?? one).join(' '), ...rest };
  };
  const allowed = async (path: string): Promise<string> => {
    const { id } = await add({ kind: 'http', url: `${site.origin}${path}` });
    ok(await post(`/${id}/allow-private`, { version: 1, allow: true }));
    return id;
  };

  test('says step by step how far it came, and stores nothing of what it saw', async () => {
    site.pages.set('/good', freshFeed(2, new Date('2026-11-20T03:00:00Z')));
    site.pages.set('/empty', '<rss version="2.0"><channel></channel></rss>');
    site.pages.set('/login', '<!doctype html><html><body>请登录</body></html>');
    const good = await allowed('/good');
    expect(await outcome(post(`/${good}/test`, {}))).toMatchObject({
      steps: 'ok ok ok ok',
      entries: 2,
      newestAt: '2026-11-20T03:00:00.000Z',
    });
    expect((await detailFor(admin, good)).lastTest).toMatchObject({ entries: 2 });
    expect((await detailFor(await house.client('auditor'), good)).lastTest).toMatchObject({ entries: 2 });
    expect((await detailFor(admin, good)).version).toBe(2);
    expect((await outcome(post(`/${await allowed('/empty')}/test`, {}))).steps).toBe('ok ok ok feed_without_items');
    expect((await outcome(post(`/${await allowed('/login')}/test`, {}))).steps).toBe('ok ok feed_unreadable not_run');
    expect((await outcome(post(`/${await allowed('/nowhere')}/test`, {}))).steps).toBe('ok ok source_http_404 not_run');
    site.pages.set('/robots.txt', 'User-agent: *\nDisallow: /good');
    expect((await outcome(post(`/${good}/test`, {}))).steps).toBe('ok source_robots_refused not_run not_run');
    site.pages.delete('/robots.txt');
    const items = await house.parts.db.selectFrom('sighting').select('item_id').where('source_id', '=', good).execute();
    expect(items).toEqual([]);
  });

  test('of an address before it is added goes nowhere private', async () => {
    expect((await outcome(post('/try', { url: `${site.origin}/good` }))).steps).toBe(
      'not_run source_refused_address not_run not_run',
    );
    expect(codeOf(await post('/try', { url: 'file:///etc/passwd' }))).toBe('source_refused_address');
  });

  test('is polite: a host just visited is left alone', async () => {
    const id = await allowed('/good');
    const busy = await Promise.all([post(`/${id}/test`, {}), post(`/${id}/test`, {})]);
    expect(busy.map((answer) => answer.status).sort()).toEqual([200, 429]);
    expect(busy.map(codeOf)).toContain('source_host_busy');
    ahead(1);
    expect((await post(`/${id}/test`, {})).status).toBe(200);
    ahead(1);
  });

  test('of one that is pushed to makes no sense', async () => {
    const { id } = await add({ kind: 'push' });
    expect(codeOf(await post(`/${id}/test`, {}))).toBe('source_not_polled');
  });
});
