/**
 * The only way to build a query that returns rows of cases, items and what hangs on them. Each takes who asks; the architecture
 * test fails on any other query of these tables.
 */
import { sql, type Expression, type SqlBool } from 'kysely';
import type { Database, Tx } from '../platform/database.ts';
import { permits, type Viewer } from './viewer.ts';
import { seesJurisdiction } from './permissions.ts';

/**
 * The program acting by itself (handlers, the inside of a transaction whose right has been checked). What it reads is never
 * shown to a person; routes and gateways may not name it.
 */
export const THE_PROGRAM = Symbol('the program');
export type Asker = Viewer | typeof THE_PROGRAM;

const NOTHING = sql<SqlBool>`false`;
const EVERYTHING = sql<SqlBool>`true`;

/** Cases the asker may see. Deny beats every role. */
export function scopedCases(db: Database | Tx, asker: Asker) {
  return db.selectFrom('case').where(caseVisible(asker, sql.ref('case.id')));
}

/**
 * Cases, each with its items, that may be counted for the asker where the past is replayed (推演): those the asker may see and, for
 * who keeps units and rules without seeing any case, all that are not closed to that person. Null asks for those nobody is shut
 * out of. What a case says is shown by the right to cases alone.
 */
export function replayableCases(db: Database | Tx, asker: Viewer | null) {
  return db.selectFrom('case').innerJoin('item', 'item.case_id', 'case.id').where(caseCountable(asker));
}

/** Items the asker may see: the triage roles', less those of a case they may not see. */
export function scopedItems(db: Database | Tx, asker: Asker) {
  return db.selectFrom('item').where(itemVisible(asker));
}

/**
 * Items of the cases the asker may see, by the right to the case: a unit reads what it must answer. Whose words they are (source,
 * address) is for the caller to leave out. An item that accuses the asker's side stays closed to it in any case.
 */
export function scopedCaseItems(db: Database | Tx, asker: Asker) {
  return db.selectFrom('item').where(caseItemVisible(asker));
}

/**
 * What search may find for the asker, each with its item and case as they stand now: cases, answers and entries by the right to
 * the case, items by the right to items or else to their case. A case that went into another answers under that one.
 */
export function scopedSearchEntries(db: Database | Tx, asker: Asker) {
  return db
    .selectFrom('search_entry')
    .leftJoin('item', 'item.id', 'search_entry.item_id')
    .leftJoin('case', (join) => join.on(sql<SqlBool>`"case".id = coalesce(search_entry.case_id, item.case_id)`))
    .where(searchVisible(asker));
}

/** What waits to be indexed: for the program alone, since it names things nobody has asked for. */
export function searchPending(db: Database | Tx, _asker: typeof THE_PROGRAM) {
  return db.selectFrom('search_pending');
}

/** Items by the right to items or, for those without it, by the right to their case. */
export function scopedFindableItems(db: Database | Tx, asker: Asker) {
  return db.selectFrom('item').where(findableItem(asker));
}

/** Stored views of the cases the asker may see. */
export function scopedCaseViews(db: Database | Tx, asker: Asker) {
  return db.selectFrom('case_view').where(caseVisible(asker, sql.ref('case_view.case_id')));
}

/** Items told apart into groups of one event, as far as the asker may see the items. */
export function scopedGroupMembers(db: Database | Tx, asker: Asker) {
  return db.selectFrom('group_member').innerJoin('item', 'item.id', 'group_member.item_id').where(itemVisible(asker));
}

/** Verdicts on the items the asker may see. */
export function scopedVerdicts(db: Database | Tx, asker: Asker) {
  return db.selectFrom('verdict').innerJoin('item', 'item.id', 'verdict.item_id').where(itemVisible(asker));
}

/** Direct replies (直接答复) on the items the asker may see. */
export function scopedDirectReplies(db: Database | Tx, asker: Asker) {
  return db.selectFrom('direct_reply').innerJoin('item', 'item.id', 'direct_reply.item_id').where(itemVisible(asker));
}

/** Assignments of the cases the asker may see. */
export function scopedAssignments(db: Database | Tx, asker: Asker) {
  return db.selectFrom('assignment').where(caseVisible(asker, sql.ref('assignment.case_id')));
}

/** Hops (转办) of the cases the asker may see. */
export function scopedHops(db: Database | Tx, asker: Asker) {
  return db.selectFrom('hop').where(caseVisible(asker, sql.ref('hop.case_id')));
}

/** Clocks of the cases the asker may see. */
export function scopedClocks(db: Database | Tx, asker: Asker) {
  return db.selectFrom('clock').where(caseVisible(asker, sql.ref('clock.case_id')));
}

/** Reasons given for acts on the cases the asker may see. */
export function scopedReasons(db: Database | Tx, asker: Asker) {
  return db.selectFrom('reason').where(caseVisible(asker, sql.ref('reason.case_id')));
}

/** The ledger of the cases the asker may see. */
export function scopedHoldings(db: Database | Tx, asker: Asker) {
  return db.selectFrom('holding').where(caseVisible(asker, sql.ref('holding.case_id')));
}

/** Findings and measures of the cases the asker may see. */
export function scopedEntries(db: Database | Tx, asker: Asker) {
  return db.selectFrom('entry').where(caseVisible(asker, sql.ref('entry.case_id')));
}

/** Returns of the cases the asker may see. */
export function scopedReturns(db: Database | Tx, asker: Asker) {
  return db.selectFrom('return_request').where(caseVisible(asker, sql.ref('return_request.case_id')));
}

/** Extensions of the cases the asker may see. */
export function scopedExtensions(db: Database | Tx, asker: Asker) {
  return db.selectFrom('extension').where(caseVisible(asker, sql.ref('extension.case_id')));
}

/** Dispositions of the cases the asker may see. */
export function scopedDispositions(db: Database | Tx, asker: Asker) {
  return db.selectFrom('disposition').where(caseVisible(asker, sql.ref('disposition.case_id')));
}

/** Answers in the cases the asker may see. */
export function scopedResponses(db: Database | Tx, asker: Asker) {
  return db.selectFrom('response').where(caseVisible(asker, sql.ref('response.case_id')));
}

/** Publications of the cases the asker may see. */
export function scopedPublications(db: Database | Tx, asker: Asker) {
  return db.selectFrom('publication').where(caseVisible(asker, sql.ref('publication.case_id')));
}

/** Commitments of the cases the asker may see. */
export function scopedCommitments(db: Database | Tx, asker: Asker) {
  return db.selectFrom('commitment').where(caseVisible(asker, sql.ref('commitment.case_id')));
}

/** Signals on the cases the asker may see. */
export function scopedSignals(db: Database | Tx, asker: Asker) {
  return db.selectFrom('signal').where(caseVisible(asker, sql.ref('signal.case_id')));
}

/** Urges on the cases the asker may see. */
export function scopedUrges(db: Database | Tx, asker: Asker) {
  return db.selectFrom('urge').where(caseVisible(asker, sql.ref('urge.case_id')));
}

/**
 * Leads toward accountability from the cases the asker may see. People of a unit see those that notify it (or one below it):
 * what is undecided about another unit is none of theirs.
 */
export function scopedLeads(db: Database | Tx, asker: Asker) {
  return db.selectFrom('accountability_lead').where(leadVisible(asker));
}

/** Drafts of the answers the asker may see. */
export function scopedDrafts(db: Database | Tx, asker: Asker) {
  return db
    .selectFrom('draft_version')
    .innerJoin('response', 'response.id', 'draft_version.response_id')
    .where(caseVisible(asker, sql.ref('response.case_id')));
}

/** Approvals of the answers the asker may see. */
export function scopedApprovals(db: Database | Tx, asker: Asker) {
  return db
    .selectFrom('approval')
    .innerJoin('response', 'response.id', 'approval.response_id')
    .where(caseVisible(asker, sql.ref('response.case_id')));
}

/** Statements on the leads the asker may see. */
export function scopedStatements(db: Database | Tx, asker: Asker) {
  return db
    .selectFrom('statement')
    .innerJoin('accountability_lead', 'accountability_lead.id', 'statement.lead_id')
    .where(leadVisible(asker));
}

/**
 * Transfers (检举控告), sealed: the receiving body's own people alone, and never the accused side (信访工作条例 第三十条). The
 * office that handed one over sees that it did, not what it says.
 */
export function scopedTransfers(db: Database | Tx, asker: Asker) {
  return db.selectFrom('transfer').where(transferVisible(asker));
}

/**
 * Consultations on the cases the asker may see: of a unit's people those that take part, whose unit called it, or whose unit leads
 * or coordinates the case. Who left one (回避, or released) reads it no more.
 */
export function scopedConsultations(db: Database | Tx, asker: Asker) {
  return db.selectFrom('consultation').where(consultationVisible(asker));
}

/** Lines (口径) of the cases the asker may see: internal, for whoever speaks or signs on the case, and never for the public. */
export function scopedLines(db: Database | Tx, asker: Asker) {
  return db.selectFrom('agreed_line').where(caseVisible(asker, sql.ref('agreed_line.case_id')));
}

/** Published answers, for anyone: a view of the database that holds what was published and nothing else of a case. */
export function publicAnswers(db: Database | Tx) {
  return db.selectFrom('public_answer');
}

function consultationVisible(asker: Asker): Expression<SqlBool> {
  const ofCase = caseVisible(asker, sql.ref('consultation.case_id'));
  if (asker === THE_PROGRAM || seesJurisdiction(asker.roles)) return ofCase;
  const units = sql`any(${[...asker.grantUnits]}::text[])`;
  return sql<SqlBool>`(${ofCase} and (consultation.convener = ${units}
    or exists (select from consultation_participant p
      where p.consultation_id = consultation.id and p.left_at is null and p.unit_id = ${units})
    or exists (select from assignment a
      where a.case_id = consultation.case_id and a.ended_at is null and a.role in ('lead', 'coordinator')
        and a.unit_id = ${units})))`;
}

function leadVisible(asker: Asker): Expression<SqlBool> {
  const ofCase = caseVisible(asker, sql.ref('accountability_lead.case_id'));
  if (asker === THE_PROGRAM || seesJurisdiction(asker.roles)) return ofCase;
  return sql<SqlBool>`(${ofCase} and accountability_lead.units ?| ${[...asker.grantUnits]}::text[])`;
}

function transferVisible(asker: Asker): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return EVERYTHING;
  if (!permits(asker, 'transfer.receive')) return NOTHING;
  return sql<SqlBool>`(transfer.receiver = ${asker.unit?.id ?? null} and not ${itemDenied(sql.ref('transfer.item_id'), asker)})`;
}

function itemVisible(asker: Asker): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return EVERYTHING;
  if (!permits(asker, 'item.read')) return NOTHING;
  const open = sql<SqlBool>`(item.case_id is null or ${caseVisible(asker, sql.ref('item.case_id'))})`;
  // Before judging nobody knows whom an item accuses, so nobody sees it; the wall stands from the moment it is judged. What has
  // been transferred is sealed: it is in no queue, list or count of this office any more.
  return sql<SqlBool>`(item.state not in ('received', 'transferred') and ${open} and not ${itemDenied(sql.ref('item.id'), asker)})`;
}

function caseItemVisible(asker: Asker): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return EVERYTHING;
  const open = caseVisible(asker, sql.ref('item.case_id'));
  return sql<SqlBool>`(item.state <> 'transferred' and item.case_id is not null and ${open}
    and not ${itemDenied(sql.ref('item.id'), asker)})`;
}

function findableItem(asker: Asker): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return sql<SqlBool>`item.state not in ('received', 'transferred')`;
  return permits(asker, 'item.read') ? itemVisible(asker) : caseItemVisible(asker);
}

function searchVisible(asker: Asker): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return EVERYTHING;
  const ofCase = sql<SqlBool>`("case".state <> 'merged' and ${caseVisible(asker, sql.ref('case.id'))})`;
  return sql<SqlBool>`(case search_entry.kind when 'item' then ${findableItem(asker)} else ${ofCase} end)`;
}

/** Whether the item is closed to the asker: it accuses the asker's unit, one it is subordinate to, or the asker in person. */
function itemDenied(itemId: Expression<unknown>, asker: Viewer): Expression<SqlBool> {
  return sql<SqlBool>`exists (
    select from item_denial d where d.item_id = ${itemId}
      and (d.account_id = ${asker.accountId} or d.unit_id = any(${[...asker.denyUnits]})))`;
}

function caseVisible(asker: Asker, caseId: Expression<unknown>): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return EVERYTHING;
  if (!permits(asker, 'case.read')) return NOTHING;
  const denied = audienceExists(caseId, 'deny', asker.accountId, asker.denyUnits);
  if (seesJurisdiction(asker.roles)) return sql<SqlBool>`not ${denied}`;
  return sql<SqlBool>`(not ${denied} and ${audienceExists(caseId, 'grant', asker.accountId, asker.grantUnits)})`;
}

function caseCountable(asker: Viewer | null): Expression<SqlBool> {
  if (asker === null) {
    return sql<SqlBool>`(not exists (select from case_audience a where a.case_id = "case".id and a.effect = 'deny')
      and not exists (select from item i join item_denial d on d.item_id = i.id where i.case_id = "case".id))`;
  }
  const id = sql.ref('case.id');
  const open = permits(asker, 'case.read')
    ? caseVisible(asker, id)
    : sql<SqlBool>`not ${audienceExists(id, 'deny', asker.accountId, asker.denyUnits)}`;
  return sql<SqlBool>`(${open} and not exists (
    select from item i join item_denial d on d.item_id = i.id where i.case_id = "case".id
      and (d.account_id = ${asker.accountId} or d.unit_id = any(${[...asker.denyUnits]}))))`;
}

function audienceExists(
  caseId: Expression<unknown>,
  effect: 'grant' | 'deny',
  accountId: string,
  units: readonly string[],
) {
  return sql<SqlBool>`exists (
    select from case_audience a where a.case_id = ${caseId} and a.effect = ${effect}
      and (a.account_id = ${accountId} or a.unit_id = any(${[...units]})))`;
}
