/** Who is accused, which body takes the transfer, and who must have no part in it (回避). */
import type { Organisation, Unit } from '../organisation/model.ts';
import type { Accusation } from './accusation.ts';
import { bodiesIn, unitOfKind } from './bodies.ts';
import { oneUp } from './outside.ts';

export interface AccusedSide {
  /** The accused unit, where it is known. */
  unit: Unit | null;
  /** The territory it belongs to. */
  territory: string;
  /** The discipline body of this territory, or of the one above, takes it. */
  receiverTerritory: string | null;
  /** Ids that are never lead, supporting or coordinator: the accused and all it directs. */
  barred: ReadonlySet<string>;
  /** The receiver had to be the next level's. */
  raised: boolean;
}

/** Names as people write them, to the units that bear them; for each last character the lengths of the names that end so. */
interface NameIndex {
  units: ReadonlyMap<string, readonly Unit[]>;
  lengths: ReadonlyMap<string, readonly number[]>;
}

const INDEXES = new WeakMap<Organisation, NameIndex>();

function nameIndex(organisation: Organisation): NameIndex {
  const known = INDEXES.get(organisation);
  if (known) return known;
  const units = new Map<string, Unit[]>();
  const lengths = new Map<string, Set<number>>();
  for (const unit of organisation.units) {
    for (const name of new Set([unit.name, unit.shortName, ...unit.aliases, ...(unit.formerNames ?? [])])) {
      const bearers = units.get(name);
      if (bearers) bearers.push(unit);
      else units.set(name, [unit]);
      const last = name.slice(-1);
      lengths.set(last, (lengths.get(last) ?? new Set()).add(name.length));
    }
  }
  const longestFirst = [...lengths].map(([last, all]) => [last, [...all].sort((a, b) => b - a)] as const);
  const index = { units, lengths: new Map(longestFirst) };
  INDEXES.set(organisation, index);
  return index;
}

/** The name that ends last in a text, the longest of those that end there, with its bearers and where it ends. */
function lastNamed(text: string, organisation: Organisation): { units: readonly Unit[]; end: number } | null {
  const { units, lengths } = nameIndex(organisation);
  for (let end = text.length; end > 0; end -= 1) {
    for (const length of lengths.get(text.charAt(end - 1)) ?? []) {
      const bearers = length <= end ? units.get(text.slice(end - length, end)) : undefined;
      if (bearers) return { units: bearers, end };
    }
  }
  return null;
}

/** The unit whose name stands last in a text; among namesakes the named county's, then the jurisdiction's. */
function unitByName(
  text: string,
  county: string | null,
  organisation: Organisation,
): { unit: Unit; end: number } | null {
  const found = lastNamed(text, organisation);
  if (!found) return null;
  const preferred = [county, organisation.code].flatMap((code) =>
    found.units.filter((unit) => unit.territory === code),
  );
  const unit = preferred[0] ?? (found.units.length === 1 ? found.units[0] : undefined);
  return unit ? { unit, end: found.end } : null;
}

const HEAD_LEVEL = /(省|市|州|县|区)(?:委书记|委|书记|长|政府)/;

/** 县长 where a county is named means that county's; 州长 means the prefecture's. */
function headTerritory(context: string, county: string | null, organisation: Organisation): string {
  const level = HEAD_LEVEL.exec(context)?.[1];
  const named = (code: string | null): boolean =>
    code !== null && level !== undefined && (organisation.territory(code)?.name ?? '').endsWith(level);
  if (county !== null && named(county)) return county;
  const line = organisation.lineage(organisation.code);
  return line.find((code) => named(code)) ?? county ?? organisation.code;
}

function accusedUnit(accusation: Accusation, county: string | null, organisation: Organisation): Unit | null {
  const { context } = accusation;
  const named = unitByName(context, county, organisation);
  const body = bodiesIn(context).at(-1);
  // A common word that stands after the last full name is the nearer one: 延吉市教育局…派出所民警打人.
  const bodyUnit = body ? unitOfKind(body.kind, county ?? organisation.code, organisation) : undefined;
  if (!named) return bodyUnit ?? null;
  return body && bodyUnit && body.start >= named.end ? bodyUnit : named.unit;
}

function sideOf(unit: Unit | null, territory: string, head: boolean, organisation: Organisation): AccusedSide {
  const office = organisation.body(territory, 'government_office');
  const top = head && office ? office : unit;
  const barred = new Set(top ? [top.id, ...organisation.subordinates(top.id)] : []);
  const raised = head || unit?.kind === 'discipline' || unit?.kind === 'government_office';
  const receiverTerritory = raised ? oneUp(territory, organisation) : territory;
  return { unit: top ?? null, territory, receiverTerritory, barred, raised };
}

/** The accused side where the unit is stated. */
export const accusedByUnit = (unit: Unit, organisation: Organisation): AccusedSide =>
  sideOf(unit, unit.territory, false, organisation);

/** The accused side as a text tells it; `county` is the one county it names, if so. */
export function accusedByText(accusation: Accusation, county: string | null, organisation: Organisation): AccusedSide {
  if (accusation.head) return sideOf(null, headTerritory(accusation.context, county, organisation), true, organisation);
  const unit = accusedUnit(accusation, county, organisation);
  return sideOf(unit, unit?.territory ?? county ?? organisation.code, false, organisation);
}
