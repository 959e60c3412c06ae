/** Results as they were left, for who comes back to them with the browser's back. */
import type { SessionView } from '../../server/contract/views.ts';
import type { Kept } from './found.svelte.ts';

export interface Left extends Kept {
  /** What was chosen among them. */
  chosen: string | null;
  /** Pixels. */
  scrolled: number;
}

/** Who comes back later than this is shown the results anew. */
const KEPT_MS = 10 * 60_000;
const KEPT_LISTS = 10;
/** Kept for the session that was given them, and gone with it. */
const kept = new WeakMap<SessionView, Map<string, Left & { at: number }>>();

/** Keeps what is left under `key`, which says of what list and query it is; `now` in milliseconds. */
export function keepResults(session: SessionView, key: string, left: Left, now: number): void {
  const all = kept.get(session) ?? new Map<string, Left & { at: number }>();
  kept.set(session, all);
  all.delete(key);
  all.set(key, { ...left, at: now });
  const oldest = all.size > KEPT_LISTS ? all.keys().next().value : undefined;
  if (oldest !== undefined) all.delete(oldest);
}

export function keptResults(session: SessionView, key: string, now: number): Left | null {
  const left = kept.get(session)?.get(key);
  return left && now - left.at < KEPT_MS ? left : null;
}
