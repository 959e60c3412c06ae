/** Territories, units, duties, the jurisdiction, and the accounts of persons. */
import { sql, type Kysely } from 'kysely';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration must not know today's schema
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create table jurisdiction (
      id integer primary key check (id = 1),
      code text not null,
      name text not null,
      office_name text not null,
      profile text not null,
      case_prefix text not null
    )`.execute(db);
  await sql`
    create table territory (
      code text primary key,
      name text not null,
      level text not null,
      parent text,
      position integer not null
    )`.execute(db);
  await sql`
    create table unit (
      id text primary key,
      name text not null,
      short_name text not null,
      territory text not null references territory (code),
      kind text not null,
      subject text,
      vertical text,
      parent text references unit (id) deferrable initially deferred,
      aliases jsonb not null default '[]',
      position integer not null
    )`.execute(db);
  await sql`create index unit_parent on unit (parent)`.execute(db);
  await sql`
    create table duty (
      subject text not null,
      territory text not null references territory (code),
      unit_id text not null references unit (id),
      primary key (subject, territory, unit_id)
    )`.execute(db);
  await sql`
    create table account (
      id text primary key,
      name text not null unique,
      display_name text not null,
      password_hash text not null,
      roles jsonb not null,
      unit_id text references unit (id),
      enabled boolean not null default true,
      failures integer not null default 0,
      locked_until timestamptz(3),
      first_sign_in_at timestamptz(3),
      version integer not null default 1
    )`.execute(db);
}
