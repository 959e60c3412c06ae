/** 转办: offices on the way of a dispatch, which sign and pass a case on; and kept views, which show that way. */
import { sql, type Kysely } from 'kysely';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration must not know today's schema
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table hop (
    id text primary key,
    case_id text not null references "case" (id),
    assignment_id text not null references assignment (id),
    unit_id text not null references unit (id),
    role text not null check (role in ('lead', 'supporting')),
    position integer not null check (position > 0),
    proposed jsonb not null,
    passed_to text references unit (id),
    gave_id text references assignment (id),
    given_by text not null references account (id),
    at timestamptz(3) not null,
    due_at timestamptz(3),
    signed_at timestamptz(3),
    signed_by text references account (id),
    ended_at timestamptz(3),
    check ((signed_at is null) = (signed_by is null)),
    check (signed_at is null or (ended_at is not null and gave_id is not null)),
    check ((passed_to is null) = (gave_id is null))
  )`,
  `create index hop_case on hop (case_id)`,
  // One office passes on once at a time.
  `create unique index hop_open on hop (case_id, unit_id) where ended_at is null`,
  // What was dispatched before knows no way.
  `update case_view set view = view || '{"path": [], "hops": []}'::jsonb`,
];
