/** 会商, 口径, contacts of units, the duty roster and its signed hand-over. */
import { sql, type Kysely } from 'kysely';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration must not know today's schema
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const CASE = `case_id text not null references "case" (id)`;
const OF_CONSULTATION = `consultation_id text not null references consultation (id)`;
const BY = `account_id text not null references account (id),
    at timestamptz(3) not null`;

const STATEMENTS = [
  `create table consultation (
    id text primary key,
    ${CASE},
    version integer not null default 1,
    state text not null check (state in ('called', 'held', 'minutes', 'confirmed', 'cancelled')),
    topic text not null,
    facts text not null,
    place text not null,
    meets_at timestamptz(3) not null,
    convener text references unit (id),
    held_at timestamptz(3),
    confirm_by timestamptz(3),
    ended_at timestamptz(3),
    cancel_reason text,
    ${BY}
  )`,
  `create index consultation_case on consultation (case_id, at)`,
  `create table consultation_participant (
    ${OF_CONSULTATION},
    unit_id text not null references unit (id),
    post text not null,
    left_at timestamptz(3),
    left_why text check (left_why in ('released', 'recused')),
    ${BY},
    primary key (consultation_id, unit_id)
  )`,
  `create table consultation_opinion (
    id text primary key,
    ${OF_CONSULTATION},
    unit_id text references unit (id),
    body text not null,
    ${BY}
  )`,
  `create table consultation_minutes (
    ${OF_CONSULTATION},
    n integer not null,
    body text not null,
    text_hash text not null,
    ${BY},
    primary key (consultation_id, n)
  )`,
  `create table consultation_decision (
    id text primary key,
    ${OF_CONSULTATION},
    n integer not null,
    position integer not null,
    what text not null,
    unit_id text not null references unit (id),
    due_at timestamptz(3) not null,
    entry_id text references entry (id),
    commitment_id text references commitment (id),
    met_at timestamptz(3),
    foreign key (consultation_id, n) references consultation_minutes (consultation_id, n),
    check (entry_id is null or commitment_id is null),
    check ((met_at is null) = (entry_id is null and commitment_id is null))
  )`,
  `create table consultation_confirmation (
    ${OF_CONSULTATION},
    n integer not null,
    unit_id text not null references unit (id),
    agrees boolean not null,
    note text,
    ${BY},
    primary key (consultation_id, n, unit_id),
    foreign key (consultation_id, n) references consultation_minutes (consultation_id, n)
  )`,
  `create table agreed_line (
    id text primary key,
    ${CASE},
    n integer not null,
    state text not null check (state in ('agreeing', 'in_force', 'replaced', 'discarded')),
    body text not null,
    text_hash text not null,
    unit_id text references unit (id),
    asked jsonb not null,
    in_force_at timestamptz(3),
    in_force_by text references account (id),
    missing jsonb not null default '[]',
    missing_reason text,
    ended_at timestamptz(3),
    ${BY},
    unique (case_id, n)
  )`,
  `create unique index agreed_line_in_force on agreed_line (case_id) where state = 'in_force'`,
  `create unique index agreed_line_agreeing on agreed_line (case_id) where state = 'agreeing'`,
  `create table line_agreement (
    line_id text not null references agreed_line (id),
    unit_id text not null references unit (id),
    agrees boolean not null,
    note text,
    ${BY},
    primary key (line_id, unit_id)
  )`,
  `create table unit_contact (
    id text primary key,
    unit_id text not null references unit (id),
    post text not null,
    person text not null,
    office_phone text not null,
    duty_phone text not null,
    valid_from text not null check (valid_from ~ '^\\d{4}-\\d{2}-\\d{2}$'),
    valid_to text check (valid_to ~ '^\\d{4}-\\d{2}-\\d{2}$' and valid_to >= valid_from),
    ended_by text references account (id),
    ${BY}
  )`,
  `create index unit_contact_unit on unit_contact (unit_id)`,
  `create table duty_shift (
    id text primary key,
    post text not null check (post in ('analyst', 'duty_chief', 'leader')),
    holder text not null references account (id),
    from_at timestamptz(3) not null,
    to_at timestamptz(3) not null check (to_at > from_at),
    removed_at timestamptz(3),
    removed_by text references account (id),
    ${BY}
  )`,
  `create index duty_shift_span on duty_shift (from_at, to_at) where removed_at is null`,
  `create table hand_over (
    id text primary key,
    version integer not null default 1,
    outgoing text not null references duty_shift (id),
    incoming text not null references duty_shift (id),
    state text not null check (state in ('written', 'signed', 'refused')),
    note text not null,
    matters jsonb not null,
    decided_by text references account (id),
    decided_at timestamptz(3),
    refusal text,
    ${BY},
    check ((state = 'written') = (decided_at is null)),
    check ((state = 'refused') = (refusal is not null)),
    check (decided_by <> account_id)
  )`,
  `create unique index hand_over_once on hand_over (outgoing, incoming) where state <> 'refused'`,
];
