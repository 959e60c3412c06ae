/** Processes of this machine: who lives under a number, and running a program as another user. */
import { execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { codeOf } from './fault.ts';

/** The user PostgreSQL runs as where we are root; null means as ourselves. */
export interface ServerUser {
  uid: number;
  gid: number;
  name: string;
}

export interface Ran {
  code: number | null;
  output: string;
}

/** Identity of a process that lives, where its start can't be read: it is then taken for any process of that number. */
export const UNKNOWN_IDENTITY = 'unknown';

const OUTPUT_KEPT = 20_000;
const PASSED_ON = ['PATH', 'SystemRoot', 'SystemDrive', 'windir', 'TEMP', 'TMP'];

/**
 * What PostgreSQL's programs inherit: no PG*, LC_* or TZ of the caller, which would change the cluster, and no secrets, which the
 * server's user could read.
 */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const passed = PASSED_ON.map((name) => [name, process.env[name]] as const).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(passed), LC_ALL: 'C', TZ: 'UTC' };
}

/** Options of `spawn` that make the child run as that user. */
export const asUser = (user: ServerUser | null): { uid?: number; gid?: number } =>
  user === null ? {} : { uid: user.uid, gid: user.gid };

/**
 * Runs a program to its end, in its own process group, so that Ctrl-C reaches only us. Resolves with its exit code (null when
 * killed) and its output, both streams together; rejects with Node's error when it can't be started (EACCES, ENOENT, EPERM).
 */
export function run(program: string, args: string[], user: ServerUser | null, cwd = '/'): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...asUser(user),
      cwd: process.platform === 'win32' ? undefined : cwd,
      env: serverEnvironment(),
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-OUTPUT_KEPT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM'; // it lives, but is somebody else's
  }
}

async function linuxIdentity(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The command's name stands in brackets and may hold blanks and brackets itself: fields count from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null; // ended; nobody has collected it yet
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    return `${boot}:${fields[19]}`;
  } catch (error) {
    if (!['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(codeOf(error))) throw error;
    return isThere(pid) ? UNKNOWN_IDENTITY : null; // gone meanwhile, or /proc doesn't show it
  }
}

async function darwinIdentity(pid: number): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || UNKNOWN_IDENTITY;
  } catch (error) {
    if (codeOf(error) === 'internal') throw error;
    return UNKNOWN_IDENTITY; // ps failed, so nothing is known but that the number is taken
  }
}

/**
 * Who lives under a process number: a string that no other process ever had (start time and boot), `unknown` where that can't be
 * read, null when nobody does. Numbers are given out again; identities are not.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  if (!Number.isInteger(pid) || pid <= 0 || !isThere(pid)) return null;
  if (process.platform === 'linux') return linuxIdentity(pid);
  return process.platform === 'darwin' ? darwinIdentity(pid) : UNKNOWN_IDENTITY;
}

/** Does the process that once had this identity still live? An unknown identity counts as the same: refuse rather than clash. */
export async function stillLives(pid: number, identity: string): Promise<boolean> {
  const present = await processIdentity(pid);
  if (present === null) return false;
  return present === identity || present === UNKNOWN_IDENTITY || identity === UNKNOWN_IDENTITY;
}

/** Waits until a process is gone, for at most `limit` ms; false when it lives on. */
export async function waitUntilGone(pid: number, identity: string, limit: number): Promise<boolean> {
  for (const end = Date.now() + limit; await stillLives(pid, identity); await delay(20)) {
    if (Date.now() >= end) return false;
  }
  return true;
}
