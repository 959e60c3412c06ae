/** Signals (工作提醒) on a case as the board shows them; pure. They name units and steps, never persons. */
import type { SignalView } from '../contract/case-views.ts';
import type { UnitRef } from '../contract/views.ts';
import type { ClockKind, HolderStep, SignalKind, SignalLevel, SignalState } from '../contract/vocabulary-case.ts';
import type { ExceededHolder } from '../platform/schema-case.ts';

export interface SignalRow {
  id: string;
  kind: SignalKind;
  level: SignalLevel;
  state: SignalState;
  clock_kind: ClockKind | null;
  summary: string;
  clause: string;
  holders: {
    step: HolderStep;
    unit: UnitRef | null;
    minutes: number;
    limitMinutes: number | null;
    overMinutes: number;
  }[];
  at: Date;
  ended_at: Date | null;
  note: string | null;
}

/** Builds the view of one signal. */
export function signalView(row: SignalRow): SignalView {
  return {
    id: row.id,
    kind: row.kind,
    level: row.level,
    state: row.state,
    clockKind: row.clock_kind,
    summary: row.summary,
    holders: row.holders,
    clause: row.clause,
    at: row.at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    note: row.note,
  };
}

/** One who exceeded its own step's limit, with its unit's name. */
export const exceeded =
  (unitOrNull: (id: string | null) => UnitRef | null) =>
  ({ step, unitId, minutes, limitMinutes, overMinutes }: ExceededHolder): SignalRow['holders'][number] => ({
    step,
    unit: unitOrNull(unitId),
    minutes,
    limitMinutes,
    overMinutes,
  });
