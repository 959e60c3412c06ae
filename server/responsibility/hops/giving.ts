/** Gives a case to units, hop by hop: what a dispatch, a reassignment, a ruling and an office that passes on have in common. */
import type { OpinionGrade } from '../../contract/vocabulary.ts';
import type { Reason } from '../../contract/views.ts';
import { setAudience } from '../../cases/store.ts';
import { startStepClock, type RuleParts } from '../../clocks/starting.ts';
import type { Holder } from '../../clocks/ledger.ts';
import type { Unit } from '../../organisation/model.ts';
import type { Tx } from '../../platform/database.ts';
import type { NewEvent } from '../../platform/events/catalogue.ts';
import { barredFrom } from '../barred.ts';
import { assignmentsOf, endAssignments, storeAssignments } from '../store.ts';
import { openHops, setProposed, storeHop } from './store.ts';
import { planOf, type Gift, type HopPlan, type Setting } from './way.ts';

export interface Giving {
  caseId: string;
  opinionGrade: OpinionGrade;
  gifts: readonly Gift[];
  /** Territory of the office that gives. */
  from: string;
  by: { accountId: string; rule: string; clause: string };
  /** Units that took part until now. */
  known?: readonly string[];
}

export interface Given {
  /** Who holds the case by it; null where it gave no lead. */
  holder: Holder | null;
  /** Offices that are to pass it on or to sign. */
  hops: string[];
  /** Why an office of the way was left out. */
  reasons: Reason[];
  events: NewEvent[];
}

type Written = Awaited<ReturnType<typeof storeAssignments>>;

/**
 * Writes assignments, hops and sight. 特别重大 waits for nobody: every unit is given the case at once, and the offices of the way
 * sign afterwards, without a limit, since nobody's time waits for them. Else an office holds what it is to pass on, with its own
 * limit (本系统设定 step.passing_on) where that is the lead: supporting parts have no clock of their own.
 */
export async function give(tx: Tx, parts: RuleParts, giving: Giving, actor: string, now: Date): Promise<Given> {
  const { caseId, gifts, from } = giving;
  const barred = await barredFrom(tx, parts, caseId);
  const organisation = parts.organisation();
  const plan = planOf({ organisation, from, barred, ...(await takingPart(tx, giving)) }, gifts);
  const atOnce = giving.opinionGrade === 'extreme';
  const written = await assign(tx, giving, atOnce ? gifts : plan.direct, now);
  const lead = written.find((one) => one.role === 'lead');
  const given: Given = {
    holder: lead ? { step: 'accepting', unitId: lead.unit_id } : null,
    hops: plan.hops.map((hop) => hop.office.id),
    reasons: plan.skipped.map(skippedReason),
    events: [],
  };
  for (const hop of plan.hops) {
    if (atOnce) await hangSignature(tx, giving, hop, written, now);
    else given.events.push(...(await hangHop(tx, parts, giving, hop, actor, now)));
    if (!atOnce && hop.role === 'lead') given.holder = { step: 'passing_on', unitId: hop.office.id };
  }
  return given;
}

async function takingPart(tx: Tx, { caseId, known = [] }: Giving): Promise<Pick<Setting, 'present' | 'answering'>> {
  const present = await assignmentsOf(tx, caseId);
  const passing = new Set((await openHops(tx, caseId)).map((hop) => hop.assignment_id));
  const answering = present.filter((one) => one.role !== 'coordinator' && !passing.has(one.id));
  return {
    present: new Set([...known, ...present.map((one) => one.unit_id)]),
    answering: new Set(answering.map((one) => one.unit_id)),
  };
}

/** Writes assignments and lets their units see the case. */
async function assign(tx: Tx, giving: Giving, gifts: readonly Gift[], now: Date): Promise<Written> {
  const { caseId, by } = giving;
  const written = await storeAssignments(tx, caseId, gifts, by, now);
  await setAudience(tx, caseId, 'grant', { units: [...new Set(gifts.map((gift) => gift.unitId))], accounts: [] }, now);
  return written;
}

/** The office is told at once and only signs. */
async function hangSignature(tx: Tx, giving: Giving, hop: HopPlan, written: Written, now: Date): Promise<void> {
  const { caseId } = giving;
  const unitId = hop.office.id;
  const assignment =
    written.find((one) => one.unit_id === unitId && one.role === 'coordinator') ??
    (await assign(tx, giving, [{ unitId, role: 'coordinator' }], now))[0];
  const gave = written.find((one) => one.unit_id === hop.proposed[0]);
  // It coordinates already, and has signed for that; or the unit had the case before.
  if (!assignment || !gave) return;
  const given = { id: gave.id, unitId: gave.unit_id };
  const { role, proposed } = hop;
  await storeHop(
    tx,
    {
      caseId,
      assignmentId: assignment.id,
      unitId,
      role,
      proposed,
      givenBy: giving.by.accountId,
      dueAt: null,
      gave: given,
    },
    now,
  );
}

async function hangHop(
  tx: Tx,
  parts: RuleParts,
  giving: Giving,
  hop: HopPlan,
  actor: string,
  now: Date,
): Promise<NewEvent[]> {
  const { caseId } = giving;
  const { office, role } = hop;
  const open = (await openHops(tx, caseId)).find((one) => one.unit_id === office.id && one.gave_id === null);
  const proposed = [...new Set([...hop.proposed, ...(open?.proposed ?? [])])];
  if (open && role === 'supporting') {
    await setProposed(tx, open.id, [...new Set([...open.proposed, ...proposed])]);
    return [];
  }
  // One signature for the territory: what it was to pass on beside the lead goes with the lead.
  if (open) await endAssignments(tx, [open.assignment_id], 'passed_on', now);
  const [assignment] = await assign(tx, giving, [{ unitId: office.id, role }], now);
  if (!assignment) throw new Error(`the office ${office.id} holds a part of case ${caseId} and no hop`);
  const clock = role === 'lead' ? await startPassing(tx, parts, caseId, assignment.id, office, actor, now) : null;
  const dueAt = clock?.type === 'clock_started' && clock.data.dueAt !== null ? new Date(clock.data.dueAt) : null;
  await storeHop(
    tx,
    { caseId, assignmentId: assignment.id, unitId: office.id, role, proposed, givenBy: giving.by.accountId, dueAt },
    now,
  );
  return clock ? [clock] : [];
}

const startPassing = (
  tx: Tx,
  parts: RuleParts,
  caseId: string,
  about: string,
  office: Unit,
  actor: string,
  now: Date,
): Promise<NewEvent | null> =>
  startStepClock(
    tx,
    parts,
    { caseId, kind: 'pass_on', step: 'passing_on', about, subject: office.shortName },
    actor,
    now,
  );

/** An office that must recuse itself is passed over; units are shown the principle and clause alone. */
const skippedReason = (office: Unit): Reason => ({
  principle: '越过应当回避的转办单位',
  matched: office.name,
  clause: '信访工作条例 第三十条',
});
