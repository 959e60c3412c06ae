/** Rows of a case as the board shows them; pure. */
import type { AudienceClass } from '../access/viewer.ts';
import type { CaseState, ClockEnd, ClockKind } from '../contract/vocabulary-case.ts';
import type { AssignmentRole, Category, IncidentGrade, OpinionGrade, Subject } from '../contract/vocabulary.ts';
import { CLOCK_KINDS } from '../contract/vocabulary-case.ts';
import type { CaseView, ClockView } from '../contract/case-views.ts';
import type { Reason, UnitRef } from '../contract/views.ts';

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
  assignments: { unit: UnitRef; role: AssignmentRole }[];
  clocks: ClockRow[];
  /** When each of its items arrived. */
  arrivals: Date[];
}

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
 * the unit why it answers, and the writer is protected from those complained about.
 */
export function caseView(rows: CaseRows, audience: AudienceClass, now: Date): CaseView {
  const unitOf = (role: AssignmentRole): UnitRef[] =>
    rows.assignments.filter((one) => one.role === role).map((one) => one.unit);
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
    lead: unitOf('lead')[0] ?? rows.proposed_lead,
    supporting: unitOf('supporting'),
    coordinator: unitOf('coordinator')[0] ?? null,
    rule: rows.rule,
    clause: rows.clause,
    reasons: audience === 'unit' ? rows.reasons.map((reason) => ({ ...reason, matched: '' })) : rows.reasons,
    clocks: rows.clocks.filter((clock) => clock.due_at !== null).map(clockView),
    assignments: [],
    undated: [],
    holders: [],
    approval: null,
    dispositions: [],
    commitments: { kept: 0, total: 0 },
    signals: [],
    returned: null,
    extensions: [],
    published: 0,
    lastPublishedAt: null,
    lacking: [],
    mergedInto: null,
    detectedAt: rows.detected_at.toISOString(),
    closedAt: null,
    itemCount: rows.arrivals.length,
    arrivals: hourlyArrivals(rows.arrivals, now),
    openedAt: rows.opened_at.toISOString(),
    dispatchedAt: rows.dispatched_at?.toISOString() ?? null,
    updatedAt: rows.updated_at.toISOString(),
  };
}

function clockView(row: ClockRow): ClockView {
  return {
    id: row.id,
    kind: row.kind,
    label: CLOCK_KINDS[row.kind].zh,
    counted: row.counted,
    amount: row.amount,
    startAt: row.start_at.toISOString(),
    dueAt: (row.due_at ?? row.start_at).toISOString(),
    stoppedAt: row.stopped_at?.toISOString() ?? null,
    rule: row.rule,
    clause: row.clause,
    source: row.source,
    startsFrom: row.starts_from,
    end: row.ended,
    breachedAt: row.breached_at?.toISOString() ?? null,
    pastAtStart: row.past_at_start,
    extended: row.original_due_at !== null,
    subject: row.subject,
  };
}
