/** The tables of a file as an organisation, compared with the one that holds: what can't be understood is told by its place. Pure. */
import { precedentSchema, territorySchema, unitSchema } from '../changes/change.ts';
import type { Precedent } from '../changes/change.ts';
import type { Row, Table } from '../findings.ts';
import type { Duty, OrganisationData, Territory, Unit } from '../model.ts';
import { COLUMNS, kindOf, levelOf, listOf, subjectOf, verticalOf, type ReadRow, type ReadTables } from './columns.ts';

export interface ReadOrganisation {
  data: OrganisationData;
  /** Unit that is dissolved → the one that takes over. */
  successors: ReadonlyMap<string, string>;
  faults: string[];
  /** Where a row of `data` stands in the file; null where it is none of the file's. */
  placeOf(row: Row): string | null;
}

type Cells = Readonly<Record<string, string>>;
type Told = (message: string) => void;

const titleOf = (table: Table, key: PropertyKey | undefined): string =>
  COLUMNS[table].find((column) => column.key === key)?.title ?? '';

/** The value as the schema of a change takes it, or null with what is wrong. */
function checked<T>(
  table: Table,
  schema: { safeParse(value: unknown): { success: boolean; data?: T; error?: { issues: { path: PropertyKey[] }[] } } },
  value: object,
  told: Told,
): T | null {
  const parsed = schema.safeParse(value);
  if (parsed.success && parsed.data !== undefined) return parsed.data;
  const wrong = new Set((parsed.error?.issues ?? []).map(({ path }) => titleOf(table, path[0])));
  for (const title of wrong) told(`“${title}”为空、过长或写法不对。`);
  return null;
}

/** A word of a closed list; undefined where the cell is empty, null (and told) where it is none of the list. */
function wordIn<K extends string>(
  cell: string | undefined,
  title: string,
  idOf: (text: string) => K | null,
  told: Told,
): K | null | undefined {
  if (!cell) return undefined;
  const id = idOf(cell);
  if (id === null) told(`“${title}”写的 ${cell.slice(0, 30)} 不在可选范围内；请照导出文件里的写法。`);
  return id;
}

function territoryOf({ code = '', name = '', level, parent = '' }: Cells, told: Told): Territory | null {
  const known = wordIn(level, '层级', levelOf, told);
  if (known === null) return null;
  return checked('territories', territorySchema, { code, name, level: known, parent: parent || null }, told);
}

function unitOf(cells: Cells, told: Told): Unit | null {
  const { id = '', name = '', shortName = '', territory = '', parent = '', aliases = '', formerNames = '' } = cells;
  const kind = wordIn(cells.kind, '类别', kindOf, told);
  const subject = wordIn(cells.subject, '主管领域', subjectOf, told);
  const vertical = wordIn(cells.vertical, '垂直管理', verticalOf, told);
  if (kind === null || subject === null || vertical === null) return null;
  if (kind === 'vertical' && !vertical) {
    told('垂直管理部门要写明“垂直管理”一栏（税务、海关、气象、烟草）。');
    return null;
  }
  const former = listOf(formerNames);
  const unit = {
    ...{ id, name, shortName: shortName || name, territory, kind },
    ...(subject && { subject }),
    ...(vertical && { vertical }),
    ...(parent && { parent }),
    aliases: listOf(aliases),
    ...(former.length > 0 && { formerNames: former }),
  };
  return checked('units', unitSchema, unit, told) as Unit | null;
}

function dutyOf({ subject, territory = '', unit = '' }: Cells, told: Told): Duty | null {
  const known = wordIn(subject, '主管领域', subjectOf, told);
  if (known === undefined) told('“主管领域”为空。');
  return known ? { subject: known, territory, unit } : null;
}

function precedentOf(cells: Cells, told: Told): Precedent | null {
  const subject = wordIn(cells.subject, '主管领域', subjectOf, told);
  if (subject === null) return null;
  const { id = '', number = '', territory = '', unit = '', clause = '', terms = '' } = cells;
  const value = { id, number, territory, subject, terms: listOf(terms), unit, clause };
  return checked('precedents', precedentSchema, value, told);
}

/** A name beside an id is for people; one that is another thing's means that one of the two was mistaken. */
function labelFaults(rows: readonly ReadRow[], id: string, label: string, names: Names, title: string): string[] {
  return rows.flatMap(({ place, cells }) => {
    const [key = '', name = ''] = [cells[id], cells[label]];
    const known = names.get(key);
    if (name === '' || known === undefined || known.has(name)) return [];
    const [proper = ''] = known;
    return [`${place}：编号 ${key} 是 ${proper}，“${title}”却写的 ${name.slice(0, 40)}；请改成一致。`];
  });
}

type Names = ReadonlyMap<string, ReadonlySet<string>>;

/** Every name by which a unit or territory may be called in the file: as it is, as it will be. */
function namesOf(before: OrganisationData, territories: readonly Territory[], units: readonly Unit[]): Names {
  const names = new Map<string, Set<string>>();
  const add = (id: string, list: readonly string[]): void => {
    names.set(id, new Set([...(names.get(id) ?? []), ...list]));
  };
  for (const { code, name } of [...territories, ...before.territories]) add(code, [name]);
  for (const { id, name, shortName, aliases, formerNames = [] } of [...units, ...before.units])
    add(id, [name, shortName, ...aliases, ...formerNames]);
  return names;
}

/** Makes an organisation of a file. `before` gives what a file doesn't hold: name, office, profile, who was dissolved earlier. */
export function organisationOfTables(tables: ReadTables, before: OrganisationData): ReadOrganisation {
  const faults = [...tables.faults];
  const places: Record<Table, string[]> = { territories: [], units: [], duties: [], precedents: [] };
  const read = <T>(table: Table, rows: readonly ReadRow[], make: (cells: Cells, told: Told) => T | null): T[] =>
    rows.flatMap(({ place, cells }) => {
      const value = make(cells, (message) => faults.push(`${place}：${message}`));
      if (value === null) return [];
      places[table].push(place);
      return [value];
    });
  if (tables.home !== before.code) {
    const whose = tables.home === '' ? '没有写明本级代码' : `是 ${tables.home.slice(0, 20)} 的`;
    faults.unshift(`这个文件${whose}，本系统是 ${before.name}（${before.code}）；请从本系统导出后修改。`);
  }
  const territories = read('territories', tables.territories, territoryOf);
  const staying = tables.units.filter(({ cells }) => !cells.successor);
  const leaving = tables.units.filter(({ cells }) => cells.successor);
  const units = read('units', staying, unitOf);
  const duties = read('duties', tables.duties, dutyOf);
  const precedents = read('precedents', tables.precedents, precedentOf);
  const listed = new Set(tables.units.map(({ cells }) => cells.id ?? ''));
  // A sheet that is missing or unreadable as a whole has been told already.
  for (const { id, name } of tables.units.length > 0 ? before.units : [])
    if (!listed.has(id)) faults.push(`单位：没有 ${name}（${id}）这一行；撤销单位请保留该行，写明撤销后承接单位编号。`);
  const holding = new Set(before.units.map(({ id }) => id));
  for (const { place, cells } of leaving)
    if (!holding.has(cells.id ?? '')) faults.push(`${place}：要撤销的单位 ${cells.id ?? ''} 现在没有；请删去这一行。`);
  const names = namesOf(before, territories, units);
  faults.push(
    ...labelFaults(tables.units, 'territory', 'territoryName', names, '属地名称'),
    ...labelFaults(tables.units, 'parent', 'parentName', names, '上级单位名称'),
    ...labelFaults(tables.duties, 'territory', 'territoryName', names, '属地名称'),
    ...labelFaults(tables.duties, 'unit', 'unitName', names, '单位名称'),
    ...labelFaults(tables.precedents, 'unit', 'unitName', names, '单位名称'),
  );
  const gone = new Set(leaving.map(({ cells }) => cells.id ?? ''));
  const kept = new Set(units.map(({ id }) => id));
  const former = [...(before.former ?? []), ...before.units.filter(({ id }) => gone.has(id))];
  return {
    data: { ...before, territories, units, duties, precedents, former: former.filter(({ id }) => !kept.has(id)) },
    successors: new Map(leaving.map(({ cells }) => [cells.id ?? '', cells.successor ?? ''])),
    faults,
    placeOf: (row) => places[row.table][row.index] ?? null,
  };
}
