/** From a draft of a proposal to the proposal: no unit twice, nobody who is barred, candidates ranked. */
import type { Proposal, Reason, UnitRef } from '../contract/views.ts';
import type { Unit } from '../organisation/model.ts';
import type { ResponsibilityRule } from '../rules/rule-schema.ts';

export interface Draft {
  /** Id of the rule that decided. */
  rule: string;
  lead: Unit | undefined;
  /** 0 to 1, the score of the lead. */
  confidence: number;
  supporting: readonly Unit[];
  coordinator: Unit | undefined;
  /** Other units a person may choose, most fitting first. */
  alternatives: readonly Unit[];
  path: readonly Unit[];
  transfer: boolean;
  needsHuman: boolean;
  reasons: readonly Reason[];
}

/** Each further candidate scores this part of the one before. */
const STEP = 0.6;
const round = (score: number): number => Math.round(score * 1000) / 1000;

const ref = ({ id, name }: Unit): UnitRef => ({ id, name });

function unique(list: readonly Unit[], without: ReadonlySet<string>): Unit[] {
  const seen = new Set(without);
  return list.filter((unit) => {
    if (seen.has(unit.id)) return false;
    seen.add(unit.id);
    return true;
  });
}

/** The proposal; a lead who is barred or missing leaves it without a lead, for a person to decide. */
export function finish(draft: Draft, barred: ReadonlySet<string>, rule: ResponsibilityRule): Proposal {
  const lead = draft.lead && !barred.has(draft.lead.id) ? draft.lead : undefined;
  const taken = new Set([...barred, ...(lead ? [lead.id] : [])]);
  const candidates = unique([...(lead ? [lead] : []), ...draft.alternatives], barred);
  const coordinator = draft.coordinator && !taken.has(draft.coordinator.id) ? draft.coordinator : undefined;
  return {
    lead: lead ? ref(lead) : null,
    candidates: candidates.map((unit, rank) => ({ ...ref(unit), score: round(draft.confidence * STEP ** rank) })),
    supporting: unique(draft.supporting, taken).map(ref),
    coordinator: coordinator ? ref(coordinator) : null,
    rule: draft.rule,
    clause: rule.clause,
    reasons: [...draft.reasons],
    path: unique(draft.path, taken).map(ref),
    transfer: draft.transfer,
    needsHuman: draft.needsHuman || lead === undefined,
  };
}
