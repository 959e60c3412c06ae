/** Offices that had passed a case on and have no part in it any more once its lead is in another territory. */
import type { Act } from '../../cases/act.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { barredFrom } from '../barred.ts';
import { endParts } from '../ending.ts';
import { assignmentsOf } from '../store.ts';
import { hopsOf } from './store.ts';
import type { Gift } from './way.ts';

/**
 * Ends the coordination of offices whose territory holds neither the unit that is to lead nor another that takes part. Where
 * nobody is left to coordinate, the office of the lead's own territory is to (延州办发〔2018〕15号 第十九条); where it passes the
 * case on it coordinates by that.
 */
export async function leaveOffices({ tx, found, now }: Act<unknown>, parts: RuleParts, to: string): Promise<Gift[]> {
  const barred = await barredFrom(tx, parts, found.id);
  const organisation = parts.organisation();
  const passed = new Set((await hopsOf(tx, found.id)).map((hop) => hop.unit_id));
  const present = await assignmentsOf(tx, found.id);
  const territoryOf = (unitId: string): string => organisation.unit(unitId)?.territory ?? '';
  const answering = [to, ...present.filter((one) => one.role !== 'coordinator').map((one) => one.unit_id)];
  const needed = new Set(answering.flatMap((unitId) => organisation.lineage(territoryOf(unitId))));
  const coordinators = present.filter((one) => one.role === 'coordinator');
  const leaving = coordinators.filter((one) => passed.has(one.unit_id) && !needed.has(territoryOf(one.unit_id)));
  if (leaving.length === 0) return [];
  await endParts(tx, found.id, leaving, 'reassigned', now);
  if (leaving.length < coordinators.length) return [];
  const office = organisation.body(territoryOf(to), 'government_office');
  return office && office.id !== to && !barred.has(office.id) ? [{ unitId: office.id, role: 'coordinator' }] : [];
}
