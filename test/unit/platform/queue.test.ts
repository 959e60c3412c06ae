/** The queue's pure parts: addresses, payloads, and how deliveries are cut into batches. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut } from '../../../server/platform/events/batches.ts';
import { jobIdOf, jobSchema } from '../../../server/platform/queue/jobs.ts';
import { readRedisUrl } from '../../../server/platform/queue/redis-url.ts';

describe('REDIS_URL', () => {
  test.each([
    ['redis://redis', { host: 'redis', port: 6379, db: 0 }],
    ['redis://10.0.0.5:6380/2', { host: '10.0.0.5', port: 6380, db: 2 }],
    ['redis://:p%40ss@redis/', { host: 'redis', port: 6379, db: 0, password: 'p@ss' }],
    ['redis://app:word@redis:1/15', { host: 'redis', port: 1, db: 15, username: 'app', password: 'word' }],
    ['redis://[::1]:6379', { host: '::1', port: 6379, db: 0 }],
    ['rediss://cache.example', { host: 'cache.example', port: 6379, db: 0, tls: { servername: 'cache.example' } }],
  ])('%s', (text, address) => expect(readRedisUrl(text)).toEqual(address));

  test.each(['', 'redis', 'redis://', 'http://redis', 'redis://redis/zero', 'redis://redis:99999', 'localhost:6379'])(
    'refuses "%s"',
    (text) => expect(readRedisUrl(text)).toBeNull(),
  );
});

describe('a payload', () => {
  const batch = { kind: 'batch', handler: 'triage.judge', first: '1', last: '50' } as const;

  test('carries names and numbers and nothing else', () => {
    expect(jobSchema.safeParse(batch).success).toBe(true);
    expect(jobSchema.safeParse({ kind: 'retry', handler: 'triage.judge' }).success).toBe(true);
    const wrong = [
      null,
      'x',
      {},
      { ...batch, last: 50 },
      { ...batch, first: '1; drop' },
      { ...batch, title: '自来水' },
    ];
    expect(wrong.filter((data) => jobSchema.safeParse(data).success)).toEqual([]);
  });

  test('of the same work bears the same id, of other work another', () => {
    expect(jobIdOf({ ...batch })).toBe(jobIdOf(batch));
    const others = [
      { ...batch, first: '2' },
      { ...batch, last: '51' },
      { ...batch, handler: 'board.project' },
    ];
    expect(new Set([batch, ...others, { kind: 'retry', handler: 'triage.judge' } as const].map(jobIdOf)).size).toBe(5);
  });
});

describe('batches', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 400 });

  test('hold everything heard once, without gaps between them, and reach to the end where nothing more is heard', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        gaps,
        fc.option(fc.integer({ min: 0, max: 50 })),
        (from, steps, tail) => {
          let at = from;
          const heard = steps.map((step) => String((at += step)));
          const end = tail === null ? null : String(at + tail);
          const { batches, handed } = cut('h', heard, String(from), end);
          expect(handed).toBe(end ?? heard.at(-1) ?? String(from));
          let next = from + 1;
          for (const { first, last } of batches) {
            expect(Number(first)).toBe(next);
            const inside = heard.filter((seq) => Number(seq) >= Number(first) && Number(seq) <= Number(last));
            expect(inside.length).toBeGreaterThan(0);
            expect(inside.length).toBeLessThanOrEqual(50);
            next = Number(last) + 1;
          }
          if (batches.length > 0) expect(next - 1).toBe(Number(handed));
        },
      ),
    );
  });
});
