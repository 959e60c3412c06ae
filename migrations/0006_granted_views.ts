/** Whom a stored view of a case was made for: a unit is shown none that is older than its right to the case. */
import { sql, type Kysely } from 'kysely';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration must not know today's schema
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table case_view add column granted text[] not null default '{}'`,
  `update case_view v set granted = coalesce((
    select array_agg(coalesce(a.unit_id, a.account_id)) from case_audience a
    where a.case_id = v.case_id and a.effect = 'grant'), '{}')
  where v.audience = 'unit'
    and v.version = (select max(o.version) from case_view o where o.case_id = v.case_id and o.audience = 'unit')`,
];
