/** Every way in (pushes, forms, files), gaps of sources, groups of items about one event, and the index that search reads. */
import { sql, type Kysely } from 'kysely';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration must not know today's schema
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table source add column version integer not null default 1`,
  `alter table source add column quiet_after_minutes integer`,
  `alter table source add column allow_private boolean not null default false`,
  `alter table source add column allowed_by text references account (id)`,
  `alter table source add column paused_reason text`,
  `alter table source add column paused_by text references account (id)`,
  `alter table source add column paused_at timestamptz(3)`,
  `alter table source add column last_warnings jsonb not null default '[]'`,
  `alter table source add column last_test jsonb`,
  `create index sighting_source on sighting (source_id, seen_at)`,
  // A span in which a source was not heard; open while \`until\` is null.
  `create table source_gap (
    id bigint generated always as identity primary key,
    source_id text not null references source (id),
    since timestamptz(3) not null,
    until timestamptz(3),
    code text not null,
    message text not null,
    recovered integer not null default 0
  )`,
  `create unique index source_gap_open on source_gap (source_id) where until is null`,
  `create index source_gap_source on source_gap (source_id, since)`,
  `create table source_token (
    id text primary key,
    source_id text not null references source (id),
    name text not null,
    hash text not null unique,
    created_by text not null references account (id),
    created_at timestamptz(3) not null,
    last_used_at timestamptz(3),
    revoked_at timestamptz(3)
  )`,
  `create index source_token_source on source_token (source_id)`,
  `create table push_receipt (
    source_id text not null references source (id),
    idempotency_key text not null,
    body_hash text not null,
    answer jsonb not null,
    at timestamptz(3) not null,
    primary key (source_id, idempotency_key)
  )`,
  `create index push_receipt_at on push_receipt (at)`,
  // Not two visits to one host at once, and a pause between them, whichever process makes them.
  `create table host_turn (host text primary key, free_at timestamptz(3) not null)`,
  // The number under which another channel (12345) already handles it: never dispatched a second time.
  `alter table item add column order_number text`,
  `alter table item add column reported_by text references account (id)`,
  `alter table item add column reporting_unit text references unit (id)`,
  `create table item_group (
    id text primary key,
    at timestamptz(3) not null
  )`,
  `create table group_member (
    position bigint generated always as identity primary key,
    item_id text not null unique references item (id),
    group_id text not null references item_group (id),
    -- To the group's nearest members when it came; null for the item that opened the group.
    likeness double precision,
    at timestamptz(3) not null
  )`,
  `create index group_member_group on group_member (group_id)`,
  // One row a thing that can be found: its masked text folded (width, traditional characters, case), and in \`terms\` its bigrams and words.
  `create table search_entry (
    kind text not null,
    thing text not null,
    case_id text references "case" (id),
    item_id text references item (id),
    text_hash text not null,
    title text not null,
    body text not null,
    terms tsvector not null,
    at timestamptz(3) not null,
    indexed_at timestamptz(3) not null,
    primary key (kind, thing)
  )`,
  `create index search_entry_terms on search_entry using gin (terms)`,
  `create index search_entry_case on search_entry (case_id)`,
  `create index search_entry_item on search_entry (item_id)`,
  `create index search_entry_at on search_entry (at desc)`,
  // What waits to be indexed: filled by the acts' handler, emptied behind.
  `create table search_pending (
    kind text not null,
    thing text not null,
    since timestamptz(3) not null,
    primary key (kind, thing)
  )`,
  `create index search_pending_since on search_pending (since)`,
  // RULES: searches are logged. Words alone, never results; of a refused one (it asked for a person) only what it was refused as.
  `create table search_log (
    id bigint generated always as identity primary key,
    account_id text not null references account (id),
    words text not null,
    refused text,
    at timestamptz(3) not null
  )`,
];
