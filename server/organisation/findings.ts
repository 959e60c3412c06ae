/**
 * What the parts of an organisation must agree on: no double ids, nothing unknown or dissolved referred to, no circles, the offices
 * without which nothing can be dispatched; and what is allowed but wants a look (nobody or two answer, a unit without a duty). Pure.
 * A finding names its row; whoever asks says it in his own words, with his own lines.
 */
import type { Subject, TerritoryLevel, UnitKind } from '../contract/vocabulary.ts';
import { cellKey, dutyCells, unitsByCell } from './duty-cells.ts';
import type { Duty, OrganisationData, Territory, Unit } from './model.ts';

export type Table = 'territories' | 'units' | 'duties' | 'precedents';

/** The row a finding is about, by its index in the table. */
export interface Row {
  table: Table;
  index: number;
}

export type Finding =
  | { code: 'home_unknown'; home: string }
  | { code: 'double'; row: Row; id: string; first: number }
  | { code: 'territory_unknown'; row: Row; id: string; territory: string }
  | { code: 'parent_territory_unknown'; row: Row; id: string; parent: string }
  | {
      code: 'territory_under_lower';
      row: Row;
      id: string;
      level: TerritoryLevel;
      parent: string;
      above: TerritoryLevel;
    }
  | { code: 'parent_unit_unknown'; row: Row; id: string; parent: string; dissolved: boolean }
  | { code: 'unit_unknown'; row: Row; id: string; unit: string; dissolved: boolean }
  | { code: 'circle'; row: Row; id: string; chain: string[] }
  | { code: 'office_missing'; home: string; kind: UnitKind }
  | { code: 'hole'; territory: string; subject: Subject }
  | { code: 'shared'; row: Row; id: string; first: number; territory: string; subject: Subject; units: string[] }
  | { code: 'without_duty'; row: Row; id: string };

export type FindingCode = Finding['code'];

/** Found, but no mistake: a cell nobody or several answer for, a department without a duty. */
export const WARNINGS: readonly FindingCode[] = ['hole', 'shared', 'without_duty'];

type Parts = Pick<OrganisationData, 'code' | 'territories' | 'units' | 'duties' | 'former' | 'precedents'>;

const RANK: Readonly<Record<TerritoryLevel, number>> = { province: 0, prefecture: 1, county: 2, township: 3 };

function doubles<T>(table: Table, values: readonly T[], key: (value: T) => string): Finding[] {
  const first = new Map<string, number>();
  return values.flatMap((value, index): Finding[] => {
    const id = key(value);
    const before = first.get(id);
    if (before === undefined) first.set(id, index);
    return before === undefined ? [] : [{ code: 'double', row: { table, index }, id, first: before }];
  });
}

/** Rows that stand on a circle of parents, each with the chain from itself back to itself. */
function circles<T>(
  table: Table,
  values: readonly T[],
  key: (value: T) => string,
  up: (value: T) => string | null | undefined,
): Finding[] {
  const parents = new Map(values.map((value) => [key(value), up(value) ?? null]));
  return values.flatMap((value, index): Finding[] => {
    const id = key(value);
    const chain = [id];
    for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) {
      if (at === id) return [{ code: 'circle', row: { table, index }, id, chain: [...chain, id] }];
      if (chain.includes(at)) return [];
      chain.push(at);
    }
    return [];
  });
}

function territoryFindings(territories: readonly Territory[]): Finding[] {
  const known = new Map(territories.map((territory) => [territory.code, territory]));
  return territories.flatMap(({ code: id, level, parent: above }, index): Finding[] => {
    if (above === null) return [];
    const row: Row = { table: 'territories', index };
    const parent = known.get(above);
    if (!parent) return [{ code: 'parent_territory_unknown', row, id, parent: above }];
    if (RANK[parent.level] < RANK[level] || parent.code === id) return [];
    return [{ code: 'territory_under_lower', row, id, level, parent: parent.code, above: parent.level }];
  });
}

interface Known {
  territories: ReadonlySet<string>;
  units: ReadonlySet<string>;
  dissolved: ReadonlySet<string>;
}

function unitFindings(units: readonly Unit[], known: Known): Finding[] {
  return units.flatMap(({ id, territory, parent }, index): Finding[] => {
    const row: Row = { table: 'units', index };
    const lost = parent !== undefined && !known.units.has(parent);
    return [
      ...(known.territories.has(territory) ? [] : [{ code: 'territory_unknown', row, id, territory } as const]),
      ...(lost
        ? [{ code: 'parent_unit_unknown', row, id, parent, dissolved: known.dissolved.has(parent) } as const]
        : []),
    ];
  });
}

/** Duties and precedents alike: each names a territory and a unit. */
function namingFindings(
  table: 'duties' | 'precedents',
  rows: readonly { territory: string; unit: string }[],
  idOf: (index: number) => string,
  known: Known,
): Finding[] {
  return rows.flatMap(({ territory, unit }, index): Finding[] => {
    const row: Row = { table, index };
    const id = idOf(index);
    return [
      ...(known.territories.has(territory) ? [] : [{ code: 'territory_unknown', row, id, territory } as const]),
      ...(known.units.has(unit)
        ? []
        : [{ code: 'unit_unknown', row, id, unit, dissolved: known.dissolved.has(unit) } as const]),
    ];
  });
}

/** The offices without which nothing can be dispatched or transferred. */
function missingOffices({ code: home, units }: Parts): Finding[] {
  const has = (kind: UnitKind): boolean => units.some((unit) => unit.territory === home && unit.kind === kind);
  return (['government_office', 'news_office', 'discipline'] as const)
    .filter((kind) => !has(kind))
    .map((kind) => ({ code: 'office_missing', home, kind }));
}

/** A further unit in a cell is a double of the cell: told once, at its second row. */
function shared(duties: readonly Duty[]): Finding[] {
  return [...unitsByCell(duties)].flatMap(([id, units]): Finding[] => {
    if (units.length < 2) return [];
    const rowOf = (unit: string | undefined): number =>
      duties.findIndex((duty) => cellKey(duty) === id && duty.unit === unit);
    const [first, second] = [rowOf(units[0]), rowOf(units[1])];
    const duty = duties[second];
    if (!duty) return [];
    const { territory, subject } = duty;
    return [{ code: 'shared', row: { table: 'duties', index: second }, id, first, territory, subject, units }];
  });
}

const holes = (parts: Parts): Finding[] =>
  dutyCells(parts)
    .filter(({ units }) => units.length === 0)
    .map(({ territory, subject }) => ({ code: 'hole', territory, subject }));

function withoutDuty({ units, duties }: Parts): Finding[] {
  const busy = new Set(duties.map((duty) => duty.unit));
  return units.flatMap(({ id, kind }, index): Finding[] =>
    kind === 'department' && !busy.has(id) ? [{ code: 'without_duty', row: { table: 'units', index }, id }] : [],
  );
}

/** All that is found, mistakes first and then what wants a look. */
export function findingsOf(parts: Parts): Finding[] {
  const { code, territories, units, duties, former = [], precedents = [] } = parts;
  const known: Known = {
    territories: new Set(territories.map((territory) => territory.code)),
    units: new Set(units.map((unit) => unit.id)),
    dissolved: new Set(former.map((unit) => unit.id)),
  };
  return [
    ...(known.territories.has(code) ? [] : [{ code: 'home_unknown', home: code } as const]),
    ...doubles('territories', territories, (territory) => territory.code),
    ...doubles('units', units, (unit) => unit.id),
    ...doubles('duties', duties, (duty) => `${cellKey(duty)}:${duty.unit}`),
    ...doubles('precedents', precedents, (precedent) => precedent.id),
    ...territoryFindings(territories),
    ...unitFindings(units, known),
    ...namingFindings('duties', duties, (index) => cellKey(duties[index] as Duty), known),
    ...namingFindings('precedents', precedents, (index) => precedents[index]?.id ?? '', known),
    ...circles(
      'territories',
      territories,
      (territory) => territory.code,
      (territory) => territory.parent,
    ),
    ...circles(
      'units',
      units,
      (unit) => unit.id,
      (unit) => unit.parent,
    ),
    ...missingOffices(parts),
    ...shared(duties),
    ...holes(parts),
    ...withoutDuty(parts),
  ];
}
