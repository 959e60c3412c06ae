/**
 * Who must answer: the rules of 属地管理、分级负责、谁主管谁负责 as the rulebook's profile has them. The first rule whose condition
 * holds decides; every addition that fits adds its reasons, units that support, or a person who looks. This file knows no rule: what
 * a rule may ask stands in `rules/facts.ts`, whom it may name in `rules/result.ts`.
 */
import type { FactUsed, Proposal } from '../contract/views.ts';
import type { Organisation } from '../organisation/model.ts';
import { Fault } from '../platform/fault.ts';
import { holds } from '../rules/condition.ts';
import { ROUTING_FACTS, type RoutingFact } from '../rules/facts.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import { findAccusation } from './accusation.ts';
import { accusedByText, accusedByUnit } from './accused.ts';
import { proposalOf } from './draft.ts';
import type { Facts, Matter, Told } from './matter.ts';
import { matterOf } from './matter.ts';
import type { Whereabouts } from './outside.ts';
import { seatOf, whereabouts } from './outside.ts';
import { factOf, factUsed } from './situation.ts';
import { rankSubjects } from './subjects.ts';

export type { Facts } from './matter.ts';
export type Resolution = Proposal;

/** What the text tells of misconduct, whoever judged it since; null for what lies wholly outside. */
function toldIn(facts: Facts, organisation: Organisation, where: Whereabouts): Told | null {
  if (where.outside.length > 0 && where.counties.length === 0 && !where.whole) return null;
  const accusation = findAccusation(facts.text);
  if (!accusation) return null;
  const county = where.counties.length === 1 ? (where.counties[0]?.code ?? null) : null;
  return { side: accusedByText(accusation, county, organisation), accusation };
}

/** Who is accused, as stated or as the text tells it, or null. Pure. Fault `unknown_unit`: `accused` names no unit. */
export function accusedIn(
  facts: Facts,
  organisation: Organisation,
  where: Whereabouts = whereabouts(facts.places, organisation),
): Told | null {
  if (facts.accused) {
    const unit = organisation.unit(facts.accused);
    if (!unit) throw new Fault('unknown_unit', `no unit has the id ${facts.accused.slice(0, 80)}`);
    return { side: accusedByUnit(unit, organisation), accusation: null };
  }
  return facts.cleared ? null : toldIn(facts, organisation, where);
}

function matterIn(facts: Facts, organisation: Organisation): Matter {
  const where = whereabouts(facts.places, organisation);
  const accused = accusedIn(facts, organisation, where);
  return matterOf({
    facts,
    organisation,
    where,
    ranking: rankSubjects(facts.text, facts.subject, facts.subjects),
    seat: seatOf(where, facts.text, organisation),
    accused,
    complaint: facts.cleared && !accused ? toldIn(facts, organisation, where) : null,
  });
}

/** The facts of a matter, each read once and kept in the order in which the rules asked for it. */
function readings(matter: Matter) {
  const known = new Map<string, string>();
  const valueOf = (fact: string): string | undefined => {
    const before = known.get(fact);
    if (before !== undefined) return before;
    if (!Object.hasOwn(ROUTING_FACTS, fact)) return undefined;
    const value = factOf(matter, fact as RoutingFact);
    known.set(fact, value);
    return value;
  };
  const used = (): FactUsed[] => [...known].map(([fact, value]) => factUsed(matter, fact as RoutingFact, value));
  return { valueOf, used };
}

/**
 * Proposes who must answer, with every step of the reasoning. Pure. The accused unit and what it directs never stand in lead,
 * supporting, coordinator, candidates or path; where nobody remains, `lead` is null and `needsHuman` true.
 * Faults: `unknown_unit` (`accused` names no unit), `unknown_profile`, `no_rule` (a rulebook that was not checked).
 */
export function resolve(facts: Facts, organisation: Organisation, rules: Rulebook): Resolution {
  const matter = matterIn(facts, organisation);
  const { valueOf, used } = readings(matter);
  const { deciding, additions } = rules.routing(organisation.profile);
  const rule = deciding.find(({ when }) => holds(when, valueOf));
  if (!rule)
    throw new Fault('no_rule', `no rule of profile ${organisation.profile} decides this matter`, { status: 500 });
  const decided = (fact: string): string | undefined => (fact === 'decidedBy' ? rule.id : valueOf(fact));
  const added = additions.filter(({ when }) => holds(when, decided));
  return { ...proposalOf(rule, added, matter), facts: used() };
}
