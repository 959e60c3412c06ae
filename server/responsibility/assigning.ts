/** Giving a case to another lead: what a return upheld (退回成立) and a reassignment (改派) share. */
import type { CaseState, ClockEnd } from '../contract/vocabulary-case.ts';
import type { OpinionGrade } from '../contract/vocabulary.ts';
import type { Reason } from '../contract/views.ts';
import type { Act } from '../cases/act.ts';
import { moveCase } from '../cases/store.ts';
import { clockFactsOf } from '../clocks/case-facts/store.ts';
import { startClocks, type RuleParts } from '../clocks/starting.ts';
import { hold, stopClocks } from '../clocks/store.ts';
import type { Tx } from '../platform/database.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { dismissCountersigners } from './countersigners.ts';
import { endParts } from './ending.ts';
import { give } from './hops/giving.ts';
import { leaveOffices } from './hops/leaving.ts';
import { hopBy } from './hops/store.ts';
import { discardOpenAnswers } from './requests/store.ts';
import { assignmentsOf, endAssignments, leadOf, type Assignment } from './store.ts';

/** 特别重大 waits for no acceptance: joint action starts at once, the signing follows. */
export const stateWhenAssigned = (grade: OpinionGrade): CaseState =>
  grade === 'extreme' ? 'handling' : 'awaiting_acceptance';

export interface LeadChange {
  from: Assignment;
  to: string;
  reason: 'returned' | 'reassigned';
  /** Why the new unit answers, as the case shows it. */
  because: Reason;
}

/**
 * Makes another unit the lead, through the offices of the way (hops/way.ts). Its signing or passing on has a clock of its own;
 * the public clocks (回应、进展、办结) are not touched: they run from the first dispatch (本系统设定). Answers in work belonged to
 * the unit that goes and are used no more.
 */
export async function changeLead(act: Act<unknown>, parts: RuleParts, change: LeadChange): Promise<NewEvent[]> {
  const { tx, found, now, viewer, actor } = act;
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
  const coordinators = await leaveOffices(act, parts, to);
  const giving = {
    caseId,
    opinionGrade: found.opinion_grade,
    gifts: [{ unitId: to, role: 'lead' } as const, ...coordinators],
    from: parts.organisation().code,
    by: { accountId: viewer.accountId, rule: found.rule, clause: found.clause },
    known: replaced.map((one) => one.unit_id),
  };
  const given = await give(tx, parts, giving, actor, now);
  await discardOpenAnswers(tx, caseId, now);
  await dismissCountersigners(tx, parts.organisation(), caseId);
  await hold(tx, parts, caseId, given.holder ? [given.holder] : [], now);
  const state = found.state === 'published' ? 'published' : stateWhenAssigned(found.opinion_grade);
  const reasons = [...found.reasons, change.because, ...given.reasons];
  await moveCase(tx, caseId, { state, accepted_at: null, reasons }, now);
  return [...given.events, ...(await signingClocks(act, parts, from.id))];
}

/** Ends the signing or passing on of an assignment, and starts the signing of the unit that leads now. */
export async function signingClocks(
  { tx, found, actor, now }: Act<unknown>,
  parts: RuleParts,
  ended: string,
  end: ClockEnd = 'ended',
): Promise<NewEvent[]> {
  const caseId = found.id;
  return [
    ...(await stopClocks(tx, caseId, { kinds: ['accept', 'pass_on'], about: ended }, end, actor, now)),
    ...(await startSigning(tx, parts, { caseId, detectedAt: found.detected_at }, actor, now)),
  ];
}

/** Starts the signing clock of the unit that leads now, given the case at `now`; an office that only passes on has its own. */
export async function startSigning(
  tx: Tx,
  parts: RuleParts,
  { caseId, detectedAt }: { caseId: string; detectedAt: Date },
  actor: string,
  now: Date,
): Promise<NewEvent[]> {
  const lead = await leadOf(tx, caseId);
  if (!lead || (await hopBy(tx, caseId, lead.id))) return [];
  const instants = { occurred: null, detected: detectedAt, dispatched: now };
  const facts = await clockFactsOf(tx, caseId);
  return startClocks(tx, parts, ['accept'], { caseId, instants, facts, about: lead.id }, actor, now);
}
