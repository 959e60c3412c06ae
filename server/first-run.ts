/** The first run: the sample city, one account for each role with a password made now, and the sample source. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { generatePassword } from './access/password.ts';
import { createAccount } from './access/store.ts';
import { addSource } from './intake/store.ts';
import { hasOrganisation, storeOrganisation } from './organisation/store.ts';
import { loadPack, type Pack } from './organisation/pack.ts';
import { transact, type Database } from './platform/database.ts';
import { codeOf } from './platform/fault.ts';

const SAMPLE = 'yunchuan';
const SAMPLE_PREFIX = 'YC';
const POLL_SECONDS = 60;

export interface FirstPassword {
  name: string;
  displayName: string;
  roles: string[];
  password: string;
}

/**
 * Sets up the sample city where there is nothing yet; returns the passwords made, or null where something was there, be it by
 * another process that starts beside this one. All in one transaction, and `keep` has the passwords before it commits: a first
 * start that was killed begins anew at the next.
 */
export async function setUpSample(
  db: Database,
  now: Date,
  keep: (made: readonly FirstPassword[]) => Promise<void> = async () => undefined,
): Promise<FirstPassword[] | null> {
  if (await hasOrganisation(db)) return null;
  const pack = loadPack(fileURLToPath(new URL(`./samples/${SAMPLE}/`, import.meta.url)));
  const made = transact(db, async (tx) => {
    await storeOrganisation(tx, pack.organisation, SAMPLE_PREFIX);
    const made = await createAccounts(tx, pack, now);
    for (const { id, name, channel, kind, location } of pack.sources) {
      const place =
        kind === 'file'
          ? ({ kind: 'file', url: `sample:${SAMPLE}/${location}` } as const)
          : ({ kind: 'http', url: location } as const);
      await addSource(tx, { id, name, channel, ...place, intervalSeconds: POLL_SECONDS }, now);
    }
    await keep(made);
    return made;
  });
  return made.catch((error: unknown) => {
    if (codeOf(error) === 'jurisdiction_exists') return null;
    throw error;
  });
}

async function createAccounts(db: Database, pack: Pack, now: Date): Promise<FirstPassword[]> {
  const made: FirstPassword[] = [];
  for (const { name, displayName, roles, unit, steps } of pack.users) {
    const password = generatePassword();
    await createAccount(db, { name, displayName, roles, unitId: unit, approvalSteps: steps, password }, now);
    made.push({ name, displayName, roles, password });
  }
  return made;
}

const fileSchema = z.record(z.string(), z.string());

export interface FirstPasswords {
  keep(passwords: readonly FirstPassword[]): Promise<void>;
  /** Takes a password out of the file at that account's first sign-in; the last one takes the file with it. */
  forget(name: string): Promise<void>;
  /** The same for those who signed in at another process; `names` is asked only where passwords are left. */
  forgetUsed(names: () => Promise<readonly string[]>): Promise<void>;
}

/** DATA_DIR/first-run.json (600). */
export function firstPasswords(dataDir: string): FirstPasswords {
  const path = join(dataDir, 'first-run.json');
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = last.then(work);
    last = next.catch(() => undefined); // the caller of this turn hears of it; the next turn goes on
    return next;
  };
  const read = async (): Promise<Record<string, string>> => {
    try {
      return fileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return {};
      throw error;
    }
  };
  const write = (passwords: Record<string, string>): Promise<void> =>
    writeFile(path, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600 });
  const leave = async (kept: Record<string, string>, names: readonly string[]): Promise<void> => {
    const rest = Object.entries(kept).filter(([name]) => !names.includes(name));
    if (rest.length === Object.keys(kept).length) return;
    if (rest.length > 0) await write(Object.fromEntries(rest));
    else await rm(path);
  };
  return {
    keep: (passwords) =>
      inTurn(async () => {
        await mkdir(dataDir, { recursive: true });
        await write(Object.fromEntries(passwords.map(({ name, password }) => [name, password])));
      }),
    forget: (name) => inTurn(async () => leave(await read(), [name])),
    forgetUsed: (names) =>
      inTurn(async () => {
        const kept = await read();
        if (Object.keys(kept).length > 0) await leave(kept, await names());
      }),
  };
}
