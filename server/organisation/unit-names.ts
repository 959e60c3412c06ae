/** Units by their names, as views show them; pure. */
import type { UnitRef } from '../contract/views.ts';
import type { Organisation } from './model.ts';

export interface UnitNames {
  unitRef(id: string): UnitRef;
  unitOrNull(id: string | null): UnitRef | null;
}

/** Names of an organisation's units. A unit it no longer has keeps its id: its acts stand. */
export function unitNames(organisation: Pick<Organisation, 'unit'>): UnitNames {
  const unitRef = (id: string): UnitRef => ({ id, name: organisation.unit(id)?.name ?? id });
  return { unitRef, unitOrNull: (id) => (id === null ? null : unitRef(id)) };
}
