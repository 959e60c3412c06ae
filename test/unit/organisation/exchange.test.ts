/** An organisation out as a workbook or YAML and back: nothing changes; what was edited is what is told. */
import fc from 'fast-check';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { COLUMNS, TABLES } from '../../../server/organisation/exchange/columns.ts';
import { planImport, type ImportPlan } from '../../../server/organisation/exchange/plan.ts';
import { organisationWorkbook, organisationYaml } from '../../../server/organisation/exchange/write.ts';
import { TABLE_NAMES } from '../../../server/organisation/changes/check.ts';
import { withChanges } from '../../../server/organisation/changes/fold.ts';
import { generateOrganisation } from '../../../server/organisation/generate.ts';
import type { OrganisationData } from '../../../server/organisation/model.ts';
import { loadPack } from '../../../server/organisation/pack.ts';
import { readWorkbook, type Sheet } from '../../../server/platform/xlsx-tables.ts';
import { organisations } from '../../support/organisations.ts';
import { bookOf, rowsXml } from '../../support/workbooks.ts';

const SAMPLE = loadPack(
  join(fileURLToPath(new URL('../../..', import.meta.url)), 'server/samples/yunchuan'),
).organisation;
const yaml = (data: OrganisationData): Buffer => Buffer.from(organisationYaml(data));
const NOTHING = { changes: [], lines: [], faults: [], warnings: [] };

describe('out and back', () => {
  test.each([
    ['the sample city', SAMPLE],
    ['a prefecture', generateOrganisation('222400')],
    ['a county', generateOrganisation('522728')],
  ])('%s is unchanged by either kind of file', async (_name, data) => {
    expect(await planImport(data, 'a.xlsx', await organisationWorkbook(data))).toMatchObject(NOTHING);
    expect(await planImport(data, 'a.yaml', yaml(data))).toMatchObject(NOTHING);
  });

  test('precedents, doubles, holes, former names come along; the changes lead there', async () => {
    const changes = [
      { kind: 'duty' as const, territory: '990102', subject: 'education' as const, to: [] },
      {
        kind: 'duty' as const,
        territory: '990103',
        subject: 'health' as const,
        to: ['990103:health', '990103:justice'],
      },
      {
        kind: 'precedent' as const,
        id: 'p-7',
        to: {
          id: 'p-7',
          territory: '990102',
          subject: 'water_resources' as const,
          terms: ['二次供水', '泵房'],
          unit: '990102:housing_construction',
          number: '2026-05',
          clause: '“三定”第五条: 二次供水设施 | 泵房',
        },
      },
    ];
    const after = withChanges(SAMPLE, changes);
    for (const [name, bytes] of [
      ['a.xlsx', await organisationWorkbook(after)],
      ['a.yml', yaml(after)],
    ] as const) {
      const plan = await planImport(SAMPLE, name, bytes);
      expect(plan.faults).toEqual([]);
      expect(plan.counts).toEqual({ territory: 0, unit: 0, duty: 2, precedent: 1 });
      expect(new Set(plan.changes)).toEqual(new Set(changes));
      expect(plan.lines).toHaveLength(3);
      expect(plan.warnings).toHaveLength(3);
      expect(await planImport(after, name, bytes)).toMatchObject({ changes: [], faults: [] });
    }
  });

  test('of any two organisations, the file of the one changes the other into it', async () => {
    await fc.assert(
      fc.asyncProperty(organisations, organisations, async (before, after) => {
        // Whoever is not in the file any more is a fault of its own: here all stay.
        const units = [...after.units, ...before.units.filter(({ id }) => !after.units.some((unit) => unit.id === id))];
        const wanted = { ...after, units };
        const plan = await planImport(before, 'x.yaml', yaml(wanted));
        // What doesn't hold together is refused; what does leads there.
        if (plan.faults.length > 0) expect(plan.changes).toEqual([]);
        else
          expect(await planImport(withChanges(before, plan.changes), 'x.yaml', yaml(wanted))).toMatchObject({
            changes: [],
          });
      }),
      { numRuns: 100 },
    );
  });
});

/** The sheets of the sample's workbook as text, changed by a test and packed again. */
let sheets: Sheet[];
beforeAll(async () => {
  sheets = await readWorkbook(await organisationWorkbook(SAMPLE));
});

type Edit = (rows: string[][]) => void;

function bookWith(edits: Record<string, Edit>, behind: Record<string, string> = {}): Buffer {
  return bookOf(
    sheets.map(({ name, rows }) => {
      const copy = rows.map(({ cells }) => [...cells]);
      edits[name]?.(copy);
      return { name, data: rowsXml(copy), ...(behind[name] && { behind: behind[name] }) };
    }),
  );
}

const columnOf = (table: keyof typeof COLUMNS, key: string): number =>
  COLUMNS[table].findIndex((column) => column.key === key);
const rowIn = (rows: string[][], id: string): string[] => {
  const row = rows.find(([first]) => first === id);
  if (!row) throw new Error(`no row ${id}`);
  return row;
};
const plan = (edits: Record<string, Edit>, behind?: Record<string, string>): Promise<ImportPlan> =>
  planImport(SAMPLE, '组织.xlsx', bookWith(edits, behind));

describe('an edited workbook', () => {
  test('has the sheets and headings people know', () => {
    expect(sheets.map(({ name }) => name)).toEqual(['说明', ...TABLES.map((table) => TABLE_NAMES[table])]);
    expect(sheets[2]?.rows[0]?.cells.slice(0, 4)).toEqual(['编号', '名称', '简称', '属地代码']);
  });

  test('a renamed unit needs no other edit, and its name before stays known', async () => {
    const found = await plan({ 单位: (rows) => (rowIn(rows, '990102:water_resources')[1] = '砚湖区水利局') });
    expect(found.faults).toEqual([]);
    expect(found.lines).toEqual(['单位 砚湖区水务局：名称 砚湖区水务局 → 砚湖区水利局；曾用名 增 砚湖区水务局']);
  });

  test('a unit dissolved into another, with its duty', async () => {
    const found = await plan({
      单位: (rows) => {
        rowIn(rows, '990102:water_resources')[columnOf('units', 'successor')] = '990102:housing_construction';
      },
      职责: (rows) => {
        const duty = rows.find((row) => row.includes('990102:water_resources'));
        duty?.splice(3, 2, '990102:housing_construction', '');
      },
    });
    expect(found.faults).toEqual([]);
    expect(found.changes).toContainEqual({
      kind: 'unit',
      id: '990102:water_resources',
      to: null,
      successor: '990102:housing_construction',
    });
    expect(found.lines).toContain('撤销单位 砚湖区水务局，由 砚湖区住房和城乡建设局 承接');
  });

  const FAULTS: [string, Record<string, Edit>, RegExp][] = [
    [
      'a row that was taken out',
      { 单位: (rows) => void rows.splice(rows.indexOf(rowIn(rows, '990102:justice')), 1) },
      /^单位：没有 砚湖区司法局（990102:justice）这一行；撤销单位请保留该行/,
    ],
    [
      'a unit dissolved that still has its duty',
      { 单位: (rows) => void (rowIn(rows, '990102:justice')[12] = '990102:health') },
      /^职责 第 \d+ 行：职责 司法行政 × 砚湖区 写的单位 砚湖区司法局 已经撤销/,
    ],
    [
      'an unknown level',
      { 属地: (rows) => void (rowIn(rows, '990102')[2] = '地市') },
      /^属地 第 4 行：“层级”写的 地市 不在可选范围内/,
    ],
    [
      'an unknown subject',
      { 职责: (rows) => void ((rows[1] ?? [])[0] = '水电') },
      /^职责 第 2 行：“主管领域”写的 水电 不在可选范围内/,
    ],
    [
      'a name that is not the id’s',
      { 职责: (rows) => void ((rows[1] ?? [])[4] = '云川市公安局') },
      /^职责 第 2 行：编号 .+ 是 .+，“单位名称”却写的 云川市公安局/,
    ],
    ['an empty name', { 单位: (rows) => void (rowIn(rows, '990102:justice')[1] = '') }, /^单位 第 \d+ 行：“名称”为空/],
    [
      'another jurisdiction',
      { 说明: (rows) => void ((rows[0] ?? [])[1] = '990200') },
      /^这个文件是 990200 的，本系统是 云川市/,
    ],
    ['a heading misspelt', { 职责: (rows) => void ((rows[0] ?? [])[3] = '单位号') }, /^职责 第 1 行：缺少列 单位编号/],
    ['an unknown column', { 属地: (rows) => void rows[0]?.push('人口') }, /^属地 第 1 行：不认识的列 人口/],
    [
      'a circle',
      {
        单位: (rows) => {
          rowIn(rows, '990102:justice')[8] = '990102:health';
          rowIn(rows, '990102:justice')[9] = '';
          rowIn(rows, '990102:health')[8] = '990102:justice';
          rowIn(rows, '990102:health')[9] = '';
        },
      },
      /^单位 第 \d+ 行：上下级绕成了圈：.+ → .+ → /,
    ],
  ];

  test.each(FAULTS)('%s is told by its place, and nothing is to be changed', async (_name, edits, words) => {
    const found = await plan(edits);
    expect(found.faults.filter((fault) => words.test(fault))).toHaveLength(1);
    expect(found.changes).toEqual([]);
  });

  test('every fault at once', async () => {
    const found = await plan({
      属地: (rows) => void (rowIn(rows, '990102')[2] = '地市'),
      职责: (rows) => {
        for (const row of rows.slice(1, 6)) row[0] = '水电';
      },
    });
    expect(found.faults).toHaveLength(6);
  });

  test('merged cells and formulas, even over a whole sheet', async () => {
    const merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>';
    const validation = '<dataValidations><dataValidation sqref="A1:XFD1048576"/></dataValidations>';
    const found = await plan({}, { 职责: merged, 单位: validation });
    expect(found.faults).toEqual(['职责：A1:XFD1048576 是合并单元格；请取消合并，每行各自填写。']);
    const formula = bookOf(
      sheets.map(({ name, rows }) => ({
        name,
        data:
          rowsXml(rows.map(({ cells }) => cells)) +
          (name === '属地' ? '<row r="900"><c r="B900"><f>WEBSERVICE("http://x")</f><v>1</v></c></row>' : ''),
      })),
    );
    expect((await planImport(SAMPLE, 'f.xlsx', formula)).faults).toContain('属地：B900 是公式；请粘贴为数值。');
  });
});

describe('YAML by hand', () => {
  const told = async (change: (text: string) => string): Promise<string[]> =>
    (await planImport(SAMPLE, 'a.yaml', Buffer.from(change(organisationYaml(SAMPLE))))).faults;

  test('faults name their line', async () => {
    const text = organisationYaml(SAMPLE);
    const line = text.split('\n').findIndex((one) => one.includes('id: 990102:justice')) + 1;
    const swap =
      (from: string, to: string) =>
      (all: string): string =>
        all
          .split('\n')
          .map((one, at) => (at === line - 1 ? one.replace(from, to) : one))
          .join('\n');
    expect(await told(swap('kind: 部门', 'kind: 机关'))).toEqual([
      `第 ${line} 行：“类别”写的 机关 不在可选范围内；请照导出文件里的写法。`,
    ]);
    expect(await told(swap('kind: 部门', 'kind: { a: 1 }'))).toContain(`第 ${line} 行：kind 应当是文本或文本的列表。`);
    expect(await told(swap('kind:', 'sort:'))).toContain(`第 ${line} 行：不认识的名 sort。`);
    expect(await told(swap('{', '{{{'))).toContainEqual(expect.stringMatching(/^第 \d+ 行：不是有效的 YAML/));
    expect(await told((all) => all.replace(/^duties:/m, 'duty:'))).toContain(
      '缺少 duties（职责）；请在导出的文件上修改。',
    );
    expect(await told(() => '')).toContain('第 1 行：文件里没有组织信息；请在导出的文件上修改。');
  });

  test('codes without quotes keep what was written; aliases of YAML are not followed', async () => {
    expect(await told((all) => all.replaceAll(/"(\d{6,9})"/g, '$1'))).toEqual([]);
    const bomb = `code: "990100"\na: &a [x, x]\nb: &b [*a, *a]\nunits: [{ id: *b }]\nterritories: []\nduties: []\nprecedents: []`;
    expect(await told(() => bomb)).toContainEqual(expect.stringContaining('id 应当是文本'));
  });
});
