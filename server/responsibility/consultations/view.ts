/** 会商 and 口径 as those who take part see them; pure. */
import type {
  ConsultationView,
  ConsultingView,
  DecisionView,
  LineView,
  MinutesView,
} from '../../contract/consultation-views.ts';
import { actsIn, convenes, isLate, silentUnits } from '../../cases/consultations/consultation.ts';
import { factsOf, type Consultation } from '../../cases/consultations/store.ts';
import type { Party } from '../../cases/consultations/who.ts';
import { drafts, lineActs, type LineUnits } from '../../cases/lines/line.ts';
import { lineFacts, type Line } from '../../cases/lines/store.ts';
import type { UnitNames } from '../../organisation/unit-names.ts';

export interface Consulting {
  consultations: readonly Consultation[];
  lines: readonly Line[];
  units: LineUnits;
  /** Nothing more is done on the case. */
  ended: boolean;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** All of it, with what this party may do now. */
export function consultingView(
  { consultations, lines, units, ended }: Consulting,
  party: Party,
  names: UnitNames,
  now: Date,
): ConsultingView {
  const shown = consultations.map((one) => consultationView(one, party, units.lead, names, now));
  return {
    consultations: ended ? shown.map((one) => ({ ...one, acts: [] })) : shown,
    lines: lines.map((line) => lineView(line, ended ? [] : lineActs(lineFacts(line), party, units), names)),
    mayCall: !ended && convenes({ convener: party.unitId }, party, units.lead),
    mayDraft: !ended && drafts(party, units),
  };
}

function consultationView(
  one: Consultation,
  party: Party,
  lead: string | null,
  names: UnitNames,
  now: Date,
): ConsultationView {
  const facts = factsOf(one);
  return {
    id: one.id,
    version: one.version,
    state: one.state,
    topic: one.topic,
    facts: one.facts,
    place: one.place,
    meetsAt: one.meets_at.toISOString(),
    convener: names.unitOrNull(one.convener),
    calledBy: one.by_name,
    calledAt: one.at.toISOString(),
    heldAt: iso(one.held_at),
    endedAt: iso(one.ended_at),
    cancelReason: one.cancel_reason,
    participants: one.participants.map(({ unit_id, post, left_at, left_why }) => ({
      unit: names.unitRef(unit_id),
      post,
      left: left_at && left_why ? { at: left_at.toISOString(), why: left_why } : null,
    })),
    opinions: one.opinions.map(({ id, body, unit_id, by_name, at }) => ({
      id,
      body,
      unit: names.unitOrNull(unit_id),
      byName: by_name,
      at: at.toISOString(),
    })),
    minutes: one.minutes.map((minutes) => minutesView(one, minutes, names)),
    confirmBy: iso(one.confirm_by),
    silent: one.minutes.length === 0 ? [] : silentUnits(facts).map(names.unitRef),
    late: isLate(facts, now),
    acts: actsIn(facts, party, lead, now),
  };
}

function minutesView(one: Consultation, minutes: Consultation['minutes'][number], names: UnitNames): MinutesView {
  return {
    n: minutes.n,
    body: minutes.body,
    textHash: minutes.text_hash,
    signedBy: minutes.by_name,
    at: minutes.at.toISOString(),
    decisions: one.decisions.filter((each) => each.n === minutes.n).map((each) => decisionView(each, names)),
    answers: one.confirmations
      .filter((each) => each.n === minutes.n)
      .map(({ unit_id, agrees, note, by_name, at }) => ({
        unit: names.unitRef(unit_id),
        agrees,
        note,
        byName: by_name,
        at: at.toISOString(),
      })),
  };
}

const decisionView = (one: Consultation['decisions'][number], names: UnitNames): DecisionView => ({
  id: one.id,
  what: one.what,
  unit: names.unitRef(one.unit_id),
  dueAt: one.due_at.toISOString(),
  metAt: iso(one.met_at),
  entryId: one.entry_id,
  commitmentId: one.commitment_id,
});

function lineView(line: Line, acts: LineView['acts'], names: UnitNames): LineView {
  const { in_force_at, enforcer_name, missing, missing_reason } = line;
  return {
    id: line.id,
    n: line.n,
    state: line.state,
    body: line.body,
    textHash: line.text_hash,
    unit: names.unitOrNull(line.unit_id),
    byName: line.by_name,
    at: line.at.toISOString(),
    asked: line.asked.map((unitId) => {
      const answer = line.answers.find((one) => one.unit_id === unitId);
      return {
        unit: names.unitRef(unitId),
        answer: answer
          ? { agrees: answer.agrees, note: answer.note, byName: answer.by_name, at: answer.at.toISOString() }
          : null,
      };
    }),
    inForce: in_force_at
      ? {
          at: in_force_at.toISOString(),
          byName: enforcer_name ?? '',
          missing: missing.map(names.unitRef),
          reason: missing_reason,
        }
      : null,
    endedAt: iso(line.ended_at),
    acts,
  };
}
