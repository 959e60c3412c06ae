/** What is wrong with the tables of a pack, in sentences that name file and line. A pack names one unit for a subject in a place. */
import { findingsOf, type Finding, type Row } from './findings.ts';
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

const orEmpty = (id: string): string => id || '(empty)';

/** The sentence of a finding, without its place; null where a pack may stand as it is. */
function wordsOf(finding: Finding, lineOf: (row: Row) => number): string | null {
  switch (finding.code) {
    case 'home_unknown':
      return `jurisdiction ${finding.home} is not among the territories`;
    case 'double':
    case 'shared': {
      const { row, id, first } = finding;
      const cell = row.table === 'duties' ? id.split(':').slice(0, 2).join(':') : id;
      return `${cell} stands twice (first on line ${lineOf({ ...row, index: first })})`;
    }
    case 'territory_unknown':
      return `unknown territory ${orEmpty(finding.territory)}`;
    case 'parent_territory_unknown':
      return `unknown parent territory ${finding.parent}`;
    case 'territory_under_lower':
      return `${finding.level} ${finding.id} cannot lie under ${finding.above} ${finding.parent}`;
    case 'parent_unit_unknown':
      return `unknown parent unit ${finding.parent}`;
    case 'unit_unknown':
      return `unknown unit ${orEmpty(finding.unit)}`;
    case 'circle':
      return `${finding.id} is its own superior (a circle of parents)`;
    case 'office_missing':
      return `the jurisdiction ${finding.home} has no unit of kind ${finding.kind}`;
    case 'hole':
    case 'without_duty':
      return null;
  }
}

/** All faults of a pack's tables, one sentence each with file and line; empty where they agree. */
export function packFaults(code: string, tables: PackTables): string[] {
  const placed = ({ table, index }: Row): Placed<unknown> | undefined =>
    table === 'precedents' ? undefined : tables[table][index];
  const values = {
    code,
    territories: tables.territories.map((row) => row.value),
    units: tables.units.map((row) => row.value),
    duties: tables.duties.map((row) => row.value),
  };
  return findingsOf(values).flatMap((finding) => {
    const words = wordsOf(finding, (row) => placed(row)?.line ?? 0);
    if (words === null) return [];
    const row = 'row' in finding ? placed(finding.row) : undefined;
    if (row) return [`${row.file}:${row.line}: ${words}`];
    return [`${finding.code === 'home_unknown' ? 'pack.yaml' : 'units.csv'}: ${words}`];
  });
}
