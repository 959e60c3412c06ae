/** Starting the server on a cluster, and waiting until it answers. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { open, realpath, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { asUser, processIdentity, serverEnvironment, stillLives, UNKNOWN_IDENTITY } from './embedded-process.ts';
import { readPostmaster, type Control, type Server } from './embedded-postmaster.ts';
import { Fault, codeOf } from './fault.ts';

/** How long a server may take until it answers, crash recovery included. */
const READY_LIMIT = 60_000;
/** A postgres.log larger than this is put aside (one is kept) before a start. */
const LOG_LIMIT = 10_000_000;

/** A server started here: `ended` tells its exit, once it has. */
export interface Started extends Server {
  ended: Promise<string>;
}

export interface StartPlan extends Control {
  cluster: string;
  port: number;
  logFile: string;
}

/** Is the port free on 127.0.0.1? Port 0 gives a free one. Resolves with the port, or null when it is taken. */
function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (['EADDRINUSE', 'EACCES'].includes(codeOf(error))) resolve(null);
      else reject(error);
    });
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}

/** Below the ports that systems give to outgoing connections, so that a kept port stays free as a rule. */
const OWN_PORTS = { first: 20_000, count: 10_000, attempts: 20 };

/** The kept port where it is free, else another. Fault `no_free_port`. */
export async function choosePort(kept: number | null): Promise<number> {
  const wished = Array.from({ length: OWN_PORTS.attempts }, () => OWN_PORTS.first + randomInt(OWN_PORTS.count));
  for (const wish of [...(kept === null ? [] : [kept]), ...wished, 0]) {
    const port = await tryPort(wish);
    if (port !== null) return port;
  }
  throw new Fault('no_free_port', 'No free port was found on 127.0.0.1 for the embedded database.');
}

async function putAsideLog(path: string): Promise<number> {
  try {
    const { size } = await stat(path);
    if (size < LOG_LIMIT) return size;
    await rename(path, `${path}.1`);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  return 0;
}

/** The reason in what the server wrote to its log since `from`: its last fatal line, without time and number. */
async function reasonInLog(path: string, from: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(Math.max(size - from, 0), 64_000));
    await file.read(bytes, 0, bytes.length, size - bytes.length);
    const lines = bytes
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    const grave = lines.findLast((line) => /(FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? 'it gave no reason';
    return grave.replace(/^.*?(FATAL|PANIC):\s*/, '').trim();
  } finally {
    await file.close();
  }
}

const DAMAGE = /control file|checkpoint record|incompatible with server|not a valid data directory|invalid page|WAL/i;
const PORT_TAKEN = /could not create any TCP\/IP sockets/;

/** The fault that stands for the server's own last words. */
function startFault(plan: StartPlan, reason: string): Fault {
  const where = `see ${plan.logFile}`;
  if (PORT_TAKEN.test(reason)) return new Fault('port_taken', `Port ${plan.port} was taken meanwhile (${where}).`);
  if (DAMAGE.test(reason)) {
    return new Fault('data_folder_broken', `The database folder ${plan.cluster} is damaged: ${reason} (${where}).`, {
      action: 'Put back a copy of the whole folder. Nothing in it was deleted.',
    });
  }
  return new Fault('database_start_failed', `The embedded database does not start: ${reason} (${where}).`);
}

function spawnServer(plan: StartPlan, logHandle: number): Promise<Started> {
  // What must hold stands on the command line, above any postgresql.conf. No sockets in the file system.
  const must = {
    listen_addresses: '127.0.0.1',
    port: String(plan.port),
    unix_socket_directories: '',
    logging_collector: 'off',
    fsync: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const options = Object.entries(must).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return new Promise((resolve, reject) => {
    const child = spawn(plan.programs.program('postgres'), ['-D', plan.cluster, ...options], {
      ...asUser(plan.user),
      cwd: plan.cluster,
      env: serverEnvironment(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', logHandle, logHandle],
    });
    const ended = new Promise<string>((tell) => {
      child.once('exit', (code, name) => tell(name ?? `code ${code}`));
    });
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref(); // a forgotten server must not hold up our end: the next start adopts it
      const pid = child.pid ?? 0;
      processIdentity(pid).then((identity) => resolve({ pid, identity: identity ?? UNKNOWN_IDENTITY, ended }), reject);
    });
  });
}

/**
 * Waits until a server says that it accepts connections (it recovers from a crash before). False when it ended first. Fault
 * `database_slow` after 60 s: it is left at work, so that the next start finds it further on.
 */
export async function waitUntilReady(server: Server, cluster: string, limit = READY_LIMIT): Promise<boolean> {
  for (const end = Date.now() + limit; ; await delay(20)) {
    const postmaster = await readPostmaster(cluster);
    if (postmaster?.pid === server.pid && postmaster.status === 'ready') return true;
    if (!(await stillLives(server.pid, server.identity))) return false;
    if (Date.now() < end) continue;
    throw new Fault(
      'database_slow',
      `The embedded database (process ${server.pid}) is not ready after ${limit / 1000} s; it recovers from a crash.`,
      {
        action: 'Start again: it goes on meanwhile, and the next start waits for the rest.',
      },
    );
  }
}

/**
 * Starts the server in a process group of its own and waits until it accepts connections. Faults: `port_taken`,
 * `data_folder_broken`, `database_start_failed` (with the server's reason), `database_slow`.
 */
export async function startServer(given: StartPlan): Promise<Started> {
  const plan = { ...given, cluster: await realpath(given.cluster) };
  const from = await putAsideLog(plan.logFile);
  const logHandle = await open(plan.logFile, 'a', 0o600);
  let started: Started;
  try {
    started = await spawnServer(plan, logHandle.fd);
  } finally {
    await logHandle.close();
  }
  if (await waitUntilReady(started, plan.cluster)) return started;
  throw startFault(plan, await reasonInLog(plan.logFile, from));
}
