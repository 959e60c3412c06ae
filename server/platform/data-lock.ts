/**
 * One program per data folder. The lock is a file that names its holder's process: number and identity, so that a number given
 * out again is not believed.
 *
 * A stale lock X is followed by at most one process: the one that gets the name "<lock>.after-X" (a lock like the first, taken
 * the same way). Only it may put its own over X, and only while X still lies there; so two that both found X stale can't both
 * win, whatever the order of their steps.
 */
import { createHash, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { UNKNOWN_IDENTITY, processIdentity, stillLives } from './embedded-process.ts';
import { Fault, codeOf, messageOf } from './fault.ts';

const LOCK_FILE = 'huiying.lock';
/** File systems without hard links say one of these. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK']);
const UNREADABLE_RETRIES = 20;

const holderSchema = z.object({ pid: z.number().int(), identity: z.string(), token: z.string().min(1) });
type Holder = z.infer<typeof holderSchema>;

export interface Lock {
  path: string;
  /** Gives the folder free. Repeatable. */
  release(): Promise<void>;
}

/** Creates the lock at once with its content; false when one lies there already. */
async function place(path: string, mine: Holder): Promise<boolean> {
  const content = JSON.stringify(mine);
  const draft = `${path}.${mine.token}`;
  try {
    await writeFile(draft, content, { flag: 'wx' });
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!NO_LINKS.has(codeOf(error))) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // cut off or not ours; the caller decides after looking again
  }
}

/** Who holds the lock; null when there is none. A file that stays unreadable belongs to nobody (pid 0). */
async function readHolder(path: string): Promise<Holder | null> {
  for (let attempt = 1; ; attempt += 1) {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
    const holder = parseHolder(text);
    if (holder !== null) return holder;
    // Without hard links there is a moment between a lock's creation and its content.
    if (attempt === UNREADABLE_RETRIES) {
      const token = `unreadable-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
      return { pid: 0, identity: '', token };
    }
    await delay(50);
  }
}

async function acquire(path: string, mine: Holder, dataDir: string): Promise<void> {
  while (!(await place(path, mine))) {
    const holder = await readHolder(path);
    if (holder === null) continue;
    if (holder.pid > 0 && (await stillLives(holder.pid, holder.identity))) {
      throw new Fault('already_running', `Process ${holder.pid} already runs on the data folder ${dataDir}.`, {
        action: `Stop process ${holder.pid} first, or set DATA_DIR to another folder.`,
        status: 409,
      });
    }
    const succession = `${path}.after-${holder.token}`;
    await acquire(succession, mine, dataDir);
    const present = await readHolder(path);
    if (present?.token === holder.token) return rename(succession, path);
    await rm(succession, { force: true }); // somebody followed X before us: look again
  }
}

/**
 * Makes the data folder where it doesn't exist: others may pass through it, not list it, since the database's user must reach its
 * own part. Fault `data_folder_denied`.
 */
export async function makeDataDir(dataDir: string): Promise<void> {
  try {
    const made = await mkdir(dataDir, { recursive: true });
    if (made !== undefined) await chmod(dataDir, 0o711); // whatever the umask is
  } catch (error) {
    throw denied(dataDir, error);
  }
}

const denied = (dataDir: string, cause: unknown): Fault =>
  new Fault('data_folder_denied', `The data folder ${dataDir} can't be used: ${messageOf(cause)}.`, {
    action: 'Give this user the right to write there, or set DATA_DIR to another folder.',
    cause,
  });

/**
 * Takes the data folder for this process, making it where it doesn't exist. A lock whose holder is dead is taken over. Faults:
 * `already_running`, naming process and folder; `data_folder_denied`.
 */
export async function lockDataDir(dataDir: string): Promise<Lock> {
  await makeDataDir(dataDir);
  const path = join(dataDir, LOCK_FILE);
  const identity = (await processIdentity(process.pid)) ?? UNKNOWN_IDENTITY;
  const mine: Holder = { pid: process.pid, identity, token: randomUUID() };
  try {
    await acquire(path, mine, dataDir);
  } catch (error) {
    throw error instanceof Fault ? error : denied(dataDir, error);
  }
  return {
    path,
    async release() {
      if ((await readHolder(path))?.token === mine.token) await rm(path, { force: true });
    },
  };
}
