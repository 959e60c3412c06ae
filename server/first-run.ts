/** The first run: an organisation, its accounts with passwords made now, and its sources. Where nobody says otherwise, the sample city. */
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

export interface FirstSetting {
  pack: Pack;
  /** Begins each case number. */
  casePrefix: string;
  /** The address under which a file of the pack is read again and again. */
  fileUrl: (location: string) => string;
}

/** Has the passwords before they are committed: a first run that was killed begins anew at the next. */
export type Keep = (made: readonly FirstPassword[]) => Promise<void>;

/**
 * Sets up an organisation with its accounts and sources, all in one transaction; returns the passwords made. Fault
 * `jurisdiction_exists` where there is one already.
 */
export async function setUp(db: Database, setting: FirstSetting, now: Date, keep: Keep): Promise<FirstPassword[]> {
  const { pack, casePrefix, fileUrl } = setting;
  return transact(db, async (tx) => {
    await storeOrganisation(tx, pack.organisation, casePrefix);
    const made = await createAccounts(tx, pack, now);
    for (const { id, name, channel, kind, location } of pack.sources) {
      const place =
        kind === 'file'
          ? ({ kind: 'file', url: fileUrl(location) } as const)
          : ({ kind: 'http', url: location } as const);
      await addSource(tx, { id, name, channel, ...place, intervalSeconds: POLL_SECONDS }, now);
    }
    await keep(made);
    return made;
  });
}

/**
 * Sets up the sample city where there is nothing yet; null where something was there, be it by another process that starts beside
 * this one.
 */
export async function setUpSample(
  db: Database,
  now: Date,
  keep: Keep = async () => undefined,
): Promise<FirstPassword[] | null> {
  if (await hasOrganisation(db)) return null;
  const pack = loadPack(fileURLToPath(new URL(`./samples/${SAMPLE}/`, import.meta.url)));
  const fileUrl = (location: string): string => `sample:${SAMPLE}/${location}`;
  return setUp(db, { pack, casePrefix: SAMPLE_PREFIX, fileUrl }, now, keep).catch((error: unknown) => {
    if (codeOf(error) === 'jurisdiction_exists') return null;
    throw error;
  });
}

/** Names and passwords as they are printed once. */
export function passwordLines(made: readonly FirstPassword[]): string[] {
  return [
    'Sign-in names and passwords, shown once (also in first-run.json in the data folder; each leaves it at its',
    'first sign-in):',
    '',
    ...made.map(({ name, password, displayName }) => `  ${name.padEnd(12)}${password}   ${displayName}`),
  ];
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
