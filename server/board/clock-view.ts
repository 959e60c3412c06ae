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
    extended: row.original_due_at !== null,
    rule: row.rule,
    clause: row.clause,
    source: row.source,
    startsFrom: row.starts_from,
    subject: row.subject,
  };
}

/** Running clocks without a known end: never hidden, for a screen must not be green while blind. */
export function undatedClocks(rows: readonly ClockRow[]): CaseView['undated'] {
  return rows
    .filter((row) => row.due_at === null && row.stopped_at === null)
    .map((row) => ({ kind: row.kind, label: CLOCK_KINDS[row.kind].zh, reason: row.undated ?? '所需年份的日历未载入' }));
}
