/** Whose jobs stand in a Redis: one name for all processes of one database, and another for each other database. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { codeOf } from '../fault.ts';

/** PostgreSQL: the role lacks the right. */
const NOT_ALLOWED = '42501';

/** A short name made of the cluster's own number and the database's. */
export async function ownerOf(db: Database): Promise<string> {
  const found = await sql<{ name: string; oid: string }>`
    select datname as name, oid::text from pg_database where datname = current_database()`.execute(db);
  const identity = JSON.stringify([await clusterOf(db), found.rows[0]]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 12);
}

/** The number initdb gave the cluster; null where a provider keeps it to itself. */
async function clusterOf(db: Database): Promise<string | null> {
  try {
    const found = await sql<{ cluster: string }>`
      select system_identifier::text as cluster from pg_control_system()`.execute(db);
    return found.rows[0]?.cluster ?? null;
  } catch (error) {
    if (codeOf(error) === NOT_ALLOWED) return null;
    throw error;
  }
}
