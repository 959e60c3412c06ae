/** Passwords: argon2id, and how first ones are made. */
import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Fault } from '../platform/fault.ts';

/** OWASP's second choice: 19 MiB, 2 passes; 40 ms here. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const LEAST_LENGTH = 10;
/** Without the letters and digits people confuse. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

export function verifyPassword(stored: string, password: string): Promise<boolean> {
  return verify(stored, password);
}

/** A fault (`password_weak`) unless it is long enough and not the account's name. */
export function requireGoodPassword(password: string, name: string): void {
  if (password.length < LEAST_LENGTH || password.toLowerCase().includes(name.toLowerCase())) {
    throw new Fault(
      'password_weak',
      `A password needs at least ${LEAST_LENGTH} characters and may not contain the account's name.`,
    );
  }
}

/** Four groups of four, 77 bits. */
export function generatePassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
