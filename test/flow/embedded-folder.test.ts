import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseUser, openBase } from '../../server/platform/embedded-place.ts';
import { readRunning, startEmbedded } from '../../server/platform/embedded-postgres.ts';
import { findServer } from '../../server/platform/embedded-postmaster.ts';
import { installedPrograms, programsIn, runnablePrograms } from '../../server/platform/embedded-programs.ts';
import { readState } from '../../server/platform/embedded-state.ts';
import { ask, cluster, faultOf, log, openFolder, remove, start, trial, useTrial } from '../support/embedded-trial.ts';

const asRoot = process.getuid?.() === 0;

useTrial();

describe('a folder that can not be used is left as it is', () => {
  type Spoil = (path: string) => Promise<void>;
  const spoiled: Array<[string, string, string, Spoil | null]> = [
    ['another version', 'data_folder_version', 'postgres/data/PG_VERSION', (path) => writeFile(path, '15\n')],
    ['no version', 'data_folder_broken', 'postgres/data/PG_VERSION', (path) => writeFile(path, 'x')],
    ['no PG_VERSION', 'data_folder_broken', 'postgres/data/PG_VERSION', null],
    ['no pg_control', 'data_folder_broken', 'postgres/data/global/pg_control', null],
    ['a cut pg_control', 'data_folder_broken', 'postgres/data/global/pg_control', (path) => truncate(path, 100)],
    ['a wrong pg_control', 'data_folder_broken', 'postgres/data/global/pg_control', (path) => overwrite(path, 7)],
    ['no postgres.json', 'data_folder_foreign', 'postgres.json', null],
    ['a cut postgres.json', 'data_folder_broken', 'postgres.json', (path) => truncate(path, 20)],
    ['another postgres.json', 'data_folder_foreign', 'postgres.json', (path) => changePassword(path)],
    ['no cluster', 'data_folder_missing', 'postgres/data', null],
  ];
  const overwrite = (path: string, byte: number): Promise<void> => writeFile(path, Buffer.alloc(8192, byte));
  const changePassword = async (path: string): Promise<void> =>
    writeFile(path, (await readFile(path, 'utf8')).replace(/"owner": "[^"]+"/, '"owner": "wrong"'));
  let shared: string;

  beforeAll(async () => {
    shared = await openFolder();
    await (await startEmbedded({ dataDir: join(shared, 'data'), log })).stop();
  });
  afterAll(() => remove(shared));

  test.each(spoiled)('%s: %s', async (_name, code, file, spoil) => {
    trial.dataDir = join(shared, 'data');
    const path = join(trial.dataDir, file);
    const kept = join(shared, 'kept');
    await rename(path, kept);
    if (spoil !== null) {
      execFileSync('cp', ['-a', kept, path]); // with its owner
      await spoil(path);
    }
    const holds = (): string[] => (existsSync(cluster()) ? readdirSync(cluster()).sort() : []);
    const before = holds();
    const fault = await faultOf(start());
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(trial.dataDir);
    expect(fault.message.split('\n')).toHaveLength(1);
    expect(holds()).toEqual(before);
    expect((await findServer(cluster())).kind).toBe('none');
    await rm(path, { force: true });
    await rename(kept, path);
    const mended = await start();
    await ask(mended.appUrl, 'select 1');
    await mended.stop();
  });

  test('other things in its place', async () => {
    await mkdir(cluster(), { recursive: true });
    await writeFile(join(cluster(), 'letters.docx'), 'dear office');
    const fault = await faultOf(start());
    expect(fault).toMatchObject({
      code: 'data_folder_foreign',
      message: expect.stringContaining('letters.docx') as string,
    });
    expect(readFileSync(join(cluster(), 'letters.docx'), 'utf8')).toBe('dear office');
  });
});

describe.runIf(asRoot)('as root', () => {
  test('under a closed folder the data goes to an open one, which is named and remembered', async () => {
    await chmod(trial.parent, 0o700);
    const first = await start();
    const home = (await readState(trial.dataDir))!.home!;
    expect(home.startsWith(trial.parent)).toBe(false);
    expect(trial.said.join()).toContain(home);
    await ask(first.ownerUrl, 'create table kept (id int)');
    expect(await readRunning(trial.dataDir)).not.toBeNull();
    await first.stop();
    const second = await start();
    expect(await ask(second.ownerUrl, 'select * from kept')).toEqual([]);
    await second.stop();
    expect(existsSync(join(trial.dataDir, 'postgres'))).toBe(false);
  });

  test('a home outside whose DATA_DIR was deleted is neither used nor deleted', async () => {
    await chmod(trial.parent, 0o700);
    await (await start()).stop();
    const left = (await readState(trial.dataDir))!.home!;
    await rm(trial.dataDir, { recursive: true });
    await (await start()).stop();
    expect((await readState(trial.dataDir))!.home).not.toBe(left);
    expect(existsSync(join(left, 'data/PG_VERSION'))).toBe(true);
    await rm(left, { recursive: true });
  });

  test('a folder closed later stops the start with one sentence', async () => {
    await (await start()).stop();
    await chmod(trial.parent, 0o700);
    const fault = await faultOf(start());
    expect(fault).toMatchObject({
      code: 'data_folder_closed',
      message: expect.stringMatching(/can't enter/) as string,
    });
  });

  test('programs in a closed folder, without their links, are copied to an open one', async () => {
    const user = await chooseUser(cluster());
    const installed = await installedPrograms();
    const closed = join(trial.parent, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const lib = join(closed, 'native/lib');
    await cp(installed.root, join(closed, 'native'), {
      recursive: true,
      filter: (path) => !path.endsWith('.a'),
      verbatimSymlinks: true,
    });
    for (const entry of readdirSync(lib, { withFileTypes: true }))
      if (entry.isSymbolicLink()) await unlink(join(lib, entry.name));
    const shut = programsIn(join(closed, 'native'), installed.major, installed.label);
    const open = join(trial.parent, 'open');
    const found = await runnablePrograms(shut, user, () => openBase(user, [open]));
    expect(found.root.startsWith(open)).toBe(true);
    const again = await runnablePrograms(shut, user, () => openBase(user, [open]));
    expect(again.root).toBe(found.root);
  });

  test('without any open folder the sentence names what is closed', async () => {
    await chmod(trial.parent, 0o700);
    const user = await chooseUser(cluster());
    await writeFile(join(trial.parent, 'file'), '');
    const fault = await faultOf(openBase(user, [join(trial.parent, 'a'), join(trial.parent, 'file/b')]));
    expect(fault.code).toBe('no_open_place');
    expect(fault.message).toContain(join(trial.parent, 'a'));
  });
});
