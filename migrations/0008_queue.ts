/** Deliveries handed out to several processes at once, and rounds that one process does for all. */
import { sql, type Kysely } from 'kysely';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration must not know today's schema
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Up to where batches were cut; counts only while some of them are out.
  `alter table handler_progress add column handed bigint not null default 0`,
  // A batch that was handed out and has not come back. \`handler_progress.through\` stays before the first of them.
  `create table handed_batch (
    handler text not null,
    first bigint not null,
    last bigint not null,
    primary key (handler, last)
  )`,
  // The last period for which a round that is due once for all processes was done.
  `create table round_mark (
    name text primary key,
    period bigint not null
  )`,
];
