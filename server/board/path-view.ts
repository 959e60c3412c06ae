/** The way a case took to its lead, office by office (转办), as the board shows it; pure. */
import type { HopView, PathStep } from '../contract/case-views.ts';
import type { UnitRef } from '../contract/views.ts';
import type { AssignmentRole } from '../contract/vocabulary.ts';

export interface HopRow {
  id: string;
  assignment_id: string;
  unit: UnitRef;
  role: 'lead' | 'supporting';
  proposed: UnitRef[];
  gave_id: string | null;
  at: Date;
  due_at: Date | null;
  signed_at: Date | null;
  ended_at: Date | null;
  by_name: string | null;
  /** Who dispatched the case to the office, and in which unit: the first station of a way. */
  dispatcher: { unit: UnitRef; name: string } | null;
}

interface Rows {
  hops: readonly HopRow[];
  assignments: readonly {
    id: string;
    unit: UnitRef;
    role: AssignmentRole;
    at: Date;
    accepted_at: Date | null;
    by_name: string | null;
  }[];
}

/** Hops whose office has still to pass the case on, or to sign. */
export const openHops = ({ hops }: Rows): HopView[] =>
  hops
    .filter((hop) => hop.ended_at === null)
    .map((hop) => ({
      id: hop.id,
      assignmentId: hop.assignment_id,
      unit: hop.unit,
      role: hop.role,
      proposed: hop.proposed,
      given: hop.gave_id !== null,
      at: hop.at.toISOString(),
      dueAt: hop.due_at?.toISOString() ?? null,
    }));

/**
 * From who dispatched it over each office to the unit that answers, or that is proposed while an office still holds it. Only the
 * way to the present lead: what a reassignment left behind stands in the record.
 */
export function pathOf(rows: Rows): PathStep[] {
  const lead = rows.assignments.find((one) => one.role === 'lead');
  if (!lead) return [];
  const way = wayTo(rows.hops, lead.id);
  const [first] = way;
  if (!first) return [];
  return [...dispatchStep(first), ...way.map(hopStep), lastStep(way, lead)];
}

/** The hops that led to an assignment, the first first. */
function wayTo(hops: readonly HopRow[], leadId: string): HopRow[] {
  const way: HopRow[] = [];
  const waiting = hops.find((hop) => hop.assignment_id === leadId && hop.ended_at === null);
  if (waiting) way.push(waiting);
  for (let at = waiting?.assignment_id ?? leadId; ;) {
    const before = hops.find((hop) => hop.gave_id === at && !way.includes(hop));
    if (!before) return way;
    way.unshift(before);
    at = before.assignment_id;
  }
}

function dispatchStep({ dispatcher, at }: HopRow): PathStep[] {
  if (!dispatcher) return [];
  const signedAt = at.toISOString();
  return [{ kind: 'dispatch', unit: dispatcher.unit, at: signedAt, signedAt, byName: dispatcher.name }];
}

const hopStep = (hop: HopRow): PathStep => ({
  kind: 'hop',
  unit: hop.unit,
  at: hop.at.toISOString(),
  signedAt: hop.signed_at?.toISOString() ?? null,
  byName: hop.by_name,
});

function lastStep(way: readonly HopRow[], lead: Rows['assignments'][number]): PathStep {
  const last = way.at(-1);
  const [proposed] = last && last.gave_id === null ? last.proposed : [];
  if (proposed) return { kind: 'unit', unit: proposed, at: null, signedAt: null, byName: null };
  const signedAt = lead.accepted_at?.toISOString() ?? null;
  return { kind: 'unit', unit: lead.unit, at: lead.at.toISOString(), signedAt, byName: lead.by_name };
}
