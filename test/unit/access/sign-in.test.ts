import { describe, expect, test } from 'vitest';
import { permissionsOf } from '../../../server/access/permissions.ts';
import type { RuleChange } from '../../../server/rules/profiles.ts';
import { loadRulebook } from '../../../server/rules/rulebook.ts';
import { mayDispatch } from '../../../server/contract/dispatchers.ts';
import { generatePassword, requireGoodPassword } from '../../../server/access/password.ts';
import { afterFailure, FAILURES_ALLOWED, isLocked, LOCKED_MS, type Attempts } from '../../../server/access/sign-in.ts';
import { OPINION_GRADE_IDS, ROLE_IDS, type Role } from '../../../server/contract/vocabulary.ts';

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
    const directory = ['directory.approve', 'directory.draft', 'directory.read', 'directory.replay'];
    const roster = ['roster.change', 'roster.read'];
    const settings = ['setup.read', 'source.manage', 'source.read', 'unit.search'];
    expect(permissionsOf(['admin', 'steward'])).toEqual(['contact.change', ...directory, ...roster, ...settings]);
  });

  test('two roles add up, without doubles', () => {
    const both = permissionsOf(['officer', 'analyst']);
    expect(both).toEqual([...new Set(both)]);
    expect(both).toContain('item.judge');
  });

  test('who dispatches depends on the grade: the graver, the fewer', () => {
    const dispatchers = loadRulebook().dispatchers();
    const roles = OPINION_GRADE_IDS.map((grade) => ROLE_IDS.filter((role) => mayDispatch(dispatchers, [role], grade)));
    expect(roles).toEqual([['analyst', 'duty_chief', 'leader'], ['duty_chief', 'leader'], ['leader'], ['leader']]);
    for (const role of roles.flat()) expect(permissionsOf([role])).toContain('case.dispatch');
  });

  test('a profile may name another; who is named without the right to dispatch leaves it to the leader', () => {
    const national = loadRulebook();
    const given = (id: string, role: Role): RuleChange => {
      const rule = national.rule(id);
      if (rule.kind !== 'dispatch') throw new Error(`${id} says not who dispatches`);
      return { profile: 'national', id, to: { ...rule, data: { ...rule.data, role } } };
    };
    const changes = [
      given('dispatch.general', 'leader'),
      given('dispatch.large', 'analyst'),
      given('dispatch.major', 'officer'),
    ];
    const book = loadRulebook({ changes });
    expect(book.dispatchers()).toEqual({
      general: ['leader'],
      large: ['analyst', 'duty_chief', 'leader'],
      major: ['leader'],
      extreme: ['leader'],
    });
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
