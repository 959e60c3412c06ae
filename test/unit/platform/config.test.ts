import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../server/platform/config.ts';

const SECRET = 'a-secret-of-at-least-thirty-two-characters';
const REMOTE = { DATABASE_URL: 'postgres://localhost/huiying', SESSION_SECRET: SECRET, SEAL_KEY: SECRET };

describe('settings', () => {
  test('defaults: this machine only, port 3000, a folder beside the program', () => {
    expect(readConfig({}, '/srv/app')).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/srv/app/.huiying',
      role: 'all',
      databaseUrl: null,
      redisUrl: null,
      trustedProxies: 0,
      portSet: false,
    });
  });

  test('every fault is told at once', () => {
    const wrong = {
      PORT: '70000',
      ROLE: 'both',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://x',
      REDIS_URL: 'memcached://x',
      TRUSTED_PROXIES: 'all',
      SEAL_KEY: 'short',
    };
    expect(() => readConfig(wrong, '/')).toThrow(
      /PORT.*ROLE.*LOG_LEVEL.*DATABASE_URL.*REDIS_URL.*TRUSTED_PROXIES.*SESSION_SECRET.*SEAL_KEY/s,
    );
  });

  test.each(['web', 'worker'])('ROLE=%s needs DATABASE_URL', (role) => {
    expect(() => readConfig({ ROLE: role }, '/')).toThrow(/needs DATABASE_URL/);
    expect(readConfig({ ROLE: role, ...REMOTE }, '/').role).toBe(role);
  });

  test.each(['redis://127.0.0.1:6379/1', 'rediss://queue.example'])(
    'REDIS_URL=%s, with either database',
    (REDIS_URL) => {
      expect(readConfig({ REDIS_URL }, '/').redisUrl).toBe(REDIS_URL);
      expect(readConfig({ REDIS_URL, ...REMOTE }, '/').redisUrl).toBe(REDIS_URL);
    },
  );

  test('an empty setting is none', () => {
    expect(readConfig({ PORT: ' ', DATABASE_URL: '' }, '/')).toMatchObject({ port: 3000, databaseUrl: null });
  });
});
