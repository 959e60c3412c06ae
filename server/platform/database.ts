/** PostgreSQL through Kysely: the pool, transactions with retry, listening. */
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from './fault.ts';
import type { Log } from './log.ts';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;
export type Tx = Transaction<Schema>;

/** Deadlock and serialization failure: the whole transaction may be tried again. */
const RETRIABLE = new Set(['40001', '40P01']);
const ATTEMPTS = 5;

/**
 * The server asks a silent client whether it still lives: the locks of a machine that went down are free in half a minute,
 * where the system's own limit is two hours.
 */
export const KEEPALIVE = '-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';

export interface Connected {
  db: Database;
  url: string;
  close(): Promise<void>;
}

/**
 * A pool of connections whose loss while they are idle is logged; `kind` is what they serve, in words. An ended pool says so before
 * the server has heard the goodbyes of its connections: what is stopped right after answers them with an error, and that is no loss.
 */
export function openPool(config: pg.PoolConfig, log: Log, kind: string): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', (error) => {
    const told = { code: 'database_connection_lost', reason: messageOf(error) };
    if (pool.ending) log.debug(told, `an idle ${kind} connection ended with the pool`);
    else log.warn(told, `lost an idle ${kind} connection`);
  });
  return pool;
}

/** Opens a pool. Sessions speak UTC; a statement may take 60 s. A lost idle connection is logged and replaced. */
export function connect(url: string, log: Log, max = 12): Connected {
  const settings = {
    connectionString: url,
    max,
    options: `-c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=120000 ${KEEPALIVE}`,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  };
  const pool = openPool(settings, log, 'database');
  // The pool listens to idle connections only: the loss of one at work would end the process. Its query rejects anyway.
  pool.on('connect', (client) =>
    client.on('error', (error) => log.debug({ reason: messageOf(error) }, 'a database connection at work was lost')),
  );
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return { db, url, close: () => db.destroy() };
}

/**
 * Runs `work` in one transaction; called within a transaction, in that one, which then commits or fails as a whole. A deadlock
 * or serialization failure is tried again, at most five times.
 */
export async function transact<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db as Tx);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (!RETRIABLE.has(code) || attempt === ATTEMPTS) throw error;
      await delay(5 * 2 ** attempt * Math.random());
    }
  }
}

/** Whether an error means that there is no database to speak to for now; any other is about what was asked of it. */
export function isDatabaseGone(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  const text = typeof code === 'string' ? code : '';
  return (
    GONE.has(text) ||
    /^(57P|08)/.test(text) ||
    /timeout exceeded when trying to connect|Connection terminated|not queryable/.test(messageOf(error))
  );
}
const GONE = new Set(['ECONNREFUSED', 'ECONNRESET']);

/** Reads as of one instant: an act in between shows either whole or not at all. */
export function readAtOnce<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
}

export interface Listener {
  close(): Promise<void>;
}

/**
 * Listens on a channel for as long as the process lives: `heard` is called on each notification and after each reconnect,
 * since something may have been missed. Payloads are hints; the rows are the truth.
 */
export function listen(url: string, channel: string, heard: (payload: string) => void, log: Log): Listener {
  let client: pg.Client | null = null;
  let closed = false;
  const open = async (): Promise<void> => {
    while (!closed) {
      const next = new pg.Client({ connectionString: url, keepAlive: true });
      const lost = new Promise<void>((resolve) => {
        next.on('error', () => resolve());
        next.on('end', () => resolve());
      });
      next.on('notification', (message) => heard(message.payload ?? ''));
      try {
        await next.connect();
        if (closed) return await next.end(); // closed while it was being opened
        client = next;
        await next.query(`listen ${pg.escapeIdentifier(channel)}`);
        heard('');
        await lost;
      } catch (error) {
        log.warn({ code: 'database_unreachable', channel, reason: messageOf(error) }, 'cannot listen; trying again');
      }
      client = null;
      if (!closed) await delay(500);
    }
  };
  const running = open();
  return {
    async close() {
      closed = true;
      await client?.end();
      await running;
    },
  };
}
