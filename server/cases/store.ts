/** Cases, the items in them, and who may see them. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { ENDED_STATES, type CaseState } from '../contract/vocabulary-case.ts';
import type { Category, IncidentGrade, OpinionGrade, Subject } from '../contract/vocabulary.ts';
import type { Reason } from '../contract/views.ts';
import { scopedCases, scopedItems, scopedLeads, THE_PROGRAM, type Asker } from '../access/scope.ts';
import type { Database, Tx } from '../platform/database.ts';
import { unitsConsulted } from './consultations/store.ts';
import { caseNumber } from './number.ts';

export interface NewCase {
  title: string;
  category: Category;
  subject: Subject | null;
  opinionGrade: OpinionGrade;
  incidentGrade: IncidentGrade | null;
  territory: string | null;
  rule: string;
  clause: string;
  reasons: Reason[];
  proposedLead: string | null;
  proposedSupporting: string[];
  proposedCoordinator: string | null;
  openedBy: string;
  detectedAt: Date;
}

/** Opens a case that awaits its dispatch; returns its id and number. */
export async function openCase(
  tx: Tx,
  prefix: string,
  fresh: NewCase,
  now: Date,
): Promise<{ id: string; number: string }> {
  const running = await sql<{ n: string }>`select nextval('case_number') as n`.execute(tx);
  const number = caseNumber(prefix, Number(running.rows[0]?.n), now);
  const id = randomUUID();
  await tx
    .insertInto('case')
    .values({
      id,
      version: 1,
      number,
      state: 'awaiting_dispatch',
      title: fresh.title,
      category: fresh.category,
      subject: fresh.subject,
      opinion_grade: fresh.opinionGrade,
      incident_grade: fresh.incidentGrade,
      territory: fresh.territory,
      rule: fresh.rule,
      clause: fresh.clause,
      reasons: JSON.stringify(fresh.reasons),
      proposed_lead: fresh.proposedLead,
      proposed_supporting: JSON.stringify(fresh.proposedSupporting),
      proposed_coordinator: fresh.proposedCoordinator,
      opened_by: fresh.openedBy,
      opened_at: now,
      detected_at: fresh.detectedAt,
      updated_at: now,
    })
    .execute();
  return { id, number };
}

export interface LockedCase {
  id: string;
  version: number;
  number: string;
  state: CaseState;
  category: Category;
  opinion_grade: OpinionGrade;
  incident_grade: IncidentGrade | null;
  incident_confirmed: boolean;
  incident_confirmed_by: string | null;
  incident_confirmed_at: Date | null;
  subject: Subject | null;
  territory: string | null;
  rule: string;
  clause: string;
  reasons: Reason[];
  proposed_lead: string | null;
  proposed_supporting: string[];
  proposed_coordinator: string | null;
  opened_at: Date;
  detected_at: Date;
  dispatched_at: Date | null;
  accepted_at: Date | null;
  merged_into: string | null;
}

/** Locks a case for a decision, or null where the asker may not see it. */
export async function lockCase(tx: Tx, asker: Asker, id: string): Promise<LockedCase | null> {
  const row = await scopedCases(tx, asker)
    .select([
      'case.id',
      'version',
      'number',
      'state',
      'category',
      'opinion_grade',
      'incident_grade',
      'incident_confirmed',
      'incident_confirmed_by',
      'incident_confirmed_at',
      'subject',
      'territory',
      'rule',
      'clause',
      'reasons',
      'proposed_lead',
      'proposed_supporting',
      'proposed_coordinator',
      'opened_at',
      'detected_at',
      'dispatched_at',
      'accepted_at',
      'merged_into',
    ])
    .where('case.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Columns an act sets on a locked case. */
export interface MovedColumns {
  state?: CaseState;
  dispatched_at?: Date;
  accepted_at?: Date | null;
  opinion_grade?: OpinionGrade;
  incident_grade?: IncidentGrade | null;
  incident_confirmed?: boolean;
  incident_confirmed_by?: string | null;
  incident_confirmed_at?: Date | null;
  merged_into?: string;
  split_from?: string;
  closed_at?: Date | null;
  closed_by?: string | null;
  close_summary?: string | null;
  rule?: string;
  clause?: string;
  /** Why the unit answers, as it stands with the dispatch. */
  reasons?: Reason[];
}

/** Moves a locked case; its version moves on. */
export async function moveCase(tx: Tx, id: string, columns: MovedColumns, now: Date): Promise<void> {
  const { reasons, ...plain } = columns;
  await tx
    .updateTable('case')
    .set({
      ...plain,
      ...(reasons ? { reasons: JSON.stringify(reasons) } : {}),
      updated_at: now,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .execute();
}

/** Notes that something was added to a locked case. */
export async function touchCase(tx: Tx, id: string, now: Date): Promise<void> {
  await moveCase(tx, id, {}, now);
}

/** Opens a case to units, or closes it to units and persons (the wall); rows already there stay. */
export async function setAudience(
  tx: Tx,
  caseId: string,
  effect: 'grant' | 'deny',
  who: { units: readonly string[]; accounts: readonly string[] },
  now: Date,
): Promise<void> {
  const rows = [
    ...who.units.map((unit_id) => ({ case_id: caseId, unit_id, account_id: null, effect, at: now })),
    ...who.accounts.map((account_id) => ({ case_id: caseId, unit_id: null, account_id, effect, at: now })),
  ];
  if (rows.length === 0) return;
  await tx
    .insertInto('case_audience')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Takes the grants of units back: the case leaves their screens by a removal. Denials stay, and so does the sight of a unit that
 * a lead toward accountability notifies (who is to be heard must see what it is heard on, 陈述申辩), or that is consulted (会商).
 */
export async function withdrawGrants(tx: Tx, caseId: string, withdrawn: readonly string[]): Promise<void> {
  const staying = new Set([...(await unitsHeard(tx, caseId)), ...(await unitsConsulted(tx, caseId))]);
  const units = withdrawn.filter((unit) => !staying.has(unit));
  if (units.length === 0) return;
  await tx
    .deleteFrom('case_audience')
    .where('case_id', '=', caseId)
    .where('effect', '=', 'grant')
    .where('unit_id', 'in', [...units])
    .execute();
}

/** Units notified by leads toward accountability that have not come to their end. */
export async function unitsHeard(tx: Tx, caseId: string): Promise<string[]> {
  const leads = await scopedLeads(tx, THE_PROGRAM)
    .select('units')
    .where('case_id', '=', caseId)
    .where('state', 'not in', ['unfounded', 'finished'])
    .execute();
  return leads.flatMap((lead) => lead.units);
}

/** Units and accounts a case is closed to. */
export async function denialsOf(tx: Tx, caseId: string): Promise<{ units: string[]; accounts: string[] }> {
  const rows = await tx
    .selectFrom('case_audience')
    .select(['unit_id', 'account_id'])
    .where('case_id', '=', caseId)
    .where('effect', '=', 'deny')
    .execute();
  return {
    units: rows.flatMap((row) => (row.unit_id ? [row.unit_id] : [])),
    accounts: rows.flatMap((row) => (row.account_id ? [row.account_id] : [])),
  };
}

export interface OpenCaseRow {
  id: string;
  number: string;
  title: string;
  lead_name: string | null;
  item_count: number;
  due_at: Date | null;
}

/** Recent open cases of the same subject or territory, and those named, newest first: the field in which candidates for merging are ranked. */
export function openCasesNear(
  db: Database,
  asker: Asker,
  near: { subject: Subject | null; territory: string | null; ids: readonly string[] },
  limit: number,
): Promise<OpenCaseRow[]> {
  return scopedCases(db, asker)
    .leftJoin('assignment', (join) =>
      join
        .onRef('assignment.case_id', '=', 'case.id')
        .on('assignment.role', '=', 'lead')
        .on('assignment.ended_at', 'is', null),
    )
    .leftJoin('unit', 'unit.id', 'assignment.unit_id')
    .select(['case.id', 'case.number', 'case.title', 'unit.name as lead_name'])
    .select(sql<number>`(select count(*)::int from item i where i.case_id = "case".id)`.as('item_count'))
    .select(
      sql<Date | null>`(select min(due_at) from clock c where c.case_id = "case".id and c.stopped_at is null)`.as(
        'due_at',
      ),
    )
    .where('case.state', 'not in', [...ENDED_STATES])
    .where((where) =>
      where.or([
        where('case.subject', '=', near.subject),
        where('case.territory', '=', near.territory),
        sql<boolean>`"case".id = any(${[...near.ids]})`,
      ]),
    )
    .orderBy(sql`"case".id = any(${[...near.ids]})`, 'desc')
    .orderBy('case.updated_at', 'desc')
    .limit(limit)
    .execute();
}

/** State of a case the asker may see. */
export async function stateOf(db: Database | Tx, asker: Asker, id: string): Promise<CaseState | null> {
  return (await scopedCases(db, asker).select('state').where('case.id', '=', id).executeTakeFirst())?.state ?? null;
}

/** Number of a case the asker may see. */
export async function numberOf(db: Database, asker: Asker, id: string): Promise<string | null> {
  const row = await scopedCases(db, asker).select('number').where('case.id', '=', id).executeTakeFirst();
  return row?.number ?? null;
}

/** Title and text of the first item of each case, against which a new item is compared. */
export async function firstTexts(db: Database, asker: Asker, caseIds: readonly string[]): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await scopedItems(db, asker)
    .distinctOn('item.case_id')
    .select(['item.case_id', 'item.title', 'item.body'])
    .where('item.case_id', 'in', [...caseIds])
    .orderBy('item.case_id')
    .orderBy('item.detected_at')
    .execute();
  return new Map(rows.map((row) => [row.case_id ?? '', `${row.title}\n${row.body}`.slice(0, 1_000)]));
}
