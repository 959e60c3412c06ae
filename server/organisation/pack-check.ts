/** What the tables of a pack must agree on: no double ids, nothing unknown referred to, no circles. */
import type { TerritoryLevel } from '../contract/vocabulary.ts';
import type { Duty, Territory, Unit } from './model.ts';

/** One row with the line it stands on, so that a fault can name it. */
export interface Placed<T> {
  file: string;
  line: number;
  value: T;
}

export interface PackTables {
  territories: readonly Placed<Territory>[];
  units: readonly Placed<Unit>[];
  duties: readonly Placed<Duty>[];
}

const RANK: Readonly<Record<TerritoryLevel, number>> = { province: 0, prefecture: 1, county: 2, township: 3 };

const at = <T>({ file, line }: Placed<T>, message: string): string => `${file}:${line}: ${message}`;

function doubles<T>(rows: readonly Placed<T>[], key: (value: T) => string): string[] {
  const first = new Map<string, number>();
  return rows.flatMap((row) => {
    const id = key(row.value);
    const line = first.get(id);
    if (line !== undefined) return [at(row, `${id} stands twice (first on line ${line})`)];
    first.set(id, row.line);
    return [];
  });
}

/** Rows that stand on a circle of parents, each told once by its own line. */
function circles<T>(
  rows: readonly Placed<T>[],
  key: (value: T) => string,
  up: (value: T) => string | null | undefined,
): string[] {
  const parents = new Map(rows.map((row) => [key(row.value), up(row.value) ?? null]));
  return rows.flatMap((row) => {
    const start = key(row.value);
    const seen = new Set<string>();
    for (let id = parents.get(start) ?? null; id !== null && !seen.has(id); id = parents.get(id) ?? null) {
      if (id === start) return [at(row, `${start} is its own superior (a circle of parents)`)];
      seen.add(id);
    }
    return [];
  });
}

function territoryFaults(rows: readonly Placed<Territory>[]): string[] {
  const known = new Map(rows.map((row) => [row.value.code, row.value]));
  return rows.flatMap((row) => {
    if (row.value.parent === null) return [];
    const parent = known.get(row.value.parent);
    if (!parent) return [at(row, `unknown parent territory ${row.value.parent}`)];
    return RANK[parent.level] >= RANK[row.value.level] && parent.code !== row.value.code
      ? [at(row, `${row.value.level} ${row.value.code} cannot lie under ${parent.level} ${parent.code}`)]
      : [];
  });
}

function unitFaults(rows: readonly Placed<Unit>[], territories: ReadonlySet<string>): string[] {
  const known = new Set(rows.map((row) => row.value.id));
  return rows.flatMap((row) => {
    const { territory, parent } = row.value;
    const faults: string[] = [];
    if (!territories.has(territory)) faults.push(at(row, `unknown territory ${territory || '(empty)'}`));
    if (parent !== undefined && !known.has(parent)) faults.push(at(row, `unknown parent unit ${parent}`));
    return faults;
  });
}

function dutyFaults(
  rows: readonly Placed<Duty>[],
  territories: ReadonlySet<string>,
  units: ReadonlySet<string>,
): string[] {
  return rows.flatMap((row) => {
    const faults: string[] = [];
    if (!territories.has(row.value.territory))
      faults.push(at(row, `unknown territory ${row.value.territory || '(empty)'}`));
    if (!units.has(row.value.unit)) faults.push(at(row, `unknown unit ${row.value.unit || '(empty)'}`));
    return faults;
  });
}

/** The offices without which nothing can be dispatched or transferred. */
function missingOffices(code: string, tables: PackTables): string[] {
  const has = (kind: Unit['kind']): boolean =>
    tables.units.some(({ value }) => value.territory === code && value.kind === kind);
  return (['government_office', 'news_office', 'discipline'] as const)
    .filter((kind) => !has(kind))
    .map((kind) => `units.csv: the jurisdiction ${code} has no unit of kind ${kind}`);
}

/** All faults of a pack's tables, one sentence each with file and line; empty where they agree. */
export function packFaults(code: string, tables: PackTables): string[] {
  const territories = new Set(tables.territories.map((row) => row.value.code));
  const units = new Set(tables.units.map((row) => row.value.id));
  return [
    ...(territories.has(code) ? [] : [`pack.yaml: jurisdiction ${code} is not among the territories`]),
    ...doubles(tables.territories, (territory) => territory.code),
    ...doubles(tables.units, (unit) => unit.id),
    ...doubles(tables.duties, (duty) => `${duty.territory}:${duty.subject}`),
    ...territoryFaults(tables.territories),
    ...unitFaults(tables.units, territories),
    ...dutyFaults(tables.duties, territories, units),
    ...circles(
      tables.territories,
      (territory) => territory.code,
      (territory) => territory.parent,
    ),
    ...circles(
      tables.units,
      (unit) => unit.id,
      (unit) => unit.parent,
    ),
    ...missingOffices(code, tables),
  ];
}
