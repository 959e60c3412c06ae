/** Trials of the embedded database: a data folder per test, its server and all it made removed afterwards. Linux only. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach } from 'vitest';
import { startEmbedded, type Embedded } from '../../server/platform/embedded-postgres.ts';
import { findServer } from '../../server/platform/embedded-postmaster.ts';
import { processIdentity } from '../../server/platform/embedded-process.ts';
import { homeOf, readState } from '../../server/platform/embedded-state.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

/** What the running test works with. */
export const trial = {
  parent: '',
  dataDir: '',
  /** Warnings, as "code: sentence". */
  said: [] as string[],
  children: [] as ChildProcess[],
};

/** The address of a platform file, as a literal for code that another process runs. */
export const source = (name: string): string =>
  JSON.stringify(new URL(`../../server/platform/${name}`, import.meta.url).href);

export const log = {
  info: (): void => undefined,
  warn: (fields: object, message: string): void =>
    void trial.said.push(`${(fields as { code: string }).code}: ${message}`),
};
export const start = (): Promise<Embedded> => startEmbedded({ dataDir: trial.dataDir, log });
export const codes = (): string[] => trial.said.map((line) => line.split(':')[0] ?? '');
export const cluster = (): string => join(trial.dataDir, 'postgres/data');

/** The fault that `work` ends with. */
export const faultOf = (work: Promise<unknown>): Promise<{ code: string; message: string }> =>
  work.then(
    () => Promise.reject(new Error('expected a fault')),
    (fault: { code: string; message: string }) => fault,
  );

/** Rows of one statement on a connection of its own. */
export async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A node process of its own that runs `code` with DATA_DIR as its argument. */
export function program(code: string): ChildProcess {
  const args = ['--import', 'tsx', '--input-type=module', '-e', code, trial.dataDir];
  const child = spawn(process.execPath, args, { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] });
  trial.children.push(child);
  return child;
}

/** Process numbers of a server and all that it started. */
function family(pid: number): number[] {
  const all = readdirSync('/proc').map(Number).filter(Boolean);
  const kin = all.filter((number) => {
    const path = `/proc/${number}/stat`;
    return existsSync(path) && readFileSync(path, 'utf8').split(') ')[1]?.split(' ')[1] === String(pid);
  });
  return [pid, ...kin];
}

/** Kills a server and its children, and waits until they are gone. */
export async function killAll(pid: number): Promise<void> {
  const pids = family(pid);
  for (const each of pids) process.kill(each, 'SIGKILL');
  for (const each of pids) while ((await processIdentity(each)) !== null) await turn();
}

/** A folder that the database's user can pass through. */
export async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'huiying-embedded-'));
  await chmod(folder, 0o755);
  return folder;
}

/** Ends what still runs on folder/data, and removes all that was made for it. */
export async function remove(folder: string): Promise<void> {
  const state = await readState(join(folder, 'data')).catch(() => null);
  const home = state === null ? join(folder, 'data/postgres') : homeOf(join(folder, 'data'), state);
  const found = await findServer(join(home, 'data'));
  if (found.kind === 'alive') await killAll(found.server.pid);
  await rm(home, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

/** Gives each test of this file its own data folder. */
export function useTrial(): void {
  beforeEach(async () => {
    const parent = await openFolder();
    Object.assign(trial, { parent, dataDir: join(parent, 'data'), said: [], children: [] });
  });
  afterEach(async () => {
    for (const child of trial.children) child.kill('SIGKILL');
    await remove(trial.parent);
  });
}
