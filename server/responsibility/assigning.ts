/** Giving a case to another lead: what a return upheld (退回成立) and a reassignment (改派) share. */
import type { CaseState } from '../contract/vocabulary-case.ts';
import type { OpinionGrade } from '../contract/vocabulary.ts';
import type { Reason } from '../contract/views.ts';
import type { Act } from '../cases/act.ts';
import { denialsOf, moveCase, setAudience, withdrawGrants } from '../cases/store.ts';
import { clockFactsOf } from '../clocks/case-facts/store.ts';
import { startClocks, type RuleParts } from '../clocks/starting.ts';
import { hold, stopClocks } from '../clocks/store.ts';
import type { Tx } from '../platform/database.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { dismissCountersigners } from './countersigners.ts';
import { barredUnits } from './recused.ts';
import { discardOpenAnswers } from './requests/store.ts';
import { assignmentsOf, endAssignments, leadOf, storeAssignments, type Assignment } from './store.ts';

/** 特别重大 waits for no acceptance: joint action starts at once, the signing follows. */
export const stateWhenAssigned = (grade: OpinionGrade): CaseState =>
  grade === 'extreme' ? 'handling' : 'awaiting_acceptance';

/** Units that can't be given this case, as its denials and the directory stand at this moment. */
export async function barredFrom(tx: Tx, parts: RuleParts, caseId: string): Promise<Set<string>> {
  await parts.fresh(tx);
  return barredUnits(parts.organisation(), (await denialsOf(tx, caseId)).units);
}

/** Ends assignments and takes the case out of sight of the units that have no other part in it. */
export async function endParts(
  tx: Tx,
  caseId: string,
  ending: readonly Assignment[],
  reason: 'returned' | 'reassigned',
  now: Date,
): Promise<void> {
  await endAssignments(
    tx,
    ending.map((one) => one.id),
    reason,
    now,
  );
  const still = new Set((await assignmentsOf(tx, caseId)).map((one) => one.unit_id));
  const gone = ending.map((one) => one.unit_id).filter((unitId) => !still.has(unitId));
  await withdrawGrants(tx, caseId, gone);
}

export interface LeadChange {
  from: Assignment;
  to: string;
  reason: 'returned' | 'reassigned';
  /** Why the new unit answers, as the case shows it. */
  because: Reason;
}

/**
 * Makes another unit the lead. The signing clock begins anew for it; the public clocks (回应、进展、办结) are not touched:
 * they run from the first dispatch (本系统设定). Answers in work belonged to the unit that goes and are used no more.
 */
export async function changeLead(act: Act<unknown>, parts: RuleParts, change: LeadChange): Promise<NewEvent[]> {
  const { tx, found, now, viewer } = act;
  const { from, to } = change;
  const caseId = found.id;
  const replaced = (await assignmentsOf(tx, caseId)).filter((one) => one.id !== from.id && one.unit_id === to);
  await endAssignments(
    tx,
    replaced.map((one) => one.id),
    'reassigned',
    now,
  );
  await endParts(tx, caseId, [from], change.reason, now);
  const by = { accountId: viewer.accountId, rule: found.rule, clause: found.clause };
  await storeAssignments(tx, caseId, [{ unitId: to, role: 'lead' }], by, now);
  await setAudience(tx, caseId, 'grant', { units: [to], accounts: [] }, now);
  await discardOpenAnswers(tx, caseId, now);
  await dismissCountersigners(tx, parts.organisation(), caseId);
  await hold(tx, parts, caseId, [{ step: 'accepting', unitId: to }], now);
  const state = found.state === 'published' ? 'published' : stateWhenAssigned(found.opinion_grade);
  await moveCase(tx, caseId, { state, accepted_at: null, reasons: [...found.reasons, change.because] }, now);
  return acceptClocks(act, parts, from);
}

async function acceptClocks(act: Act<unknown>, parts: RuleParts, from: Assignment): Promise<NewEvent[]> {
  const { tx, found, actor, now } = act;
  const caseId = found.id;
  return [
    ...(await stopClocks(tx, caseId, { kinds: ['accept'], about: from.id }, 'ended', actor, now)),
    ...(await startSigning(tx, parts, { caseId, detectedAt: found.detected_at }, actor, now)),
  ];
}

/** Starts the signing clock of the unit that leads now, given the case at `now`. */
export async function startSigning(
  tx: Tx,
  parts: RuleParts,
  { caseId, detectedAt }: { caseId: string; detectedAt: Date },
  actor: string,
  now: Date,
): Promise<NewEvent[]> {
  const lead = await leadOf(tx, caseId);
  const instants = { occurred: null, detected: detectedAt, dispatched: now };
  const facts = await clockFactsOf(tx, caseId);
  return startClocks(tx, parts, ['accept'], { caseId, instants, facts, about: lead?.id ?? '' }, actor, now);
}
