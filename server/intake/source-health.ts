/** Whether a source is heard; pure. Never green while blind: one not read for long counts as failing. */
import type { Channel } from '../contract/vocabulary.ts';
import type { SourceView } from '../contract/views.ts';

export interface SourceRow {
  id: string;
  name: string;
  channel: Channel;
  enabled: boolean;
  interval_seconds: number;
  last_success_at: Date | null;
  last_item_at: Date | null;
  failure_code: string | null;
  failure_message: string | null;
  failing_since: Date | null;
}

/** A source may miss two rounds, and is given ten minutes at least, before it counts as not heard. */
const ROUNDS = 3;
const LEAST_MS = 600_000;

/** The view of a source; a recorded failure goes before long silence. */
export function sourceView(row: SourceRow, now: Date): SourceView {
  const { id, name, channel, enabled } = row;
  return {
    id,
    name,
    channel,
    enabled,
    lastSuccessAt: row.last_success_at?.toISOString() ?? null,
    lastItemAt: row.last_item_at?.toISOString() ?? null,
    failure: enabled ? (recordedFailure(row) ?? overdue(row, now)) : null,
  };
}

function recordedFailure(row: SourceRow): SourceView['failure'] {
  if (!row.failure_code || !row.failing_since) return null;
  return { code: row.failure_code, message: row.failure_message ?? '', since: row.failing_since.toISOString() };
}

function overdue(row: SourceRow, now: Date): SourceView['failure'] {
  if (!row.last_success_at) return { code: 'source_not_read', message: '还没有读到过', since: now.toISOString() };
  const silent = now.getTime() - row.last_success_at.getTime();
  if (silent <= Math.max(LEAST_MS, ROUNDS * row.interval_seconds * 1_000)) return null;
  return {
    code: 'source_overdue',
    message: `已 ${Math.floor(silent / 60_000)} 分钟没有读到`,
    since: row.last_success_at.toISOString(),
  };
}
