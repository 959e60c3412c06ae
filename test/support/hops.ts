/** 转办 in tests: the office of a county passes on what waits with it, at the house's present. */
import type { Viewer } from '../../server/access/viewer.ts';
import { passOn } from '../../server/responsibility/hops/pass-on.ts';
import { act } from './acting.ts';
import type { House } from './house.ts';

export const COUNTY_OFFICE = '990102:government_office';

export const hopsIn = (house: House, caseId: string) =>
  house.parts.db
    .selectFrom('hop')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('position')
    .execute();

/** The account of the sample county's office, in the name of that of another county. */
async function clerkOf(house: House, unitId: string): Promise<Viewer> {
  const clerk = await house.viewer('office3');
  const unit = house.parts.rules.organisation().unit(unitId);
  if (!unit) throw new Error(`no unit ${unitId}`);
  return { ...clerk, unit: { id: unit.id, name: unit.name }, grantUnits: [unit.id], denyUnits: [unit.id] };
}

/** Passes on to the units proposed, until no office holds the case. */
export async function passedOn(house: House, caseId: string): Promise<void> {
  for (;;) {
    const waiting = (await hopsIn(house, caseId)).find((hop) => hop.ended_at === null && hop.gave_id === null);
    if (!waiting) return;
    const input = { hopId: waiting.id, unit: waiting.proposed[0] ?? '', reason: null };
    await act(house, await clerkOf(house, waiting.unit_id), caseId, passOn(house.parts.rules), input);
  }
}
