/** 交办不同: whom the rules of each world propose for the same facts. Pure. */
import type { AssignedField, AssignmentDifference, AssignmentSide } from '../../contract/what-if-views.ts';
import { resolve } from '../resolver.ts';
import type { Asked, PastMatter } from './matter.ts';

const idOf = (unit: { id: string } | null): string | null => unit?.id ?? null;

function sideOf({ facts, clockFacts }: PastMatter, world: Asked): AssignmentSide<string> {
  const { lead, supporting, coordinator, path, rule, clause, transfer, needsHuman, reasons } = resolve(
    facts,
    world.organisation,
    world.rulebook,
  );
  return {
    lead: idOf(lead),
    supporting: supporting.map(({ id }) => id),
    coordinator: idOf(coordinator),
    path: path.map(({ id }) => id),
    rule,
    basis: { principle: reasons.find((one) => one.clause === clause)?.principle ?? '', clause },
    transfer,
    needsHuman,
    dispatcher: world.dispatcher(clockFacts.opinionGrade),
    // What a rule matched are words of the text: they stay here.
    grounds: reasons.map(({ principle, clause }) => ({ principle, clause })),
  };
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

const SAME: Readonly<Record<AssignedField, (a: AssignmentSide<string>, b: AssignmentSide<string>) => boolean>> = {
  lead: (a, b) => a.lead === b.lead,
  supporting: (a, b) => sameSet(a.supporting, b.supporting),
  coordinator: (a, b) => a.coordinator === b.coordinator,
  // The offices are passed one after the other: their order counts.
  path: (a, b) => a.path.join('\n') === b.path.join('\n'),
  rule: (a, b) => a.rule === b.rule,
  transfer: (a, b) => a.transfer === b.transfer,
  needsHuman: (a, b) => a.needsHuman === b.needsHuman,
  dispatcher: (a, b) => a.dispatcher === b.dispatcher,
};
const FIELDS = Object.keys(SAME) as AssignedField[];

/** How the proposals differ, or null where they don't. */
export function assignedDifference(
  matter: PastMatter,
  before: Asked,
  after: Asked,
): AssignmentDifference<string> | null {
  const [one, other] = [sideOf(matter, before), sideOf(matter, after)];
  const fields = FIELDS.filter((field) => !SAME[field](one, other));
  return fields.length === 0 ? null : { fields, before: one, after: other };
}
