/** An organisation as a workbook or a YAML document, to be read, edited and brought back (read.ts); pure but for the packing. */
import { stringify } from 'yaml';
import {
  NOT_CLASSIFIED_NOTICE,
  SUBJECTS,
  TERRITORY_LEVELS,
  UNIT_KINDS,
  VERTICALS,
  type Subject,
} from '../../contract/vocabulary.ts';
import { writeWorkbook, type SheetToWrite } from '../../platform/workbook.ts';
import { TABLE_NAMES } from '../changes/check.ts';
import type { Table } from '../findings.ts';
import type { OrganisationData } from '../model.ts';
import { ABOUT_SHEET, COLUMNS, HOME_LABEL, LIST_SEPARATOR, TABLES } from './columns.ts';

type Row = Readonly<Record<string, string>>;

const guide = (lists: string): string[] => [
  NOT_CLASSIFIED_NOTICE,
  '改好后导入：先列出每一处变更供核对，不直接生效；提交后由另一人审定，到生效日才生效。',
  '编号、代码是识别用的，不要改；改名称只改名称一栏，原名自动记为曾用名。',
  '撤销单位：保留该行，在“撤销后承接单位编号”写明由谁承接，并删去它的职责行。直接删行会被拒绝。',
  '职责：一行是一个领域在一个属地由一家单位负责。同一格两行即为并列，没有行即为空缺（归政府办公室）。',
  `别名、曾用名、用语有几个的，${lists}。`,
];

const list = (values: readonly string[]): string => values.join(LIST_SEPARATOR);
const subject = (id: Subject | undefined): string => (id ? SUBJECTS[id].zh : '');

function rowsOf(data: OrganisationData): Record<Table, Row[]> {
  const territories = new Map(data.territories.map(({ code, name }) => [code, name]));
  const units = new Map(data.units.map(({ id, name }) => [id, name]));
  const place = (code: string): string => territories.get(code) ?? '';
  const unit = (id: string): string => units.get(id) ?? '';
  return {
    territories: data.territories.map(({ code, name, level, parent }) => ({
      code,
      name,
      level: TERRITORY_LEVELS[level].zh,
      parent: parent ?? '',
    })),
    units: data.units.map((one) => ({
      id: one.id,
      name: one.name,
      shortName: one.shortName,
      territory: one.territory,
      territoryName: place(one.territory),
      kind: UNIT_KINDS[one.kind].zh,
      subject: subject(one.subject),
      vertical: one.vertical ? VERTICALS[one.vertical].zh : '',
      parent: one.parent ?? '',
      parentName: one.parent ? unit(one.parent) : '',
      aliases: list(one.aliases),
      formerNames: list(one.formerNames ?? []),
      successor: '',
    })),
    duties: data.duties.map((duty) => ({
      subject: subject(duty.subject),
      territory: duty.territory,
      territoryName: place(duty.territory),
      unit: duty.unit,
      unitName: unit(duty.unit),
    })),
    precedents: (data.precedents ?? []).map((one) => ({
      ...one,
      subject: subject(one.subject),
      terms: list(one.terms),
      unitName: unit(one.unit),
    })),
  };
}

function aboutSheet({ code, name, officeName, profile }: OrganisationData): SheetToWrite {
  const facts = [
    [HOME_LABEL, code],
    ['本级名称', name],
    ['新闻机构', officeName],
    ['规则方案', profile],
  ];
  return { name: ABOUT_SHEET, columns: [], rows: [...facts, [], ...guide('用竖线 | 隔开').map((line) => [line])] };
}

/** The organisation as a workbook: 说明 and a sheet for each table. */
export function organisationWorkbook(data: OrganisationData): Promise<Buffer> {
  const rows = rowsOf(data);
  return writeWorkbook([
    aboutSheet(data),
    ...TABLES.map((table) => ({
      name: TABLE_NAMES[table],
      columns: COLUMNS[table],
      rows: rows[table].map((row) => COLUMNS[table].map(({ key }) => row[key] ?? '')),
    })),
  ]);
}

/** A row without what is empty or only a label, lists as lists. */
const listed = new Set(['aliases', 'formerNames', 'terms']);
function entryOf(table: Table, row: Row): Record<string, string | string[]> {
  const cells = COLUMNS[table].filter(({ key, label }) => !label && row[key]);
  return Object.fromEntries(
    cells.map(({ key }) => [key, listed.has(key) ? (row[key] ?? '').split(LIST_SEPARATOR) : (row[key] ?? '')]),
  );
}

const ONE_LINE = { collectionStyle: 'flow', flowCollectionPadding: true, lineWidth: 0 } as const;

/** The organisation as one YAML document, with what to know as comments on top. */
export function organisationYaml(data: OrganisationData): string {
  const rows = rowsOf(data);
  const comments = guide('写成 [ 甲, 乙 ]')
    .map((line) => `# ${line}`)
    .join('\n');
  const { code, name, officeName, profile } = data;
  const about = stringify({ code, name, officeName, profile });
  const tables = TABLES.map((table) => {
    const headings = COLUMNS[table]
      .filter(({ label }) => !label)
      .map(({ key, title }) => `${key} ${title}`)
      .join(', ');
    // One row, one line: so that a comparison of two files shows which rows differ.
    const lines = rows[table].map((row) => `  - ${stringify(entryOf(table, row), ONE_LINE).trimEnd()}\n`);
    const text = lines.length > 0 ? `${table}:\n${lines.join('')}` : `${table}: []\n`;
    return `# ${TABLE_NAMES[table]}: ${headings}\n${text}`;
  });
  return [comments, about, ...tables].join('\n');
}
