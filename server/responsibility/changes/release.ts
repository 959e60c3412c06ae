/**
 * What a change of the directory does to cases in work: the successor of a dissolved unit takes over what it held, and who stands
 * on the accused side now has no part any more (信访工作条例 第三十条). What cannot be given on goes back to people.
 */
import { ENDED_STATES } from '../../contract/vocabulary-case.ts';
import type { Act } from '../../cases/act.ts';
import { keepReason } from '../../cases/reasons/store.ts';
import { denialsOf, moveCase, setAudience, touchCase, type LockedCase } from '../../cases/store.ts';
import { hold, stopClocks } from '../../clocks/store.ts';
import { PROGRAM, type NewEvent } from '../../platform/events/catalogue.ts';
import { changeLead } from '../assigning.ts';
import { recuseFromConsultations } from '../consultations/sight.ts';
import { endParts } from '../ending.ts';
import { giveAnew } from '../hops/release.ts';
import { hopBy, openHops, type HopRow } from '../hops/store.ts';
import { barredUnits } from '../recused.ts';
import { discardOpenAnswers } from '../requests/store.ts';
import { assignmentsOf, storeAssignments, type Assignment } from '../store.ts';
import { lockForRelease, openPartsOf } from './store.ts';
import { deciding, type Taking } from './taking.ts';
import { casesToCloseFurther, closeFurther } from './wall/close-further.ts';
import { walledCases } from './wall/store.ts';

/** Gives on or takes back every part the change touches; returns the events. Cases are locked in the order of their ids. */
export async function releaseParts(taking: Taking): Promise<NewEvent[]> {
  const { tx, successors } = taking;
  const dissolved = await openPartsOf(tx, [...successors.keys()]);
  const walls = await casesToCloseFurther(taking);
  const touched = [...dissolved.map((part) => part.caseId), ...(await walledCases(tx)), ...walls.keys()];
  const cases = [...new Set(touched)].sort();
  const events: NewEvent[] = [];
  for (const caseId of cases) {
    const found = await lockForRelease(tx, caseId);
    if (!found) continue;
    events.push(...(await closeFurther(taking, found, walls.get(caseId))));
    if (!ENDED_STATES.includes(found.state)) events.push(...(await releaseIn(taking, found)));
  }
  return [...events, ...(await shownAnew(taking, cases))];
}

/** Cases of a unit that was changed are shown anew: its name stands in their views. */
async function shownAnew({ tx, renamed, now }: Taking, released: readonly string[]): Promise<NewEvent[]> {
  const parts = (await openPartsOf(tx, renamed)).filter((part) => !released.includes(part.caseId));
  return parts.map(({ caseId, unitId }) => {
    const data = { caseId, unitId };
    return { stream: `case:${caseId}`, type: 'case_unit_changed', data, actor: PROGRAM, at: now };
  });
}

async function releaseIn(taking: Taking, found: LockedCase): Promise<NewEvent[]> {
  const { tx, parts, successors, now } = taking;
  const barred = barredUnits(parts.organisation(), (await denialsOf(tx, found.id)).units);
  const touched = (await assignmentsOf(tx, found.id)).filter(
    (one) => barred.has(one.unit_id) || successors.has(one.unit_id),
  );
  const lead = touched.find((one) => one.role === 'lead');
  const others = touched.filter((one) => one.role !== 'lead');
  const hops = (await openHops(tx, found.id)).filter((hop) => others.some((one) => one.id === hop.assignment_id));
  await endParts(tx, found.id, others, 'reassigned', now);
  await recuseFromConsultations(tx, parts.organisation(), found.id, barred, now);
  const passing = new Set(hops.filter((hop) => hop.gave_id === null).map((hop) => hop.assignment_id));
  for (const one of others) if (!passing.has(one.id)) await succeed(taking, found, one, barred);
  const given = await passAnew(taking, found, hops);
  if (lead) return [...given, ...(await giveOnLead(taking, found, lead, barred))];
  if (others.length > 0) await touchCase(tx, found.id, now);
  return given;
}

/** What an office that is gone or barred was to pass on goes to the office that has its place, or directly. */
async function passAnew(
  { tx, parts, successors, decidedBy, now }: Taking,
  found: LockedCase,
  hops: readonly HopRow[],
): Promise<NewEvent[]> {
  const act: Act<null> = { tx, viewer: deciding(decidedBy), actor: PROGRAM, found, input: null, now };
  const meant = hops.map((hop) => ({ ...hop, proposed: hop.proposed.map((id) => successors.get(id) ?? id) }));
  return giveAnew(act, parts, meant, found);
}

/** A unit that was gone or is barred has no say; its successor supports or coordinates in its place. */
async function succeed(
  { tx, successors, decidedBy, now }: Taking,
  found: LockedCase,
  part: Assignment,
  barred: ReadonlySet<string>,
): Promise<void> {
  const to = barred.has(part.unit_id) ? null : successors.get(part.unit_id);
  if (!to || barred.has(to)) return;
  const by = { accountId: decidedBy, rule: found.rule, clause: found.clause };
  await storeAssignments(tx, found.id, [{ unitId: to, role: part.role }], by, now);
  await setAudience(tx, found.id, 'grant', { units: [to], accounts: [] }, now);
}

async function giveOnLead(
  taking: Taking,
  found: LockedCase,
  lead: Assignment,
  barred: ReadonlySet<string>,
): Promise<NewEvent[]> {
  const { tx, parts, successors, decidedBy, now } = taking;
  // What an office was to pass on is given anew, through the office that has its place.
  const meant = (await hopBy(tx, found.id, lead.id))?.proposed[0] ?? null;
  const to = meant === null ? (successors.get(lead.unit_id) ?? null) : (successors.get(meant) ?? meant);
  if (barred.has(lead.unit_id) || to === null || barred.has(to) || !parts.organisation().unit(to))
    return leaveToPeople(taking, found, lead);
  const viewer = deciding(decidedBy);
  const act: Act<null> = { tx, viewer, actor: PROGRAM, found, input: null, now };
  const because = { principle: '机构调整', matched: '', clause: '本系统设定：撤销单位的在办事项由承接单位继续办理' };
  const clocks = await changeLead(act, parts, { from: lead, to, reason: 'reassigned', because });
  const reasonHash = await keepReason(act, found.id, '机构调整：原牵头单位撤销，由承接单位继续办理');
  const data = { caseId: found.id, from: lead.unit_id, to, reasonHash };
  return [{ stream: `case:${found.id}`, type: 'case_reassigned', data, actor: PROGRAM, at: now }, ...clocks];
}

/** The case waits for its dispatch again, with all its public clocks running on: they never begin anew. */
async function leaveToPeople(taking: Taking, found: LockedCase, lead: Assignment): Promise<NewEvent[]> {
  const { tx, parts, successors, changeSetId, now } = taking;
  await endParts(tx, found.id, [lead], 'reassigned', now);
  await discardOpenAnswers(tx, found.id, now);
  await hold(tx, parts, found.id, [{ step: 'dispatching', unitId: null }], now);
  const because = { principle: '机构调整', matched: '', clause: '本系统设定：原牵头单位不能继续办理，由人重新交办' };
  const reasons = [...found.reasons, because];
  await moveCase(tx, found.id, { state: 'awaiting_dispatch', accepted_at: null, reasons }, now);
  const why = successors.has(lead.unit_id) ? 'dissolved' : 'recused';
  const data = { caseId: found.id, from: lead.unit_id, why, changeSetId } as const;
  return [
    { stream: `case:${found.id}`, type: 'case_unassigned', data, actor: PROGRAM, at: now },
    ...(await stopClocks(tx, found.id, { kinds: ['accept', 'pass_on'], about: lead.id }, 'ended', PROGRAM, now)),
  ];
}
