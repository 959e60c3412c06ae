/** What a case's own page reads, each through the scope of who asks. */
import { sql } from 'kysely';
import {
  scopedApprovals,
  scopedCaseItems,
  scopedCommitments,
  scopedDispositions,
  scopedDrafts,
  scopedEntries,
  scopedExtensions,
  scopedLeads,
  scopedHoldings,
  scopedPublications,
  scopedResponses,
  scopedReturns,
  scopedSignals,
  scopedUrges,
} from '../../access/scope.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Database, Tx } from '../../platform/database.ts';

type Db = Tx | Database;

/** Items a page shows at most; the view says how many there are. */
const ITEMS_SHOWN = 500;
const RECORD_SHOWN = 300;

/** Its items, newest first. */
export function itemsOf(db: Db, viewer: Viewer, id: string) {
  return scopedCaseItems(db, viewer)
    .innerJoin('source', 'source.id', 'item.source_id')
    .select(['item.id', 'item.title', 'item.body', 'item.channel', 'item.url', 'item.published_at', 'item.detected_at'])
    .select('source.name as source_name')
    .where('item.case_id', '=', id)
    .orderBy('item.detected_at', 'desc')
    .orderBy('item.id')
    .limit(ITEMS_SHOWN)
    .execute();
}

/** 时段归属, oldest first. */
export function holdingsOf(db: Db, viewer: Viewer, id: string) {
  return scopedHoldings(db, viewer)
    .selectAll('holding')
    .where('case_id', '=', id)
    .orderBy('from_at')
    .orderBy('to_at')
    .orderBy('id')
    .execute();
}

/** 核查与处置 entries, oldest first. */
export function entriesOf(db: Db, viewer: Viewer, id: string) {
  return scopedEntries(db, viewer)
    .innerJoin('account', 'account.id', 'entry.account_id')
    .selectAll('entry')
    .select('account.display_name as by_name')
    .where('case_id', '=', id)
    .orderBy('at')
    .orderBy('entry.id')
    .execute();
}

/** Answers in their order. */
export function responsesOf(db: Db, viewer: Viewer, id: string) {
  return scopedResponses(db, viewer)
    .selectAll('response')
    .where('response.case_id', '=', id)
    .orderBy('number')
    .execute();
}

/** Drafts of the case's answers, oldest first. */
export function draftsOf(db: Db, viewer: Viewer, id: string) {
  return scopedDrafts(db, viewer)
    .innerJoin('account', 'account.id', 'draft_version.account_id')
    .selectAll('draft_version')
    .select('account.display_name as by_name')
    .where('response.case_id', '=', id)
    .orderBy('draft_version.n')
    .execute();
}

/** Decisions on the case's answers, oldest first, void ones too. */
export function approvalsOf(db: Db, viewer: Viewer, id: string) {
  return scopedApprovals(db, viewer)
    .innerJoin('account', 'account.id', 'approval.account_id')
    .selectAll('approval')
    .select('account.display_name as by_name')
    .where('response.case_id', '=', id)
    .orderBy('approval.at')
    .orderBy('approval.id')
    .execute();
}

/** What was published, newest first; corrected and withdrawn ones too. */
export function publicationsOf(db: Db, viewer: Viewer, id: string) {
  return scopedPublications(db, viewer)
    .selectAll('publication')
    .where('case_id', '=', id)
    .orderBy('published_at', 'desc')
    .orderBy('number', 'desc')
    .execute();
}

/** Promises, the next one first. */
export function commitmentsOf(db: Db, viewer: Viewer, id: string) {
  return scopedCommitments(db, viewer)
    .selectAll('commitment')
    .where('case_id', '=', id)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
}

/** 处置方式 with who handed a lead over, or signed that there is nothing unlawful. */
export function dispositionsOf(db: Db, viewer: Viewer, id: string) {
  return scopedDispositions(db, viewer)
    .leftJoin('account', 'account.id', 'disposition.handed_over_by')
    .selectAll('disposition')
    .select('account.display_name as by_name')
    .where('case_id', '=', id)
    .orderBy('at')
    .orderBy('kind')
    .execute();
}

/** Signals, newest first, ended ones too. */
export function signalsOf(db: Db, viewer: Viewer, id: string) {
  return scopedSignals(db, viewer)
    .selectAll('signal')
    .where('case_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute();
}

/** 催办 and 督办, newest first, with their answers. */
export function urgesOf(db: Db, viewer: Viewer, id: string) {
  return scopedUrges(db, viewer)
    .innerJoin('account', 'account.id', 'urge.account_id')
    .leftJoin('account as answerer', 'answerer.id', 'urge.answered_by')
    .selectAll('urge')
    .select(['account.display_name as by_name', 'answerer.display_name as answerer_name'])
    .where('case_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('urge.id')
    .execute();
}

/** Returns with their rulings, newest first. */
export function returnsOf(db: Db, viewer: Viewer, id: string) {
  return scopedReturns(db, viewer)
    .leftJoin('account as ruler', 'ruler.id', 'return_request.ruled_by')
    .selectAll('return_request')
    .select('ruler.display_name as ruler_name')
    .where('case_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('return_request.id')
    .execute();
}

/** Extensions asked for, newest first. */
export function extensionsOf(db: Db, viewer: Viewer, id: string) {
  return scopedExtensions(db, viewer)
    .innerJoin('account', 'account.id', 'extension.account_id')
    .selectAll('extension')
    .select('account.display_name as by_name')
    .where('case_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('extension.id')
    .execute();
}

/** 办理记录, newest first, less the hidden types. For a case whose visibility has been checked. */
export function recordOf(db: Db, id: string, hidden: readonly string[]) {
  return db
    .selectFrom('event')
    .leftJoin('account', (join) => join.on(sql`'account:' || account.id`, '=', sql.ref('event.actor')))
    .select(['event.version', 'event.at', 'event.type', 'event.data', 'event.hash', 'account.display_name as by_name'])
    .where('stream', '=', `case:${id}`)
    .where(sql<boolean>`event.type <> all(${[...hidden]})`)
    .orderBy('event.version', 'desc')
    .limit(RECORD_SHOWN)
    .execute();
}

/** Whether a lead from this case is the viewer's to see. */
export async function hasLead(db: Db, viewer: Viewer, id: string): Promise<boolean> {
  const row = await scopedLeads(db, viewer)
    .select('accountability_lead.id')
    .where('case_id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}
