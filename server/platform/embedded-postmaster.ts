/** The server that works, or once worked, on a cluster: what postmaster.pid says of it, and whether that is still so. */
import { execFile } from 'node:child_process';
import { readFile, readdir, readlink, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { processIdentity, run, waitUntilGone, type ServerUser } from './embedded-process.ts';
import type { Programs } from './embedded-programs.ts';
import { Fault, codeOf } from './fault.ts';

/** What postmaster.pid says (its lines: pid, folder, start, port, socket folder, address, shared memory, status). */
export interface Postmaster {
  pid: number;
  port: number | null;
  /** System V segment that lives as long as any process of that server. */
  sharedMemory: string | null;
  status: 'starting' | 'ready' | 'stopping' | 'unknown';
}

/** A server process that lives. */
export interface Server {
  pid: number;
  identity: string;
}

export type Finding =
  | { kind: 'none' }
  /** The file's process is dead or is another program. */
  | { kind: 'stale'; pid: number }
  /** `outdated`: its programs were replaced on disk since. `sure` is false where only connecting can tell. */
  | { kind: 'alive'; server: Server; outdated: boolean; sure: boolean };

/** Reads postmaster.pid; null when there is none. A file cut off while it is written gives pid 0. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  let text: string;
  try {
    text = await readFile(join(cluster, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  const lines = text.split('\n').map((line) => line.trim());
  const status = lines[7] ?? '';
  return {
    pid: Math.abs(Number.parseInt(lines[0] ?? '', 10)) || 0,
    port: Number.parseInt(lines[3] ?? '', 10) || null,
    sharedMemory: lines[6]?.split(/\s+/)[1] ?? null,
    status: status === 'ready' || status === 'starting' || status === 'stopping' ? status : 'unknown',
  };
}

type Belonging = 'ours' | 'outdated' | 'other' | 'unsure';

async function readOrNull(read: Promise<string>): Promise<string | null> {
  try {
    return await read;
  } catch (error) {
    if (['EACCES', 'EPERM', 'ENOENT', 'ESRCH'].includes(codeOf(error))) return null;
    throw error;
  }
}

async function linuxBelonging(pid: number, cluster: string): Promise<Belonging> {
  const program = await readOrNull(readlink(`/proc/${pid}/exe`));
  const folder = await readOrNull(readlink(`/proc/${pid}/cwd`));
  if (program !== null && folder !== null) {
    const outdated = program.endsWith(' (deleted)');
    if (basename(program.replace(/ \(deleted\)$/, '')) !== 'postgres' || folder !== cluster) return 'other';
    return outdated ? 'outdated' : 'ours';
  }
  // Root in a container may not look at another user's exe and cwd; the command line is open to all.
  const words = (await readOrNull(readFile(`/proc/${pid}/cmdline`, 'utf8')))?.split('\0');
  if (!words) return 'unsure';
  const ours = basename(words[0] ?? '') === 'postgres' && words.includes(cluster);
  return ours ? 'ours' : 'other';
}

async function belonging(pid: number, cluster: string): Promise<Belonging> {
  if (process.platform === 'linux') return linuxBelonging(pid, cluster);
  if (process.platform === 'win32') return 'unsure';
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]);
    return stdout.includes('postgres') && stdout.includes(cluster) ? 'ours' : 'other';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'unsure'; // no ps
    return 'other'; // ps knows no such process
  }
}

/** Looks for the server of a cluster: pid, program and folder are compared, since numbers are given out again. */
export async function findServer(cluster: string): Promise<Finding> {
  const postmaster = await readPostmaster(cluster);
  if (postmaster === null) return { kind: 'none' };
  const identity = await processIdentity(postmaster.pid);
  if (identity === null) return { kind: 'stale', pid: postmaster.pid };
  const whose = await belonging(postmaster.pid, await realpath(cluster));
  if (whose === 'other') return { kind: 'stale', pid: postmaster.pid };
  const server = { pid: postmaster.pid, identity };
  return { kind: 'alive', server, outdated: whose === 'outdated', sure: whose !== 'unsure' };
}

/**
 * Does any process still hold the shared memory of a dead server (a backend busy with a long query)? Starting beside it would
 * write one cluster from two sides. False where the machine doesn't tell: PostgreSQL then finds out itself.
 */
export async function hasSurvivors(postmaster: Postmaster): Promise<boolean> {
  if (postmaster.sharedMemory === null) return false;
  const table = await readOrNull(readFile('/proc/sysvipc/shm', 'utf8'));
  if (table === null) return false;
  const [head = '', ...rows] = table.trim().split('\n');
  const columns = head.trim().split(/\s+/);
  const [id, attached] = [columns.indexOf('shmid'), columns.indexOf('nattch')];
  return rows.some((row) => {
    const fields = row.trim().split(/\s+/);
    return fields[id] === postmaster.sharedMemory && Number(fields[attached]) > 0;
  });
}

/** Numbers of the server processes that work in a cluster's folder, as far as we may look (Linux). */
export async function workersIn(cluster: string): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const folder = await realpath(cluster);
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const found: number[] = [];
  for (const pid of pids) {
    if ((await readOrNull(readlink(`/proc/${pid}/cwd`))) !== folder) continue;
    const program = await readOrNull(readlink(`/proc/${pid}/exe`));
    if (program !== null && /\/postgres( \(deleted\))?$/.test(program)) found.push(pid);
  }
  return found;
}

export interface Control {
  programs: Programs;
  user: ServerUser | null;
}

async function signal(server: Server, name: 'INT' | 'QUIT' | 'KILL', control: Control): Promise<void> {
  // Windows has no signals: pg_ctl speaks to the server through its pipe.
  if (process.platform === 'win32') {
    await run(control.programs.program('pg_ctl'), ['kill', name, String(server.pid)], null);
    return;
  }
  try {
    process.kill(server.pid, `SIG${name}`);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error; // gone already, which is what was wanted
  }
}

/** How long each way of stopping gets, in ms: fast shutdown, then without a checkpoint, then none asked. */
const STAGES = [
  ['INT', 20_000],
  ['QUIT', 10_000],
  ['KILL', 5_000],
] as const;

/**
 * Stops a server and resolves when it is gone: fast shutdown, after 20 s an immediate one (the next start recovers), after 10 s
 * more it is killed. `ungentle` hears of each step beyond the first. Fault `database_wont_stop`.
 */
export async function stopServer(server: Server, control: Control, ungentle: (signal: string) => void): Promise<void> {
  for (const [name, limit] of STAGES) {
    if (name !== 'INT') ungentle(name);
    await signal(server, name, control);
    if (await waitUntilGone(server.pid, server.identity, limit)) return;
  }
  throw new Fault('database_wont_stop', `The database process ${server.pid} does not end.`, {
    action: 'It waits for the disk, most likely: look at the machine, then start again.',
  });
}
