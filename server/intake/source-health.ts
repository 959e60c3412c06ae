/** Whether a source is heard; pure. Never green while blind: one not read for long counts as failing. */
import type { SourceKind, SourceState } from '../contract/source-views.ts';
import type { Channel } from '../contract/vocabulary.ts';
import type { SourceView } from '../contract/views.ts';

export interface SourceRow {
  id: string;
  name: string;
  kind: SourceKind;
  channel: Channel;
  enabled: boolean;
  interval_seconds: number;
  quiet_after_minutes: number | null;
  added_at: Date | null;
  last_success_at: Date | null;
  last_item_at: Date | null;
  failure_code: string | null;
  failure_message: string | null;
  failing_since: Date | null;
}

/** A source may miss two rounds, and is given ten minutes at least, before it counts as not heard. */
const ROUNDS = 3;
const LEAST_MS = 600_000;
const MINUTE_MS = 60_000;

/** Kinds that the program reads by itself. */
export const POLLED: readonly SourceKind[] = ['http', 'file'];
/** Kinds that people put things in by: nobody expects anything of them. */
export const BY_HAND: readonly SourceKind[] = ['form', 'import'];

export type Trouble = NonNullable<SourceView['failure']>;

/** The view of a source on the board. Long silence is the page's to show: the source was read all the same. */
export function sourceView(row: SourceRow, now: Date): SourceView {
  const { id, name, channel, enabled } = row;
  return {
    id,
    name,
    channel,
    enabled,
    // That somebody typed something in says nothing about how fresh the rest is.
    lastSuccessAt: BY_HAND.includes(row.kind) ? null : (row.last_success_at?.toISOString() ?? null),
    lastItemAt: row.last_item_at?.toISOString() ?? null,
    failure: failureOf(row, now),
  };
}

/** `failing` goes before `quiet`; a paused source is neither. */
export function stateOf(row: SourceRow, now: Date): SourceState {
  if (!row.enabled) return 'paused';
  if (failureOf(row, now)) return 'failing';
  return silenceOf(row, now) ? 'quiet' : 'ok';
}

/** Why a source could not be read, as recorded, or that its turn has passed without a reading; null where it was. */
export function failureOf(row: SourceRow, now: Date): Trouble | null {
  if (!row.enabled || !POLLED.includes(row.kind)) return null;
  if (row.failure_code && row.failing_since)
    return { code: row.failure_code, message: row.failure_message ?? '', since: row.failing_since.toISOString() };
  if (!row.last_success_at) {
    const since = row.added_at ?? now;
    return { code: 'source_not_read', message: '还没有读到过', since: since.toISOString() };
  }
  if (!isOverdue(row.last_success_at, row.interval_seconds, now)) return null;
  return {
    code: 'source_overdue',
    message: `已 ${inWords(now.getTime() - row.last_success_at.getTime())}没有读到`,
    since: row.last_success_at.toISOString(),
  };
}

/** Whether so long after its last success a source that is polled was not heard. */
export function isOverdue(lastSuccessAt: Date, intervalSeconds: number, now: Date): boolean {
  return now.getTime() - lastSuccessAt.getTime() > Math.max(LEAST_MS, ROUNDS * intervalSeconds * 1_000);
}

/** That nothing new came for longer than was set for it; null where silence is usual. */
export function silenceOf(row: SourceRow, now: Date): Trouble | null {
  const since = row.last_item_at ?? row.added_at;
  if (!row.enabled || BY_HAND.includes(row.kind) || row.quiet_after_minutes === null || !since) return null;
  const silent = now.getTime() - since.getTime();
  if (silent <= row.quiet_after_minutes * MINUTE_MS) return null;
  return { code: 'source_quiet', message: `已 ${inWords(silent)}没有新信息`, since: since.toISOString() };
}

/** `38 分钟`, `5 小时 6 分钟`, `3 天 2 小时`, each with a blank behind. */
function inWords(span: number): string {
  const minutes = Math.floor(span / MINUTE_MS);
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24];
  const parts = days > 0 ? [`${days} 天`, hours > 0 ? `${hours} 小时` : ''] : [hours > 0 ? `${hours} 小时` : '', minutes % 60 > 0 || hours === 0 ? `${minutes % 60} 分钟` : '']; // prettier-ignore
  return `${parts.filter(Boolean).join(' ')} `;
}
