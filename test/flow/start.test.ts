/** Starting, stopping and being killed, as a newcomer and as a power cut would do it. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readRunning } from '../../server/platform/embedded-postgres.ts';
import { dataFolder, launch, runCommand, type Program } from '../support/program.ts';
import { ACCOUNTS } from '../support/served-house.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function freshEnv(): Promise<Record<string, string>> {
  const folder = await dataFolder();
  cleanups.push(() => folder.remove());
  return { DATA_DIR: folder.path, PORT: '0' };
}

function start(env: Record<string, string>): Program {
  const program = launch(['start'], env);
  cleanups.push(() => stop(program));
  return program;
}

async function stop(program: Program): Promise<void> {
  program.process.kill('SIGINT');
  await program.ended;
}

const firstRun = async (env: Record<string, string>): Promise<Record<string, string>> =>
  JSON.parse(await readFile(join(env.DATA_DIR ?? '', 'first-run.json'), 'utf8')) as Record<string, string>;

async function signIn(address: string, name: string, password: string): Promise<number> {
  const first = await fetch(`${address}/api/csrf`);
  const { csrf } = (await first.json()) as { csrf: string };
  const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const headers = { origin: address, cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' };
  return (await fetch(`${address}/api/session`, { method: 'POST', headers, body: JSON.stringify({ name, password }) }))
    .status;
}

test('the first start sets up the sample city, each password leaves the file at its first use, Ctrl-C stops all of it', async () => {
  const env = await freshEnv();
  const program = start(env);
  const address = await program.ready;
  expect(program.said()).toContain('云川市');
  const passwords = await firstRun(env);
  expect(Object.keys(passwords)).toHaveLength(ACCOUNTS.length);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  expect((await fetch(address)).headers.get('content-security-policy')).toContain("script-src 'self'");
  // An address nobody can decode is the page's to answer, in words.
  expect((await fetch(`${address}/cases/%E0`)).headers.get('content-type')).toContain('text/html');
  expect(await signIn(address, 'leader', passwords.leader ?? '')).toBe(200);
  expect(Object.keys(await firstRun(env))).not.toContain('leader');

  await stop(program);
  expect(await readRunning(env.DATA_DIR ?? '')).toBeNull();
  expect((await program.ended).code).toBe(0);
});

test('a second start on one folder, a busy port and wrong settings are one clear sentence each', async () => {
  const env = await freshEnv();
  const program = start(env);
  const address = await program.ready;
  const second = await runCommand(['start'], env);
  expect(second.code).toBe(1);
  expect(second.said).toMatch(/already_running/);
  expect(second.said).toContain(String(program.process.pid));

  const other = await freshEnv();
  const busy = await runCommand(['start'], { ...other, PORT: new URL(address).port });
  expect(busy.code).toBe(1);
  expect(busy.said).toMatch(/Port \d+ is in use/);
  expect(await readRunning(other.DATA_DIR ?? '')).toBeNull();

  const wrong = await runCommand(['start'], { ...other, PORT: 'x', ROLE: 'both', LOG_LEVEL: 'loud' });
  expect(wrong.said).toMatch(/PORT.*ROLE.*LOG_LEVEL/);
});

test.each(['node alone', 'the whole process group'])(
  'kill -9 of %s: the next start recovers and loses nothing',
  async (victim) => {
    const env = await freshEnv();
    const program = launch(['start'], env);
    const address = await program.ready;
    const passwords = await firstRun(env);
    expect(await signIn(address, 'analyst', passwords.analyst ?? '')).toBe(200);
    const pid = program.process.pid ?? 0;
    process.kill(victim === 'node alone' ? pid : -pid, 'SIGKILL');
    await program.ended;

    const again = start(env);
    const second = await again.ready;
    expect(again.said()).not.toContain('First run');
    expect(await signIn(second, 'analyst', passwords.analyst ?? '')).toBe(200);
    const verified = await runCommand(['verify', '--json'], env);
    expect(verified.code).toBe(0);
    const signedIn = await runCommand(['user', 'list'], env);
    expect(signedIn.said).toContain('steward');
  },
);

test('a file that was lost is told, never made anew', async () => {
  const env = await freshEnv();
  const dataDir = env.DATA_DIR ?? '';
  const none = await runCommand(['verify'], env);
  expect(none).toMatchObject({ code: 1 });
  expect(none.said).toMatch(/installation_missing/);

  const program = start(env);
  await program.ready;
  await stop(program);
  for (const [file, code] of [
    ['keys.json', 'keys_missing'],
    ['postgres.json', 'data_folder_broken'],
  ] as const) {
    const kept = await readFile(join(dataDir, file));
    await rm(join(dataDir, file));
    const lost = await runCommand(['start'], env);
    expect(lost.code).toBe(1);
    expect(lost.said).toContain(code);
    await writeFile(join(dataDir, file), kept, { mode: 0o600 });
  }
  expect((await runCommand(['verify'], env)).code).toBe(0);
});

test('a database that ends by itself ends the program, with a sentence', async () => {
  const env = await freshEnv();
  const program = start(env);
  await program.ready;
  const pid = /"code":"database_ready","pid":(\d+)/.exec(program.said())?.[1];
  process.kill(Number(pid), 'SIGKILL');
  expect((await program.ended).code).toBe(1);
  expect(program.said()).toMatch(/The database ended by itself/);
});

test('a listening stranger on the port is told from our own', async () => {
  const stranger = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => stranger.once('listening', resolve));
  cleanups.push(() => new Promise((resolve) => stranger.close(resolve)));
  const { port } = stranger.address() as { port: number };
  const busy = await runCommand(['start'], { ...(await freshEnv()), PORT: String(port) });
  expect(busy.said).toMatch(/port_busy/);
});
