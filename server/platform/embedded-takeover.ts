/** A server that an earlier process left behind: kept where it is ours and answers, stopped where not, its pid file cleared. */
import { realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  findServer,
  hasSurvivors,
  readPostmaster,
  stopServer,
  workersIn,
  type Control,
  type Finding,
  type Server,
} from './embedded-postmaster.ts';
import { folderServed } from './embedded-roles.ts';
import { waitUntilReady } from './embedded-server.ts';
import type { EmbeddedState } from './embedded-state.ts';
import { Fault, codeOf, messageOf } from './fault.ts';

/** The part of a pino log that is used here. */
export interface StartLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** What a start works with. */
export interface Scene extends Control {
  dataDir: string;
  state: EmbeddedState;
  /** Folder of the cluster and its unfinished forerunners. */
  home: string;
  cluster: string;
  log: StartLog;
}

export interface Answering {
  server: Server;
  port: number;
}

/** How long the children of a dead server get to notice it by themselves, and how long in all, in ms. */
const SURVIVORS_GRACE = 3_000;
const SURVIVORS_LIMIT = 20_000;

/** Stops a server; what goes beyond a fast shutdown is logged. */
export function stopLogged(scene: Scene, server: Server): Promise<void> {
  return stopServer(server, scene, (signal) =>
    scene.log.warn({ code: 'database_stop_forced', pid: server.pid, signal }, 'the database did not end in time'),
  );
}

/** Ends the children that outlived their server: nobody hears them any more, and recovery sees to what they wrote. */
async function endSurvivors(scene: Scene): Promise<void> {
  for (const pid of await workersIn(scene.cluster)) {
    scene.log.warn({ code: 'survivor_ended', pid }, 'a process outlived its database server and is ended');
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (codeOf(error) !== 'ESRCH') throw error; // gone meanwhile
    }
  }
}

/** Removes a stale postmaster.pid, once no process of that server is left. Fault `database_still_busy` after 20 s. */
async function clearStale(scene: Scene, pid: number): Promise<void> {
  const postmaster = await readPostmaster(scene.cluster);
  if (postmaster === null) return;
  const since = Date.now();
  for (let asked = false; await hasSurvivors(postmaster); await delay(50)) {
    const waited = Date.now() - since;
    if (waited > SURVIVORS_LIMIT) {
      const sentence = `A process of the former database server (${pid}) still works on ${scene.cluster}.`;
      const action = 'Wait until it has ended, or end it, then start again.';
      throw new Fault('database_still_busy', sentence, { action });
    }
    if (asked || waited < SURVIVORS_GRACE) continue;
    asked = true;
    await endSurvivors(scene);
  }
  await rm(join(scene.cluster, 'postmaster.pid'), { force: true });
  scene.log.warn({ code: 'stale_pid_removed', pid }, 'a stale postmaster.pid was removed');
}

/** Why a live server can't be kept; its port when it can. */
async function examine(
  scene: Scene,
  found: Finding & { kind: 'alive' },
): Promise<{ port: number } | { reason: string }> {
  if (found.outdated) return { reason: 'its programs were replaced' };
  if (found.sure && !(await waitUntilReady(found.server, scene.cluster))) return { reason: 'it was ending' };
  const port = (await readPostmaster(scene.cluster))?.port ?? null;
  if (port === null) return { reason: 'it names no port' };
  try {
    const folder = await folderServed(scene.state, port);
    return folder === (await realpath(scene.cluster)) ? { port } : { reason: `it serves ${folder}` };
  } catch (error) {
    return { reason: messageOf(error) };
  }
}

/**
 * The server of an earlier process, where it lives, answers with our password and runs programs that still exist; null when there
 * is none (any more). Faults: `database_slow` while it recovers, `database_still_busy`, `database_wont_stop`.
 */
export async function takeOver(scene: Scene): Promise<Answering | null> {
  const found = await findServer(scene.cluster);
  if (found.kind === 'none') return null;
  if (found.kind === 'stale') {
    await clearStale(scene, found.pid);
    return null;
  }
  const { server } = found;
  const answer = await examine(scene, found);
  if ('port' in answer) return { server, port: answer.port };
  if (!found.sure) return null; // may be another program: if it is a server after all, PostgreSQL itself refuses to start
  const { reason } = answer;
  scene.log.warn(
    { code: 'orphan_stopped', pid: server.pid, reason },
    'the database of an earlier process is stopped first',
  );
  await stopLogged(scene, server);
  await clearStale(scene, server.pid); // one that had to be killed left its pid file, and perhaps children
  return null;
}
