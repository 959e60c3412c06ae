/** The page of sources over HTTP: who sees what of one, its changes with their versions and events, its figures. */
import { describe, expect, test } from 'vitest';
import { BARS, sourcesViewSchema, type SourceDetail } from '../../server/contract/source-views.ts';
import { ensureSource } from '../../server/intake/store.ts';
import { codeOf } from '../support/client.ts';
import { spoiled } from '../support/evil.ts';
import { NOON, SAMPLE_SOURCE } from '../support/house.ts';
import { posted, store } from '../support/incoming.ts';
import { add, admin, ahead, detailFor, house, ok, post, settings, site, serveSources } from '../support/source-acts.ts';
import { type AccountName } from '../support/served-house.ts';

serveSources();
async function eventsOf(id: string): Promise<string[]> {
  const rows = await house.parts.db
    .selectFrom('event')
    .select(['type', 'data', 'actor'])
    .where('stream', '=', `source:${id}`)
    .orderBy('version')
    .execute();
  return rows.map(({ type, data }) => [type, data.what].filter(Boolean).join(' '));
}

describe('who sees what', () => {
  test('address, leave and tokens are for those who manage; cases for those who may see them', async () => {
    const push = await add({ kind: 'push' });
    expect((await post(`/${push.id}/tokens`, { name: '接口' })).status).toBe(200);
    expect((await detailFor(admin, push.id)).tokens).toMatchObject([{ name: '接口' }]);
    expect((await detailFor(await house.client('leader'), push.id)).tokens).toEqual([]);
    const { id } = await add({ kind: 'http', url: `${site.origin}/a?key=geheim` });
    ok(await post(`/${id}/allow-private`, { version: 1, allow: true }));
    for (const name of ['analyst', 'chief', 'supervisor', 'leader', 'auditor'] as AccountName[]) {
      const seen = await detailFor(await house.client(name), id);
      expect([name, seen.url, seen.allowPrivate, seen.allowedByName, seen.tokens]).toEqual([
        name,
        null,
        false,
        null,
        [],
      ]);
      expect(JSON.stringify(seen)).not.toContain('geheim');
    }
    expect(await detailFor(admin, id)).toMatchObject({
      url: `${site.origin}/a?key=geheim`,
      allowPrivate: true,
      allowedByName: expect.any(String),
    });
  });

  test('the cases beside it are those open, and those the viewer may see', async () => {
    const itemId = await house.post('砚湖区自来水发黄', '砚湖区自来水发黄三天了。');
    const analyst = await house.client('analyst');
    const item = (await analyst.send('GET', `/api/items/${itemId}`)).body as {
      version: number;
      verdict: { id: string };
    };
    const confirm = {
      version: item.version,
      verdictId: item.verdict.id,
      category: 'livelihood',
      subject: 'water_resources',
      opinionGrade: 'general',
      lead: '990100:water_resources',
      caseId: null,
    };
    const confirmed = await analyst.send('POST', `/api/items/${itemId}/confirm`, { body: confirm });
    expect(confirmed.status).toBe(200);
    const { caseId } = confirmed.body as { caseId: string };
    await house.settled();
    expect((await detailFor(analyst, SAMPLE_SOURCE)).cases.map((one) => one.id)).toEqual([caseId]);
    expect((await detailFor(admin, SAMPLE_SOURCE)).cases).toEqual([]);
    const { accountId } = await house.viewer('supervisor');
    await house.parts.db
      .insertInto('case_audience')
      .values({ case_id: caseId, account_id: accountId, effect: 'deny', at: NOON })
      .execute();
    expect((await detailFor(await house.client('supervisor'), SAMPLE_SOURCE)).cases).toEqual([]);
    await house.parts.db.updateTable('case').set({ state: 'closed' }).where('id', '=', caseId).execute();
    expect((await detailFor(analyst, SAMPLE_SOURCE)).cases).toEqual([]);
  });

  test('nobody who does not manage changes anything', async () => {
    const { id } = await add({ kind: 'push' });
    const auditor = await house.client('auditor');
    for (const [path, body] of [
      ['', { ...settings, kind: 'push' }],
      ['/try', { url: `${site.origin}/a` }],
      [`/${id}/pause`, { version: 1, reason: '试' }],
      [`/${id}/tokens`, { name: '试' }],
    ] as const)
      expect(codeOf(await post(path, body, auditor))).toBe('forbidden');
  });
});

describe('settings', () => {
  test('each change answers with the source as it then is, counts its version and writes its event', async () => {
    const added = await add({ kind: 'http', url: `${site.origin}/b#mark` });
    const { id } = added;
    expect(added).toMatchObject({
      version: 1,
      state: 'failing',
      url: `${site.origin}/b`,
      lastTest: null,
      paused: null,
    });
    const change = { ...settings, version: 1, name: '云川早报', channel: 'media', url: `${site.origin}/c` };
    expect(ok(await post(`/${id}/change`, change))).toMatchObject({ version: 2, name: '云川早报', channel: 'media' });
    const paused = ok(await post(`/${id}/pause`, { version: 2, reason: '对方维护' }));
    expect(paused).toMatchObject({ version: 3, state: 'paused', failure: null, effect: '至今没有采集到任何信息。' });
    expect(paused.paused).toMatchObject({ reason: '对方维护', at: house.time.now.toISOString() });
    expect(ok(await post(`/${id}/resume`, { version: 3 }))).toMatchObject({ version: 4, paused: null });
    expect(ok(await post(`/${id}/allow-private`, { version: 4, allow: true }))).toMatchObject({ allowPrivate: true });
    expect(ok(await post(`/${id}/allow-private`, { version: 5, allow: false }))).toMatchObject({ allowPrivate: false });
    expect(await eventsOf(id)).toEqual([
      'source_added',
      'source_changed settings',
      'source_changed paused',
      'source_changed resumed',
      'source_changed private_allowed',
      'source_changed private_refused',
    ]);
  });

  test('a leave goes with the host and port it was given for', async () => {
    const { id } = await add({ kind: 'http', url: `${site.origin}/a` });
    ok(await post(`/${id}/allow-private`, { version: 1, allow: true }));
    const same = ok(await post(`/${id}/change`, { ...settings, version: 2, url: `${site.origin}/elsewhere` }));
    expect(same.allowPrivate).toBe(true);
    const moved = ok(await post(`/${id}/change`, { ...settings, version: 3, url: 'http://10.0.0.9/feed' }));
    expect([moved.allowPrivate, moved.allowedByName]).toEqual([false, null]);
    expect((await eventsOf(id)).slice(-2)).toEqual(['source_changed settings', 'source_changed private_refused']);
  });

  test('who looked at an older version is told what is there now, and nothing is saved', async () => {
    const { id } = await add({ kind: 'http', url: `${site.origin}/a` });
    ok(await post(`/${id}/pause`, { version: 1, reason: '先暂停' }));
    for (const [path, body] of [
      ['change', { ...settings, version: 1, url: `${site.origin}/z` }],
      ['pause', { version: 1, reason: '再暂停' }],
      ['resume', { version: 1 }],
      ['allow-private', { version: 1, allow: true }],
      ['pause', { version: 2, reason: '已暂停' }],
    ] as const) {
      const answer = await post(`/${id}/${path}`, body);
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 409, 'source_changed']);
      const { current } = (answer.body as { error: { current: SourceDetail } }).error;
      expect([current.version, current.paused?.reason]).toEqual([2, '先暂停']);
    }
    expect(await eventsOf(id)).toEqual(['source_added', 'source_changed paused']);
  });

  test.each([
    [{ kind: 'http', url: null }, 'source_url_missing'],
    [{ kind: 'http', url: 'ftp://example.org/' }, 'source_refused_address'],
    [{ kind: 'http', url: '云川论坛' }, 'source_refused_address'],
    [{ kind: 'push', url: 'https://example.org/' }, 'source_without_address'],
    [{ kind: 'file', url: '/etc/passwd' }, 'invalid_request'],
    [{ kind: 'http', url: 'https://example.org/', intervalSeconds: 1 }, 'invalid_request'],
  ])('%j is refused: %s', async (body, code) => {
    const answer = await post('', { ...settings, ...body });
    expect([answer.status, codeOf(answer)]).toEqual([422, code]);
  });

  test('what comes with the program is not changed, paused or tested', async () => {
    const { id } = await ensureSource(
      house.parts.db,
      { id: 'import-x', name: '文件导入', kind: 'import', channel: 'letter' },
      NOON,
    );
    for (const [path, body] of [
      ['change', { ...settings, version: 1 }],
      ['pause', { version: 1, reason: '试' }],
      ['test', {}],
    ] as const)
      expect(codeOf(await post(`/${id}/${path}`, body))).toBe('source_built_in');
    expect(await detailFor(admin, id)).toMatchObject({ state: 'ok', failure: null });
  });

  test('bodies spoiled anywhere are refused, or done; never our error', async () => {
    const { id } = await add({ kind: 'push' });
    const bodies: [string, object][] = [
      ['', { ...settings, kind: 'http', url: 'https://example.org/feed' }],
      ['/try', { url: 'http://127.0.0.1:1/' }],
      [`/${id}/change`, { ...settings, version: 1 }],
      [`/${id}/pause`, { version: 1, reason: '暂停' }],
      [`/${id}/resume`, { version: 1 }],
      [`/${id}/allow-private`, { version: 1, allow: true }],
      [`/${id}/tokens`, { name: '接口' }],
    ];
    for (const [path, body] of bodies)
      for (const bad of spoiled(body)) {
        const answer = await post(path, bad.body);
        const what = `${path} ${bad.at} ${JSON.stringify(bad.value).slice(0, 40)}`;
        expect([what, answer.status < 500]).toEqual([what, true]);
        if (answer.status >= 400)
          expect(answer.body).toMatchObject({ error: { message: expect.stringMatching(/\p{Script=Han}/u) } });
      }
  });

  test('a source that is nowhere is missing, whatever is asked of it', async () => {
    for (const id of ['nowhere', '%00', '%F0%9F%92%A7', '..%2F..', "1'--"]) {
      const read = await admin.send('GET', `/api/sources/${id}`);
      const paused = await post(`/${id}/pause`, { version: 1, reason: '试' });
      const tested = await post(`/${id}/test`, {});
      expect([id, ...[read, paused, tested].map((answer) => [400, 404].includes(answer.status))]).toEqual([id, true, true, true]); // prettier-ignore
    }
  });
});

describe('figures', () => {
  test('half hours of a day, today since midnight in China, the silence set for it', async () => {
    const { id } = await add({ kind: 'push', quietAfterMinutes: 60 });
    const rowOf = async () => {
      const view = sourcesViewSchema.strict().parse((await admin.send('GET', '/api/sources')).body);
      return view.sources.find((row) => row.id === id);
    };
    expect(await rowOf()).toMatchObject({ state: 'ok', failure: null, today: 0, bars: Array(BARS).fill(0) });
    ahead(61);
    expect(await rowOf()).toMatchObject({ state: 'quiet', failure: { code: 'source_quiet', message: expect.stringContaining('1 小时') } }); // prettier-ignore
    // At 23:40 one, at 00:10 two, seen at 00:20.
    const midnight = Date.parse('2026-11-21T16:00:00Z');
    house.time.now = new Date(midnight - 20 * 60_000);
    await store(house, [posted(71)], id);
    house.time.now = new Date(midnight + 10 * 60_000);
    await store(house, [posted(72), posted(73)], id);
    house.time.now = new Date(midnight + 20 * 60_000);
    const row = await rowOf();
    expect(row?.today).toBe(2);
    expect(row?.bars.slice(-3)).toEqual([0, 1, 2]);
    expect(row?.bars.reduce((sum, bar) => sum + bar)).toBe(3);
    house.time.now = new Date(midnight + 24 * 3_600_000 - 15 * 60_000);
    expect((await rowOf())?.bars.slice(0, 2)).toEqual([2, 0]);
    expect((await rowOf())?.today).toBe(2);
  });
});
