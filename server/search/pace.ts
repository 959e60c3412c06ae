/** How often an account may search: a person types far slower, a program that walks the index does not. */
import { FAULTS } from '../platform/http/answer.ts';

const WINDOW_MS = 60_000;
export const SEARCHES_A_MINUTE = 60;

/** Counts each account's searches of the last minute in this process. Fault `too_many_requests`. */
export function createPace(limit = SEARCHES_A_MINUTE): (accountId: string, now: Date) => void {
  const made = new Map<string, number[]>();
  return (accountId, now) => {
    const from = now.getTime() - WINDOW_MS;
    // Those of accounts that have gone quiet are forgotten; a clock set back keeps nobody waiting.
    for (const [account, times] of made) {
      const recent = times.filter((at) => at > from && at <= now.getTime());
      if (recent.length > 0) made.set(account, recent);
      else made.delete(account);
    }
    const own = made.get(accountId) ?? [];
    if (own.length >= limit) throw FAULTS.tooMany();
    made.set(accountId, [...own, now.getTime()]);
  };
}
