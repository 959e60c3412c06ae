/** Database and roles: the superuser is used here and nowhere else. */
import pg from 'pg';
import { APP_ROLE, DATABASE, OWNER_ROLE, SUPERUSER, type EmbeddedState } from './embedded-state.ts';
import { codeOf } from './fault.ts';

interface Login {
  user: string;
  password: string;
  database: string;
  port: number;
}

/** Opens one connection, does `work`, closes it. */
async function connected<T>(login: Login, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    ...login,
    host: '127.0.0.1',
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
    // A failing statement of these holds a password: it must not reach the log.
    ...(login.user === SUPERUSER ? { options: '-c log_min_error_statement=panic' } : {}),
  });
  let lost: Error | null = null;
  client.on('error', (error) => (lost = error)); // else it would end the process
  await client.connect();
  try {
    const result = await work(client);
    if (lost) throw lost as Error;
    return result;
  } finally {
    await client.end();
  }
}

const superuser = (state: EmbeddedState, port: number, database: string): Login => ({
  user: SUPERUSER,
  password: state.passwords.superuser,
  database,
  port,
});

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const known = await client.query('select from pg_roles where rolname = $1', [role]);
  const verb = known.rowCount ? 'alter' : 'create';
  const may = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls';
  await client.query(`${verb} role ${role} ${may} password ${client.escapeLiteral(password)}`);
}

/**
 * Brings roles and database about: the owner's, which owns the database, and the program's, which may connect and gets its rights
 * from the migrations. Repeatable, so that a first start cut off in between is mended by the next.
 */
export async function prepareDatabase(state: EmbeddedState, port: number): Promise<void> {
  await connected(superuser(state, port, 'postgres'), async (client) => {
    await ensureRole(client, OWNER_ROLE, state.passwords.owner);
    await ensureRole(client, APP_ROLE, state.passwords.app);
    const known = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (!known.rowCount) await client.query(`create database ${DATABASE} owner ${OWNER_ROLE} template template0`);
    await client.query(`revoke all on database ${DATABASE}, postgres, template1 from public`);
    await client.query(`grant connect on database ${DATABASE} to ${APP_ROLE}`);
  });
}

/** The folder the server on this port works on; throws PostgreSQL's or Node's error when it doesn't let us in with our password. */
export async function folderServed(state: EmbeddedState, port: number): Promise<string> {
  return connected(superuser(state, port, 'postgres'), async (client) => {
    const answer = await client.query<{ data_directory: string }>('show data_directory');
    return answer.rows[0]?.data_directory ?? '';
  });
}

/** Proves that the owner can work in the database; throws PostgreSQL's or Node's error when not. */
export async function checkOwner(state: EmbeddedState, port: number): Promise<void> {
  const login = { user: OWNER_ROLE, password: state.passwords.owner, database: DATABASE, port };
  await connected(login, (client) => client.query('select 1'));
}

/** Wrong password, no such role, no such database: the server is not the one these passwords belong to. */
export const isRefused = (error: unknown): boolean => ['28P01', '28000', '3D000'].includes(codeOf(error));
