/** Signing in under attack: guesses, fixed sessions, stolen tokens, foreign pages, broken requests. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authenticate, changeAccount } from '../../server/access/store.ts';
import type { SessionView } from '../../server/contract/views.ts';
import { Client, codeOf } from '../support/client.ts';
import { ACCOUNTS, openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => house.close());

const MINUTE = 60_000;
const later = (ms: number): void => void (house.time.now = new Date(house.time.now.getTime() + ms));
const comparable = (body: unknown): unknown => ({ ...(body as { error: object }).error, reference: undefined });

describe('passwords', () => {
  test('are kept as argon2id, and the right one works', async () => {
    const rows = await house.parts.db.selectFrom('account').select(['name', 'password_hash']).execute();
    expect(rows).toHaveLength(ACCOUNTS.length);
    for (const { name, password_hash } of rows) {
      expect(password_hash, name).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    }
    expect(new Set(rows.map((row) => row.password_hash)).size).toBe(ACCOUNTS.length);
    const view = await (await house.client()).signIn('analyst', house.password('analyst'));
    expect(view.user).toMatchObject({ name: 'analyst', roles: ['analyst'] });
    expect(JSON.stringify(view)).not.toContain('argon2');
  });

  test('a wrong one, an unknown name and a disabled account are answered alike', async () => {
    const { db } = house.parts;
    await changeAccount(db, 'steward', { what: 'enabled', enabled: false }, house.time.now);
    const visitor = await house.client();
    const wrong = await visitor.trySignIn('auditor', 'not-the-password');
    const unknown = await visitor.trySignIn('nobody-of-that-name', 'not-the-password');
    const disabled = await visitor.trySignIn('steward', house.password('steward'));
    expect(wrong.status).toBe(401);
    expect(codeOf(wrong)).toBe('sign_in_refused');
    for (const other of [unknown, disabled]) {
      expect(other.status).toBe(401);
      expect(comparable(other.body)).toEqual(comparable(wrong.body));
    }
    await changeAccount(db, 'steward', { what: 'enabled', enabled: true }, house.time.now);
  });
});

describe('locking out', () => {
  const guess = (password = 'not-the-password'): ReturnType<typeof authenticate> =>
    authenticate(house.parts.db, { name: 'officer2', password }, house.time.now);

  beforeEach(() =>
    changeAccount(
      house.parts.db,
      'officer2',
      { what: 'password', password: house.password('officer2') },
      house.time.now,
    ),
  );

  test('after five wrong passwords, for fifteen minutes, even against the right one', async () => {
    const outcomes = [];
    for (let tries = 0; tries < 5; tries += 1) outcomes.push(await guess());
    expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused', 'locked']);
    const visitor = await house.client();
    const locked = await visitor.trySignIn('officer2', house.password('officer2'));
    expect([locked.status, codeOf(locked)]).toEqual([423, 'account_locked']);
    later(15 * MINUTE - 1);
    expect((await visitor.trySignIn('officer2', house.password('officer2'))).status).toBe(423);
    later(1);
    expect((await visitor.trySignIn('officer2', house.password('officer2'))).status).toBe(200);
  });

  test('parallel guesses are counted one by one', async () => {
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => guess()));
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(4);
    expect(await guess(house.password('officer2'))).toBe('locked');
  });

  test('guesses while locked do not make it longer; the count begins anew after it', async () => {
    for (let tries = 0; tries < 5; tries += 1) await guess();
    later(10 * MINUTE);
    expect(await guess()).toBe('locked');
    later(5 * MINUTE);
    for (let tries = 0; tries < 4; tries += 1) expect(await guess()).toBe('refused');
    expect(await guess(house.password('officer2'))).toHaveProperty('accountId');
    for (let tries = 0; tries < 4; tries += 1) expect(await guess()).toBe('refused');
    expect(await guess(house.password('officer2'))).toHaveProperty('accountId');
  });
});

describe('sessions', () => {
  test('signing in gives a new id and a new token; a session fixed before it is worth nothing', async () => {
    const victim = await house.client();
    await victim.visit();
    const attacker = await house.client();
    attacker.adopt(victim);
    const view = await victim.signIn('analyst', house.password('analyst'));
    expect(victim.cookie).not.toBe(attacker.cookie);
    expect(view.csrf).not.toBe(attacker.csrf);
    expect((await attacker.send('GET', '/api/session')).status).toBe(401);
    attacker.csrf = view.csrf;
    expect(codeOf(await attacker.send('DELETE', '/api/session'))).toBe('csrf');
    const seen = await victim.send('GET', '/api/session');
    expect((seen.body as SessionView).csrf).toBe(view.csrf);
    expect((await victim.send('DELETE', '/api/session')).status).toBe(204);
  });

  test('signing in again kills the session before', async () => {
    const client = await house.client('analyst');
    const before = await house.client();
    before.adopt(client);
    await client.signIn('chief', house.password('chief'));
    expect((await before.send('GET', '/api/session')).status).toBe(401);
  });

  test('the cookie is kept from scripts and other sites; answers are not stored', async () => {
    const visitor = await house.client();
    const { headers } = await visitor.send('GET', '/api/csrf');
    const [line = ''] = headers.getSetCookie();
    expect(line).toMatch(/^huiying=/);
    expect(line).toMatch(/; HttpOnly/);
    expect(line).toMatch(/; SameSite=Strict/);
    expect(line).toMatch(/; Path=\//);
    expect(line).not.toMatch(/; Secure/); // plain HTTP here; 'auto' adds it over TLS
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  test('a visitor who only looks leaves no session behind', async () => {
    const count = async (): Promise<number> =>
      (await house.parts.db.selectFrom('session').select('sid').execute()).length;
    const before = await count();
    for (const path of ['/api/session', '/api/items/x', '/api/units', '/healthz']) {
      await (await house.client()).send('GET', path);
    }
    expect(await count()).toBe(before);
  });

  test('signing out ends the session for whoever has its cookie', async () => {
    const client = await house.client('analyst');
    const thief = await house.client();
    thief.adopt(client);
    expect((await thief.send('GET', '/api/session')).status).toBe(200);
    expect((await client.send('DELETE', '/api/session')).status).toBe(204);
    expect((await thief.send('GET', '/api/session')).status).toBe(401);
  });

  test.each([
    ['disabling', { what: 'enabled', enabled: false }, { what: 'enabled', enabled: true }],
    ['a change of role', { what: 'roles', roles: ['steward'] }, { what: 'roles', roles: ['auditor'] }],
    ['a change of unit', { what: 'unit', unitId: null }, { what: 'unit', unitId: '990100:discipline' }],
  ] as const)('%s ends every session of the account', async (_, change, back) => {
    const [one, two] = [await house.client('auditor'), await house.client('auditor')];
    const other = await house.client('leader');
    const apply = (what: typeof change | typeof back): Promise<void> =>
      changeAccount(house.parts.db, 'auditor', structuredClone(what) as never, house.time.now);
    await apply(change);
    expect((await one.send('GET', '/api/session')).status).toBe(401);
    expect((await two.send('GET', '/api/session')).status).toBe(401);
    expect((await other.send('GET', '/api/session')).status).toBe(200);
    await apply(back);
    expect((await one.send('GET', '/api/session')).status).toBe(401);
  });

  test('a disabled account is refused even where its session was left', async () => {
    const client = await house.client('auditor');
    const set = (enabled: boolean): Promise<unknown> =>
      house.parts.db.updateTable('account').set({ enabled }).where('name', '=', 'auditor').execute();
    await set(false);
    expect((await client.send('GET', '/api/session')).status).toBe(401);
    await set(true);
  });

  test('a forged or altered cookie is nobody', async () => {
    const client = await house.client('analyst');
    for (const cookie of ['huiying=s%3Aanything.anything', client.cookie.slice(0, -4) + 'AAAA', 'huiying=%00']) {
      expect((await new Client(house.origin).send('GET', '/api/session', { headers: { cookie } })).status).toBe(401);
    }
  });
});
