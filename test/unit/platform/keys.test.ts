import { describe, expect, test } from 'vitest';
import { deriveKeys } from '../../../server/platform/keys.ts';

const keys = deriveKeys('session-secret-of-at-least-32-characters', 'seal-key-of-at-least-thirty-two-characters');
const others = deriveKeys('another-secret-of-at-least-32-characters!', 'another-seal-key-of-thirty-two-characters');

describe('keys', () => {
  test('a sealed original opens again, for its own item and with its own key only', () => {
    const sealed = keys.seal('原文 😀', 'item-1');
    expect(keys.unseal(sealed, 'item-1')).toBe('原文 😀');
    expect(() => keys.unseal(sealed, 'item-2')).toThrow();
    expect(() => others.unseal(sealed, 'item-1')).toThrow();
    expect(sealed.sealed.toString('latin1')).not.toContain('原文');
  });

  test('fingerprints are the same for the same text and key, and say nothing of it', () => {
    expect(keys.fingerprint('a')).toBe(keys.fingerprint('a'));
    expect(keys.fingerprint('a')).not.toBe(others.fingerprint('a'));
    expect(keys.fingerprint('a')).not.toBe(keys.sealMac('a'));
  });

  test('a hidden position looks different each time and can be revealed by nobody else', () => {
    expect(keys.hide('41')).not.toBe(keys.hide('41'));
    expect(keys.reveal(keys.hide('41'))).toBe('41');
    expect(others.reveal(keys.hide('41'))).toBeNull();
    for (const forged of ['', 'x', keys.hide('41').slice(0, -2), 'A'.repeat(64)])
      expect(keys.reveal(forged)).toBeNull();
  });
});
