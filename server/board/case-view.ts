/** Rows of a case as the board shows them; pure. */
import type { AudienceClass } from '../access/viewer.ts';
import type { ApprovalView, CaseView, HolderView } from '../contract/case-views.ts';
import type { Reason, UnitRef } from '../contract/views.ts';
import type {
  CaseState,
  Disposition,
  HolderStep,
  PublicationState,
  ReturnReason,
} from '../contract/vocabulary-case.ts';
import type { AssignmentRole, Category, IncidentGrade, OpinionGrade, Subject } from '../contract/vocabulary.ts';
import { clockViews, undatedClocks, type ClockRow } from './clock-view.ts';
import { openHops, pathOf, type HopRow } from './path-view.ts';
import { signalView, type SignalRow } from './signal-view.ts';

export interface CaseRows {
  id: string;
  version: number;
  number: string;
  title: string;
  state: CaseState;
  category: Category;
  subject: Subject | null;
  opinion_grade: OpinionGrade;
  incident_grade: IncidentGrade | null;
  incident_confirmed: boolean;
  territory: { code: string; name: string } | null;
  proposed_lead: UnitRef | null;
  rule: string;
  clause: string;
  reasons: Reason[];
  opened_at: Date;
  detected_at: Date;
  dispatched_at: Date | null;
  updated_at: Date;
  closed_at: Date | null;
  merged_into: string | null;
  /** Present ones. */
  assignments: {
    id: string;
    unit: UnitRef;
    role: AssignmentRole;
    at: Date;
    accepted_at: Date | null;
    by_name: string | null;
  }[];
  hops: HopRow[];
  clocks: ClockRow[];
  /** Who holds the case now. */
  holders: { step: HolderStep; unit: UnitRef | null; from_at: Date; due_at: Date | null }[];
  /** Open ones. */
  signals: SignalRow[];
  dispositions: { kind: Disposition; met: boolean }[];
  commitments: { kept_at: Date | null }[];
  publications: { state: PublicationState; published_at: Date }[];
  /** The return that waits for its ruling. */
  returned: ReturnRow | null;
  /** Those that wait for a decision. */
  extensions: { id: string; clock_id: string; workdays: number; reason: string; new_due_at: Date; at: Date }[];
  /** The answer in work. */
  approval: ApprovalView | null;
  /** What closing still lacks, in words. */
  lacking: string[];
  /** When each of its items arrived. */
  arrivals: Date[];
  /** Units and accounts it is open to, sorted; units it is closed to. Not shown: they say to whom a view goes and who may sign. */
  granted: string[];
  denied: string[];
}

export interface ReturnRow {
  id: string;
  unit: UnitRef;
  reason: ReturnReason;
  clause: string;
  suggested: UnitRef | null;
  note: string;
  at: Date;
  dispatched_by: string;
}

const HOUR_MS = 3_600_000;
/** Hours of arrivals a card shows. */
export const ARRIVAL_HOURS = 12;

/** Items that arrived in each of the last twelve clock hours, oldest first. */
export function hourlyArrivals(arrivals: readonly Date[], now: Date): number[] {
  const thisHour = Math.floor(now.getTime() / HOUR_MS);
  const counts = Array.from({ length: ARRIVAL_HOURS }, () => 0);
  for (const at of arrivals) {
    const index = ARRIVAL_HOURS - 1 - (thisHour - Math.floor(at.getTime() / HOUR_MS));
    if (index >= 0 && index < ARRIVAL_HOURS) counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

/**
 * Builds the view of one audience class. A unit's view leaves out the words quoted from the writer: principle and clause tell
 * the unit why it answers, and the writer is protected from those complained about. No view carries the text of a draft.
 */
export function caseView(rows: CaseRows, audience: AudienceClass, now: Date): CaseView {
  return {
    id: rows.id,
    version: rows.version,
    number: rows.number,
    title: rows.title,
    state: rows.state,
    category: rows.category,
    subject: rows.subject,
    opinionGrade: rows.opinion_grade,
    incidentGrade: rows.incident_grade,
    incidentConfirmed: rows.incident_confirmed,
    territory: rows.territory,
    ...responsible(rows),
    path: pathOf(rows),
    hops: openHops(rows),
    rule: rows.rule,
    clause: rows.clause,
    reasons: audience === 'unit' ? rows.reasons.map((reason) => ({ ...reason, matched: '' })) : rows.reasons,
    clocks: clockViews(rows.clocks),
    undated: undatedClocks(rows.clocks),
    holders: rows.holders.map(holderView),
    approval: rows.approval,
    dispositions: rows.dispositions.map(({ kind, met }) => ({ kind, met })),
    commitments: {
      kept: rows.commitments.filter((one) => one.kept_at !== null).length,
      total: rows.commitments.length,
    },
    signals: rows.signals.map(signalView),
    returned: rows.returned ? returnedView(rows.returned, audience) : null,
    extensions: rows.extensions.map((one) => ({
      id: one.id,
      clockId: one.clock_id,
      workdays: one.workdays,
      reason: one.reason,
      newDueAt: one.new_due_at.toISOString(),
      at: one.at.toISOString(),
    })),
    ...published(rows.publications),
    lacking: rows.lacking,
    mergedInto: rows.merged_into,
    itemCount: rows.arrivals.length,
    arrivals: hourlyArrivals(rows.arrivals, now),
    openedAt: rows.opened_at.toISOString(),
    detectedAt: rows.detected_at.toISOString(),
    dispatchedAt: rows.dispatched_at?.toISOString() ?? null,
    closedAt: rows.closed_at?.toISOString() ?? null,
    updatedAt: rows.updated_at.toISOString(),
  };
}

const ROLE_ORDER: readonly AssignmentRole[] = ['lead', 'supporting', 'coordinator'];

/** Who answers: before its dispatch a case shows the lead that is proposed. */
function responsible(
  rows: Pick<CaseRows, 'assignments' | 'proposed_lead'>,
): Pick<CaseView, 'lead' | 'supporting' | 'coordinator' | 'assignments'> {
  const unitsAs = (role: AssignmentRole): UnitRef[] =>
    rows.assignments.filter((one) => one.role === role).map((one) => one.unit);
  const inOrder = ROLE_ORDER.flatMap((role) => rows.assignments.filter((one) => one.role === role));
  return {
    lead: unitsAs('lead')[0] ?? rows.proposed_lead,
    supporting: unitsAs('supporting'),
    coordinator: unitsAs('coordinator')[0] ?? null,
    assignments: inOrder.map((one) => ({
      id: one.id,
      unit: one.unit,
      role: one.role,
      at: one.at.toISOString(),
      acceptedAt: one.accepted_at?.toISOString() ?? null,
    })),
  };
}

function holderView(row: CaseRows['holders'][number]): HolderView {
  return { step: row.step, unit: row.unit, since: row.from_at.toISOString(), dueAt: row.due_at?.toISOString() ?? null };
}

function returnedView(row: ReturnRow, audience: AudienceClass): NonNullable<CaseView['returned']> {
  const { id, unit, reason, clause, suggested, note, at } = row;
  const dispatchedBy = audience === 'unit' ? null : row.dispatched_by;
  return { id, unit, reason, clause, suggested, note, at: at.toISOString(), dispatchedBy };
}

/** What stands published now: a withdrawn answer or one corrected by a later is none of it. */
function published(rows: CaseRows['publications']): Pick<CaseView, 'published' | 'lastPublishedAt'> {
  const current = rows.filter((one) => one.state === 'current').map((one) => one.published_at.getTime());
  return {
    published: current.length,
    lastPublishedAt: current.length === 0 ? null : new Date(Math.max(...current)).toISOString(),
  };
}
