/** Finding a unit by name or alias; pure. */
import type { UnitSearch } from '../contract/views.ts';
import type { Organisation, Unit } from '../organisation/model.ts';

const SHOWN = 20;

/** The units an officer may choose from by these words, at most twenty. */
export function searchUnits(organisation: Organisation, query: string): UnitSearch['units'] {
  return unitsNamed(organisation, query)
    .slice(0, SHOWN)
    .map((unit) => ({
      id: unit.id,
      name: unit.name,
      territoryName: organisation.territory(unit.territory)?.name ?? '',
    }));
}

/** Units whose name or alias holds the words, names that begin with them first, then the shorter ones. Empty query: none. */
export function unitsNamed(organisation: Organisation, query: string): Unit[] {
  const words = query.trim().toLowerCase().slice(0, 40);
  if (!words) return [];
  const rank = (unit: Unit): number => {
    const names = [unit.name, unit.shortName, ...unit.aliases].map((name) => name.toLowerCase());
    if (names.some((name) => name === words)) return 0;
    if (names.some((name) => name.startsWith(words))) return 1;
    return names.some((name) => name.includes(words)) ? 2 : 3;
  };
  return organisation.units
    .map((unit) => ({ unit, rank: rank(unit) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.unit.name.length - b.unit.name.length || a.unit.id.localeCompare(b.unit.id))
    .map(({ unit }) => unit);
}
