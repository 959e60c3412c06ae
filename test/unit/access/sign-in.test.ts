import { describe, expect, test } from 'vitest';
import { permissionsOf } from '../../../server/access/permissions.ts';
import { DISPATCHERS, mayDispatch } from '../../../server/contract/dispatchers.ts';
import { generatePassword, requireGoodPassword } from '../../../server/access/password.ts';
import { afterFailure, FAILURES_ALLOWED, isLocked, LOCKED_MS, type Attempts } from '../../../server/access/sign-in.ts';
import { OPINION_GRADE_IDS, ROLE_IDS } from '../../../server/contract/vocabulary.ts';

const NOW = new Date('2026-11-20T04:00:00Z');
const later = (ms: number): Date => new Date(NOW.getTime() + ms);

describe('locking out', () => {
  test('the fifth wrong password in a row locks for fifteen minutes, the next count begins anew', () => {
    let attempts: Attempts = { failures: 0, lockedUntil: null };
    for (let wrong = 1; wrong < FAILURES_ALLOWED; wrong += 1) {
      attempts = afterFailure(attempts, NOW);
      expect(isLocked(attempts, NOW)).toBe(false);
    }
    attempts = afterFailure(attempts, NOW);
    expect(isLocked(attempts, NOW)).toBe(true);
    expect(isLocked(attempts, later(LOCKED_MS - 1))).toBe(true);
    expect(isLocked(attempts, later(LOCKED_MS))).toBe(false);
    expect(afterFailure(attempts, later(LOCKED_MS))).toEqual({ failures: 1, lockedUntil: null });
  });
});

describe('permissions', () => {
  test('admin and steward see settings, and no case content', () => {
    expect(permissionsOf(['admin', 'steward'])).toEqual(['setup.read', 'source.manage', 'source.read']);
  });

  test('two roles add up, without doubles', () => {
    const both = permissionsOf(['officer', 'analyst']);
    expect(both).toEqual([...new Set(both)]);
    expect(both).toContain('item.judge');
  });

  test('who dispatches depends on the grade: the graver, the fewer', () => {
    const dispatchers = OPINION_GRADE_IDS.map((grade) => ROLE_IDS.filter((role) => mayDispatch([role], grade)));
    expect(dispatchers).toEqual([
      ['analyst', 'duty_chief', 'leader'],
      ['duty_chief', 'leader'],
      ['leader'],
      ['leader'],
    ]);
    for (const roles of Object.values(DISPATCHERS))
      for (const role of roles) expect(permissionsOf([role])).toContain('case.dispatch');
  });
});

describe('passwords', () => {
  test.each([
    ['short', 'anna'],
    ['anna-anna-anna', 'anna'],
    ['xxANNAxxxxxxxx', 'anna'],
  ])('%s is refused for %s', (password, name) => {
    expect(() => requireGoodPassword(password, name)).toThrow(/at least 10/);
  });

  test('made ones are good, and differ', () => {
    const made = new Set(Array.from({ length: 200 }, generatePassword));
    expect(made.size).toBe(200);
    for (const password of made) requireGoodPassword(password, 'analyst');
  });
});
