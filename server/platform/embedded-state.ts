/** What an embedded database must remember between starts: DATA_DIR/postgres.json, readable by its owner alone. */
import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault, codeOf, messageOf } from './fault.ts';

export const DATABASE = 'huiying';
export const OWNER_ROLE = 'huiying_owner';
export const APP_ROLE = 'huiying_app';
export const SUPERUSER = 'postgres';

const stateSchema = z.object({
  /** The kept port; null before the first start. */
  port: z.number().int().min(1).max(65_535).nullable(),
  passwords: z.object({ superuser: z.string().min(1), owner: z.string().min(1), app: z.string().min(1) }),
  /** Folder that holds the cluster where it can't lie in DATA_DIR; null means DATA_DIR/postgres. */
  home: z.string().nullable(),
  /** Where the programs run from, if not from node_modules. Written for people. */
  programs: z.string().nullable(),
  /** User the server runs as where we are root. */
  user: z.object({ uid: z.number().int(), gid: z.number().int(), name: z.string() }).nullable(),
  /** Real path of the data folder this belongs to: a copy of the folder must not take over the original's database. */
  dataDir: z.string().nullable().default(null),
  /** When the cluster was made: from then on a missing one is a loss, never a first start. */
  createdAt: z.string().nullable(),
  /** When roles and database stood. */
  preparedAt: z.string().nullable(),
});

export type EmbeddedState = z.infer<typeof stateSchema>;

export interface Urls {
  ownerUrl: string;
  appUrl: string;
}

const stateFile = (dataDir: string): string => join(dataDir, 'postgres.json');

/** The folder that holds the cluster `data`, and unfinished ones beside it while they are made. */
export const homeOf = (dataDir: string, state: EmbeddedState): string => state.home ?? join(dataDir, 'postgres');

/** A state for a first start: new passwords, nothing made yet. */
export function newState(): EmbeddedState {
  const password = (): string => randomBytes(24).toString('base64url');
  return {
    port: null,
    passwords: { superuser: password(), owner: password(), app: password() },
    home: null,
    programs: null,
    user: null,
    dataDir: null,
    createdAt: null,
    preparedAt: null,
  };
}

/** Reads the state; null when there is none. Faults: `data_folder_denied`, `data_folder_broken`. */
export async function readState(dataDir: string): Promise<EmbeddedState | null> {
  const path = stateFile(dataDir);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new Fault('data_folder_denied', `${path} can't be read: ${messageOf(error)}.`, {
      action: 'Run this command as the user that started the program.',
      cause: error,
    });
  }
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Fault('data_folder_broken', `${path} is not readable as the settings of the embedded database.`, {
      action: 'Put back a copy of it: it holds the passwords of the database, which is untouched.',
      cause: error,
    });
  }
}

/** Writes the state, whole or not at all. Fault `data_folder_denied`. */
export async function writeState(dataDir: string, state: EmbeddedState): Promise<void> {
  const path = stateFile(dataDir);
  const draft = `${path}.new`;
  try {
    const file = await open(draft, 'w', 0o600);
    try {
      await file.chmod(0o600); // a draft left over may have had another mode
      await file.writeFile(`${JSON.stringify(state, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    throw new Fault('data_folder_denied', `${path} can't be written: ${messageOf(error)}.`, {
      action: 'Give this user the right to write there, or set DATA_DIR to another folder.',
      cause: error,
    });
  }
}

const url = (role: string, password: string, port: number): string =>
  `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`;

/** The addresses of both roles, on the port where the server answers. */
export const urlsOf = (state: EmbeddedState, port: number): Urls => ({
  ownerUrl: url(OWNER_ROLE, state.passwords.owner, port),
  appUrl: url(APP_ROLE, state.passwords.app, port),
});
