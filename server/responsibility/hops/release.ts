/** Where a case is given past an office of its way: nobody waits for it any more, or it must recuse itself. */
import type { Act } from '../../cases/act.ts';
import { touchCase } from '../../cases/store.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { hold } from '../../clocks/store.ts';
import type { NewEvent } from '../../platform/events/catalogue.ts';
import { signingClocks } from '../assigning.ts';
import { barredFrom } from '../barred.ts';
import { assignmentsOf, endAssignments, storeAssignments } from '../store.ts';
import { give } from './giving.ts';
import { giveHop, hangHop, openHops, type HopRow } from './store.ts';
import type { Gift } from './way.ts';

/**
 * 特别重大 waits for no acceptance: what still waits with an office of the way is given to its units at once, and the office
 * signs afterwards. For a case raised to that grade.
 */
export async function releaseHops(act: Act<unknown>, parts: RuleParts): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const hop of await openHops(act.tx, act.found.id)) {
    if (hop.gave_id === null) events.push(...(await release(act, parts, hop)));
  }
  return events;
}

async function release(act: Act<unknown>, parts: RuleParts, hop: HopRow): Promise<NewEvent[]> {
  const { tx, found, now } = act;
  const own = hop.assignment_id;
  const dispatchedBy = (await assignmentsOf(tx, found.id)).find((one) => one.id === own)?.dispatched_by;
  const by = { accountId: dispatchedBy ?? act.viewer.accountId, rule: found.rule, clause: found.clause };
  const coordinator: Gift = { unitId: hop.unit_id, role: 'coordinator' };
  const [signing] = await storeAssignments(tx, found.id, [coordinator], by, now);
  if (signing) await hangHop(tx, hop.id, signing.id);
  await endAssignments(tx, [own], 'passed_on', now);
  const gifts = partsOf(hop, await barredFrom(tx, parts, found.id));
  const giving = { caseId: found.id, opinionGrade: found.opinion_grade, gifts, from: parts.organisation().code, by };
  // Known to it, so that they are given it directly.
  const given = await give(tx, parts, { ...giving, known: gifts.map((gift) => gift.unitId) }, act.actor, now);
  const gave = (await assignmentsOf(tx, found.id)).find((one) => one.unit_id === gifts[0]?.unitId);
  if (gave) await giveHop(tx, hop.id, { id: gave.id, unitId: gave.unit_id });
  if (hop.role !== 'lead') return given.events;
  await hold(tx, parts, found.id, given.holder ? [given.holder] : [], now);
  return [...given.events, ...(await signingClocks(act, parts, own))];
}

/** What a hop means, less who must recuse itself. */
const partsOf = (hop: HopRow, barred: ReadonlySet<string>): Gift[] =>
  hop.proposed
    .map((unitId, index): Gift => ({ unitId, role: index === 0 ? hop.role : 'supporting' }))
    .filter((gift) => !barred.has(gift.unitId));

/**
 * Gives supporting parts that an office was to pass on to their units anew: past it where it must recuse itself, through it in
 * another case (并入). `by` answers for the dispatch.
 */
export async function giveAnew(
  { tx, viewer, actor, now }: Act<unknown>,
  parts: RuleParts,
  hops: readonly HopRow[],
  into: { id: string; opinion_grade: Act<unknown>['found']['opinion_grade']; rule: string; clause: string },
): Promise<NewEvent[]> {
  const barred = await barredFrom(tx, parts, into.id);
  const organisation = parts.organisation();
  const present = new Set((await assignmentsOf(tx, into.id)).map((one) => one.unit_id));
  const units = new Set(hops.filter((hop) => hop.gave_id === null).flatMap((hop) => hop.proposed));
  const joining = [...units].filter(
    (unitId) => organisation.unit(unitId) && !barred.has(unitId) && !present.has(unitId),
  );
  if (joining.length === 0) return [];
  const gifts = joining.map((unitId): Gift => ({ unitId, role: 'supporting' }));
  const by = { accountId: viewer.accountId, rule: into.rule, clause: into.clause };
  const giving = { caseId: into.id, opinionGrade: into.opinion_grade, gifts, from: organisation.code, by };
  const { events } = await give(tx, parts, giving, actor, now);
  await touchCase(tx, into.id, now);
  return events;
}
