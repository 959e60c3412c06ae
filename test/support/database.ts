/** A database of its own for a test file, cloned from the template; a connection left open fails the file. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import { connect, type Connected } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';

export interface TestDatabase {
  /** Under the application's role. */
  app: Connected;
  /** Under the owner's role: for tampering and for what only migrations may. */
  owner: Connected;
  appUrl: string;
  ownerUrl: string;
  /** Closes both and drops the database. Throws where something still holds a connection. */
  drop(): Promise<void>;
}

const onDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

async function asSuper<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: inject('postgres').superUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A database without a table, as an office makes it. */
export const bareDatabase = (): Promise<TestDatabase> => cloneDatabase('template0');

/** Clones the template: the sample city, as after the first start. */
export async function cloneDatabase(template = 'huiying'): Promise<TestDatabase> {
  const { appUrl, ownerUrl } = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuper(async (client) => {
    // Two files may clone at once; the template bears no other connection for that moment.
    await client.query('select pg_advisory_lock(1)');
    await client.query(`create database ${name} template ${template} owner huiying_owner`);
  });
  const urls = { appUrl: onDatabase(appUrl, name), ownerUrl: onDatabase(ownerUrl, name) };
  return openDatabase(urls, () =>
    asSuper(async (client) => {
      await closedConnections(client, name);
      await client.query(`drop database ${name}`);
    }),
  );
}

/** Opens a database under both roles; `drop` closes them and then takes it away. */
export function openDatabase(urls: { appUrl: string; ownerUrl: string }, takeAway: () => Promise<void>): TestDatabase {
  const log = openLog('silent');
  const app = connect(urls.appUrl, log);
  const owner = connect(urls.ownerUrl, log, 2);
  return {
    app,
    owner,
    ...urls,
    async drop() {
      await app.close();
      await owner.close();
      await takeAway();
    },
  };
}

/** A migrated database with nothing in it, as before the first start. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const database = await cloneDatabase();
  await sql`do $$ declare t record; begin
    for t in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
      execute format('truncate %I restart identity cascade', t.tablename);
    end loop;
  end $$`.execute(database.owner.db);
  return database;
}

/** PostgreSQL ends a closed connection's backend a moment later: waits for that, a few hundred tries at most. */
async function closedConnections(client: pg.Client, name: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { rows } = await client.query<{ n: number }>(
      'select count(*)::int as n from pg_stat_activity where datname = $1',
      [name],
    );
    if (rows[0]?.n === 0) return;
    await client.query('select pg_sleep(0.01)');
  }
  const { rows } = await client.query<{ query: string }>('select query from pg_stat_activity where datname = $1', [
    name,
  ]);
  throw new Error(`connections left open: ${rows.map((row) => row.query).join(' | ')}`);
}
