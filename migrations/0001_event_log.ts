/** The event log, its heads, the outbox, deliveries, what handlers have handled, and the sessions. */
import { sql, type Kysely } from 'kysely';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration must not know today's schema
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create table head (
      stream text primary key,
      version integer not null,
      hash text not null
    )`.execute(db);
  await sql`
    create table event (
      id bigint generated always as identity primary key,
      stream text not null,
      version integer not null,
      type text not null,
      data jsonb not null,
      actor text not null,
      at timestamptz(3) not null,
      prev text not null,
      hash text not null,
      unique (stream, version)
    )`.execute(db);
  await sql`create table outbox (event_id bigint primary key references event (id))`.execute(db);
  await sql`
    create table delivery (
      seq bigint primary key,
      event_id bigint not null unique references event (id)
    )`.execute(db);
  await sql`
    create table handled (
      handler text not null,
      event_id bigint not null references event (id),
      at timestamptz(3) not null,
      primary key (handler, event_id)
    )`.execute(db);
  await sql`
    create table handler_progress (
      handler text primary key,
      through bigint not null
    )`.execute(db);
  await sql`
    create table delivery_failure (
      handler text not null,
      event_id bigint not null references event (id),
      attempts integer not null,
      next_at timestamptz(3) not null,
      code text not null,
      message text not null,
      primary key (handler, event_id)
    )`.execute(db);
  await sql`
    create table session (
      sid text primary key,
      sess json not null,
      expire timestamptz(6) not null
    )`.execute(db);
  await sql`create index session_expire on session (expire)`.execute(db);
  await sql`create index session_account on session ((sess ->> 'accountId'))`.execute(db);
}
