/** Rows of sources as their page shows them; pure. */
import {
  BARS,
  type SourceDetail,
  type SourceGap,
  type SourceRowView,
  type SourceTest,
  type SourceTokenView,
  type SourceWarning,
} from '../../contract/source-views.ts';
import { chinaDay, chinaMinute } from '../../rules/china-time.ts';
import { failureOf, silenceOf, stateOf, type SourceRow } from '../source-health.ts';

export const DAY_MS = 86_400_000;
const BAR_MS = DAY_MS / BARS;

export interface RegisterRow extends SourceRow {
  version: number;
  url: string;
  allow_private: boolean;
  allowed_by_name: string | null;
  paused_reason: string | null;
  paused_by_name: string | null;
  paused_at: Date | null;
  last_warnings: SourceWarning[];
  last_test: SourceTest | null;
}

/** New sightings of one half hour, counted from the begin of the last 24 hours. */
export interface BarRow {
  source_id: string;
  bar: number;
  count: number;
  /** Of these, how many since midnight in China. */
  today: number;
}

export interface GapRow {
  source_id: string;
  since: Date;
  until: Date | null;
  code: string;
  message: string;
  recovered: number;
}

export interface TokenRow {
  id: string;
  name: string;
  created_at: Date;
  created_by_name: string;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

/** Begin of the last 24 hours, and of today in China. */
export function spanOf(now: Date): { from: Date; midnight: Date; barMs: number } {
  return {
    from: new Date(now.getTime() - DAY_MS),
    midnight: new Date(`${chinaDay(now)}T00:00:00+08:00`),
    barMs: BAR_MS,
  };
}

export function rowView(row: RegisterRow, bars: readonly BarRow[], gaps: readonly GapRow[], now: Date): SourceRowView {
  const heights = Array.from({ length: BARS }, () => 0);
  // What came this very moment belongs to the last half hour.
  for (const { bar, count } of bars) heights[Math.min(bar, BARS - 1)] = (heights[Math.min(bar, BARS - 1)] ?? 0) + count;
  const dayAgo = now.getTime() - DAY_MS;
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    kind: row.kind,
    channel: row.channel,
    state: stateOf(row, now),
    failure: failureOf(row, now) ?? silenceOf(row, now),
    lastSuccessAt: row.last_success_at?.toISOString() ?? null,
    lastItemAt: row.last_item_at?.toISOString() ?? null,
    quietAfterMinutes: row.quiet_after_minutes,
    intervalSeconds: row.interval_seconds,
    bars: heights,
    gaps: gaps.filter((gap) => gap.until === null || gap.until.getTime() > dayAgo).map(gapView),
    today: bars.reduce((sum, bar) => sum + bar.today, 0),
  };
}

const gapView = ({ since, until, code, message, recovered }: GapRow): SourceGap => ({
  since: since.toISOString(),
  until: until?.toISOString() ?? null,
  code,
  message,
  recovered,
});

const tokenView = (row: TokenRow): SourceTokenView => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at.toISOString(),
  createdByName: row.created_by_name,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
});

export interface DetailFacts {
  row: RegisterRow;
  bars: readonly BarRow[];
  /** Of the last seven days, newest first. */
  gaps: readonly GapRow[];
  tokens: readonly TokenRow[];
  cases: SourceDetail['cases'];
  /** Address, leave and tokens are for those who manage sources alone. */
  manages: boolean;
  now: Date;
}

export function detailView({ row, bars, gaps, tokens, cases, manages, now }: DetailFacts): SourceDetail {
  const { paused_at, paused_reason } = row;
  return {
    ...rowView(row, bars, gaps, now),
    at: now.toISOString(),
    url: manages && row.url !== '' ? row.url : null,
    allowPrivate: manages && row.allow_private,
    allowedByName: manages ? row.allowed_by_name : null,
    paused:
      row.enabled || !paused_at
        ? null
        : { reason: paused_reason ?? '', byName: row.paused_by_name ?? '', at: paused_at.toISOString() },
    effect: effectOf(row, now),
    cases,
    recentGaps: gaps.map(gapView),
    warnings: row.last_warnings,
    lastTest: row.last_test,
    tokens: manages ? tokens.map(tokenView) : [],
  };
}

/** What it means that a source is not heard, in one sentence; null while it is, or where nobody reads it. */
export function effectOf(row: RegisterRow, now: Date): string | null {
  const state = stateOf(row, now);
  if (state !== 'failing' && state !== 'paused') return null;
  if (row.kind === 'push')
    return row.paused_at ? `${moment(row.paused_at, now)} 之后推送来的信息没有接收，由对方重新推送。` : null;
  const heard = row.last_success_at;
  if (!heard) return '至今没有采集到任何信息。';
  return `${moment(heard, now)} 之后的新信息未采集；恢复后补采来源上仍列出的部分。`;
}

/** `14:02` of today, else `11-19 14:02`. */
function moment(at: Date, now: Date): string {
  const minute = chinaMinute(at);
  return chinaDay(at) === chinaDay(now) ? minute.slice(11) : minute.slice(5);
}
