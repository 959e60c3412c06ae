/** `ingest`: files taken in, judged and grouped, beside the running program or alone. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runIngest, type Ingested } from '../../server/commands/ingest.ts';
import { readConfig } from '../../server/platform/config.ts';
import { openHouse, TEST_SECRETS, type House } from '../support/house.ts';

let house: House;
let folder: string;
beforeAll(async () => {
  house = await openHouse();
  folder = await mkdtemp(join(tmpdir(), 'huiying-ingest-'));
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function ingest(paths: string[], options: { wait?: boolean } = {}): Promise<Ingested> {
  const env = { DATABASE_URL: house.database.appUrl, LOG_LEVEL: 'silent', ...TEST_SECRETS };
  const said = await runIngest(readConfig(env, process.cwd()), paths, {
    channel: 'letter',
    wait: options.wait ?? true,
    json: true,
  });
  return JSON.parse(said) as Ingested;
}

const LETTERS = [
  {
    id: 1,
    title: '柳溪苑捆绑车位',
    text: '柳溪苑买房必须买十二万元的车位,否则取消购房资格。',
    time: '2026-11-18T08:00:00',
  },
  {
    id: 2,
    title: '投诉柳溪苑捆绑销售车位',
    text: '开发商说不买车位就不签合同,柳溪苑的车位要十二万元。',
    time: '2026-11-18T09:00:00',
  },
  {
    id: 3,
    title: '梧桐路路灯不亮',
    text: '青禾县梧桐路的路灯坏了半个月,晚上走路看不见。',
    time: '2026-11-18T10:00:00',
  },
];
const lines = (rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

describe('ingest', () => {
  test('takes in what can be read, counts the rest with code and place, and returns when all is judged and grouped', async () => {
    const path = await file(
      'letters.jsonl',
      [lines(LETTERS), '{"id": 4, "title":', '[1,2]', '{"id":5,"title":"","text":" "}', '', lines([LETTERS[0]])].join(
        '\n',
      ),
    );
    const done = await ingest([path]);
    expect(done).toMatchObject({
      rows: 7,
      stored: 3,
      known: 1,
      refused: {
        invalid_json: { count: 2, first: 'letters.jsonl:4' },
        item_empty: { count: 1, first: 'letters.jsonl:6' },
      },
      progress: { judged: 3, grouped: 3, failed: 0, groups: 2 },
    });
    const rows = await house.parts.db.selectFrom('item').select(['state', 'published_at', 'channel']).execute();
    expect(rows.every((row) => row.state === 'judged' && row.channel === 'letter')).toBe(true);
    expect(rows.map((row) => row.published_at?.toISOString()).sort()[0]).toBe('2026-11-18T00:00:00.000Z');
    const source = await house.parts.db
      .selectFrom('source')
      .selectAll()
      .where('kind', '=', 'import')
      .executeTakeFirstOrThrow();
    expect(source).toMatchObject({ name: '导入 letters', failure_code: null });
    expect(source.last_item_at).not.toBeNull();
  });

  test('reads a table as a spreadsheet wrote it, and the same letter again is known', async () => {
    const rows = [
      '编号,标题,诉求内容,来电时间',
      'h1,梧桐路路灯不亮,青禾县梧桐路的路灯坏了半个月,晚上走路看不见。,2026-11-18 10:00',
      'h2,"公交改线","四路车改线以后,老人去医院要多走两站。",2026-11-18',
    ];
    const quoted = rows.map((row) => row.replace(',晚上', '，晚上'));
    const path = await file('orders.csv', iconv.encode(quoted.join('\r\n'), 'gb18030'));
    const done = await ingest([path]);
    expect(done).toMatchObject({ rows: 2, stored: 1, known: 1, refused: {} });
  });

  test('reads a workbook', async () => {
    const { default: excel } = await import('exceljs');
    const book = new excel.Workbook();
    const sheet = book.addWorksheet('来信');
    sheet.addRow(['编号', '标题', '内容', '时间']);
    sheet.addRow(['x1', '医保报销慢', '住院费用报销材料交了三个月还没有结果。', new Date('2026-11-17T01:00:00Z')]);
    const path = join(folder, 'book.xlsx');
    await book.xlsx.writeFile(path);
    expect(await ingest([path])).toMatchObject({ rows: 1, stored: 1, refused: {}, warnings: {} });
  });

  test('leaves the judging to the program where asked to', async () => {
    const path = await file(
      'more.jsonl',
      lines([{ id: 'm', title: '垃圾没人清', text: '菜市场后面的垃圾堆了一周。' }]),
    );
    const done = await ingest([path], { wait: false });
    expect(done).toMatchObject({ stored: 1, progress: null, warnings: { date_missing: 1 } });
    await house.settled();
    expect((await ingest([path])).known).toBe(1);
  });

  test.each([
    ['a file that is not there', 'nowhere.jsonl', null, 'source_not_found'],
    ['a kind it does not know', 'letters.docx', 'x', 'file_kind_unknown'],
    ['a workbook that is none', 'broken.xlsx', 'no workbook', 'table_unreadable'],
  ])('says what is wrong with %s', async (_, name, content, code) => {
    const path = content === null ? join(folder, name) : await file(name, content);
    await expect(ingest([path])).rejects.toMatchObject({ code });
  });
});
