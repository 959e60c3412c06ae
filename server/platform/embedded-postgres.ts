/**
 * The embedded database: a real PostgreSQL from npm's binaries under DATA_DIR, driven by us and by no exit hook: who starts it
 * stops it, after draining.
 *
 * Order of a start: settings -> user and place -> programs -> cluster (made, or found whole) -> a server left behind (adopted or
 * stopped) -> port -> server -> roles and database. Each step can be repeated after a crash in any other.
 */
import { access, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDataDir } from './data-lock.ts';
import { clusterOf, createCluster, holdsCluster, removeDrafts } from './embedded-folder.ts';
import { chooseHome, chooseUser, openBase, openHome } from './embedded-place.ts';
import { findServer, readPostmaster } from './embedded-postmaster.ts';
import type { ServerUser } from './embedded-process.ts';
import { installedPrograms, runnablePrograms, type Programs } from './embedded-programs.ts';
import { checkOwner, isRefused, prepareDatabase } from './embedded-roles.ts';
import { choosePort, startServer, type Started } from './embedded-server.ts';
import { homeOf, newState, readState, urlsOf, writeState, type EmbeddedState, type Urls } from './embedded-state.ts';
import { stopLogged, takeOver, type Answering, type Scene, type StartLog } from './embedded-takeover.ts';
import { Fault, codeOf, messageOf } from './fault.ts';

export interface Embedded extends Urls {
  /** True when the server of an earlier process was found at work and kept. */
  adopted: boolean;
  /** Resolves with how it ended where the server ends by itself; never for an adopted one, which is no child of ours. */
  lost: Promise<string>;
  /** Fast shutdown; resolves when the server is gone. Repeatable. */
  stop(): Promise<void>;
}

const PORT_ATTEMPTS = 3;

async function providePrograms(dataDir: string, user: ServerUser | null, tell: Tell): Promise<Programs> {
  const installed = await installedPrograms();
  const programs = await runnablePrograms(installed, user, () =>
    // Not as root only missing links ask for a copy, and DATA_DIR is ours.
    user === null ? Promise.resolve(dataDir) : openBase(user),
  );
  if (programs !== installed) {
    const fields = { code: 'programs_elsewhere', programs: programs.root, user: user?.name };
    tell(fields, `PostgreSQL's programs can't be run in node_modules: a copy in ${programs.root} is used`);
  }
  return programs;
}

type Tell = (fields: object, sentence: string) => void;

/** Refuses a folder that has lost the file which names its database, and one that is a copy of another still there. */
async function refuseStranger(dataDir: string, known: EmbeddedState | null): Promise<void> {
  const file = join(dataDir, 'postgres.json');
  if (known === null && (await exists(join(dataDir, 'keys.json')))) {
    throw new Fault(
      'data_folder_broken',
      `${dataDir} holds an installation, but ${file}, which names its database, is missing.`,
      {
        action: 'Put back a copy of that file; to begin anew, set DATA_DIR to another folder.',
      },
    );
  }
  const original = known?.dataDir ?? null;
  if (!known?.home || original === null || original === (await realpath(dataDir))) return;
  if (!(await exists(join(original, 'postgres.json')))) return; // the folder was moved, and takes its database with it
  throw new Fault(
    'data_folder_copied',
    `${dataDir} is a copy of ${original}; the database, in ${known.home}, belongs to that one.`,
    {
      action: 'Use the original folder, or set DATA_DIR to a new one.',
    },
  );
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Settles user, place and programs, and writes them into postgres.json before anything is made there. */
async function setScene(dataDir: string, log: StartLog): Promise<Scene> {
  await makeDataDir(dataDir);
  const known = await readState(dataDir);
  await refuseStranger(dataDir, known);
  // Where things lie is news once.
  const tell: Tell = (fields, sentence) => (known === null ? log.warn(fields, sentence) : log.info(fields, sentence));
  const state = known ?? newState();
  const user = await chooseUser(clusterOf(homeOf(dataDir, state)));
  const programs = await providePrograms(dataDir, user, tell);
  const inside = clusterOf(homeOf(dataDir, state));
  if (known === null && (await holdsCluster(inside, programs.major))) {
    const file = join(dataDir, 'postgres.json');
    throw new Fault('data_folder_foreign', `${inside} holds a database, but ${file} with its passwords is missing.`, {
      action: 'Put back a copy of that file, or set DATA_DIR to another folder.',
    });
  }
  if (known === null) state.home = await chooseHome(dataDir, user);
  const home = homeOf(dataDir, state);
  if (state.home !== null) {
    const fields = { code: 'data_elsewhere', home, user: user?.name };
    tell(fields, `the user that runs PostgreSQL can't enter ${dataDir}: the database lies in ${home}`);
  }
  await writeState(dataDir, Object.assign(state, { user, programs: programs.root, dataDir: await realpath(dataDir) }));
  return { dataDir, state, home, cluster: clusterOf(home), log, programs, user };
}

/** Sees to it that a whole cluster is there. */
async function provideCluster({ dataDir, state, home, cluster, log, programs, user }: Scene): Promise<void> {
  const whole = await holdsCluster(cluster, programs.major);
  if (!whole && state.createdAt !== null) {
    throw new Fault('data_folder_missing', `The database made on ${state.createdAt} is gone: ${cluster} is empty.`, {
      action: `Put back a copy of that folder; to begin anew, remove ${join(dataDir, 'postgres.json')}.`,
    });
  }
  await openHome(dataDir, state, user);
  const drafts = await removeDrafts(home);
  if (drafts.length > 0)
    log.warn({ code: 'unfinished_removed', drafts }, 'what an interrupted first start left is removed');
  if (!whole) await createCluster(programs, home, user, state.passwords.superuser);
  if (state.createdAt !== null) return;
  state.createdAt = new Date().toISOString();
  await writeState(dataDir, state);
}

/** Starts the server on the kept port, or on another where that is taken. */
async function launch(scene: Scene): Promise<Answering & { server: Started }> {
  const { state, log } = scene;
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(attempt === 1 ? state.port : null);
    if (state.port !== null && state.port !== port) {
      log.warn(
        { code: 'port_changed', from: state.port, to: port },
        'another program uses the kept port of the database',
      );
    }
    state.port = port;
    await writeState(scene.dataDir, state);
    try {
      return { server: await startServer({ ...scene, port, logFile: join(scene.dataDir, 'postgres.log') }), port };
    } catch (error) {
      if (codeOf(error) !== 'port_taken' || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

/** Roles and database, once; and the proof that the owner gets in. */
async function prepare({ state, dataDir, cluster }: Scene, port: number): Promise<void> {
  try {
    if (state.preparedAt === null) await prepareDatabase(state, port);
    await checkOwner(state, port);
  } catch (error) {
    if (!isRefused(error)) {
      const sentence = `The embedded database runs, but can't be used: ${messageOf(error)}.`;
      throw new Fault('database_start_failed', sentence, { cause: error });
    }
    const sentence = `The database in ${cluster} does not answer to the passwords in ${join(dataDir, 'postgres.json')}.`;
    const action = 'Put back the postgres.json that belongs to it, or set DATA_DIR to another folder.';
    throw new Fault('data_folder_foreign', sentence, { action, cause: error });
  }
  state.port = port;
  state.preparedAt ??= new Date().toISOString();
  await writeState(dataDir, state);
}

/**
 * Starts the embedded database of a data folder, making it at the first start, and resolves when both roles can connect. Take
 * `lockDataDir` first. Throws a Fault whose sentence says what is wrong: `data_folder_broken | _foreign | _version | _missing |
 * _closed | _denied`, `database_programs_missing | _broken`, `no_server_user`, `no_open_place`, `no_free_port`,
 * `database_init_failed`, `database_start_failed`, `database_slow`, `database_still_busy`, `database_wont_stop`.
 */
export async function startEmbedded({ dataDir, log }: { dataDir: string; log: StartLog }): Promise<Embedded> {
  const scene = await setScene(dataDir, log);
  await provideCluster(scene);
  const orphan = await takeOver(scene);
  const { server, port } = orphan ?? (await launch(scene));
  try {
    await prepare(scene, port);
  } catch (error) {
    await stopLogged(scene, server);
    throw error;
  }
  const adopted = orphan !== null;
  log.info({ code: 'database_ready', pid: server.pid, port, adopted }, 'the embedded database is ready');
  let stopping: Promise<void> | null = null;
  const lost = new Promise<string>((resolve) => {
    const sayEnd = (how: string): void => {
      if (stopping !== null) return;
      log.warn({ code: 'database_ended', pid: server.pid, how }, 'the database ended by itself: see postgres.log');
      resolve(how);
    };
    if ('ended' in server) void (server as Started).ended.then(sayEnd);
  });
  return { ...urlsOf(scene.state, port), adopted, lost, stop: () => (stopping ??= stopLogged(scene, server)) };
}

/**
 * The addresses of the embedded database while it is at work, for commands beside a running program; null when it is not (or was
 * never made). Fault `data_folder_denied | _broken` when postgres.json can't be read.
 */
export async function readRunning(dataDir: string): Promise<Urls | null> {
  const state = await readState(dataDir);
  if (state === null) return null;
  const cluster = clusterOf(homeOf(dataDir, state));
  const found = await findServer(cluster);
  if (found.kind !== 'alive') return null;
  const postmaster = await readPostmaster(cluster);
  if (postmaster?.port == null || postmaster.status !== 'ready') return null;
  try {
    await checkOwner(state, postmaster.port);
  } catch (error) {
    // Not ready for us, or not ours: for the caller that is the same as not running.
    if (error instanceof TypeError) throw error;
    return null;
  }
  return urlsOf(state, postmaster.port);
}
