/**
 * The only way to build a query that returns rows of cases, items and what hangs on them. Each takes who asks; the architecture
 * test fails on any other query of these tables.
 */
import { sql, type SqlBool } from 'kysely';
import type { Database, Tx } from '../platform/database.ts';
import type { Viewer } from './viewer.ts';
import {
  THE_PROGRAM,
  caseCountable,
  caseItemVisible,
  caseUnclosed,
  caseVisible,
  consultationVisible,
  findableItem,
  itemVisible,
  leadVisible,
  searchVisible,
  transferVisible,
  type Asker,
} from './visible.ts';

export { THE_PROGRAM, type Asker };

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

/**
 * Cases that a bare number may count for the asker: all that are not closed to that person, read or unread. One more or one fewer
 * would tell the accused side of a case (信访工作条例 第三十条).
 */
export function unclosedCases(db: Database | Tx, asker: Viewer) {
  return db.selectFrom('case').where(caseUnclosed(asker));
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
