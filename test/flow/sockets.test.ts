/** Who gets a socket, and when it is taken away again. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authenticate, changeAccount, type AccountChange } from '../../server/access/store.ts';
import { Client } from '../support/client.ts';
import { LiveClient, type Handshake } from '../support/live-client.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => house.close());

describe('the handshake', () => {
  const attempt = async (name: AccountName, handshake: Handshake): Promise<string> => {
    const socket = new LiveClient(await house.client(name));
    const answer = await socket.connect(handshake).then(
      () => 'connected',
      (error: Error) => error.message,
    );
    socket.drop();
    return answer;
  };

  test.each([
    ['all in order', {}, 'connected'],
    ['another site', { origin: 'https://evil.example' }, 'websocket error'],
    ['no origin', { origin: null }, 'websocket error'],
    ['an opaque origin', { origin: 'null' }, 'websocket error'],
    ['no token', { csrf: null }, 'unauthenticated'],
    ['an empty token', { csrf: '' }, 'unauthenticated'],
    ['a wrong token', { csrf: 'x'.repeat(32) }, 'unauthenticated'],
    ['no session', { cookie: null }, 'unauthenticated'],
    ['a forged session', { cookie: 'huiying=s%3Aanything.anything' }, 'unauthenticated'],
  ])('%s: %o', async (_, handshake, answer) => {
    expect(await attempt('analyst', handshake)).toBe(answer);
  });

  test('the token of another session opens nothing', async () => {
    const other = await house.client('analyst');
    expect(await attempt('analyst', { csrf: other.csrf })).toBe('unauthenticated');
  });

  test('a visitor before signing in has a session and a token, and no socket', async () => {
    const visitor = await house.client();
    await visitor.visit();
    await expect(new LiveClient(visitor).connect()).rejects.toThrow('unauthenticated');
  });

  test('polling, where each request would need its own checks, is not offered', async () => {
    const client = await house.client('analyst');
    const answer = await client.send('GET', '/socket.io/?EIO=4&transport=polling', {
      headers: { origin: house.origin },
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).not.toContain('sid');
  });
});

describe('is taken away', () => {
  const ended = async (socket: LiveClient, code: string): Promise<void> => {
    await socket.until(() => !socket.connected);
    expect(socket.closed?.code).toBe(code);
    await expect(socket.connect()).rejects.toThrow('unauthenticated');
  };

  test('at sign-out, of that session only', async () => {
    const [mine, twin, other] = [await house.live('analyst'), await house.live('analyst'), await house.live('leader')];
    const second = new LiveClient(mine.client);
    await second.connect();
    expect((await mine.client.send('DELETE', '/api/session')).status).toBe(204);
    await ended(mine, 'signed_out');
    await ended(second, 'signed_out');
    // A round trip on each: they stand, and their sessions with them.
    for (const standing of [twin, other]) await standing.snapshot();
    for (const standing of [twin, other]) standing.drop();
  });

  describe('by a change of the account', () => {
    beforeEach(() => change('auditor', { what: 'roles', roles: ['auditor'] }));
    const change = (name: string, what: AccountChange): Promise<void> =>
      changeAccount(house.parts.db, name, what, house.time.now);

    test.each<[string, AccountChange, AccountChange]>([
      ['role', { what: 'roles', roles: ['steward'] }, { what: 'roles', roles: ['auditor'] }],
      ['unit', { what: 'unit', unitId: null }, { what: 'unit', unitId: '990100:discipline' }],
      ['disabled', { what: 'enabled', enabled: false }, { what: 'enabled', enabled: true }],
      ['password', { what: 'password', password: 'another-long-one-1' }, { what: 'enabled', enabled: true }],
    ])('%s', async (_, there, back) => {
      await change('auditor', { what: 'password', password: house.password('auditor') });
      const [one, two, other] = [await house.live('auditor'), await house.live('auditor'), await house.live('leader')];
      await change('auditor', there);
      await ended(one, 'rights_changed');
      await ended(two, 'rights_changed');
      await other.snapshot();
      other.drop();
      await change('auditor', back);
    });
  });

  test('when guesses lock the account', async () => {
    const socket = await house.live('chief');
    const guess = { name: 'chief', password: 'not-the-password' };
    for (let tries = 0; tries < 5; tries += 1) await authenticate(house.parts.db, guess, house.time.now);
    await ended(socket, 'rights_changed');
    await changeAccount(house.parts.db, 'chief', { what: 'enabled', enabled: true }, house.time.now);
  });

  test('when its session went without a word', async () => {
    const socket = await house.live('reviewer');
    // As a purge of expired sessions does: no notification; the next pulse notices.
    await house.parts.db.deleteFrom('session').execute();
    await ended(socket, 'signed_out');
  });

  test('by a fixed session: a socket opened on it does not survive the sign-in', async () => {
    const client = await house.client('supervisor');
    const socket = new LiveClient(client);
    await socket.connect();
    const before = new Client(house.origin);
    before.adopt(client);
    await client.signIn('leader', house.password('leader'));
    await socket.until(() => !socket.connected);
    expect(socket.closed?.code).toBe('signed_out');
    await expect(new LiveClient(before).connect()).rejects.toThrow('unauthenticated');
  });
});
