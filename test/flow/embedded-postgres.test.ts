import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { readRunning } from '../../server/platform/embedded-postgres.ts';
import { readPostmaster } from '../../server/platform/embedded-postmaster.ts';
import { processIdentity, stillLives } from '../../server/platform/embedded-process.ts';
import { readState } from '../../server/platform/embedded-state.ts';
import { ask, cluster, codes, killAll, program, source, start, trial, useTrial } from '../support/embedded-trial.ts';

useTrial();

async function askSuperuser(text: string): Promise<void> {
  const state = await readState(trial.dataDir);
  await ask(`postgresql://postgres:${state?.passwords.superuser}@127.0.0.1:${state?.port}/postgres`, text);
}

const starting = `const { startEmbedded } = await import(${source('embedded-postgres.ts')});
  await startEmbedded({ dataDir: process.argv[1], log: { info() {}, warn() {} } });
  console.log('ready'); setInterval(() => {}, 1000);`;

/** Starts the database from another node process and kills that process alone. */
async function orphan(): Promise<number> {
  const child = program(starting);
  await once(child.stdout!, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  return (await readPostmaster(cluster()))?.pid ?? 0;
}

/** Reading a tree that is being written can meet a folder that is gone: then nothing was seen. */
function attempt(look: () => boolean): boolean {
  try {
    return look();
  } catch {
    return false;
  }
}

describe('start and stop', () => {
  test('a first start gives a safe cluster with two modest roles', async () => {
    const embedded = await start();
    const [settings] = await ask<Record<string, string>>(
      embedded.ownerUrl,
      `select current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
              current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync,
              current_setting('timezone') as zone, current_setting('max_connections') as connections,
              current_setting('shared_buffers') as buffers, current_setting('log_error_verbosity') as verbosity,
              (select datcollate from pg_database where datname = 'huiying') as locale,
              (select pg_get_userbyid(datdba) from pg_database where datname = 'huiying') as owner`,
    );
    expect(settings).toEqual({
      ...{ encoding: 'UTF8', checksums: 'on', addresses: '127.0.0.1', fsync: 'on', zone: 'UTC', connections: '60' },
      ...{ buffers: '128MB', verbosity: 'terse', locale: 'C.UTF-8', owner: 'huiying_owner' },
    });
    const roles = await ask(
      embedded.appUrl,
      `select rolname from pg_roles where rolcanlogin and (rolsuper or rolcreatedb or rolcreaterole or rolbypassrls)`,
    );
    expect(roles).toEqual([{ rolname: 'postgres' }]);
    await ask(embedded.ownerUrl, 'create table kept (text text)');
    await expect(ask(embedded.appUrl, 'select from kept')).rejects.toThrow(/permission denied/);
    await expect(ask(embedded.appUrl, 'create table own (id int)')).rejects.toThrow(/permission denied/);
    await expect(ask(embedded.appUrl, 'create temp table own (id int)')).rejects.toThrow(/permission denied/);
    await expect(ask(embedded.appUrl.replace(/huiying$/, 'postgres'), 'select 1')).rejects.toThrow(
      /permission denied for database/,
    );
    for (const name of ['postgres.json', 'postgres.log'])
      expect(statSync(join(trial.dataDir, name)).mode & 0o777).toBe(0o600);
    const { pid } = (await readPostmaster(cluster()))!;
    const group = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[2];
    expect(group).toBe(String(pid)); // Ctrl-C in our terminal does not reach it
    await embedded.stop();
  });

  test('stopping ends the server, and the next start keeps data, port and passwords', async () => {
    const first = await start();
    await ask(first.ownerUrl, `create table kept as select '回应' as text`);
    const { pid } = (await readPostmaster(cluster()))!;
    const identity = (await processIdentity(pid))!;
    expect(await readRunning(trial.dataDir)).toEqual({ ownerUrl: first.ownerUrl, appUrl: first.appUrl });
    const idle = new pg.Client({ connectionString: first.appUrl });
    idle.on('error', () => undefined); // the shutdown ends it
    await idle.connect();
    await Promise.all([first.stop(), first.stop()]);
    expect(await stillLives(pid, identity)).toBe(false);
    expect(await readRunning(trial.dataDir)).toBeNull();
    const second = await start();
    expect([second.adopted, second.ownerUrl, second.appUrl]).toEqual([false, first.ownerUrl, first.appUrl]);
    expect(await ask(second.ownerUrl, 'select text from kept')).toEqual([{ text: '回应' }]);
    expect(codes()).toEqual([]);
    await second.stop();
  });

  test('nothing runs in a folder that never held a database', async () => {
    expect(await readRunning(trial.dataDir)).toBeNull();
  });

  test('a kept port that another program took is replaced, and the new one kept', async () => {
    const first = await start();
    await first.stop();
    const port = (await readState(trial.dataDir))!.port!;
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const second = await start();
    expect(new URL(second.ownerUrl).port).not.toBe(String(port));
    expect(String((await readState(trial.dataDir))?.port)).toBe(new URL(second.ownerUrl).port);
    expect(codes()).toEqual(['port_changed']);
    await ask(second.appUrl, 'select 1');
    await second.stop();
    other.close();
  });

  test('a database that ends by itself is said', async () => {
    await start();
    await killAll((await readPostmaster(cluster()))!.pid);
    while (trial.said.length === 0) await turn();
    expect(codes()).toEqual(['database_ended']);
  });
});

describe('after a crash', () => {
  test('of everything, what was committed is there', async () => {
    const first = await start();
    await ask(first.ownerUrl, `create table kept (n int)`);
    await ask(first.ownerUrl, `insert into kept select generate_series(1, 5000)`);
    await killAll((await readPostmaster(cluster()))!.pid);
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await ask(second.ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 5000 }]);
    expect(await readFile(join(trial.dataDir, 'postgres.log'), 'utf8')).toMatch(/automatic recovery in progress/);
    await second.stop();
  });

  test('of node alone, the server goes on and is adopted', async () => {
    const pid = await orphan();
    const running = await readRunning(trial.dataDir);
    expect(await ask(running!.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    const embedded = await start();
    expect(embedded).toMatchObject({ adopted: true, ...running });
    expect((await readPostmaster(cluster()))?.pid).toBe(pid);
    await embedded.stop();
    expect(await processIdentity(pid)).toBeNull();
    expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(false);
  });

  test('an orphan that does not let us in is stopped and started anew', async () => {
    const pid = await orphan();
    await askSuperuser(`alter role postgres password 'changed'`);
    const embedded = await start();
    expect([embedded.adopted, codes()]).toEqual([false, ['orphan_stopped']]);
    expect(await processIdentity(pid)).toBeNull();
    await ask(embedded.appUrl, 'select 1');
    await embedded.stop();
  });

  test('of the server alone, a child that works on is ended before another server starts', async () => {
    const first = await start();
    const { pid } = (await readPostmaster(cluster()))!;
    const busy = new pg.Client({ connectionString: first.ownerUrl });
    busy.on('error', () => undefined); // it is killed
    await busy.connect();
    const backend = (await busy.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid;
    const broken = expect(busy.query('do $$ begin loop end loop; end $$')).rejects.toThrow();
    process.kill(pid, 'SIGKILL');
    while ((await processIdentity(pid)) !== null) await turn();
    const second = await start();
    expect(await processIdentity(backend)).toBeNull();
    expect(codes()).toEqual(expect.arrayContaining(['survivor_ended', 'stale_pid_removed']));
    await broken;
    await ask(second.appUrl, 'select 1');
    await second.stop();
  });

  test('of a first start, before the roles stood, they are made', async () => {
    const first = await start();
    await first.stop();
    const state = (await readState(trial.dataDir))!;
    const text = JSON.stringify({ ...state, createdAt: null, preparedAt: null });
    await writeFile(join(trial.dataDir, 'postgres.json'), text);
    const again = await start();
    await ask(again.appUrl, 'select 1');
    await again.stop();
  });

  test.each(['unfinished-', 'PG_VERSION', 'pg_control'])(
    'of a first start at the sight of %s, it begins anew',
    async (sight) => {
      const child = program(starting);
      const ended = once(child, 'exit');
      const seen = (): boolean =>
        existsSync(join(trial.dataDir, 'postgres')) &&
        readdirSync(join(trial.dataDir, 'postgres'), { recursive: true }).some((name) => String(name).includes(sight));
      while (!attempt(seen)) await turn();
      child.kill('SIGKILL');
      await ended;
      const embedded = await start();
      await ask(embedded.ownerUrl, 'create table works (id int)');
      expect(readdirSync(join(trial.dataDir, 'postgres'))).toEqual(['data']);
      await embedded.stop();
    },
  );

  test.each(['a dead process', 'another program'])('a postmaster.pid of %s is removed', async (whose) => {
    const first = await start();
    await first.stop();
    const other = spawn('sleep', ['1000']);
    trial.children.push(other);
    await once(other, 'spawn');
    if (whose === 'a dead process') {
      other.kill('SIGKILL');
      await once(other, 'exit');
    }
    const lines = [other.pid, cluster(), 1, 5432, '', '127.0.0.1', '0 0', 'ready'];
    await writeFile(join(cluster(), 'postmaster.pid'), lines.join('\n'));
    expect(await readRunning(trial.dataDir)).toBeNull();
    const second = await start();
    expect([second.adopted, codes()]).toEqual([false, ['stale_pid_removed']]);
    expect(other.signalCode).toBe(whose === 'a dead process' ? 'SIGKILL' : null);
    await ask(second.appUrl, 'select 1');
    await second.stop();
  });
});
