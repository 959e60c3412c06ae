/** 并入: one case goes into another. Neither start, breach, signal nor denial is cleared by it. */
import type { MergeCase } from '../contract/case-requests.ts';
import { ENDED_STATES } from '../contract/vocabulary-case.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { copyAudience, grantedUnits, moveItems } from '../cases/arrange/store.ts';
import { keepReason } from '../cases/reasons/store.ts';
import { lockCase, moveCase, setAudience, unitsHeard, withdrawGrants, type LockedCase } from '../cases/store.ts';
import { absorbClocks } from '../clocks/arrange/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { hold, stopAllClocks } from '../clocks/store.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';

import { Fault } from '../platform/fault.ts';
import { copyAssignments, followClocks, moveRecords } from './arrange/store.ts';
import { barredFrom } from './barred.ts';
import { requireNotReturned } from './case-ended.ts';
import { giveAnew, releaseHops } from './hops/release.ts';
import { openHops } from './hops/store.ts';
import { followConsultations } from './consultations/sight.ts';
import { graverIncident, incidentOf } from './incident-grade.ts';
import { graver } from './opinion-grade.ts';
import { discardOpenAnswers, hasAnswerIn } from './requests/store.ts';
import { assignmentsOf, endAssignments } from './store.ts';

interface Merging extends Act<MergeCase> {
  into: LockedCase;
}

/**
 * Merges the case into another that the viewer sees too. Faults: `merge_itself`, `case_missing`, `case_ended` (the other),
 * `approval_under_way`, `return_under_way`, `not_dispatched`, `lead_recused`.
 */
export const mergeCase =
  (parts: RuleParts): Work<MergeCase> =>
  async (act) => {
    const merging = { ...act, into: await lockSurvivor(act) };
    await requireMergeable(merging);
    const given = await bringUnits(merging, parts);
    const graded = await bringGrades(merging, parts);
    const clocks = await bringMatter(merging, parts);
    const ended = await endMerged(merging, parts);
    const { found, into, actor, input, now } = merging;
    const reasonHash = await keepReason(merging, found.id, input.reason);
    const data = { caseId: found.id, into: into.id, reasonHash };
    return [
      { stream: `case:${found.id}`, type: 'case_merged', data, actor, at: now },
      ...ended,
      {
        stream: `case:${into.id}`,
        type: 'case_absorbed',
        data: { caseId: into.id, merged: found.id },
        actor,
        at: now,
      },
      ...given,
      ...graded,
      ...clocks,
    ];
  };

async function lockSurvivor({ tx, viewer, found, input }: Act<MergeCase>): Promise<LockedCase> {
  if (input.into === found.id) {
    throw new Fault('merge_itself', '事项不能并入自身。', { status: 422, fields: { into: '请选定另一个事项' } });
  }
  const into = await lockCase(tx, viewer, input.into);
  if (!into) throw FAULTS.missing();
  if (ENDED_STATES.includes(into.state)) throw FAULTS.ended(into.state);
  return into;
}

async function requireMergeable({ tx, found, into }: Merging): Promise<void> {
  requireNotReturned(found);
  if (found.state === 'approving' || (await hasAnswerIn(tx, found.id, ['approving', 'approved']))) {
    throw new Fault('approval_under_way', '这个事项的回应正在审核或待发布，没有并入。', {
      status: 409,
      action: '请等审核、发布完毕，或先退回修改。',
    });
  }
  if (found.state !== 'awaiting_dispatch' && into.state === 'awaiting_dispatch') {
    throw new Fault('not_dispatched', '要并入的事项还没有交办，没有并入。', {
      status: 409,
      action: '请先交办那个事项，或把它并入这一个。',
    });
  }
}

/** Denials come along first: whom they bar takes no part in the survivor either, and its lead must not be among them. */
async function bringUnits(merging: Merging, parts: RuleParts): Promise<NewEvent[]> {
  const { tx, found, into, now } = merging;
  await copyAudience(tx, found.id, into.id, ['deny'], now);
  const barred = await barredFrom(tx, parts, into.id);
  const present = await assignmentsOf(tx, into.id);
  const recused = present.filter((one) => barred.has(one.unit_id));
  if (recused.some((one) => one.role === 'lead')) {
    throw new Fault('lead_recused', '并入后，现牵头单位应当回避，没有并入。', {
      status: 409,
      action: '请先改派要并入的事项。',
    });
  }
  await endAssignments(
    tx,
    recused.map((one) => one.id),
    'merged',
    now,
  );
  await withdrawGrants(
    tx,
    into.id,
    recused.map((one) => one.unit_id),
  );
  // What an office was to pass on is given anew, to be passed on in the survivor.
  const hops = (await openHops(tx, found.id)).filter((hop) => hop.gave_id === null);
  const without = new Set([...barred, ...present.map((one) => one.unit_id), ...hops.map((hop) => hop.unit_id)]);
  const joining = (await assignmentsOf(tx, found.id)).map((one) => one.unit_id).filter((unit) => !without.has(unit));
  await copyAssignments(tx, found.id, into.id, { role: 'supporting', without });
  // Leads toward accountability come along, and who is heard on them must see the survivor.
  const heard = await unitsHeard(tx, found.id);
  await setAudience(tx, into.id, 'grant', { units: [...new Set([...joining, ...heard])], accounts: [] }, now);
  return giveAnew(merging, parts, hops, into);
}

/** The graver grades stand: a merge lowers none. */
async function bringGrades(merging: Merging, parts: RuleParts): Promise<NewEvent[]> {
  const { tx, found, into, actor, input, now } = merging;
  const events: NewEvent[] = [];
  const reasonHash = await keepReason(merging, into.id, input.reason);
  const at = { stream: `case:${into.id}`, actor, at: now };
  const caseId = into.id;
  const opinion = graver(found.opinion_grade, into.opinion_grade) ? found.opinion_grade : null;
  if (opinion) {
    const data = { caseId, from: into.opinion_grade, grade: opinion, reasonHash };
    events.push({ ...at, type: 'opinion_graded', data });
  }
  const incident = graverIncident(found, into) ? incidentOf(found) : null;
  if (incident) {
    const data = { caseId, from: into.incident_grade, grade: incident.incident_grade, reasonHash };
    events.push({ ...at, type: 'incident_graded', data });
  }
  await moveCase(tx, into.id, { ...(opinion ? { opinion_grade: opinion } : {}), ...incident }, now);
  if (opinion !== 'extreme') return events;
  const raised = { ...merging, found: { ...into, opinion_grade: opinion } };
  return [...events, ...(await releaseHops(raised, parts))];
}

/** Items, clocks and the whole record. An answer in work belonged to the unit that led the case, and is used no more. */
async function bringMatter({ tx, found, into, actor, now }: Merging, parts: RuleParts): Promise<NewEvent[]> {
  await moveItems(tx, found.id, into.id);
  await discardOpenAnswers(tx, found.id, now);
  const { events, takenIn } = await absorbClocks(tx, { from: found, into: into.id }, actor, now);
  await moveRecords(tx, found.id, into.id);
  const barred = await barredFrom(tx, parts, into.id);
  await followConsultations(tx, parts.organisation(), { from: found.id, into: into.id, barred }, now);
  await followClocks(tx, into.id, takenIn);
  return events;
}

/** The ledger stays with the case that went; units that take part in the survivor still see where it went. */
async function endMerged({ tx, found, into, actor, now }: Merging, parts: RuleParts): Promise<NewEvent[]> {
  const assigned = await assignmentsOf(tx, found.id);
  await endAssignments(
    tx,
    assigned.map((one) => one.id),
    'merged',
    now,
  );
  const seeing = new Set(await grantedUnits(tx, into.id));
  const leaving = (await grantedUnits(tx, found.id)).filter((unit) => !seeing.has(unit));
  await withdrawGrants(tx, found.id, leaving);
  await hold(tx, parts, found.id, [], now);
  await moveCase(tx, found.id, { state: 'merged', merged_into: into.id }, now);
  return stopAllClocks(tx, found.id, 'ended', actor, now);
}
