/** What a rule comes to in a matter: units chosen by its selectors, none twice, nobody who must recuse himself. */
import type { Candidate, Proposal, Reason, UnitRef } from '../contract/views.ts';
import { officesBetween } from '../organisation/lines.ts';
import type { Unit } from '../organisation/model.ts';
import type { AdditionRule, ResponsibilityRule } from '../rules/rule-schema.ts';
import { SELECTORS, type Selector } from '../rules/result.ts';
import type { Matter } from './matter.ts';
import { nameOf } from './matter.ts';
import { quoted } from './quotes.ts';
import { unitsOf } from './selectors.ts';

/** Each further candidate scores this part of the one before. */
const STEP = 0.6;
const round = (score: number): number => Math.round(score * 1000) / 1000;

const ref = ({ id, name }: Unit): UnitRef => ({ id, name });

/** The first unit that selectors name and that is not barred. */
function firstOf(selectors: readonly Selector[], matter: Matter, lead?: Unit): Unit | undefined {
  for (const selector of selectors) {
    const unit = unitsOf(selector, matter, lead).find(({ id }) => !matter.barred.has(id));
    if (unit) return unit;
  }
  return undefined;
}

function unique(list: readonly Unit[], without: ReadonlySet<string>): Unit[] {
  const seen = new Set(without);
  return list.filter((unit) => {
    if (seen.has(unit.id)) return false;
    seen.add(unit.id);
    return true;
  });
}

/** The offices that a dispatch passes on its way to a county's unit. */
const pathTo = (lead: Unit | undefined, { seat, organisation }: Matter): Unit[] =>
  officesBetween(organisation, organisation.code, lead?.territory ?? seat);

function reasonsOf(rule: ResponsibilityRule | AdditionRule, matter: Matter, lead: Unit | undefined): Reason[] {
  const { clause, data, then } = rule;
  return then.reasons.map((text) => ({ principle: data.principle, matched: quoted(text, matter, lead), clause }));
}

function candidatesOf(
  selectors: readonly Selector[],
  lead: Unit | undefined,
  why: string,
  confidence: number,
  matter: Matter,
): Candidate[] {
  const found = selectors.flatMap((selector) =>
    unitsOf(selector, matter, lead).map((unit) => ({
      unit,
      reason: `${SELECTORS[selector]}(${nameOf(unit.territory, matter.organisation)})`,
    })),
  );
  const all = lead ? [{ unit: lead, reason: why }, ...found] : found;
  const seen = new Set(matter.barred);
  return all
    .filter(({ unit }) => !seen.has(unit.id) && seen.add(unit.id))
    .map(({ unit, reason }, rank) => ({ ...ref(unit), score: round(confidence * STEP ** rank), reason }));
}

/** The proposal of a rule with what others add; a lead who is barred or missing leaves it to a person. */
export function proposalOf(
  rule: ResponsibilityRule,
  additions: readonly AdditionRule[],
  matter: Matter,
): Omit<Proposal, 'facts'> {
  const { then } = rule;
  const lead = firstOf(then.lead, matter);
  const reasons = [rule, ...additions].flatMap((each) => reasonsOf(each, matter, lead));
  const selected = (selectors: readonly Selector[]): Unit[] =>
    selectors.flatMap((selector) => unitsOf(selector, matter, lead));
  const taken = new Set([...matter.barred, ...(lead ? [lead.id] : [])]);
  const coordinator = firstOf(then.coordinator, matter, lead);
  const support = [...then.supporting, ...additions.flatMap((each) => each.then.supporting)];
  const further = [...then.candidates, ...additions.flatMap((each) => each.then.candidates)];
  const confidence = then.confidence ?? matter.ranking.lead?.confidence ?? 0;
  return {
    lead: lead ? ref(lead) : null,
    candidates: candidatesOf(further, lead, reasons[0]?.matched ?? rule.wording, confidence, matter),
    supporting: unique(selected(support), taken).map(ref),
    coordinator: coordinator && coordinator.id !== lead?.id ? ref(coordinator) : null,
    rule: rule.id,
    clause: rule.clause,
    reasons,
    path: then.path === 'county_office' ? unique(pathTo(lead, matter), taken).map(ref) : [],
    transfer: then.transfer,
    needsHuman: then.needsHuman || additions.some((each) => each.then.needsHuman) || lead === undefined,
  };
}
