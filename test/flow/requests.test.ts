/** Requests no page of ours would send: without token, from elsewhere, too large, broken, to nowhere. All are answered as JSON. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorViewSchema } from '../../server/contract/views.ts';
import { codeOf, type Answer, type Client, type Sending } from '../support/client.ts';
import { postWater } from '../support/matters.ts';
import { REQUESTS_A_MINUTE } from '../../server/platform/http/app.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let analyst: Client;
let itemId: string;
beforeAll(async () => {
  house = await openServedTrial(undefined, null, REQUESTS_A_MINUTE);
  analyst = await house.client('analyst');
  itemId = await postWater(house);
});
afterAll(() => house.close());

function refused(answer: Answer): [number, string | null] {
  const parsed = errorViewSchema.safeParse(answer.body);
  expect(parsed.success, JSON.stringify(answer.body)).toBe(true);
  return [answer.status, codeOf(answer)];
}

const dismiss = (sending: Sending): Promise<Answer> => analyst.send('POST', `/api/items/${itemId}/dismiss`, sending);

describe('from elsewhere', () => {
  const host = (): string => new URL(house.origin).host;
  test.each([
    ['another site', () => 'https://evil.example', 'foreign_origin'],
    ['a longer name', () => `http://${host()}.evil.example`, 'foreign_origin'],
    ['a name in the user part', () => `http://${host()}@evil.example`, 'foreign_origin'],
    ['another port', () => 'http://127.0.0.1:1', 'foreign_origin'],
    ['an opaque origin', () => 'null', 'foreign_origin'],
    ['no origin', () => null, 'foreign_origin'],
  ])('%s is refused', async (_, origin, code) => {
    for (const [method, path] of [
      ['POST', `/api/items/${itemId}/dismiss`],
      ['DELETE', '/api/session'],
      ['POST', '/api/session'],
      ['PATCH', '/api/session'],
    ] as const) {
      expect(refused(await analyst.send(method, path, { body: {}, headers: { origin: origin() } }))).toEqual([
        403,
        code,
      ]);
    }
    expect((await analyst.send('GET', '/api/session')).status).toBe(200);
  });

  test.each([
    ['no token', () => null],
    ['an empty token', () => ''],
    ['a wrong token', () => 'x'.repeat(32)],
    ['a token cut short', () => analyst.csrf.slice(0, -1)],
  ])('%s is refused', async (_, token) => {
    expect(refused(await dismiss({ body: {}, headers: { 'x-csrf-token': token() } }))).toEqual([403, 'csrf']);
    expect(refused(await analyst.send('DELETE', '/api/session', { headers: { 'x-csrf-token': token() } }))).toEqual([
      403,
      'csrf',
    ]);
  });

  test('the token of another session is refused', async () => {
    const other = await house.client('analyst');
    expect(refused(await dismiss({ body: {}, headers: { 'x-csrf-token': other.csrf } }))).toEqual([403, 'csrf']);
  });

  test('a visitor without a session has no token, not even an empty one', async () => {
    const visitor = await house.client();
    const body = { name: 'analyst', password: house.password('analyst') };
    for (const token of [null, '', 'undefined']) {
      const answer = await visitor.send('POST', '/api/session', { body, headers: { 'x-csrf-token': token } });
      expect(refused(answer)).toEqual([403, 'csrf']);
    }
  });
});

describe('broken', () => {
  test('too large a body: 413', async () => {
    expect(refused(await dismiss({ body: { note: 'x'.repeat(300_000) } }))).toEqual([413, 'too_large']);
  });

  test.each(['{', '{"version":}', '"words"', 'null', 'NaN'])('no JSON object (%s): 400', async (raw) => {
    expect(refused(await dismiss({ raw }))).toEqual([400, 'invalid_json']);
  });

  test.each([
    ['nothing', undefined],
    ['a list', []],
    ['a version of words', { version: '1', verdictId: 'x', reason: 'unrelated', note: null }],
    ['a broken version', { version: 1.5, verdictId: 'x', reason: 'unrelated', note: null }],
    ['a reason of its own', { version: 1, verdictId: 'x', reason: 'because', note: null }],
    ['a note too long', { version: 1, verdictId: 'x', reason: 'unrelated', note: 'x'.repeat(501) }],
  ])('%s: 422, saying where', async (_, body) => {
    const answer = await dismiss({ body });
    expect(refused(answer)).toEqual([422, 'invalid_request']);
    expect(Object.keys((answer.body as { error: { fields: object } }).error.fields).length).toBeGreaterThan(0);
  });

  test.each([
    ['another content type', { 'content-type': 'text/plain' }, 422],
    ['an unknown charset', { 'content-type': 'application/json; charset=koi9' }, 415],
    ['an unknown encoding', { 'content-encoding': 'rot13' }, 415],
  ])('%s is answered, not stumbled over', async (_, headers, status) => {
    expect(refused(await dismiss({ raw: '{}', headers }))[0]).toBe(status);
  });

  test('a character no text may hold is the request’s fault', async () => {
    expect(refused(await analyst.send('GET', '/api/items/%00'))[0]).toBe(400);
    const visitor = await house.client();
    expect(refused(await visitor.trySignIn('ana\u0000lyst', 'not-the-password'))[0]).toBe(400);
    expect(refused(await visitor.trySignIn('ana\ud800lyst', 'not-the-password'))[0]).toBe(401);
  });

  test('a parameter given twice counts once', async () => {
    const answer = await analyst.send('GET', `/api/units?q=${encodeURIComponent('水务')}&q=x`);
    expect(answer.status).toBe(200);
    expect((answer.body as { units: object[] }).units.length).toBeGreaterThan(0);
    expect((await analyst.send('GET', '/api/units?q[]=x&__proto__=1')).body).toEqual({ units: [] });
  });

  test('a request may not name itself another person', async () => {
    const body = { name: 'analyst', password: house.password('analyst'), accountId: 'x', roles: ['leader'] };
    const visitor = await house.client();
    await visitor.visit();
    const answer = await visitor.send('POST', '/api/session', { body });
    expect(answer.body).toMatchObject({ user: { roles: ['analyst'] } });
  });
});

describe('to nowhere', () => {
  test.each([
    ['GET', '/api/nothing', 404],
    ['GET', '/api/items', 404],
    ['POST', '/api/nothing', 404],
    ['PUT', '/api/session', 404],
    ['GET', '/api/items/%E0%A4%A', 400],
    ['POST', '/nothing', 404],
    ['GET', '/nothing', 404],
    ['GET', '/api/../../etc/passwd', 404],
  ])('%s %s: %i as JSON', async (method, path, status) => {
    expect(refused(await analyst.send(method, path))[0]).toBe(status);
  });

  test('health is told to anyone, and nothing else with it', async () => {
    const visitor = await house.client();
    expect((await visitor.send('GET', '/healthz')).body).toEqual({ ok: true });
    expect((await visitor.send('GET', '/readyz')).body).toMatchObject({ ok: true });
  });
});

test('a flood is stopped, and told so as JSON', async () => {
  const flooder = await house.client();
  let last: Answer | null = null;
  while (last?.status !== 429) {
    const batch = await Promise.all(Array.from({ length: 60 }, () => flooder.send('GET', '/api/nothing')));
    last = batch.find((answer) => answer.status === 429) ?? batch[0] ?? null;
  }
  expect(refused(last)).toEqual([429, 'too_many_requests']);
});
