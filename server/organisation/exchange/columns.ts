/** The tables of an organisation as people exchange them: their names, columns and Chinese headings; the same for XLSX and YAML. */
import {
  SUBJECTS,
  TERRITORY_LEVELS,
  UNIT_KINDS,
  VERTICALS,
  keysOf,
  type Term,
  type Terms,
} from '../../contract/vocabulary.ts';
import type { Table } from '../findings.ts';

export interface Column {
  key: string;
  /** Heading of the sheet. */
  title: string;
  /** Width in letters. */
  width: number;
  /** For people: written on export, and on import compared with the id beside it. */
  label?: true;
  /** May be missing from a file. */
  optional?: true;
}

export const TABLES: readonly Table[] = ['territories', 'units', 'duties', 'precedents'];

export const COLUMNS: Readonly<Record<Table, readonly Column[]>> = {
  territories: [
    { key: 'code', title: '代码', width: 12 },
    { key: 'name', title: '名称', width: 28 },
    { key: 'level', title: '层级', width: 8 },
    { key: 'parent', title: '上级代码', width: 12 },
  ],
  units: [
    { key: 'id', title: '编号', width: 30 },
    { key: 'name', title: '名称', width: 34 },
    { key: 'shortName', title: '简称', width: 20 },
    { key: 'territory', title: '属地代码', width: 12 },
    { key: 'territoryName', title: '属地名称', width: 20, label: true, optional: true },
    { key: 'kind', title: '类别', width: 14 },
    { key: 'subject', title: '主管领域', width: 20 },
    { key: 'vertical', title: '垂直管理', width: 10, optional: true },
    { key: 'parent', title: '上级单位编号', width: 30 },
    { key: 'parentName', title: '上级单位名称', width: 30, label: true, optional: true },
    { key: 'aliases', title: '别名', width: 40 },
    { key: 'formerNames', title: '曾用名', width: 20, optional: true },
    { key: 'successor', title: '撤销后承接单位编号', width: 30, optional: true },
  ],
  duties: [
    { key: 'subject', title: '主管领域', width: 20 },
    { key: 'territory', title: '属地代码', width: 12 },
    { key: 'territoryName', title: '属地名称', width: 20, label: true, optional: true },
    { key: 'unit', title: '单位编号', width: 30 },
    { key: 'unitName', title: '单位名称', width: 34, label: true, optional: true },
  ],
  precedents: [
    { key: 'id', title: '编号', width: 16 },
    { key: 'number', title: '文号', width: 12 },
    { key: 'territory', title: '属地代码', width: 12 },
    { key: 'subject', title: '主管领域', width: 20 },
    { key: 'terms', title: '用语', width: 30 },
    { key: 'unit', title: '单位编号', width: 30 },
    { key: 'unitName', title: '单位名称', width: 34, label: true, optional: true },
    { key: 'clause', title: '条款', width: 40 },
  ],
};

/** The sheet before the tables: whose organisation it is, and how to fill it in. */
export const ABOUT_SHEET = '说明';
export const HOME_LABEL = '本级代码';

/** What stands between the parts of a list within one cell. */
export const LIST_SEPARATOR = '|';
export const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[|｜]/)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
];

/** The identifier of a word written in Chinese (whole or short) or as the identifier itself; null where it is none of the list. */
function idOf<K extends string>(terms: Terms<K>, text: string): K | null {
  const named = (term: Term): boolean => term.zh === text || term.short === text;
  return keysOf(terms).find((key) => key === text || named(terms[key])) ?? null;
}

export const levelOf = (text: string) => idOf(TERRITORY_LEVELS, text);
export const kindOf = (text: string) => idOf(UNIT_KINDS, text);
export const subjectOf = (text: string) => idOf(SUBJECTS, text);
export const verticalOf = (text: string) => idOf(VERTICALS, text);

/** A row of a file: where it stands, and its cells by the keys of COLUMNS; what is missing is not there. */
export interface ReadRow {
  place: string;
  cells: Readonly<Record<string, string>>;
}

/** A file as it was read, before anything is made of it. */
export interface ReadTables extends Record<Table, ReadRow[]> {
  /** Code of the jurisdiction the file says it is of. */
  home: string;
  /** What could not even be read as a row. */
  faults: string[];
}
