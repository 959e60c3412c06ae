/** Units by their names, as views show them; pure. */
import type { UnitRef } from '../contract/views.ts';
import type { Organisation } from './model.ts';

export interface UnitNames {
  unitRef(id: string): UnitRef;
  unitOrNull(id: string | null): UnitRef | null;
}

/** Names of an organisation's units. One that has been dissolved keeps its name, and one it never had its id: their acts stand. */
export function unitNames(organisation: Pick<Organisation, 'unit' | 'formerUnit'>): UnitNames {
  const nameOf = (id: string): string => (organisation.unit(id) ?? organisation.formerUnit(id))?.name ?? id;
  const unitRef = (id: string): UnitRef => ({ id, name: nameOf(id) });
  return { unitRef, unitOrNull: (id) => (id === null ? null : unitRef(id)) };
}
