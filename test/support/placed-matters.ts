/** Any number of closed cases of the sample city, written straight into the tables: what a replay reads of months of work. */
import { sql } from 'kysely';
import { seeded } from '../../classifiers/random.ts';
import { SUBJECT_IDS } from '../../server/contract/vocabulary.ts';
import type { Organisation } from '../../server/organisation/model.ts';
import type { Database } from '../../server/platform/database.ts';
import { inventedMatters } from '../bench/matters.ts';
import { SAMPLE_SOURCE } from './house.ts';

const HOUR_MS = 3_600_000;
const AT_ONCE = 1_000;
/** So that a figure of how many were placed shows nothing else. */
const PREFIX = 'placed-';

export interface Placing {
  organisation: Organisation;
  /** Account that opened them. */
  openedBy: string;
  /** The last was opened then, each other one 12 minutes before the next. */
  until: Date;
}

/** Places cases `placed-0` to `placed-<count - 1>`, each with its item, verdict, three clocks and four stretches of the ledger. */
export async function placeMatters(db: Database, count: number, placing: Placing): Promise<void> {
  const rows = rowsOf(count, placing);
  for (let from = 0; from < count; from += AT_ONCE) {
    await place(db, JSON.stringify(rows.slice(from, from + AT_ONCE)), placing.openedBy);
  }
  await sql`analyze "case", item, verdict, clock, holding`.execute(db);
}

/** Takes them away again. */
export async function clearMatters(db: Database): Promise<void> {
  const like = `${PREFIX}%`;
  for (const table of ['holding', 'clock']) {
    await sql`delete from ${sql.table(table)} where case_id like ${like}`.execute(db);
  }
  await sql`delete from verdict where item_id like ${like}`.execute(db);
  await sql`delete from item where id like ${like}`.execute(db);
  await sql`delete from "case" where id like ${like}`.execute(db);
}

function rowsOf(count: number, { organisation, until }: Placing) {
  const next = seeded(11);
  const of = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const counties = organisation.counties();
  return inventedMatters(count, 3).map(({ title, text }, n) => {
    const opened = until.getTime() - (count - 1 - n) * HOUR_MS * 0.2;
    const at = (hours: number): string => new Date(opened + hours * HOUR_MS).toISOString();
    const [county, subject] = [of(counties), of(SUBJECT_IDS)];
    const body = `${county.name}:${text}`;
    const place = { code: county.code, name: county.name, level: county.level, start: title.length + 1 };
    return {
      id: `${PREFIX}${n}`,
      number: `PLACED-${n}`,
      title,
      body,
      subject,
      places: [{ ...place, end: place.start + county.name.length }],
      unit: organisation.competent(county.code, subject)?.id ?? null,
      detected: at(-1),
      opened: at(0),
      accepted: at(2),
      answered: at(4 + next() * 60),
      closed: at(70 + next() * 100),
      close_due: at(240),
      respond_due: at(48),
    };
  });
}

async function place(db: Database, rows: string, openedBy: string): Promise<void> {
  const all = sql`jsonb_to_recordset(${rows}::jsonb) r(id text, number text, title text, body text, subject text, places jsonb,
    unit text, detected timestamptz, opened timestamptz, accepted timestamptz, answered timestamptz, closed timestamptz,
    close_due timestamptz, respond_due timestamptz)`;
  await sql`
    insert into "case" (id, version, number, state, title, category, subject, opinion_grade, rule, clause, reasons, opened_by,
      opened_at, detected_at, dispatched_at, accepted_at, closed_at, updated_at)
    select id, 9, number, 'closed', title, 'livelihood', subject, 'general', 'r', 'c', '[]', ${openedBy},
      opened, detected, opened, accepted, closed, closed from ${all}`.execute(db);
  await sql`
    insert into item (id, version, state, source_id, channel, title, body, text_hash, fingerprint, masked_count, detected_at,
      judge_by, case_id, category, subject, decided_by, decided_at)
    select id, 2, 'in_case', ${SAMPLE_SOURCE}, 'forum', title, body, id, id, 0, detected, opened, id, 'livelihood', subject,
      ${openedBy}, opened from ${all}`.execute(db);
  await sql`
    insert into verdict (id, item_id, text_hash, model_version, category, confidence, scores, subject, subjects, places, evidence,
      needs_review, at)
    select id, id, id, 'placed', 'livelihood', 0.9, '{}', subject,
      jsonb_build_array(jsonb_build_object('code', subject, 'confidence', 0.8)), places, '[]', false, detected from ${all}`.execute(
    db,
  );
  await sql`
    insert into clock (id, case_id, kind, counted, amount, starts_from, start_at, due_at, stopped_at, rule, clause, source,
      rulebook_version, ended, set_at)
    select id || k.kind, id, k.kind, k.counted, k.amount, 'dispatched', opened, case k.kind when 'close' then close_due else respond_due end,
      case k.kind when 'accept' then accepted when 'respond' then answered else closed end, 'r', 'c', 's', 'v', 'met', opened
    from ${all}, (values ('accept', 'hours', 4), ('respond', 'hours', 48), ('close', 'workdays', 10)) k(kind, counted, amount)`.execute(
    db,
  );
  await sql`
    insert into holding (id, case_id, step, unit_id, from_at, to_at, limit_minutes)
    select id || h.step, id, h.step, unit, h.start, h.stop, 60
    from ${all}, lateral (values ('accepting', opened, accepted), ('handling', accepted, accepted + interval '1 hour'),
      ('drafting', accepted + interval '1 hour', answered), ('watching', answered, closed)) h(step, start, stop)`.execute(
    db,
  );
}
