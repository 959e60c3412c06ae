/**
 * Who there is: territories, units and duties of one jurisdiction, with the lookups that dispatching needs. Pure: an
 * organisation is built once from plain data (generated, read from a pack, or read back from the database) and never changed.
 */
import type { Subject, TerritoryLevel, UnitKind, Vertical } from '../contract/vocabulary.ts';
import { Fault } from '../platform/fault.ts';
import type { Precedent } from './changes/change.ts';

/** A territory: GB/T 2260 code of six digits, or nine for a township or street. */
export interface Territory {
  code: string;
  name: string;
  level: TerritoryLevel;
  /** Code of the next territory up, null for the topmost. */
  parent: string | null;
}

export interface Unit {
  id: string;
  name: string;
  shortName: string;
  territory: string;
  kind: UnitKind;
  /** What a department answers for first; its further subjects stand in the duties. */
  subject?: Subject;
  vertical?: Vertical;
  /** Id of the unit that directs this one. */
  parent?: string;
  /** Other names people write, e.g. 市教育局, 教育局. */
  aliases: readonly string[];
  /** Names it bore before; people go on writing them. */
  formerNames?: readonly string[];
}

/** 职责: in this territory, this unit answers for this subject. */
export interface Duty {
  subject: Subject;
  territory: string;
  unit: string;
}

/** Plain data of an organisation, as generated, packed or stored. */
export interface OrganisationData {
  /** Code of the jurisdiction. */
  code: string;
  name: string;
  /** The office that operates the product. */
  officeName: string;
  /** Profile of the rulebook that holds here. */
  profile: string;
  territories: readonly Territory[];
  units: readonly Unit[];
  duties: readonly Duty[];
  /** Units that have been dissolved: their acts stand, and they are given nothing any more. */
  former?: readonly Unit[];
  /** 判例: rulings on disputed duties that hold. */
  precedents?: readonly Precedent[];
}

export interface Organisation extends OrganisationData {
  territory(code: string): Territory | undefined;
  unit(id: string): Unit | undefined;
  /** A unit that has been dissolved. */
  formerUnit(id: string): Unit | undefined;
  /** The department competent for a subject in exactly this territory. */
  competent(territory: string, subject: Subject): Unit | undefined;
  /** All units that answer for a subject in exactly this territory: none is a hole, two or more a double. */
  answering(territory: string, subject: Subject): readonly Unit[];
  /** The first unit of a kind (office, discipline, …) in exactly this territory. */
  body(territory: string, kind: UnitKind): Unit | undefined;
  vertical(territory: string, vertical: Vertical): Unit | undefined;
  unitsOf(territory: string): readonly Unit[];
  /** Territories directly below. */
  below(code: string): readonly Territory[];
  /** Codes from this territory up to the topmost, itself first; empty for one that is not known. */
  lineage(code: string): readonly string[];
  /** The counties of the jurisdiction; for a county, itself. */
  counties(): readonly Territory[];
  /** Ids of all that a unit directs: by line of command, and its namesakes in the territories below. Without itself. */
  subordinates(unitId: string): ReadonlySet<string>;
}

function indexBy<T>(values: readonly T[], key: (value: T) => string): Map<string, T> {
  const index = new Map<string, T>();
  for (const value of values) if (!index.has(key(value))) index.set(key(value), value);
  return index;
}

function groupBy<T>(values: readonly T[], key: (value: T) => string | null | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const at = key(value);
    if (at === null || at === undefined) continue;
    const group = groups.get(at);
    if (group) group.push(value);
    else groups.set(at, [value]);
  }
  return groups;
}

/** Same duty, one level apart: same subject, same vertical, or the same kind of office. */
const namesakes = (a: Unit, b: Unit): boolean =>
  a.kind === b.kind && a.subject === b.subject && a.vertical === b.vertical;

function subordinatesOf(
  start: Unit,
  childrenOf: Map<string, Unit[]>,
  below: Map<string, Territory[]>,
  unitsIn: Map<string, Unit[]>,
): Set<string> {
  const found = new Map<string, Unit>();
  const waiting = [start];
  for (let unit = waiting.pop(); unit; unit = waiting.pop()) {
    const current = unit;
    const twins = (below.get(unit.territory) ?? []).flatMap((territory) =>
      (unitsIn.get(territory.code) ?? []).filter((other) => namesakes(current, other)),
    );
    // A government directs the departments of its territory, also where the pack names no parent.
    const departments =
      unit.kind === 'government_office'
        ? (unitsIn.get(unit.territory) ?? []).filter((other) => other.kind === 'department' && !other.parent)
        : [];
    for (const next of [...(childrenOf.get(unit.id) ?? []), ...departments, ...twins]) {
      if (next.id === start.id || found.has(next.id)) continue;
      found.set(next.id, next);
      waiting.push(next);
    }
  }
  return new Set(found.keys());
}

/**
 * Builds the lookups over plain data. The data is taken as checked (pack.ts and generate.ts do so); only a jurisdiction without
 * a territory is refused, with Fault `unknown_jurisdiction`.
 */
export function organisationOf(data: OrganisationData): Organisation {
  const territories = indexBy(data.territories, (territory) => territory.code);
  const home = territories.get(data.code);
  if (!home) throw new Fault('unknown_jurisdiction', `jurisdiction ${data.code} is not among the territories`);
  const units = indexBy(data.units, (unit) => unit.id);
  const former = indexBy(data.former ?? [], (unit) => unit.id);
  const below = groupBy(data.territories, (territory) => territory.parent);
  const childrenOf = groupBy(data.units, (unit) => unit.parent);
  const unitsIn = groupBy(data.units, (unit) => unit.territory);
  const duties = groupBy(data.duties, (duty) => `${duty.territory}:${duty.subject}`);
  const answering = new Map(
    [...duties].map(([key, list]) => [key, [...new Set(list.flatMap((duty) => units.get(duty.unit) ?? []))]]),
  );
  const kinds = indexBy(data.units, (unit) => `${unit.territory}:${unit.kind}`);
  const verticals = indexBy(
    data.units.filter((unit) => unit.vertical !== undefined),
    (unit) => `${unit.territory}:${unit.vertical}`,
  );
  const lineages = new Map<string, readonly string[]>();
  const subordinates = new Map<string, ReadonlySet<string>>();
  return {
    ...data,
    territory: (code) => territories.get(code),
    unit: (id) => units.get(id),
    formerUnit: (id) => former.get(id),
    competent: (territory, subject) => answering.get(`${territory}:${subject}`)?.[0],
    answering: (territory, subject) => answering.get(`${territory}:${subject}`) ?? [],
    body: (territory, kind) => kinds.get(`${territory}:${kind}`),
    vertical: (territory, vertical) => verticals.get(`${territory}:${vertical}`),
    unitsOf: (territory) => unitsIn.get(territory) ?? [],
    below: (code) => below.get(code) ?? [],
    lineage: (code) => {
      const known = lineages.get(code);
      if (known) return known;
      const line: string[] = [];
      for (let at = territories.get(code); at && !line.includes(at.code); at = territories.get(at.parent ?? '')) {
        line.push(at.code);
      }
      // What is not known is not kept: texts name any place, and the list would grow without end.
      if (line.length > 0) lineages.set(code, line);
      return line;
    },
    counties: () =>
      home.level === 'county'
        ? [home]
        : (below.get(home.code) ?? []).filter((territory) => territory.level === 'county'),
    subordinates: (unitId) => {
      const known = subordinates.get(unitId);
      if (known) return known;
      const unit = units.get(unitId);
      const found = unit ? subordinatesOf(unit, childrenOf, below, unitsIn) : new Set<string>();
      subordinates.set(unitId, found);
      return found;
    },
  };
}
