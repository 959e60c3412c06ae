/** Brings the tables to this version, and gives the application's role exactly what it needs. */
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Migrator, sql, type Migration } from 'kysely';
import { transact, type Database, type Tx } from './database.ts';
import { APP_ROLE } from './embedded-state.ts';
import { Fault, messageOf } from './fault.ts';

const FOLDER = new URL('../../migrations/', import.meta.url);

async function loadMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(fileURLToPath(FOLDER))).filter((name) => /^\d{4}_\w+\.(ts|js)$/.test(name)).sort();
  const entries = files.map(async (name) => {
    const migration = (await import(new URL(name, FOLDER).href)) as Migration;
    return [name.replace(/\.(ts|js)$/, ''), migration] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * Runs what is pending, in order, each in its transaction; returns the names run. `through` is the last one wanted; a database that
 * is there or further already stays as it is. Fault `migration_failed` names the one that failed.
 */
export async function migrate(db: Database, through?: string): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: loadMigrations } });
  if (through !== undefined && !(await pendingMigrations(db)).includes(through)) return [];
  const { error, results } = through ? await migrator.migrateTo(through) : await migrator.migrateToLatest();
  if (error) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName;
    throw new Fault('migration_failed', `Migration ${failed ?? ''} failed: ${messageOf(error)}`, { cause: error });
  }
  return (results ?? []).map((result) => result.migrationName);
}

/** Names of all migrations of this version, in order. */
export const knownMigrations = async (): Promise<string[]> => Object.keys(await loadMigrations());

/** Names of the migrations not yet run. */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: loadMigrations } });
  return (await migrator.getMigrations()).filter((info) => info.executedAt === undefined).map((info) => info.name);
}

/** Held while rights are granted: two processes that start at once would change the same rows of the catalogue. */
const GRANT_LOCK = 7_306_011;

/** What the application adds to and never changes: the record, and the models that have judged. */
const INSERT_ONLY = ['event', 'installed_model'];

/**
 * Grants to the application's role, where it exists: everything but TRUNCATE on the tables, and on those of `INSERT_ONLY` SELECT and
 * INSERT only. Repeatable.
 */
export function grantAppRole(db: Database): Promise<boolean> {
  return transact(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${GRANT_LOCK})`.execute(tx);
    return grantIn(tx);
  });
}

async function grantIn(db: Tx): Promise<boolean> {
  const found = await sql<{ ok: boolean }>`
    select exists (select from pg_roles where rolname = ${APP_ROLE} and rolname <> current_user) as ok`.execute(db);
  if (!found.rows[0]?.ok) return false;
  const role = sql.id(APP_ROLE);
  await sql`grant usage on schema public to ${role}`.execute(db);
  await sql`grant select, insert, update, delete on all tables in schema public to ${role}`.execute(db);
  await sql`grant usage, select on all sequences in schema public to ${role}`.execute(db);
  await sql`revoke all on kysely_migration, kysely_migration_lock from ${role}`.execute(db);
  // The tables of an older version, made for an archive of that version, may lack one.
  const there = await sql<{ name: string }>`
    select name from unnest(${INSERT_ONLY}::text[]) name where to_regclass(name) is not null`.execute(db);
  for (const { name } of there.rows) {
    await sql`revoke all on ${sql.table(name)} from ${role}`.execute(db);
    await sql`grant select, insert on ${sql.table(name)} to ${role}`.execute(db);
  }
  await sql`grant select on kysely_migration, kysely_migration_lock to ${role}`.execute(db);
  return true;
}

/** True where the present role could change or delete events: a single-role DATABASE_URL, which the start says. */
export async function canRewriteEvents(db: Database): Promise<boolean> {
  const answer = await sql<{ ok: boolean }>`
    select has_table_privilege(current_user, 'event', 'UPDATE')
        or has_table_privilege(current_user, 'event', 'DELETE')
        or has_table_privilege(current_user, 'event', 'TRUNCATE') as ok`.execute(db);
  return answer.rows[0]?.ok ?? true;
}
