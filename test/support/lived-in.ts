/** A house that was lived in: every table has rows, the odd ones by hand; and what stands in a database, for comparison. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { CASE_STATE_IDS } from '../../server/contract/vocabulary-case.ts';
import { primaryKey, sequencesThere, tablesThere } from '../../server/platform/archive/catalog.ts';
import { CARRIED } from '../../server/platform/archive/tables.ts';
import type { Database } from '../../server/platform/database.ts';
import { seal } from '../../server/platform/events/seal.ts';
import { caseIn, hangOn } from './case-states.ts';
import { TEST_KEYS, type House } from './house.ts';
import { openGiven } from './matters.ts';
import { postOnce, OF_COUNTY_WATER, OF_NEWS_OFFICE } from './accusations.ts';

/** Rows that no act of the sample brings about here; texts with what JSON and lines trip over. */
const BY_HAND = [
  `update publication set corrected_by = (select max(id) from publication), corrects = (select min(id) from publication)`,
  `update response set corrects = (select min(id) from publication)`,
  `update "case" set split_from = (select max(id) from "case") where id = (select min(id) from "case")`,
  `insert into source_gap (source_id, since, until, code, message, recovered)
    select id, now(), null, 'x', E'断了\\n一行\u2028"引"\\\\', 2 from source`,
  `insert into source_token (id, source_id, name, hash, created_by, created_at)
    select 'token', s.id, '一号', 'hash', a.id, now() from source s, account a where a.name = 'admin'`,
  `insert into push_receipt select id, 'once', 'hash', '{"n": 1e300, "deep": [null, "\\u00e9"]}', now() from source`,
  `insert into search_entry select 'item', id, null, id, 'h', title, body, to_tsvector('simple', title), now(), now() from item`,
  `insert into search_pending select 'item', id, now() from item limit 2 on conflict do nothing`,
  `insert into search_log (account_id, words, at) select id, '自来水', now() from account where name = 'leader'`,
  `insert into rating select id, 'voter', 'mostly', now() from publication`,
  `insert into disposition (case_id, kind, account_id, at, publication_id)
    select p.case_id, 'adopt', p.account_id, now(), p.id from publication p`,
  `insert into correction (item_id, verdict_id, category, subject, account_id, at)
    select v.item_id, v.id, 'morality', null, a.id, now() from verdict v, account a where a.name = 'analyst' limit 2`,
  `insert into installed_model (task, version, source, figures, learnt_from, actor, at)
    values ('category', 'abc', E'{"features":"a\\nb"}\n', '{"folds": [0.5]}', '{"texts": ["x"]}', 'command-line', now()),
      ('category', null, null, '{}', '{}', 'command-line', now())`,
  `insert into direct_reply select i.id, '已答复', 'h', true, a.id, now() from item i, account a where a.name = 'analyst' limit 1`,
  `insert into delivery_failure select 'judge', max(id), 2, now(), 'x', '失败' from event`,
  `insert into statement (id, lead_id, unit_id, account_id, body, at)
    select 's', l.id, '990100:health', l.proposed_by, '说明', now() from accountability_lead l limit 1`,
  `insert into reason select id, 'h', '理由', opened_by, now() from "case" limit 1`,
  `insert into entry select 'e', id, 'finding', '查明', null, now(), null, opened_by, now() from "case" limit 1`,
  `insert into change_set (id, state, origin, title, reason, valid_from, changes, drafted_by, drafted_at, effective_at, effective_version)
    select 'set', 'effective', 'edit', '职责调整', E'机构改革\n', '2026-01-01',
      '[{"kind": "duty", "territory": "990100", "subject": "health", "to": ["990100:health"]}]', id, now(), now(), 2
      from account where name = 'admin'`,
  `insert into consultation (id, case_id, state, topic, facts, place, meets_at, account_id, at)
    select 'consultation', id, 'minutes', '会商', E'事实\\n"引"', '', now(), opened_by, now() from "case" limit 1`,
  `insert into consultation_participant (consultation_id, unit_id, post, left_at, left_why, account_id, at)
    select id, '990100:health', '', now(), 'released', account_id, now() from consultation`,
  `insert into consultation_opinion select 'o', id, null, '意见', account_id, now() from consultation`,
  `insert into consultation_minutes select id, 1, '纪要', 'h', account_id, now() from consultation`,
  `insert into consultation_decision (id, consultation_id, n, position, what, unit_id, due_at, entry_id, met_at)
    select 'd', c.id, 1, 0, '送水', '990100:health', now(), 'e', now() from consultation c`,
  `insert into consultation_confirmation select id, 1, '990100:health', false, '改', account_id, now() from consultation`,
  `insert into agreed_line (id, case_id, n, state, body, text_hash, asked, account_id, at)
    select 'line', id, 1, 'agreeing', '口径', 'h', '["990100:health"]', opened_by, now() from "case" limit 1`,
  `insert into line_agreement select id, '990100:health', true, null, account_id, now() from agreed_line`,
  `insert into unit_contact (id, unit_id, post, person, office_phone, duty_phone, valid_from, account_id, at)
    select 'contact', '990100:health', '办公室', '林一鸣', '0990-123', '', '2026-11-20', id, now() from account where name = 'admin'`,
  `insert into duty_shift (id, post, holder, from_at, to_at, account_id, at)
    select s.id, 'duty_chief', a.id, now() + s.shift, now() + s.shift + interval '8 hours', a.id, now()
    from account a, (values ('one', interval '0'), ('two', interval '8 hours')) s (id, shift) where a.name = 'chief'`,
  `insert into hand_over (id, outgoing, incoming, state, note, matters, account_id, at)
    select 'hand-over', 'one', 'two', 'written', '无', '[]', holder, now() from duty_shift where id = 'one'`,
  `insert into session values ('sid', '{"accountId": "x"}', now())`,
];

/** A case in each state with all that can hang on it, accusations, seals, and every other table's rows. Its relay stands still after. */
export async function liveIn(house: House): Promise<void> {
  for (const state of CASE_STATE_IDS) await hangOn(house, await caseIn(house, state));
  // One that a county's office has to pass on.
  await openGiven(house, { lead: '990102:education' });
  await postOnce(house, OF_COUNTY_WATER);
  await postOnce(house, OF_NEWS_OFFICE);
  await seal(house.parts.db, TEST_KEYS, house.time.now);
  for (const statement of BY_HAND) await sql.raw(statement).execute(house.parts.db);
  await house.post('又一条', '又一条留言,说的是路灯。');
  await house.relay.stop();
  // Not handed on: what waits in the outbox is part of the installation.
  await seal(house.parts.db, TEST_KEYS, house.time.now);
}

export interface Standing {
  tables: Record<string, { rows: number; digest: string }>;
  sequences: unknown;
  constraints: string[];
}

/** What stands in a database: each carried table by rows and digest, sequences, and how its constraints are checked. */
export async function standing(db: Database): Promise<Standing> {
  const tables: Standing['tables'] = {};
  const there = await tablesThere(db);
  for (const table of CARRIED.filter((name) => there.includes(name))) {
    const order = sql.join((await primaryKey(db, table)).map((column) => sql.ref(`t.${column}`)));
    const found = await sql<{ row: string }>`
      select t::text as row from ${sql.table(table)} t order by ${order}`.execute(db);
    const digest = createHash('sha256')
      .update(found.rows.map((one) => one.row).join('\n'))
      .digest('hex');
    tables[table] = { rows: found.rows.length, digest };
  }
  const constraints = await sql<{ text: string }>`
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as text
    from pg_constraint where connamespace = 'public'::regnamespace order by 1`.execute(db);
  return { tables, sequences: await sequencesThere(db), constraints: constraints.rows.map((row) => row.text) };
}
