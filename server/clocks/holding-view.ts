/** A stretch of the ledger (时段归属) as a view shows it; pure. */
import type { HoldingView } from '../contract/case-detail-views.ts';
import type { UnitNames } from '../organisation/unit-names.ts';

/** A stored stretch: whose step the case was in, from when to when, and its limit. */
export interface HoldingRow {
  id: string;
  step: HoldingView['step'];
  unit_id: string | null;
  from_at: Date;
  to_at: Date | null;
  limit_minutes: number | null;
  excuse: HoldingView['excuse'];
}

export const holdingView = (row: HoldingRow, { unitOrNull }: UnitNames): HoldingView => ({
  id: row.id,
  step: row.step,
  unit: unitOrNull(row.unit_id),
  fromAt: row.from_at.toISOString(),
  toAt: row.to_at?.toISOString() ?? null,
  limitMinutes: row.limit_minutes,
  excuse: row.excuse,
});
