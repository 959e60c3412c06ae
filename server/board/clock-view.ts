/** Clocks of a case as the board shows them; pure. */
import type { CaseView, ClockView } from '../contract/case-views.ts';
import { CLOCK_KINDS, type ClockEnd, type ClockKind } from '../contract/vocabulary-case.ts';

export interface ClockRow {
  id: string;
  kind: ClockKind;
  counted: 'hours' | 'workdays';
  amount: number;
  start_at: Date;
  due_at: Date | null;
  stopped_at: Date | null;
  rule: string;
  clause: string;
  source: string;
  starts_from: 'occurred' | 'detected' | 'dispatched' | 'stated';
  ended: ClockEnd | null;
  breached_at: Date | null;
  past_at_start: boolean;
  set_at: Date | null;
  original_due_at: Date | null;
  undated: string | null;
  subject: string | null;
}

/** The clocks whose end is known. */
export function clockViews(rows: readonly ClockRow[]): ClockView[] {
  return rows.flatMap((row) => (row.due_at ? [clockView(row, row.due_at)] : []));
}

function clockView(row: ClockRow, dueAt: Date): ClockView {
  return {
    id: row.id,
    kind: row.kind,
    label: CLOCK_KINDS[row.kind].zh,
    counted: row.counted,
    amount: row.amount,
    startAt: row.start_at.toISOString(),
    dueAt: dueAt.toISOString(),
    stoppedAt: row.stopped_at?.toISOString() ?? null,
    end: row.ended,
    breachedAt: row.breached_at?.toISOString() ?? null,
    pastAtStart: row.past_at_start,
    pastBy: pastBy(row, dueAt),
    extended: row.original_due_at !== null,
    rule: row.rule,
    clause: row.clause,
    source: row.source,
    startsFrom: row.starts_from,
    subject: row.subject,
  };
}

/** Whole minutes a clock was past when an upgrade set it; null where none did, or where it isn't kept since when. */
function pastBy(row: ClockRow, dueAt: Date): number | null {
  if (!row.past_at_start || !row.set_at) return null;
  return Math.max(0, Math.floor((row.set_at.getTime() - dueAt.getTime()) / 60_000));
}

/** Running clocks without a known end: never hidden, for a screen must not be green while blind. */
export function undatedClocks(rows: readonly ClockRow[]): CaseView['undated'] {
  return rows
    .filter((row) => row.due_at === null && row.stopped_at === null)
    .map((row) => ({ kind: row.kind, label: CLOCK_KINDS[row.kind].zh, reason: row.undated ?? '所需年份的日历未载入' }));
}
