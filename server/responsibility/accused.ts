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

/** The unit whose written-out name or alias stands last in a text; among namesakes the named county's, then the jurisdiction's. */
function unitByName(text: string, county: string | null, organisation: Organisation): Unit | null {
  let best: { at: number; length: number; units: Unit[] } = { at: -1, length: 0, units: [] };
  for (const unit of organisation.units) {
    for (const name of [unit.name, unit.shortName, ...unit.aliases]) {
      const at = text.lastIndexOf(name);
      if (at < 0) continue;
      const end = at + name.length;
      const bestEnd = best.at + best.length;
      if (end > bestEnd || (end === bestEnd && name.length > best.length))
        best = { at, length: name.length, units: [unit] };
      else if (end === bestEnd && name.length === best.length) best.units.push(unit);
    }
  }
  const preferred = [county, organisation.code].flatMap((code) => best.units.filter((unit) => unit.territory === code));
  return preferred[0] ?? (best.units.length === 1 ? (best.units[0] ?? null) : null);
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
  const namedEnd = Math.max(...[named.name, named.shortName, ...named.aliases].map((name) => endOf(context, name)));
  return body && bodyUnit && body.start >= namedEnd ? bodyUnit : named;
}

const endOf = (text: string, name: string): number => {
  const at = text.lastIndexOf(name);
  return at < 0 ? -1 : at + name.length;
};

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
