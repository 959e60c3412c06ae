/** How far the picture can be trusted, from when the server was last heard. Pure. */
import { BANNER_AFTER_MS, STALE_AFTER_MS } from '../../server/contract/timing.ts';

export type LiveState = 'connecting' | 'live' | 'late' | 'lost';

/**
 * `late` after 10 s without a pulse or frame, `lost` after 30 s; `connecting` until the first word of the server, and `lost`
 * where that word doesn't come within 30 s of `since`. All in milliseconds of one clock.
 */
export function stateOf(heard: { heardAt: number | null; since: number; now: number }): LiveState {
  const silent = heard.now - (heard.heardAt ?? heard.since);
  if (silent > BANNER_AFTER_MS) return 'lost';
  if (heard.heardAt === null) return 'connecting';
  return silent > STALE_AFTER_MS ? 'late' : 'live';
}
