/** Where the database is: embedded under DATA_DIR, or at DATABASE_URL. Migrates it and opens it under the application's role. */
import { lockDataDir } from './data-lock.ts';
import { connect, type Connected } from './database.ts';
import { readRunning, startEmbedded } from './embedded-postgres.ts';
import type { Config } from './config.ts';
import { codeOf, Fault, messageOf } from './fault.ts';
import type { Log } from './log.ts';
import { canRewriteEvents, grantAppRole, migrate, pendingMigrations } from './migrate.ts';

export interface Home extends Connected {
  /** Migrations run at this opening. */
  migrated: string[];
}

/** Opens the database for the program itself: takes the data folder, which a second start is refused. */
export async function openHome(config: Config, log: Log): Promise<Home> {
  if (config.databaseUrl) return openRemote(config.databaseUrl, log);
  const lock = await lockDataDir(config.dataDir);
  try {
    const embedded = await startEmbedded({ dataDir: config.dataDir, log });
    try {
      const migrated = await migrateAs(embedded.ownerUrl, log);
      const connected = connect(embedded.appUrl, log);
      const close = async (): Promise<void> => {
        await connected.close();
        await embedded.stop();
        await lock.release();
      };
      return { ...connected, close, migrated };
    } catch (error) {
      await embedded.stop();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Opens the database for one command: the running program's, else it is started and stopped after. */
export async function openForCommand(config: Config, log: Log): Promise<Home> {
  const running = config.databaseUrl ? null : await readRunning(config.dataDir);
  if (!running) return openHome(config, log);
  const migrated = await migrateAs(running.ownerUrl, log);
  return { ...connect(running.appUrl, log, 4), migrated };
}

/** Migrates under the owner's role and grants the application's role what it needs. */
async function migrateAs(url: string, log: Log): Promise<string[]> {
  const owner = connect(url, log, 2);
  try {
    const names = await migrate(owner.db);
    await grantAppRole(owner.db);
    return names;
  } finally {
    await owner.close();
  }
}

async function openRemote(url: string, log: Log): Promise<Home> {
  const connected = connect(url, log);
  try {
    const pending = await pendingMigrations(connected.db);
    const migrated = pending.length > 0 ? await migrateRemote(connected) : [];
    if (await canRewriteEvents(connected.db)) {
      log.warn(
        { code: 'single_role' },
        'DATABASE_URL names a role that could rewrite the event log: use the role huiying_app for the program and the owner only for `huiying migrate`',
      );
    }
    return { ...connected, migrated };
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

async function migrateRemote(connected: Connected): Promise<string[]> {
  try {
    const names = await migrate(connected.db);
    await grantAppRole(connected.db);
    return names;
  } catch (error) {
    const cause = error instanceof Fault ? error.cause : error;
    if ((cause as { code?: string } | null)?.code !== NOT_ALLOWED) throw error;
    throw new Fault(
      'migration_pending',
      "The database has tables of an older version, and this role may not change them. Run `npm run huiying -- migrate` once with the owner's DATABASE_URL.",
      { cause: error },
    );
  }
}
