/** The folder that holds the cluster: told apart from what is none, and made whole or not at all. Nothing here deletes data. */
import { randomBytes } from 'node:crypto';
import { chmod, chown, lstat, mkdir, open, readFile, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, type ServerUser } from './embedded-process.ts';
import type { Programs } from './embedded-programs.ts';
import { SUPERUSER } from './embedded-state.ts';
import { Fault, codeOf } from './fault.ts';

const DRAFT = 'unfinished-';
/** What stands in every cluster since PostgreSQL 10. */
const ESSENTIAL = ['PG_VERSION', 'global/pg_control', 'base', 'pg_wal', 'pg_xact', 'postgresql.conf', 'pg_hba.conf'];
const CONTROL_BYTES = 8192;

/**
 * Written into the new cluster's postgresql.conf, where an office may change them. Errors are logged without their details,
 * which can hold what a citizen wrote.
 */
const SETTINGS: Record<string, string> = {
  shared_buffers: '128MB',
  max_connections: '60',
  password_encryption: 'scram-sha-256',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_line_prefix: '%m [%p] ',
};

/** The cluster's folder in a home. */
export const clusterOf = (home: string): string => join(home, 'data');

const broken = (folder: string, what: string, cause?: unknown): Fault =>
  new Fault('data_folder_broken', `The database folder ${folder} is damaged: ${what}.`, {
    action: 'Put back a copy of the whole folder. Nothing in it was changed.',
    cause,
  });

async function entriesOf(folder: string): Promise<string[] | null> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    if (codeOf(error) === 'EACCES') {
      throw new Fault('data_folder_denied', `The database folder ${folder} belongs to another user.`, {
        action: 'Start as that user (or as root), or set DATA_DIR to another folder.',
        cause: error,
      });
    }
    if (codeOf(error) === 'ENOTDIR')
      throw new Fault('data_folder_foreign', `${folder} is a file, not the database's folder.`);
    throw error;
  }
}

async function checkEssentials(folder: string): Promise<void> {
  for (const name of ESSENTIAL) {
    try {
      const found = await lstat(join(folder, name));
      if (name === 'global/pg_control' && found.size !== CONTROL_BYTES) throw broken(folder, `${name} is cut off`);
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') throw broken(folder, `${name} is missing`, error);
      throw error;
    }
  }
}

/**
 * Does a whole cluster of this major version lie here (true), or nothing at all (false)? Faults: `data_folder_foreign` (other
 * things lie here), `data_folder_broken` (a part is missing or unreadable), `data_folder_version` (another major version).
 */
export async function holdsCluster(folder: string, major: number): Promise<boolean> {
  const entries = await entriesOf(folder);
  if (entries === null || entries.length === 0) return false;
  if (!entries.some((name) => ESSENTIAL.some((essential) => essential.split('/')[0] === name))) {
    throw new Fault(
      'data_folder_foreign',
      `The folder ${folder} holds other things than the database (${entries.slice(0, 3).join(', ')}).`,
      {
        action: 'Move them elsewhere, or set DATA_DIR to another folder.',
      },
    );
  }
  await checkEssentials(folder);
  const version = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim();
  if (!/^\d{1,3}(\.\d)?$/.test(version)) throw broken(folder, 'PG_VERSION holds no version');
  if (version !== String(major)) {
    throw new Fault(
      'data_folder_version',
      `The database folder ${folder} was made by PostgreSQL ${version}; this program runs ${major}.`,
      {
        action: `Start it with the program that made it, or set DATA_DIR to a new folder.`,
      },
    );
  }
  // A copy put back by hand often comes with open permissions, which PostgreSQL refuses.
  await chmod(folder, 0o700);
  return true;
}

/** Removes what an interrupted first start left: it was never a database. */
export async function removeDrafts(home: string): Promise<string[]> {
  const drafts = ((await entriesOf(home)) ?? []).filter((name) => name.startsWith(DRAFT));
  for (const name of drafts) await rm(join(home, name), { recursive: true, force: true, maxRetries: 5 });
  return drafts;
}

async function initialise(programs: Programs, draft: string, user: ServerUser | null): Promise<void> {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const fixed = ['--encoding=UTF8', '--data-checksums', '--auth=scram-sha-256', `--username=${SUPERUSER}`];
  const attempt = (locale: string[]): ReturnType<typeof run> => {
    const args = [...fixed, ...locale, `--pwfile=${join(draft, 'password')}`, ...settings, '-D', join(draft, 'data')];
    return run(programs.program('initdb'), args, user, draft);
  };
  let ran = await attempt(['--locale=C.UTF-8']);
  if (ran.code !== 0 && /locale/.test(ran.output)) {
    // macOS before 14, Windows and old Linux don't know C.UTF-8; PostgreSQL's own has the same order and letters.
    ran = await attempt(['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']);
  }
  if (ran.code === 0) return;
  const reason =
    ran.output.split('\n').find((line) => /error|FATAL|could not/i.test(line)) ?? `initdb ended with ${ran.code}`;
  throw new Fault('database_init_failed', `The embedded database could not be made: ${reason.trim()}`, {
    action: 'Mend that and start again; what was begun has been removed.',
  });
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // folders can't be synced there
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes a cluster: in a draft beside it, which gets its name only when initdb has finished and everything is on the disk, so that
 * whatever bears the name is whole. Fault `database_init_failed` with initdb's reason.
 */
export async function createCluster(
  programs: Programs,
  home: string,
  user: ServerUser | null,
  password: string,
): Promise<void> {
  const draft = join(home, DRAFT + randomBytes(4).toString('hex'));
  const secret = join(draft, 'password');
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(secret, `${password}\n`, { mode: 0o600 });
    if (user !== null) {
      await chown(secret, user.uid, user.gid);
      await chown(draft, user.uid, user.gid);
    }
    await initialise(programs, draft, user);
    if ((await entriesOf(clusterOf(home))) !== null) await rmdir(clusterOf(home)); // refuses unless it is empty
    await rename(join(draft, 'data'), clusterOf(home));
    await syncFolder(home);
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 5 });
  }
}
