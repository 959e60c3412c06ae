/** Dated changes of the directory and the rulebook: who drafted, who approved, from which day; the first state stays as it was. */
import { sql, type Kysely } from 'kysely';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration must not know today's schema
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Counts the changes that hold; each process compares it with what it has read.
  `alter table jurisdiction add column directory_version integer not null default 1`,
  `create table change_set (
    id text primary key,
    version integer not null default 1,
    state text not null check (state in ('draft', 'approved', 'effective', 'withdrawn')),
    origin text not null check (origin in ('edit', 'import', 'ruling')),
    title text not null,
    reason text not null,
    valid_from text not null check (valid_from ~ '^\\d{4}-\\d{2}-\\d{2}$'),
    changes jsonb not null,
    case_id text references "case" (id),
    replay jsonb,
    drafted_by text not null references account (id),
    drafted_at timestamptz(3) not null,
    decided_by text references account (id),
    decided_at timestamptz(3),
    decision_note text,
    effective_at timestamptz(3),
    effective_version integer unique,
    check ((state = 'effective') = (effective_version is not null)),
    check ((effective_at is null) = (effective_version is null))
  )`,
  `create index change_set_waiting on change_set (valid_from) where state = 'approved'`,
  // Units and territories that a change brought: their first state stands in the change.
  `alter table territory add column added_by text references change_set (id)`,
  `alter table unit add column added_by text references change_set (id)`,
];
