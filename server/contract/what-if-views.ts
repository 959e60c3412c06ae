/**
 * 推演: what the matters of the past days would have become under a change that is not yet in force. Ids, codes, numbers and
 * instants only; what a text said is in none of it.
 */
import { z } from 'zod';
import type { ClockKind, HolderStep } from './vocabulary-case.ts';
import type { UnitRef } from './views.ts';
import { term, type Role, type Terms } from './vocabulary.ts';

export const LEAST_DAYS = 1;
export const MOST_DAYS = 365;

export const replaySchema = z.strictObject({ days: z.int().min(LEAST_DAYS).max(MOST_DAYS) });
export type Replay = z.infer<typeof replaySchema>;

/** What of an assignment can differ. */
export const ASSIGNED_FIELDS = {
  lead: term('牵头单位', 'Lead'),
  supporting: term('配合单位', 'Supporting'),
  coordinator: term('协调单位', 'Coordinator'),
  path: term('经转', 'Path'),
  rule: term('所依规则', 'Rule'),
  transfer: term('是否移送', 'Transfer'),
  needsHuman: term('是否需人工', 'Needs a person'),
  dispatcher: term('由谁交办', 'Dispatched by'),
} as const satisfies Terms<string>;
export type AssignedField = keyof typeof ASSIGNED_FIELDS;

/** How a clock stands, or stood when it ended. */
export const CLOCK_OUTCOMES = {
  met: term('按时完成', 'Met in time'),
  late: term('超时完成', 'Met late'),
  running: term('进行中', 'Running'),
  overdue: term('已超时', 'Overdue'),
  past_at_start: term('升级时已逾', 'Past when upgraded'),
  no_longer: term('不再适用', 'No longer applies'),
  undated: term('尚无到期时刻', 'No end yet'),
} as const satisfies Terms<string>;
export type ClockOutcome = keyof typeof CLOCK_OUTCOMES;

/** What a work signal or a refusal is about. */
export const FLAG_KINDS = {
  clock: term('时限超时', 'Past a limit'),
  step: term('环节超限', 'Beyond a step limit'),
  return: term('退回逾期', 'Returned too late'),
} as const satisfies Terms<string>;
export type FlagKind = keyof typeof FLAG_KINDS;

/** A clock on one side of the comparison; `due` is an ISO instant. */
export interface ClockSide {
  due: string | null;
  outcome: ClockOutcome;
}

/** A clock that differs; a side is null where that side's rules set none. */
export interface ClockDifference {
  kind: ClockKind;
  before: ClockSide | null;
  after: ClockSide | null;
}

export interface ClockCount {
  kind: ClockKind;
  moved: number;
  /** Was in time, would be late. */
  toLate: number;
  /** Was late, would be in time. */
  toTimely: number;
}

export interface FlagCount {
  kind: FlagKind;
  /** Which clock, or whose step; null for returns. */
  of: ClockKind | HolderStep | null;
  more: number;
  fewer: number;
}

/** What a unit would gain and lose, in matters; flags in numbers of its own steps and returns. */
export interface UnitCount<Unit = UnitRef> {
  unit: Unit;
  leadMore: number;
  leadFewer: number;
  supportMore: number;
  supportFewer: number;
  flagsMore: number;
  flagsFewer: number;
}

export interface WhatIfCounts<Unit = UnitRef> {
  assigned: number;
  timed: number;
  flagged: number;
  /** Matters that differ in any way. */
  changed: number;
  fields: { field: AssignedField; matters: number }[];
  clocks: ClockCount[];
  flags: FlagCount[];
  units: UnitCount<Unit>[];
}

/** Why an assignment is what it is: the rule by its principle and clause, without what it found in the text. */
export interface Ground {
  principle: string;
  clause: string;
}

export interface AssignmentSide<Unit = UnitRef> {
  lead: Unit | null;
  supporting: Unit[];
  coordinator: Unit | null;
  path: Unit[];
  rule: string;
  /** What the rule rests on. */
  basis: Ground;
  transfer: boolean;
  needsHuman: boolean;
  /** Who dispatches such a grade. */
  dispatcher: Role | null;
  grounds: Ground[];
}

export interface AssignmentDifference<Unit = UnitRef> {
  fields: AssignedField[];
  before: AssignmentSide<Unit>;
  after: AssignmentSide<Unit>;
}

/** A flag that would appear (`after` set) or be gone (`before` set): minutes over the limit. */
export interface FlagDifference<Unit = UnitRef> {
  kind: FlagKind;
  of: ClockKind | HolderStep | null;
  /** Whose step or return; null for a clock and for the office's own steps. */
  unit: Unit | null;
  before: number | null;
  after: number | null;
}

/** One matter that would have gone another way. */
export interface WhatIfLine {
  caseId: string;
  number: string;
  title: string;
  assigned: AssignmentDifference | null;
  timed: ClockDifference[];
  flagged: FlagDifference[];
}

/** A replay that runs. */
export interface ReplayRun {
  /** Part done, 0 to 1. */
  share: number;
  /** Matters done and to do; null for others than the one who started it, whose sight may be another. */
  done: number | null;
  total: number | null;
  startedBy: string;
}

export const OUTDATED = {
  draft: term('推演之后变更内容又有改动', 'The draft has changed since'),
  directory: term('推演之后职责、单位或规则已有变化', 'Duties, units or rules have changed since'),
} as const satisfies Terms<string>;

export interface ReplayResult {
  days: number;
  at: string;
  by: string;
  directoryVersion: number;
  /** Matters compared, as far as both the one who ran it and who asks may know of them. */
  matters: number;
  counts: WhatIfCounts;
  /** Null where the asker sees no cases; the first ones where there are many (`counts` tells how many). */
  lines: WhatIfLine[] | null;
  /** Why it no longer tells what would be; null while it does. */
  outdated: keyof typeof OUTDATED | null;
}

/** What is known of a change set's replay; a failed or cancelled one says so until the next begins. */
export interface ReplayView {
  run: ReplayRun | null;
  result: ReplayResult | null;
  ended: 'cancelled' | 'failed' | null;
}
