/** What a replay found, counted by kind and by unit. Pure. */
import {
  ASSIGNED_FIELDS,
  type AssignedField,
  type ClockCount,
  type ClockDifference,
  type FlagCount,
  type UnitCount,
  type WhatIfCounts,
} from '../../contract/what-if-views.ts';
import { CLOCK_KIND_IDS } from '../../contract/vocabulary-case.ts';
import type { MatterDifference } from './compare.ts';
import { isLate } from './timed.ts';

const FIELDS = Object.keys(ASSIGNED_FIELDS) as AssignedField[];

const timely = (side: ClockDifference['before']): boolean => side?.outcome === 'met' || side?.outcome === 'running';
const late = (side: ClockDifference['before']): boolean => side !== null && isLate(side.outcome);

function clockCounts(differences: readonly MatterDifference[]): ClockCount[] {
  const all = differences.flatMap(({ timed }) => timed);
  return CLOCK_KIND_IDS.flatMap((kind) => {
    const of = all.filter((one) => one.kind === kind);
    const toLate = of.filter(({ before, after }) => !late(before) && late(after)).length;
    const toTimely = of.filter(({ before, after }) => late(before) && timely(after)).length;
    return of.length === 0 ? [] : [{ kind, moved: of.length, toLate, toTimely }];
  });
}

function flagCounts(differences: readonly MatterDifference[]): FlagCount[] {
  const counts = new Map<string, FlagCount>();
  for (const { kind, of, after } of differences.flatMap(({ flagged }) => flagged)) {
    const key = `${kind} ${of ?? ''}`;
    const count = counts.get(key) ?? { kind, of, more: 0, fewer: 0 };
    counts.set(key, { ...count, ...(after === null ? { fewer: count.fewer + 1 } : { more: count.more + 1 }) });
  }
  return [...counts.values()].sort((a, b) => b.more + b.fewer - (a.more + a.fewer));
}

type Tally = Exclude<keyof UnitCount, 'unit'>;

function unitCounts(differences: readonly MatterDifference[]): UnitCount<string>[] {
  const counts = new Map<string, UnitCount<string>>();
  const add = (unit: string | null, tally: Tally): void => {
    if (unit === null) return;
    const none = { unit, leadMore: 0, leadFewer: 0, supportMore: 0, supportFewer: 0, flagsMore: 0, flagsFewer: 0 };
    const count = counts.get(unit) ?? none;
    count[tally] += 1;
    counts.set(unit, count);
  };
  for (const { assigned, flagged } of differences) {
    if (assigned) {
      const { before, after } = assigned;
      if (before.lead !== after.lead) {
        add(before.lead, 'leadFewer');
        add(after.lead, 'leadMore');
      }
      for (const unit of before.supporting) if (!after.supporting.includes(unit)) add(unit, 'supportFewer');
      for (const unit of after.supporting) if (!before.supporting.includes(unit)) add(unit, 'supportMore');
    }
    for (const { unit, after } of flagged) add(unit, after === null ? 'flagsFewer' : 'flagsMore');
  }
  return [...counts.values()].sort((a, b) => weightOf(b) - weightOf(a) || (a.unit < b.unit ? -1 : 1));
}

/** Most concerned first: leading weighs before supporting, that before flags. */
const weightOf = (count: UnitCount<string>): number =>
  (count.leadMore + count.leadFewer) * 1_000_000 +
  (count.supportMore + count.supportFewer) * 1_000 +
  count.flagsMore +
  count.flagsFewer;

/** Counts of all that differs. */
export function countsOf(differences: readonly MatterDifference[]): WhatIfCounts<string> {
  return {
    assigned: differences.filter(({ assigned }) => assigned !== null).length,
    timed: differences.filter(({ timed }) => timed.length > 0).length,
    flagged: differences.filter(({ flagged }) => flagged.length > 0).length,
    changed: differences.length,
    fields: FIELDS.flatMap((field) => {
      const matters = differences.filter(({ assigned }) => assigned?.fields.includes(field)).length;
      return matters === 0 ? [] : [{ field, matters }];
    }),
    clocks: clockCounts(differences),
    flags: flagCounts(differences),
    units: unitCounts(differences),
  };
}
