/** The life of a case: acceptance, returns, findings, extensions, the ledger; what is transferred, watched or answered to a writer. */
import { sql, type Kysely } from 'kysely';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration must not know today's schema
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const CASE = `case_id text not null references "case" (id)`;

const STATEMENTS = [
  `alter table account add column approval_steps jsonb not null default '[]'`,
  `alter table item
    add column review_at timestamptz(3),
    add column watch_reason text,
    add column cleared_by text references account (id),
    add column cleared_reason text`,
  `create index item_review on item (review_at) where state = 'watched'`,
  `create table item_denial (
    id bigint generated always as identity primary key,
    item_id text not null references item (id),
    unit_id text references unit (id),
    account_id text references account (id),
    at timestamptz(3) not null,
    check ((unit_id is null) <> (account_id is null))
  )`,
  `create unique index item_denial_once on item_denial (item_id, coalesce(unit_id, ''), coalesce(account_id, ''))`,
  `create table direct_reply (
    item_id text primary key references item (id),
    body text not null,
    text_hash text not null,
    consent boolean not null,
    account_id text not null references account (id),
    at timestamptz(3) not null
  )`,
  `create table transfer (
    id text primary key,
    item_id text not null unique references item (id),
    receiver text not null references unit (id),
    rule text not null,
    clause text not null,
    reason text not null,
    account_id text references account (id),
    at timestamptz(3) not null,
    receipt text,
    received_by text references account (id),
    received_at timestamptz(3)
  )`,
  `create index transfer_receiver on transfer (receiver)`,
  `alter table "case"
    add column accepted_at timestamptz(3),
    add column incident_confirmed_by text references account (id),
    add column incident_confirmed_at timestamptz(3),
    add column merged_into text references "case" (id),
    add column split_from text references "case" (id),
    add column closed_at timestamptz(3),
    add column closed_by text references account (id),
    add column close_summary text`,
  `alter table assignment
    add column accepted_at timestamptz(3),
    add column accepted_by text references account (id),
    add column ended_at timestamptz(3),
    add column end_reason text`,
  `alter table assignment drop constraint assignment_case_id_unit_id_role_key`,
  `create unique index assignment_once on assignment (case_id, unit_id, role) where ended_at is null`,
  `create unique index assignment_lead on assignment (case_id) where role = 'lead' and ended_at is null`,
  `alter table clock
    add column about text not null default '',
    add column subject text,
    add column ended text,
    add column breached_at timestamptz(3),
    add column past_at_start boolean not null default false,
    add column set_at timestamptz(3),
    add column original_due_at timestamptz(3),
    add column undated text,
    add column calendar_version text,
    alter column due_at drop not null`,
  `alter table clock drop constraint clock_case_id_kind_key`,
  `create unique index clock_once on clock (case_id, kind, about)`,
  `create index clock_running on clock (due_at) where stopped_at is null and breached_at is null`,
  `create table holding (
    id text primary key,
    ${CASE},
    step text not null,
    unit_id text references unit (id),
    from_at timestamptz(3) not null,
    to_at timestamptz(3),
    due_at timestamptz(3),
    limit_minutes integer,
    excuse text
  )`,
  `create index holding_case on holding (case_id, from_at)`,
  `create table reason (
    ${CASE},
    text_hash text not null,
    body text not null,
    account_id text not null references account (id),
    at timestamptz(3) not null,
    primary key (case_id, text_hash)
  )`,
  `create table return_request (
    id text primary key,
    ${CASE},
    assignment_id text not null references assignment (id),
    unit_id text not null references unit (id),
    reason text not null,
    clause text not null,
    suggested_unit text references unit (id),
    note text not null,
    account_id text not null references account (id),
    dispatched_by text not null references account (id),
    at timestamptz(3) not null,
    ruling text,
    ruling_reason text,
    ruling_lead text references unit (id),
    precedent text unique,
    ruled_by text references account (id),
    ruled_at timestamptz(3)
  )`,
  `create index return_request_case on return_request (case_id)`,
  `create sequence precedent_number`,
  `create table entry (
    id text primary key,
    ${CASE},
    kind text not null,
    body text not null,
    evidence text,
    happened_at timestamptz(3) not null,
    unit_id text references unit (id),
    account_id text not null references account (id),
    at timestamptz(3) not null
  )`,
  `create index entry_case on entry (case_id, at)`,
  `create table extension (
    id text primary key,
    ${CASE},
    clock_id text not null references clock (id),
    unit_id text not null references unit (id),
    workdays integer not null,
    reason text not null,
    new_due_at timestamptz(3) not null,
    state text not null,
    account_id text not null references account (id),
    at timestamptz(3) not null,
    note text,
    decided_by text references account (id),
    decided_at timestamptz(3)
  )`,
  `create index extension_case on extension (case_id)`,
  `create table disposition (
    ${CASE},
    kind text not null,
    account_id text not null references account (id),
    at timestamptz(3) not null,
    publication_id text,
    receipt text,
    not_unlawful_reason text,
    handed_over_by text references account (id),
    handed_over_at timestamptz(3),
    primary key (case_id, kind)
  )`,
];
