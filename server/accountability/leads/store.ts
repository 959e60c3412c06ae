/** Leads toward accountability, statements and rulings. Written under the case's lock, in the act's own transaction. */
import { randomUUID } from 'node:crypto';
import type { Aggravating, Conclusion, LeadGround, LeadState, Mitigating } from '../../contract/vocabulary-case.ts';
import {
  scopedAssignments,
  scopedCases,
  scopedCommitments,
  scopedHoldings,
  scopedLeads,
  scopedPublications,
  scopedSignals,
  scopedStatements,
  scopedUrges,
  THE_PROGRAM,
  type Asker,
} from '../../access/scope.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { caseWithMerged } from '../store.ts';

export interface NewLead {
  caseId: string;
  signalIds: readonly string[];
  ground: LeadGround;
  facts: string;
  units: readonly string[];
  proposedBy: string;
  statementDue: Date;
}

/** Writes a lead, whose units are notified by it; returns its id. */
export async function storeLead(tx: Tx, fresh: NewLead, now: Date): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('accountability_lead')
    .values({
      id,
      case_id: fresh.caseId,
      signal_ids: JSON.stringify(fresh.signalIds),
      ground: fresh.ground,
      facts: fresh.facts,
      state: 'notified',
      units: JSON.stringify(fresh.units),
      proposed_by: fresh.proposedBy,
      at: now,
      statement_due: fresh.statementDue,
    })
    .execute();
  return id;
}

/** The leads an asker may see, newest first: of one case, or of all. */
export function leadsFor(db: Database | Tx, asker: Asker, caseId: string | null = null) {
  let query = scopedLeads(db, asker).selectAll('accountability_lead');
  if (caseId !== null) query = query.where('accountability_lead.case_id', '=', caseId);
  return query.orderBy('accountability_lead.at', 'desc').orderBy('accountability_lead.id').execute();
}

export type LeadRow = Awaited<ReturnType<typeof leadsFor>>[number];

/** All leads of a case; for use under the case's lock, whose right has been checked. */
export const leadsOf = (tx: Tx, caseId: string): Promise<LeadRow[]> => leadsFor(tx, THE_PROGRAM, caseId);

/** Moves a lead on. */
export async function setLeadState(tx: Tx, id: string, state: LeadState): Promise<void> {
  await tx.updateTable('accountability_lead').set({ state }).where('id', '=', id).execute();
}

/** Keeps a unit's statement; a unit may state more than once. Returns its id. */
export async function storeStatement(
  tx: Tx,
  fresh: { leadId: string; unitId: string; accountId: string; body: string },
  now: Date,
): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('statement')
    .values({
      id,
      lead_id: fresh.leadId,
      unit_id: fresh.unitId,
      account_id: fresh.accountId,
      body: fresh.body,
      at: now,
    })
    .execute();
  return id;
}

/** Statements on leads, oldest first. */
export async function statementsOf(db: Database | Tx, asker: Asker, leadIds: readonly string[]) {
  if (leadIds.length === 0) return [];
  return scopedStatements(db, asker)
    .select([
      'statement.id',
      'statement.lead_id',
      'statement.unit_id',
      'statement.account_id',
      'statement.body',
      'statement.at',
    ])
    .where('statement.lead_id', 'in', [...leadIds])
    .orderBy('statement.at')
    .orderBy('statement.id')
    .execute();
}

/** Units that have stated on a lead; for use under the case's lock. */
export const statedUnits = async (tx: Tx, leadId: string): Promise<string[]> =>
  (await statementsOf(tx, THE_PROGRAM, [leadId])).map((one) => one.unit_id);

export interface NewRuling {
  state: LeadState;
  conclusion: Conclusion;
  reason: string;
  basis: string;
  holdingIds: readonly string[];
  mitigating: readonly Mitigating[];
  aggravating: readonly Aggravating[];
  ruledBy: string;
  rectifyBy: Date | null;
}

/** Keeps a leader's ruling. */
export async function storeRuling(tx: Tx, id: string, ruling: NewRuling, now: Date): Promise<void> {
  await tx
    .updateTable('accountability_lead')
    .set({
      state: ruling.state,
      conclusion: ruling.conclusion,
      ruling_reason: ruling.reason,
      basis: ruling.basis,
      holding_ids: JSON.stringify(ruling.holdingIds),
      mitigating: JSON.stringify(ruling.mitigating),
      aggravating: JSON.stringify(ruling.aggravating),
      ruled_by: ruling.ruledBy,
      ruled_at: now,
      rectify_by: ruling.rectifyBy,
    })
    .where('id', '=', id)
    .execute();
}

/** Keeps what a unit put right. */
export async function storeRectification(
  tx: Tx,
  id: string,
  by: { body: string; accountId: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('accountability_lead')
    .set({ state: 'reviewing', rectification: by.body, rectified_by: by.accountId, rectified_at: now })
    .where('id', '=', id)
    .execute();
}

/** Keeps a review (复核). */
export async function storeReview(
  tx: Tx,
  id: string,
  review: { passed: boolean; note: string; accountId: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('accountability_lead')
    .set({
      state: review.passed ? 'finished' : 'rectifying',
      review_passed: review.passed,
      review_note: review.note,
      reviewed_by: review.accountId,
      reviewed_at: now,
    })
    .where('id', '=', id)
    .execute();
}

/** Leads upheld since an instant, of all cases: what counts toward 一年内两次及以上. For counting only. */
export async function upheldSince(db: Database | Tx, since: Date): Promise<LeadRow[]> {
  return scopedLeads(db, THE_PROGRAM)
    .selectAll('accountability_lead')
    .where('conclusion', 'is not', null)
    .where('conclusion', '<>', 'unfounded')
    .where('ruled_at', '>', since)
    .execute();
}

/** Step and unit of stretches of the ledger. */
export async function holdersOf(db: Database | Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return scopedHoldings(db, THE_PROGRAM)
    .select(['holding.id', 'holding.step', 'holding.unit_id'])
    .where('holding.id', 'in', [...ids])
    .execute();
}

/** Who dispatched a case, each time it was given to a lead. */
export async function dispatchersOf(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await scopedAssignments(tx, THE_PROGRAM)
    .select('assignment.dispatched_by')
    .where('case_id', '=', caseId)
    .where('role', '=', 'lead')
    .execute();
  return rows.map((row) => row.dispatched_by);
}

/** What the views of leads are built from, for the cases of leads the asker may see. */
export async function materialOf(db: Database, asker: Asker, caseIds: readonly string[]) {
  const list = [...caseIds];
  const cases = await scopedCases(db, asker)
    .select(['case.id', 'number', 'title'])
    .where('case.id', 'in', list)
    .execute();
  const signals = await scopedSignals(db, asker).selectAll('signal').where('case_id', 'in', list).execute();
  const urges = await scopedUrges(db, asker).selectAll('urge').where('case_id', 'in', list).execute();
  const commitments = await scopedCommitments(db, asker)
    .select(['commitment.case_id', 'commitment.due_at', 'commitment.kept_at'])
    .where('case_id', 'in', list)
    .execute();
  const publications = await scopedPublications(db, asker)
    .select(['publication.case_id', 'publication.corrects'])
    .where('case_id', 'in', list)
    .execute();
  const ledgers = new Map<string, Awaited<ReturnType<typeof ledgerOf>>>();
  for (const id of list) ledgers.set(id, await ledgerOf(db, asker, id));
  return { cases, signals, urges, commitments, publications, ledgers };
}

/** The ledger of a case and of those that went into it, as far as the asker may see them. */
async function ledgerOf(db: Database, asker: Asker, caseId: string) {
  return scopedHoldings(db, asker)
    .selectAll('holding')
    .where('case_id', 'in', await caseWithMerged(db, caseId))
    .orderBy('from_at')
    .orderBy('holding.id')
    .execute();
}

export type Material = Awaited<ReturnType<typeof materialOf>>;
