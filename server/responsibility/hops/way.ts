/**
 * The way of a dispatch to the units of lower territories (属地管理、分级负责); pure.
 *
 * - A prefecture gives a matter to the county government's office, which passes on to its bureau; each office signs.
 * - One signature of an office covers all that one dispatch means for its territory: the lead it passes on to, and with it the
 *   supporting units there. Units of other territories come through their own office in the same way.
 * - Vertically managed and discipline bodies are not the office's to command and are given a matter directly; so is the
 *   office itself, and whoever takes part in the case already: its office has signed for it before.
 * - An office that must recuse itself is skipped; where none is left the office above hands over directly.
 */
import type { AssignmentRole } from '../../contract/vocabulary.ts';
import { officesBetween } from '../../organisation/lines.ts';
import type { Organisation, Unit } from '../../organisation/model.ts';

export interface Gift {
  unitId: string;
  role: AssignmentRole;
}

/** What an office of the way is to pass on: the first as `role`, the others as supporting. */
export interface HopPlan {
  office: Unit;
  role: 'lead' | 'supporting';
  proposed: string[];
}

export interface Plan {
  direct: Gift[];
  hops: HopPlan[];
  /** Offices of the way that must recuse themselves. */
  skipped: Unit[];
}

/** From where on the way is looked at, and who takes no part in it. */
export interface Setting {
  organisation: Organisation;
  /** Territory of the office that gives. */
  from: string;
  barred: ReadonlySet<string>;
  /** Units that take part in the case already. */
  present: ReadonlySet<string>;
  /** Those of them that answer for it themselves: an office among them has it, and passes nothing on. */
  answering: ReadonlySet<string>;
}

/** Whether a unit is given its matters through the government office of its territory. */
export const isDirected = (unit: Unit): boolean => unit.vertical === undefined && unit.kind !== 'discipline';

/** The offices between the giving territory and the unit, less itself. */
function officesTo({ organisation, from }: Setting, unit: Unit): Unit[] {
  if (!isDirected(unit)) return [];
  return officesBetween(organisation, from, unit.territory).filter((office) => office.id !== unit.id);
}

/** Parts what is given directly from what an office passes on. A coordinator is given its part directly. */
export function planOf(setting: Setting, gifts: readonly Gift[]): Plan {
  const { organisation, barred, present } = setting;
  const plan = { direct: [] as Gift[], hops: new Map<string, HopPlan>(), skipped: new Map<string, Unit>() };
  const own = gifts.filter((gift) => gift.role !== 'coordinator').map((gift) => gift.unitId);
  const answering = new Set([...setting.answering, ...own]);
  // The lead first, so that an office which passes it on does so as lead.
  for (const gift of [...gifts].sort((a, b) => Number(b.role === 'lead') - Number(a.role === 'lead'))) {
    const { unitId, role } = gift;
    const unit = organisation.unit(unitId);
    const offices = unit && role !== 'coordinator' && !present.has(unitId) ? officesTo(setting, unit) : [];
    for (const one of offices) if (barred.has(one.id)) plan.skipped.set(one.id, one);
    const office = offices.find((one) => !barred.has(one.id) && !answering.has(one.id));
    if (!office || role === 'coordinator') {
      plan.direct.push(gift);
      continue;
    }
    const hop = plan.hops.get(office.id) ?? { office, role, proposed: [] };
    hop.proposed.push(unitId);
    plan.hops.set(office.id, hop);
  }
  // An office that passes on coordinates once it has.
  const direct = plan.direct.filter((gift) => !plan.hops.has(gift.unitId));
  return { direct, hops: [...plan.hops.values()], skipped: [...plan.skipped.values()] };
}
