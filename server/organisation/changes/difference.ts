/** What leads from one organisation to another, as dated changes: what is new, what differs, what is gone. Pure. */
import { cellKey } from '../duty-cells.ts';
import type { Duty, OrganisationData, Territory, Unit } from '../model.ts';
import type { Change, Precedent } from './change.ts';

/** Equal but for how absence is written: a list left out is an empty one. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  const filled = Object.entries(value).filter(
    ([, field]) => field !== undefined && !(Array.isArray(field) && field.length === 0),
  );
  return Object.fromEntries(filled.sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface Pairing<T> {
  before: readonly T[];
  after: readonly T[];
  key: (value: T) => string;
}

/** Calls for each thing that is new, differs or is gone: what was and what will be. */
function paired<T>({ before, after, key }: Pairing<T>, changed: (id: string, to: T | null) => Change): Change[] {
  const old = new Map(before.map((value) => [key(value), value]));
  const kept = new Set(after.map(key));
  return [
    ...after.filter((value) => !same(old.get(key(value)), value)).map((value) => changed(key(value), value)),
    ...[...old.keys()].filter((id) => !kept.has(id)).map((id) => changed(id, null)),
  ];
}

function cells(duties: readonly Duty[]): Map<string, Duty[]> {
  const found = new Map<string, Duty[]>();
  for (const duty of duties) found.set(cellKey(duty), [...(found.get(cellKey(duty)) ?? []), duty]);
  return found;
}

/** One change for each cell whose units, or their order, are not the same. */
function dutyChanges(before: readonly Duty[], after: readonly Duty[]): Change[] {
  const old = cells(before);
  const fresh = cells(after);
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((cell): Change[] => {
    const [was = [], to = []] = [old.get(cell), fresh.get(cell)];
    const first = to[0] ?? was[0];
    const ids = to.map((duty) => duty.unit);
    if (!first || same({ ids: was.map((duty) => duty.unit) }, { ids })) return [];
    return [{ kind: 'duty', territory: first.territory, subject: first.subject, to: ids }];
  });
}

/**
 * A unit as the change will leave it: a name once borne stays known (`withChanges` keeps it), so that a list of former names
 * without it is no difference.
 */
function withNames(before: Unit | undefined, unit: Unit): Unit {
  const names = [
    ...(before?.formerNames ?? []),
    ...(unit.formerNames ?? []),
    ...(before && before.name !== unit.name ? [before.name] : []),
  ];
  return { ...unit, formerNames: [...new Set(names)].filter((name) => name !== unit.name) };
}

const asChange = ({ aliases, formerNames, ...unit }: Unit) => ({
  ...unit,
  aliases: [...aliases],
  ...(formerNames && formerNames.length > 0 ? { formerNames: [...formerNames] } : {}),
});

/**
 * The changes that lead from one organisation to the other, in the order territories, units, duties, precedents;
 * `withChanges(before, changesBetween(before, after))` is `after`, save that former names are never lost. `successors` says which
 * unit takes over from one that `after` lacks; without an entry the change names none, which `faultsOf` refuses.
 */
export function changesBetween(
  before: OrganisationData,
  after: OrganisationData,
  successors: ReadonlyMap<string, string> = new Map(),
): Change[] {
  const old = new Map(before.units.map((unit) => [unit.id, unit]));
  const units = after.units.map((unit) => withNames(old.get(unit.id), unit));
  return [
    ...paired<Territory>(
      { before: before.territories, after: after.territories, key: ({ code }) => code },
      (code, to) => ({ kind: 'territory', code, to }),
    ),
    ...paired<Unit>({ before: before.units, after: units, key: ({ id }) => id }, (id, to) => ({
      kind: 'unit',
      id,
      to: to && asChange(to),
      successor: to === null ? (successors.get(id) ?? null) : null,
    })),
    ...dutyChanges(before.duties, after.duties),
    ...paired<Precedent>(
      { before: before.precedents ?? [], after: after.precedents ?? [], key: ({ id }) => id },
      (id, to) => ({ kind: 'precedent', id, to }),
    ),
  ];
}
