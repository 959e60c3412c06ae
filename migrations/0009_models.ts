/** Models that an office has trained from its own labels, each beside what it was measured on. */
import { sql, type Kysely } from 'kysely';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration must not know today's schema
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // The newest row of a task judges. One without a model gives the task back to the model that the program brings.
  `create table installed_model (
    id bigint generated always as identity primary key,
    task text not null check (task in ('category', 'subject')),
    version text,
    source text,
    figures jsonb not null,
    learnt_from jsonb not null,
    actor text not null,
    at timestamptz(3) not null,
    check ((version is null) = (source is null))
  )`,
  `create index installed_model_newest on installed_model (task, id desc)`,
];
