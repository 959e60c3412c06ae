/** `init`: an office's own place, from its code to the proposal of who must answer. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { generatedPack } from '../../server/commands/init.ts';
import { setupViewSchema } from '../../server/contract/setup-view.ts';
import { setUp } from '../../server/first-run.ts';
import { prepareItem } from '../../server/intake/ingest.ts';
import { addSource, storeBatch } from '../../server/intake/store.ts';
import { setupView } from '../../server/board/setup.ts';
import { listAccounts } from '../../server/access/store.ts';
import { readItemDetail } from '../../server/responsibility/detail.ts';
import { Client } from '../support/client.ts';
import { emptyDatabase } from '../support/database.ts';
import { NOON, openHouse, TEST_KEYS } from '../support/house.ts';
import { dataFolder, launch, runCommand } from '../support/program.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe.each([
  ['222400', '延边朝鲜族自治州', '延吉市朝阳川镇的公交车三天没来,没人管。', '222401:transport'],
  ['222424', '汪清县', '汪清县城的公交车三天没来,没人管。', '222424:transport'],
  ['110105', '朝阳区', '朝阳区这几天的公交车一直不来,没人管。', '110105:transport'],
  ['500101', '万州区', '万州区这几天的公交车一直不来,没人管。', '500101:transport'],
  ['632700', '玉树藏族自治州', '囊谦县的公交车三天没来,没人管。', '632725:transport'],
])('%s %s', (code, name, text, lead) => {
  test('is stored, its setup lacks nothing, and a text that names it is proposed to the unit there', async () => {
    const database = await emptyDatabase();
    const { db } = database.app;
    const setting = { pack: generatedPack(code), casePrefix: 'T', fileUrl: (location: string) => location };
    const made = await setUp(db, setting, NOON, async () => undefined);
    const house = await openHouse(database);
    cleanups.push(() => house.close());

    const { rules } = house.parts;
    const organisation = rules.organisation();
    expect(organisation).toMatchObject({ code, name });
    const accounts = await listAccounts(db);
    expect(accounts).toHaveLength(made.length);
    const setup = setupView({
      ...{ organisation, accounts, sources: [], now: NOON },
      rulebook: rules.rulebook(),
      calendar: rules.calendar(),
    });
    expect(setupViewSchema.parse(setup)).toMatchObject({
      directory: { doubles: { count: 0 }, holes: { count: 0 } },
      approvals: { stalled: { count: 0 }, officeReview: true, leader: true },
    });

    const source = { id: 'letters', name: '留言', kind: 'import', channel: 'letter', url: '' } as const;
    await addSource(db, { ...source, intervalSeconds: 60 }, NOON);
    const item = prepareItem({ externalId: '1', url: null, title: '公交车', text, publishedAt: NOON }, []);
    const {
      stored: [id = ''],
    } = await storeBatch(db, TEST_KEYS, source, [item], 60, NOON);
    await house.settled();
    const detail = await readItemDetail(db, rules, await house.viewer('analyst'), id);
    expect(detail.proposal?.lead?.id).toBe(lead);
  });
});

async function folderOf(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'huiying-init-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return join(folder, name);
}

describe('as a newcomer runs it', () => {
  let env: Record<string, string>;
  let removeData: () => Promise<void>;
  beforeAll(async () => {
    const folder = await dataFolder();
    env = { DATA_DIR: folder.path, PORT: '0' };
    removeData = folder.remove;
  });
  afterAll(() => removeData());

  test('a wrong code, prefix or pack leaves no installation behind', async () => {
    for (const [args, code] of [
      [['--jurisdiction', '220000'], 'unsupported_jurisdiction'],
      [['--jurisdiction', '222401100'], 'not_a_government'],
      [['--jurisdiction', '222400', '--prefix', 'a b'], 'prefix_invalid'],
      [['--pack', '/nowhere'], 'pack_invalid'],
      [[], 'init_what'],
    ] as const) {
      const { code: status, said } = await runCommand(['init', ...args], env);
      expect([status, said]).toEqual([1, expect.stringContaining(`(${code})`)]);
    }
    expect((await runCommand(['user', 'list'], env)).said).toContain('installation_missing');
  });

  test('the help prints the columns of a pack', async () => {
    expect((await runCommand(['init', '--help'], env)).said).toMatch(/units\.csv +id,name,shortName/);
  });

  test('init, once; then start shows that place and no sample', async () => {
    const first = await runCommand(['init', '--jurisdiction', '222424', '--prefix', 'WQ'], env);
    expect([first.code, first.said]).toEqual([0, expect.stringMatching(/汪清县 \(222424\)[^]*yanbian[^]*WQ\d\d-0001/)]);
    const again = await runCommand(['init', '--jurisdiction', '110105'], env);
    expect([again.code, again.said]).toEqual([1, expect.stringMatching(/汪清县 \(222424\).*jurisdiction_exists/)]);

    const program = launch(['start'], env);
    cleanups.push(async () => {
      program.process.kill('SIGINT');
      await program.ended;
    });
    const address = await program.ready;
    expect(program.said()).not.toContain('First run');
    const file = join(env.DATA_DIR ?? '', 'first-run.json');
    const passwords = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    const admin = new Client(address);
    const session = await admin.signIn('admin', passwords.admin ?? '');
    expect(session.jurisdiction).toMatchObject({ code: '222424', name: '汪清县' });
    const setup = setupViewSchema.parse((await admin.send('GET', '/api/setup')).body);
    expect(setup.sources).toEqual([]);
    expect(setup.rulebook.profile).toBe('yanbian');
    expect(first.said).toContain(passwords.admin);
  });
});

test('a written pack is edited and loaded', async () => {
  const folder = await dataFolder();
  cleanups.push(() => folder.remove());
  const env = { DATA_DIR: folder.path };
  const pack = await folderOf('mine');
  const written = await runCommand(['init', '--jurisdiction', '222424', '--write', pack], env);
  expect([written.code, written.said]).toEqual([0, expect.stringContaining('no database was touched')]);
  expect((await runCommand(['init', '--jurisdiction', '222424', '--write', pack], env)).said).toContain('pack_exists');

  const units = join(pack, 'units.csv');
  const text = await readFile(units, 'utf8');
  for (const file of [units, join(pack, 'users.yaml')])
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('汪清县水利局', '汪清县水务局'));
  const feed = join(pack, 'feed.xml');
  await cp(new URL('../../server/samples/yunchuan/feed.xml', import.meta.url), feed);
  const source = '- { id: forum, name: 汪清论坛, channel: forum, kind: file, location: feed.xml }\n';
  await writeFile(join(pack, 'sources.yaml'), source);
  const loaded = await runCommand(['init', '--pack', pack], env);
  expect([loaded.code, loaded.said]).toEqual([0, expect.stringContaining('汪清论坛')]);
  expect(loaded.said).toContain('汪清县水务局承办 01');

  const broken = await folderOf('broken');
  await cp(pack, broken, { recursive: true });
  await writeFile(join(broken, 'units.csv'), text.replace('222424:water_resources', '222424:health'));
  const other = await dataFolder();
  cleanups.push(() => other.remove());
  const refused = await runCommand(['init', '--pack', broken], { DATA_DIR: other.path });
  expect([refused.code, refused.said]).toEqual([
    1,
    expect.stringMatching(/units\.csv:\d+: 222424:health stands twice/),
  ]);
});
