/** What the database says of its own tables, keys and sequences. */
import { sql } from 'kysely';
import type { Database, Tx } from '../database.ts';
import { CARRIED } from './tables.ts';

type Reader = Database | Tx;

/** Names of all tables there are. */
export async function tablesThere(db: Reader): Promise<string[]> {
  const found = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`.execute(db);
  return found.rows.map((row) => row.name);
}

/** Columns of a table's primary key, in their order. */
export async function primaryKey(db: Reader, table: string): Promise<string[]> {
  const found = await sql<{ name: string }>`
    select a.attname as name from pg_index i
    join lateral unnest(i.indkey) with ordinality k (attnum, place) on true
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indisprimary and i.indrelid = quote_ident(${table})::regclass order by k.place`.execute(db);
  return found.rows.map((row) => row.name);
}

/** Names of the migrations that have run, in order. */
export async function migrationsRun(db: Reader): Promise<string[]> {
  const found = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return found.rows.map((row) => row.name);
}

/** Every sequence, those of identity columns too, with where it stands. */
export async function sequencesThere(db: Reader): Promise<{ name: string; last: string; called: boolean }[]> {
  const found = await sql<{ name: string }>`
    select sequencename as name from pg_sequences where schemaname = 'public' order by 1`.execute(db);
  const all: { name: string; last: string; called: boolean }[] = [];
  for (const { name } of found.rows) {
    const at = await sql<{ last: string; called: boolean }>`
      select last_value::text as last, is_called as called from ${sql.table(name)}`.execute(db);
    const row = at.rows[0];
    if (row) all.push({ name, ...row });
  }
  return all;
}

export interface ForeignKey {
  table: string;
  name: string;
}

/** Foreign keys to the same table or to one whose rows come later: in no order do their rows all come after what they name. */
export async function backwardKeys(db: Reader): Promise<ForeignKey[]> {
  const found = await sql<{ table: string; name: string; to: string }>`
    select c.conrelid::regclass::text as table, c.conname as name, c.confrelid::regclass::text as to
    from pg_constraint c
    where c.contype = 'f' and not c.condeferrable and c.connamespace = 'public'::regnamespace
    order by 1, 2`.execute(db);
  const plain = (name: string): string => name.replace(/^"|"$/g, '');
  const place = (name: string): number => (CARRIED as readonly string[]).indexOf(plain(name));
  return found.rows
    .filter((key) => place(key.to) >= place(key.table))
    .map((key) => ({ table: plain(key.table), name: key.name }));
}
