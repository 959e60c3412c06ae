/** The duty matrix over HTTP, and the organisation out as a file and back: a dry run writes nothing, a draft waits for a second person. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportOrganisation, importOrganisation } from '../../server/commands/organisation.ts';
import {
  cellViewSchema,
  importPlanSchema,
  matrixViewSchema,
  unitViewSchema,
  type CellView,
  type ImportPlanView,
  type MatrixView,
} from '../../server/contract/directory-matrix-view.ts';
import { changeSetViewSchema, type ChangeSetView } from '../../server/contract/directory-views.ts';
import { readConfig } from '../../server/platform/config.ts';
import { codeOf, type Answer, type Client } from '../support/client.ts';
import { openWaterCase } from '../support/matters.ts';
import { TEST_SECRETS } from '../support/house.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

const CELL = { territory: '990102', subject: 'water_resources' };
const WATER = '990102:water_resources';
const HOUSING = '990102:housing_construction';
const DAY = { validFrom: '2026-11-20', reason: '三定方案调整' };
let house: ServedTrial;
let admin: Client;
let steward: Client;
let folder: string;

beforeAll(async () => {
  house = await openServedTrial();
  [admin, steward] = await Promise.all([house.client('admin'), house.client('steward')]);
  folder = await mkdtemp(join(tmpdir(), 'organisation-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await house.close();
});

function ok(answer: Answer): unknown {
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}
const matrix = async (client = admin): Promise<MatrixView> =>
  matrixViewSchema.parse(ok(await client.send('GET', '/api/directory/matrix')));
const cellOf = async (): Promise<CellView> =>
  cellViewSchema.parse(
    ok(await admin.send('GET', `/api/directory/cell?territory=${CELL.territory}&subject=${CELL.subject}`)),
  );
const inMatrix = (view: MatrixView) =>
  view.cells.find((cell) => cell.territory === CELL.territory && cell.subject === CELL.subject);

async function draft(
  client: Client,
  title: string,
  changes: object[],
  validFrom = DAY.validFrom,
): Promise<ChangeSetView> {
  const body = { ...DAY, title, validFrom, origin: 'edit', changes };
  return changeSetViewSchema.parse(ok(await client.send('POST', '/api/directory/changes', { body })));
}
const approve = async (client: Client, { id, version }: ChangeSetView): Promise<void> =>
  void ok(await client.send('POST', `/api/directory/changes/${id}/approve`, { body: { version } }));

const sets = async (): Promise<number> => (await house.parts.db.selectFrom('change_set').select('id').execute()).length;

const exported = async (format: string): Promise<Buffer> => {
  const response = await fetch(`${house.origin}/api/directory/export?format=${format}`, {
    headers: { cookie: admin.cookie },
  });
  expect(response.headers.get('content-disposition')).toContain(`.${format}`);
  return Buffer.from(await response.arrayBuffer());
};
const send = (client: Client, name: string, bytes: Buffer, asked: object | null = null): Promise<Answer> =>
  client.send('POST', '/api/directory/import', { body: { name, content: bytes.toString('base64'), draft: asked } });
const plan = async (name: string, bytes: Buffer, asked: object | null = null): Promise<ImportPlanView> =>
  importPlanSchema.parse(ok(await send(admin, name, bytes, asked)));

describe('the matrix', () => {
  test('twenty subjects by the city and its counties; who drafts is told so, others read', async () => {
    const view = await matrix();
    expect(view.territories.map(({ name }) => name).slice(0, 2)).toEqual(['云川市', '砚湖区']);
    expect(view.cells).toHaveLength(20 * 7);
    expect([view.mayDraft, view.mayDraftUnits]).toEqual([true, true]);
    const own = await matrix(steward);
    expect([own.mayDraft, own.mayDraftUnits]).toEqual([true, false]);
    const officer = await matrix(await house.client('officer'));
    expect([officer.mayDraft, officer.mayDraftUnits]).toEqual([false, false]);
    expect(inMatrix(view)).toMatchObject({ units: [WATER], coming: [], precedents: 0 });
  });

  test('a draft is marked on its cell, and once it holds the cell tells since when and by what', async () => {
    expect(await cellOf()).toMatchObject({ history: [], answer: { lead: { id: WATER }, needsHuman: false } });
    const set = await draft(steward, '供水并列', [{ kind: 'duty', ...CELL, to: [WATER, HOUSING] }]);
    expect(set.lines).toEqual(['职责 水务 × 砚湖区：砚湖区水务局 → 砚湖区水务局、砚湖区住房和城乡建设局（并列）']);
    expect(set.warnings).toEqual([expect.stringContaining('有 2 家并列')]);
    expect(inMatrix(await matrix())?.coming).toMatchObject([
      { setId: set.id, state: 'draft', units: [{ id: WATER }, { id: HOUSING }] },
    ]);
    await approve(admin, set);
    expect(inMatrix(await matrix())).toMatchObject({ units: [WATER, HOUSING], coming: [] });
    const cell = await cellOf();
    expect(cell.history).toMatchObject([
      { title: '供水并列', validFrom: DAY.validFrom, units: [{ id: WATER }, { id: HOUSING }] },
    ]);
    // What is told of it stays what it did, though it now holds.
    const later = (await admin.send('GET', '/api/directory/changes')).body as { sets: ChangeSetView[] };
    expect(later.sets.find(({ id }) => id === set.id)?.lines).toEqual(set.lines);
  });

  test('a precedent stands at its cell; a change for later marks the cell and changes nothing yet', async () => {
    const precedent = {
      ...CELL,
      id: 'p-2026-05',
      terms: ['二次供水', '泵房'],
      unit: HOUSING,
      number: '2026-05',
      clause: '“三定”第五条',
    };
    await approve(admin, await draft(steward, '泵房判例', [{ kind: 'precedent', id: precedent.id, to: precedent }]));
    expect((await cellOf()).precedents).toMatchObject([{ number: '2026-05', unit: { id: HOUSING } }]);
    await approve(admin, await draft(steward, '明年归水务', [{ kind: 'duty', ...CELL, to: [WATER] }], '2027-01-01'));
    expect(inMatrix(await matrix())).toMatchObject({
      units: [WATER, HOUSING],
      precedents: 1,
      coming: [{ state: 'approved', validFrom: '2027-01-01', units: [{ id: WATER }] }],
    });
  });

  test('a unit tells how many cases it holds, in numbers alone', async () => {
    await openWaterCase(house, { lead: '990100:water_resources' });
    const answer = await admin.send('GET', '/api/directory/units/990100:water_resources');
    const unit = unitViewSchema.parse(ok(answer));
    expect(unit).toMatchObject({
      openCases: 1,
      accounts: 4,
      duties: [{ territory: '990100', subject: 'water_resources' }],
    });
    expect(codeOf(await admin.send('GET', '/api/directory/units/nobody'))).toBe('unit_missing');
    expect(unit.dissolution).toBeNull();
  });

  test('dissolved into another, all that named it names its successor', async () => {
    const path = `/api/directory/units/${HOUSING}?successor=${WATER}`;
    const { dissolution } = unitViewSchema.parse(ok(await admin.send('GET', path)));
    expect(dissolution?.lines.at(-1)).toBe('撤销单位 砚湖区住房和城乡建设局，由 砚湖区水务局 承接');
    // The double of the cell becomes one unit, the precedent names it too: nothing is left that a check would refuse.
    const set = await draft(admin, '并入水务局', dissolution?.changes ?? []);
    expect(set.faults).toEqual([]);
    await approve(steward, set);
    expect(inMatrix(await matrix())?.units).toEqual([WATER]);
    expect((await cellOf()).precedents).toMatchObject([{ unit: { id: WATER } }]);
    expect(codeOf(await admin.send('GET', `/api/directory/units/${WATER}?successor=${WATER}`))).toBe('successor_same');
  });

  test.each(['territory=990102&subject=weather', 'territory=220000&subject=health', ''])(
    'no such cell: %s',
    async (query) => {
      expect(codeOf(await admin.send('GET', `/api/directory/cell?${query}`))).toBe('cell_missing');
    },
  );
});

describe('the file', () => {
  test.each(['xlsx', 'yaml'])('as %s: brought back unchanged it changes nothing', async (format) => {
    const found = await plan(`a.${format}`, await exported(format));
    expect(found).toMatchObject({ lines: [], faults: [], set: null });
    expect(codeOf(await send(admin, `a.${format}`, await exported(format), { ...DAY, title: '没有变更' }))).toBe(
      'changes_invalid',
    );
  });

  test('a dry run writes nothing; drafted, it waits for a second person and then holds', async () => {
    const before = await sets();
    const edited = Buffer.from((await exported('yaml')).toString().replaceAll('栖云县水务局', '栖云县水利局'));
    const found = await plan('a.yaml', edited);
    expect(found.counts).toEqual({ territory: 0, unit: 1, duty: 0, precedent: 0 });
    expect(found.lines[0]).toContain('名称 栖云县水务局 → 栖云县水利局');
    expect(await sets()).toBe(before);
    const { set } = await plan('a.yaml', edited, { ...DAY, title: '更名' });
    expect(set).toMatchObject({ origin: 'import', state: 'draft', lines: found.lines });
    await approve(steward, set as ChangeSetView);
    expect(house.parts.rules.organisation().units.filter(({ name }) => name === '栖云县水利局')).toHaveLength(1);
  });

  test('a file with faults drafts nothing; a steward drafts no units', async () => {
    const before = await sets();
    const text = (await exported('yaml')).toString();
    const broken = Buffer.from(text.replace('kind: 纪检监察机关', 'kind: 机关'));
    expect((await plan('a.yaml', broken)).faults).toHaveLength(1);
    expect(codeOf(await send(admin, 'a.yaml', broken, { ...DAY, title: '有错' }))).toBe('changes_invalid');
    const renamed = Buffer.from(text.replaceAll('禾渡县水务局', '禾渡县水利局'));
    expect(codeOf(await send(steward, 'a.yaml', renamed, { ...DAY, title: '更名' }))).toBe('change_not_yours');
    expect(await sets()).toBe(before);
  });

  test('too large, no file at all, and from those who may not: each with its own words, before it is read', async () => {
    expect((await send(admin, 'a.yaml', Buffer.alloc(6 * 1024 * 1024, 32))).status).toBe(413);
    expect(codeOf(await send(admin, 'a.xlsx', Buffer.from('x')))).toBe('workbook_unreadable');
    expect(codeOf(await send(admin, 'a.csv', Buffer.from('x')))).toBe('import_kind_unknown');
    expect(codeOf(await send(await house.client('officer'), 'a.yaml', Buffer.alloc(6 * 1024 * 1024, 32)))).toBe(
      'forbidden',
    );
    expect(codeOf(await admin.send('GET', '/api/directory/export?format=pdf'))).toBe('export_kind_unknown');
  });
});

describe('at the command line', () => {
  const config = () =>
    readConfig({ ...TEST_SECRETS, DATABASE_URL: house.database.app.url, DATA_DIR: folder }, process.cwd());

  test('export, edit, dry run, draft', async () => {
    const file = join(folder, 'organisation.yaml');
    expect(await exportOrganisation(config(), file)).toContain('云川市 (990100)');
    await expect(exportOrganisation(config(), file)).rejects.toMatchObject({ code: 'file_exists' });
    expect((await importOrganisation(config(), file, {})).text).toContain('没有变更');
    const before = await sets();
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('岚口县水务局', '岚口县水利局'));
    const told = { title: '更名', reason: '机构改革', from: '2027-01-01', by: 'admin' };
    const dry = await importOrganisation(config(), file, { ...told, dryRun: true });
    expect(dry).toMatchObject({
      sound: true,
      text: expect.stringContaining('共 1 处变更：属地 0，单位 1，职责 0，判例 0。'),
    });
    expect(await sets()).toBe(before);
    await expect(importOrganisation(config(), file, { title: '更名' })).rejects.toMatchObject({
      code: 'draft_incomplete',
    });
    await expect(importOrganisation(config(), file, { ...told, by: 'officer' })).rejects.toMatchObject({
      code: 'account_unknown',
    });
    const drafted = await importOrganisation(config(), file, told);
    expect(drafted.text).toContain('已起草变更');
    expect(await sets()).toBe(before + 1);
    await writeFile(file, 'code: "990100"\n');
    expect(await importOrganisation(config(), file, told)).toMatchObject({ sound: false });
  });
});
