/** An organisation after changes: the plain data before, and each change in its order. Pure. */
import type { OrganisationData, Unit } from '../model.ts';
import type { Change, ChangeOf } from './change.ts';

function foldUnit(units: Map<string, Unit>, gone: Map<string, Unit>, { id, to }: ChangeOf<'unit'>): void {
  const before = units.get(id);
  if (to === null) {
    if (before) gone.set(id, before);
    units.delete(id);
    return;
  }
  gone.delete(id);
  units.set(id, { ...to, formerNames: namesAfter(before, to) });
}

/** A name that is given up stays known: people go on writing it. */
function namesAfter(before: Unit | undefined, to: Unit): string[] {
  const names = [...(before?.formerNames ?? []), ...(to.formerNames ?? []), ...(before ? [before.name] : [])];
  return [...new Set(names)].filter((name) => name !== to.name);
}

/** The data as it is once all changes hold; what they refer to is checked elsewhere (`faultsOf`). */
export function withChanges(data: OrganisationData, changes: readonly Change[]): OrganisationData {
  if (changes.length === 0) return data;
  const territories = new Map(data.territories.map((territory) => [territory.code, territory]));
  const units = new Map(data.units.map((unit) => [unit.id, unit]));
  const gone = new Map((data.former ?? []).map((unit) => [unit.id, unit]));
  const precedents = new Map((data.precedents ?? []).map((precedent) => [precedent.id, precedent]));
  let duties = [...data.duties];
  for (const change of changes) {
    if (change.kind === 'territory') {
      if (change.to === null) territories.delete(change.code);
      else territories.set(change.code, change.to);
    } else if (change.kind === 'unit') foldUnit(units, gone, change);
    else if (change.kind === 'precedent') {
      if (change.to === null) precedents.delete(change.id);
      else precedents.set(change.id, change.to);
    } else if (change.kind === 'duty') {
      const { territory, subject, to } = change;
      const others = duties.filter((duty) => duty.territory !== territory || duty.subject !== subject);
      duties = [...others, ...to.map((unit) => ({ territory, subject, unit }))];
    }
  }
  return {
    ...data,
    territories: [...territories.values()],
    units: [...units.values()],
    duties,
    former: [...gone.values()],
    precedents: [...precedents.values()],
  };
}
