/** Answers and their approval, what was published and promised, and accountability. */
import { sql, type Kysely } from 'kysely';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration must not know today's schema
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const CASE = `case_id text not null references "case" (id)`;

const STATEMENTS = [
  `create table response (
    id text primary key,
    ${CASE},
    number integer not null,
    state text not null,
    n integer not null,
    corrects text,
    countersign jsonb not null default '[]',
    account_id text not null references account (id),
    at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    unique (case_id, number)
  )`,
  `create table draft_version (
    response_id text not null references response (id),
    n integer not null,
    title text not null,
    body text not null,
    text_hash text not null,
    next_release_at timestamptz(3),
    commitments jsonb not null,
    dispositions jsonb not null,
    account_id text not null references account (id),
    at timestamptz(3) not null,
    primary key (response_id, n)
  )`,
  `create table approval (
    id text primary key,
    response_id text not null references response (id),
    n integer not null,
    text_hash text not null,
    step text not null,
    unit_id text references unit (id),
    account_id text not null references account (id),
    decision text not null,
    note text,
    void boolean not null default false,
    at timestamptz(3) not null
  )`,
  `create unique index approval_once on approval (response_id, text_hash, step, unit_id) where not void and decision = 'approve'`,
  `create sequence publication_number`,
  `create table publication (
    id text primary key,
    ${CASE},
    response_id text not null unique references response (id),
    number text not null unique,
    title text not null,
    body text not null,
    text_hash text not null,
    unit_id text not null references unit (id),
    account_id text not null references account (id),
    published_at timestamptz(3) not null,
    state text not null,
    next_release_at timestamptz(3),
    corrects text references publication (id),
    corrected_by text references publication (id),
    approvers jsonb not null,
    withdrawn_at timestamptz(3),
    withdrawn_by text references account (id),
    withdrawal_reason text
  )`,
  `create index publication_case on publication (case_id)`,
  `create index publication_at on publication (published_at desc)`,
  `alter table response add foreign key (corrects) references publication (id)`,
  `alter table disposition add foreign key (publication_id) references publication (id)`,
  `create table commitment (
    id text primary key,
    ${CASE},
    publication_id text not null references publication (id),
    what text not null,
    due_at timestamptz(3) not null,
    kept_at timestamptz(3),
    proof text,
    kept_by text references account (id)
  )`,
  `create index commitment_case on commitment (case_id)`,
  `create table rating (
    publication_id text not null references publication (id),
    voter text not null,
    value text not null,
    at timestamptz(3) not null,
    primary key (publication_id, voter)
  )`,
  `create table signal (
    id text primary key,
    ${CASE},
    kind text not null,
    level text not null,
    state text not null,
    clock_id text references clock (id),
    clock_kind text,
    publication_id text references publication (id),
    summary text not null,
    clause text not null,
    holders jsonb not null,
    account_id text references account (id),
    at timestamptz(3) not null,
    ended_at timestamptz(3),
    note text
  )`,
  `create unique index signal_once on signal (clock_id, kind) where clock_id is not null`,
  `create index signal_case on signal (case_id)`,
  `create table urge (
    id text primary key,
    ${CASE},
    signal_id text not null references signal (id),
    level text not null,
    unit_id text not null references unit (id),
    note text not null,
    reply_by timestamptz(3),
    account_id text not null references account (id),
    at timestamptz(3) not null,
    answer text,
    answered_by text references account (id),
    answered_at timestamptz(3)
  )`,
  `create unique index urge_once on urge (signal_id, level, unit_id)`,
  `create table accountability_lead (
    id text primary key,
    ${CASE},
    signal_ids jsonb not null,
    ground text not null,
    facts text not null,
    state text not null,
    units jsonb not null,
    proposed_by text not null references account (id),
    at timestamptz(3) not null,
    statement_due timestamptz(3) not null,
    conclusion text,
    ruling_reason text,
    basis text,
    holding_ids jsonb not null default '[]',
    mitigating jsonb not null default '[]',
    aggravating jsonb not null default '[]',
    ruled_by text references account (id),
    ruled_at timestamptz(3),
    rectify_by timestamptz(3),
    rectification text,
    rectified_by text references account (id),
    rectified_at timestamptz(3),
    review_passed boolean,
    review_note text,
    reviewed_by text references account (id),
    reviewed_at timestamptz(3)
  )`,
  `create table statement (
    id text primary key,
    lead_id text not null references accountability_lead (id),
    unit_id text not null references unit (id),
    account_id text not null references account (id),
    body text not null,
    at timestamptz(3) not null
  )`,
  // What the public may see of the answers, and nothing else.
  `create view public_answer as
    select p.id, p.number, p.title, p.body, u.name as unit_name, p.published_at, p.state, p.next_release_at,
      p.withdrawn_at, p.withdrawal_reason, p.approvers, c.subject,
      (select o.number from publication o where o.id = p.corrected_by) as corrected_by,
      (select o.number from publication o where o.id = p.corrects) as corrects,
      coalesce((select jsonb_agg(d.value ->> 'kind') from draft_version v, jsonb_array_elements(v.dispositions) d
        where v.response_id = p.response_id and v.text_hash = p.text_hash), '[]'::jsonb) as dispositions,
      (select jsonb_agg(jsonb_build_object('number', o.number, 'title', o.title, 'publishedAt', o.published_at,
        'state', o.state) order by o.published_at) from publication o where o.case_id = p.case_id) as siblings,
      coalesce((select jsonb_agg(jsonb_build_object('what', m.what, 'dueAt', m.due_at, 'keptAt', m.kept_at)
        order by m.due_at) from commitment m where m.publication_id = p.id), '[]'::jsonb) as commitments,
      coalesce((select jsonb_object_agg(r.value, r.n) from (select value, count(*)::int as n from rating
        where publication_id = p.id group by value) r), '{}'::jsonb) as ratings,
      exists (select from publication o where o.case_id = p.case_id and o.published_at < p.published_at) as later
    from publication p join unit u on u.id = p.unit_id join "case" c on c.id = p.case_id`,
];
