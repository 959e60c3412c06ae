/** Clocks of a case. Started, moved and stopped in the act's own transaction, with the act's own time. */
import { randomUUID } from 'node:crypto';
import { sql, type SqlBool } from 'kysely';
import { ENDED_STATES, type CaseState, type ClockEnd, type ClockKind } from '../contract/vocabulary-case.ts';
import { scopedCases, scopedClocks, scopedHoldings, THE_PROGRAM } from '../access/scope.ts';
import type { Database, Tx } from '../platform/database.ts';
import { PROGRAM, type NewEvent } from '../platform/events/catalogue.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import { clockBreached, clockStarted } from './events.ts';
import { handOver, type Holder, type Holding } from './ledger.ts';

export interface NewClock {
  caseId: string;
  kind: ClockKind;
  counted: 'hours' | 'workdays';
  amount: number;
  startsFrom: 'occurred' | 'detected' | 'dispatched' | 'stated';
  startAt: Date;
  /** Null while a calendar year it needs is not loaded; `undated` then says which. */
  dueAt: Date | null;
  undated?: string | null;
  rule: string;
  clause: string;
  source: string;
  rulebookVersion: string;
  calendarVersion?: string | null;
  /** What it is about where a kind stands more than once: the id of a commitment, publication, assignment. */
  about?: string;
  /** The same in words. */
  subject?: string | null;
  /** 升级时已逾: past already at the moment an upgrade sets it. */
  pastAtStart?: boolean;
}

/** Starts a clock once per case, kind and thing it is about: a second start changes nothing and returns null (upgrading never restarts a clock). */
export async function startClock(tx: Tx, clock: NewClock, actor: string, now: Date): Promise<NewEvent | null> {
  const id = randomUUID();
  const { caseId, kind, counted, amount, rule, clause, source, rulebookVersion } = clock;
  const written = await tx
    .insertInto('clock')
    .values({
      id,
      case_id: caseId,
      kind,
      counted,
      amount,
      starts_from: clock.startsFrom,
      start_at: clock.startAt,
      due_at: clock.dueAt,
      rule,
      clause,
      source,
      rulebook_version: rulebookVersion,
      calendar_version: clock.calendarVersion ?? null,
      about: clock.about ?? '',
      subject: clock.subject ?? null,
      past_at_start: clock.pastAtStart ?? false,
      set_at: now,
      undated: clock.undated ?? null,
    })
    .onConflict((conflict) => conflict.columns(['case_id', 'kind', 'about']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!written) return null;
  const { startAt: start_at, dueAt: due_at } = clock;
  return clockStarted({ id, kind, start_at, due_at, rule, rulebook_version: rulebookVersion }, caseId, actor, now);
}

/**
 * Stops the running clocks of some kinds, or all (of one thing only, where `about` is given): `met` by what was asked for, `ended` where
 * nobody owes it any more. Returns an event for each; one that was due by `now` is marked late. A breach that the tick noted
 * while this act, timely by its own time, waited for the case is taken back.
 */
export async function stopClocks(
  tx: Tx,
  caseId: string,
  which: { kinds?: readonly ClockKind[]; about?: string },
  end: ClockEnd,
  actor: string,
  now: Date,
): Promise<NewEvent[]> {
  let update = tx
    .updateTable('clock')
    .set({ stopped_at: now, ended: end, breached_at: unlessOvertaken(now) })
    .where('case_id', '=', caseId)
    .where('stopped_at', 'is', null);
  if (which.kinds !== undefined) update = update.where('kind', 'in', [...which.kinds]);
  if (which.about !== undefined) update = update.where('about', '=', which.about);
  const rows = await update.returning(['id', 'kind', 'due_at']).execute();
  return rows.map((row): NewEvent => ({
    stream: `case:${caseId}`,
    type: 'clock_ended',
    data: { caseId, clockId: row.id, kind: row.kind, end, late: row.due_at !== null && row.due_at <= now },
    actor,
    at: now,
  }));
}

/** No statement waits longer for a lock (platform/database.ts): a breach noted later than that was not noted in the meantime. */
const OVERTAKEN_MS = 60_000;

const unlessOvertaken = (now: Date) =>
  sql<Date | null>`case when due_at > ${now} and breached_at > ${now} and breached_at <= ${new Date(now.getTime() + OVERTAKEN_MS)}
    then null else breached_at end`;

/** Ends every running clock of a case, as nobody owes what they ask any more. */
export const stopAllClocks = (tx: Tx, caseId: string, end: ClockEnd, actor: string, now: Date): Promise<NewEvent[]> =>
  stopClocks(tx, caseId, {}, end, actor, now);

/** Moves the end of a running clock by a granted extension; the first end is kept beside it. The tick notes anew what is late. */
export async function extendClock(tx: Tx, clockId: string, dueAt: Date): Promise<void> {
  await tx
    .updateTable('clock')
    .set({ due_at: dueAt, original_due_at: sql`coalesce(original_due_at, due_at)`, breached_at: null })
    .where('id', '=', clockId)
    .execute();
}

/** All clocks of a case; for use under the case's lock. */
export function clocksOf(tx: Tx, caseId: string) {
  return scopedClocks(tx, THE_PROGRAM).selectAll('clock').where('case_id', '=', caseId).orderBy('start_at').execute();
}

export type ClockRow = Awaited<ReturnType<typeof clocksOf>>[number];

/** Open cases with a clock that is due and not yet noted, longest due first, as a hint for the tick. */
export async function casesDue(db: Database, now: Date, limit: number): Promise<string[]> {
  const rows = await scopedClocks(db, THE_PROGRAM)
    .select('case_id')
    .where('stopped_at', 'is', null)
    .where('breached_at', 'is', null)
    .where('past_at_start', '=', false)
    .where('due_at', '<=', now)
    .where(({ exists }) =>
      exists(
        scopedCases(db, THE_PROGRAM)
          .select('case.id')
          .where(sql<SqlBool>`"case".id = clock.case_id`)
          .where('case.state', 'not in', [...ENDED_STATES]),
      ),
    )
    .groupBy('case_id')
    .orderBy(sql`min(due_at)`)
    .limit(limit)
    .execute();
  return rows.map((row) => row.case_id);
}

/** Cases with a clock whose end could not be computed when it began. */
export async function casesUndated(db: Database): Promise<string[]> {
  const rows = await scopedClocks(db, THE_PROGRAM)
    .select('case_id')
    .distinct()
    .where('stopped_at', 'is', null)
    .where('due_at', 'is', null)
    .execute();
  return rows.map((row) => row.case_id);
}

/** Locks a case's row for the tick, which must not overtake an act under way; null where it is gone. */
export async function lockCaseState(tx: Tx, caseId: string): Promise<CaseState | null> {
  const row = await scopedCases(tx, THE_PROGRAM)
    .select('state')
    .where('case.id', '=', caseId)
    .forUpdate()
    .executeTakeFirst();
  return row?.state ?? null;
}

/** Notes a breach on a locked case's clock, with the calendar its end was counted by; the event for it. */
export async function noteBreach(tx: Tx, clock: ClockRow, calendarVersion: string, now: Date): Promise<NewEvent> {
  const counted = clock.calendar_version ?? calendarVersion;
  await tx
    .updateTable('clock')
    .set({ breached_at: now, calendar_version: counted })
    .where('id', '=', clock.id)
    .execute();
  const { id: clockId, case_id: caseId, kind } = clock;
  return clockBreached({ caseId, clockId, kind, dueAt: clock.due_at ?? now, calendarVersion: counted }, PROGRAM, now);
}

/** Gives a clock the end that could not be computed before. */
export async function dateClock(tx: Tx, clockId: string, dueAt: Date, calendarVersion: string): Promise<void> {
  await tx
    .updateTable('clock')
    .set({ due_at: dueAt, undated: null, calendar_version: calendarVersion })
    .where('id', '=', clockId)
    .execute();
}

/** 时段归属 of a case, oldest first; for use under the case's lock. */
export async function holdingsOf(tx: Tx | Database, caseId: string): Promise<Holding[]> {
  const rows = await scopedHoldings(tx, THE_PROGRAM)
    .selectAll('holding')
    .where('case_id', '=', caseId)
    .orderBy('from_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    step: row.step,
    unitId: row.unit_id,
    fromAt: row.from_at,
    toAt: row.to_at,
    limitMinutes: row.limit_minutes,
    excuse: row.excuse,
  }));
}

/**
 * Hands a case to its next holders: the stretches of those who hold it no more end at `now`, those of new ones begin, each with
 * its step's limit; who holds on, holds on. No holders: nobody holds it any more (办结、并入). A clock that was set back ends
 * no stretch before it began.
 */
export async function hold(
  tx: Tx,
  rules: { rulebook: () => Rulebook; organisation: () => { profile: string } },
  caseId: string,
  holders: readonly Holder[],
  now: Date,
): Promise<void> {
  const open = (await holdingsOf(tx, caseId)).filter((one) => one.toAt === null);
  const { ending, beginning } = handOver(open, holders);
  for (const { id } of ending) {
    await tx
      .updateTable('holding')
      .set({ to_at: sql<Date>`greatest(from_at, ${now})` })
      .where('id', '=', id)
      .execute();
  }
  const rulebook = rules.rulebook();
  const { profile } = rules.organisation();
  for (const { step, unitId } of beginning) {
    const minutes = rulebook.stepMinutes(step, profile);
    await storeHolding(tx, caseId, { step, unitId, fromAt: now, toAt: null, limitMinutes: minutes });
  }
}

/** Writes a stretch that is over already: judging, from detection to the decision. */
export async function heldBefore(tx: Tx, caseId: string, past: Stretch & { toAt: Date }): Promise<void> {
  if (past.toAt > past.fromAt) await storeHolding(tx, caseId, past);
}

type Stretch = Omit<Holding, 'id' | 'excuse'> & { excuse?: string | null };

/** Writes a stretch as it is given; what a part taken out of a case brings along. */
export async function storeHolding(tx: Tx, caseId: string, stretch: Stretch): Promise<void> {
  const { fromAt, limitMinutes } = stretch;
  await tx
    .insertInto('holding')
    .values({
      id: randomUUID(),
      case_id: caseId,
      step: stretch.step,
      unit_id: stretch.unitId,
      from_at: fromAt,
      to_at: stretch.toAt,
      due_at: limitMinutes === null ? null : new Date(fromAt.getTime() + limitMinutes * 60_000),
      limit_minutes: limitMinutes,
      excuse: stretch.excuse ?? null,
    })
    .execute();
}

/** Excuses a unit's stretches since an instant: what it held wrongly given is not counted against it (退回成立). */
export async function excuseHoldings(
  tx: Tx,
  caseId: string,
  unitId: string,
  since: Date,
  excuse: string,
): Promise<void> {
  await tx
    .updateTable('holding')
    .set({ excuse })
    .where('case_id', '=', caseId)
    .where('unit_id', '=', unitId)
    .where('from_at', '>=', since)
    .execute();
}
