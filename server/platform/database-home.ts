/** Where the database is: embedded under DATA_DIR, or at DATABASE_URL. Migrates it and opens it under the application's role. */
import { lockDataDir } from './data-lock.ts';
import { connect, type Connected } from './database.ts';
import { readRunning, startEmbedded } from './embedded-postgres.ts';
import { readState } from './embedded-state.ts';
import type { Config } from './config.ts';
import { codeOf, Fault, messageOf } from './fault.ts';
import type { Log } from './log.ts';
import { canRewriteEvents, grantAppRole, migrate, pendingMigrations } from './migrate.ts';

export interface Home extends Connected {
  /** Migrations run at this opening. */
  migrated: string[];
  /** The address under the owner's role; with DATABASE_URL, whoever that names. */
  ownerUrl: string;
  /** Resolves where the embedded database ends by itself: the program can't go on. */
  lost: Promise<string>;
}

/** A database that is not ours to watch. */
const NEVER = new Promise<string>(() => undefined);

/**
 * Opens the database for the program itself: takes the data folder, which a second start is refused. `through` is the last migration
 * wanted, where it is not the latest.
 */
export async function openHome(config: Config, log: Log, through?: string): Promise<Home> {
  if (config.databaseUrl) return openRemote(config.databaseUrl, log, through);
  const lock = await lockDataDir(config.dataDir);
  try {
    const embedded = await startEmbedded({ dataDir: config.dataDir, log });
    try {
      const migrated = await migrateAs(embedded.ownerUrl, log, through);
      const connected = connect(embedded.appUrl, log);
      const close = async (): Promise<void> => {
        await connected.close();
        await embedded.stop();
        await lock.release();
      };
      return { ...connected, close, migrated, ownerUrl: embedded.ownerUrl, lost: embedded.lost };
    } catch (error) {
      await embedded.stop();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}

export interface CommandOptions {
  /** Makes an installation where there is none. */
  fresh?: boolean;
  /** The last migration wanted, where it is not the latest. */
  through?: string;
}

/**
 * Opens the database for one command: the running program's, else it is started and stopped after. Fault `installation_missing`
 * where there is none.
 */
export async function openForCommand(
  config: Config,
  log: Log,
  { fresh = false, through }: CommandOptions = {},
): Promise<Home> {
  if (!fresh && !config.databaseUrl && (await readState(config.dataDir)) === null) {
    throw new Fault('installation_missing', `There is no installation in ${config.dataDir}.`, {
      action: 'Start the program once, or set DATA_DIR to the folder it was started with.',
    });
  }
  const running = config.databaseUrl ? null : await readRunning(config.dataDir);
  if (!running) return openHome(config, log, through);
  const migrated = await migrateAs(running.ownerUrl, log, through);
  return { ...connect(running.appUrl, log, 4), migrated, ownerUrl: running.ownerUrl, lost: NEVER };
}

/** Migrates under the owner's role and grants the application's role what it needs. */
async function migrateAs(url: string, log: Log, through?: string): Promise<string[]> {
  const owner = connect(url, log, 2);
  try {
    const names = await migrate(owner.db, through);
    await grantAppRole(owner.db);
    return names;
  } finally {
    await owner.close();
  }
}

async function openRemote(url: string, log: Log, through?: string): Promise<Home> {
  const connected = connect(url, log);
  try {
    const pending = await pendingMigrations(connected.db);
    const migrated = pending.length > 0 ? await migrateRemote(connected, through) : [];
    // Whoever has just migrated is the owner, and right to be.
    if (migrated.length === 0 && (await canRewriteEvents(connected.db))) {
      log.warn(
        { code: 'single_role' },
        'DATABASE_URL names a role that could rewrite the event log: use the role huiying_app for the program and the owner only for `huiying migrate`',
      );
    }
    return { ...connected, migrated, ownerUrl: url, lost: NEVER };
  } catch (error) {
    await connected.close();
    if (error instanceof Fault) throw error;
    throw new Fault(
      'database_unreachable',
      `The database at DATABASE_URL can't be used: ${messageOf(error)} (${codeOf(error)}).`,
      { cause: error },
    );
  }
}

/** PostgreSQL: the role lacks the right. */
const NOT_ALLOWED = '42501';

async function migrateRemote(connected: Connected, through?: string): Promise<string[]> {
  try {
    const names = await migrate(connected.db, through);
    await grantAppRole(connected.db);
    return names;
  } catch (error) {
    const cause = error instanceof Fault ? error.cause : error;
    if ((cause as { code?: string } | null)?.code !== NOT_ALLOWED) throw error;
    throw new Fault(
      'migration_pending',
      'The database lacks tables of this version, and this role may not make them. Run `npm run huiying -- migrate` once with the DATABASE_URL of the role that owns the database (ALTER DATABASE … OWNER TO huiying_owner).',
      { cause: error },
    );
  }
}
