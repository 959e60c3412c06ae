/** As root: PostgreSQL refuses to run as root, so another user runs it, and its files must lie where that user can go. */
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, readFile, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { run, type ServerUser } from './embedded-process.ts';
import { homeOf, type EmbeddedState } from './embedded-state.ts';
import { Fault, codeOf, messageOf } from './fault.ts';

/** Accounts made for this or for nothing, the likeliest first. */
const CANDIDATES = ['postgres', '_postgres', 'nobody'];
/** Folders for programs' own data that everybody may enter. Not /tmp and /var/tmp: they are emptied. */
export const OPEN_BASES = ['/var/lib/huiying', '/srv/huiying', '/usr/local/var/huiying'];

const isRoot = (): boolean => process.getuid?.() === 0;

async function accounts(): Promise<ServerUser[]> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  return lines
    .filter((fields) => fields.length >= 4)
    .map((fields) => ({ name: fields[0] ?? '', uid: Number(fields[2]) >>> 0, gid: Number(fields[3]) >>> 0 }));
}

/** Owner of the cluster; null when there is none. */
async function ownerOf(folder: string): Promise<number | null> {
  try {
    return (await stat(folder)).uid;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

/**
 * The user to run as: null (ourselves) unless we are root; then the one that owns the cluster already, else the account
 * `postgres` or `nobody`. initdb needs an account with a name. Fault `no_server_user`.
 */
export async function chooseUser(cluster: string): Promise<ServerUser | null> {
  if (!isRoot()) return null;
  const known = await accounts();
  const owner = await ownerOf(cluster);
  if (owner !== null && owner !== 0) {
    return (
      known.find((user) => user.uid === owner) ?? { uid: owner, gid: (await stat(cluster)).gid, name: `user ${owner}` }
    );
  }
  const found = CANDIDATES.map((name) => known.find((user) => user.name === name && user.uid !== 0)).find(Boolean);
  if (found) return found;
  throw new Fault(
    'no_server_user',
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody".',
    {
      action: 'Start this program as an ordinary user, or set DATABASE_URL.',
    },
  );
}

/** Can that user go into the folder? */
async function canEnter(folder: string, user: ServerUser | null): Promise<boolean> {
  if (user === null) return true;
  return (await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], user)).code === 0;
}

/** A folder outside DATA_DIR that `user` can enter, made where needed. Fault `no_open_place`. */
export async function openBase(user: ServerUser | null, bases = OPEN_BASES): Promise<string> {
  const reasons: string[] = [];
  for (const base of bases) {
    try {
      await mkdir(base, { recursive: true });
      await chmod(base, 0o755); // whatever the umask is
      if (await canEnter(base, user)) return base;
      reasons.push(`${base} is closed to it`);
    } catch (error) {
      reasons.push(messageOf(error));
    }
  }
  const who = user?.name ?? 'this user';
  throw new Fault(
    'no_open_place',
    `The user ${who} that runs PostgreSQL can enter no folder for its files: ${reasons.join('; ')}.`,
    {
      action: 'Let others pass through the folders above DATA_DIR and node_modules (chmod o+x), or set DATABASE_URL.',
    },
  );
}

async function isTaken(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/**
 * A home outside DATA_DIR, named by DATA_DIR's path. One that somebody left there (its DATA_DIR was deleted, and its passwords
 * with it) is never taken over nor deleted: the next number is.
 */
async function outerHome(dataDir: string, base: string): Promise<string> {
  const name = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 16);
  for (let number = 1; ; number += 1) {
    const home = join(base, number === 1 ? name : `${name}-${number}`);
    if (!(await isTaken(home))) return home;
  }
}

/**
 * Where a new cluster shall lie: null for DATA_DIR/postgres, else a folder that `user` can enter. Fault `no_open_place`.
 */
export async function chooseHome(dataDir: string, user: ServerUser | null, bases = OPEN_BASES): Promise<string | null> {
  if (await canEnter(dataDir, user)) return null;
  return outerHome(dataDir, await openBase(user, bases));
}

/** Makes the home and gives it to the user. Fault `data_folder_closed` where the user can't enter it, or can't be given it. */
export async function openHome(dataDir: string, state: EmbeddedState, user: ServerUser | null): Promise<string> {
  const home = homeOf(dataDir, state);
  try {
    await mkdir(home, { recursive: true });
    if (user !== null) await chown(home, user.uid, user.gid);
    await chmod(home, 0o700);
  } catch (error) {
    throw new Fault('data_folder_closed', `The database's folder ${home} can't be prepared: ${messageOf(error)}.`, {
      action: 'Start as the user that owns it, or set DATA_DIR to another folder.',
      cause: error,
    });
  }
  if (await canEnter(home, user)) return home;
  throw new Fault('data_folder_closed', `The user ${user?.name} that runs PostgreSQL can't enter ${home}.`, {
    action: `Let others pass through the folders above it (chmod o+x), or start as an ordinary user.`,
  });
}
