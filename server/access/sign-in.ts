/** The rule of locking out after wrong passwords; pure. */

/** Wrong passwords in a row before an account is locked, and for how long (本系统设定). */
export const FAILURES_ALLOWED = 5;
export const LOCKED_MS = 15 * 60_000;

export interface Attempts {
  failures: number;
  lockedUntil: Date | null;
}

export function isLocked(attempts: Attempts, now: Date): boolean {
  return attempts.lockedUntil !== null && attempts.lockedUntil > now;
}

/** What a wrong password leads to. A lock that has run out starts a new count. */
export function afterFailure(attempts: Attempts, now: Date): Attempts {
  const past = attempts.lockedUntil !== null && attempts.lockedUntil <= now;
  const failures = (past ? 0 : attempts.failures) + 1;
  return { failures, lockedUntil: failures >= FAILURES_ALLOWED ? new Date(now.getTime() + LOCKED_MS) : null };
}
