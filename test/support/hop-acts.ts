/** What tests of 转办 do to a case: dispatched to a county, passed on by its office. */
import type { CaseDetail } from '../../server/contract/case-detail-views.ts';
import { COUNTY_WATER, type CaseTrial } from './case-acts.ts';
import type { Answer } from './client.ts';
import { hopsIn } from './hops.ts';
import { openGiven } from './matters.ts';

export interface Hopping {
  /** Dispatched to the county's waterworks, or another unit; the office of the county holds it. */
  given(lead?: string): Promise<{ caseId: string; hopId: string }>;
  openHop(caseId: string): Promise<string>;
  passOn(caseId: string, hopId: string, unit?: string, reason?: string | null): Promise<Answer>;
  /** Present assignments: unit, role, whether signed. */
  present(caseId: string): Promise<[string, string, boolean][]>;
}

export const detailOf = (answer: { body: unknown }): CaseDetail => answer.body as CaseDetail;

export function hopping(house: CaseTrial): Hopping {
  const openHop = async (caseId: string): Promise<string> =>
    (await hopsIn(house, caseId)).find((hop) => !hop.ended_at)?.id ?? '';
  return {
    openHop,
    async given(lead = COUNTY_WATER) {
      const { caseId } = await openGiven(house, { lead });
      return { caseId, hopId: await openHop(caseId) };
    },
    passOn: (caseId, hopId, unit = COUNTY_WATER, reason = null) =>
      house.act('office3', caseId, 'pass-on', { hopId, unit, reason }),
    present: async (caseId) =>
      (await house.rows.assignments(caseId))
        .filter((one) => !one.ended_at)
        .map((one): [string, string, boolean] => [one.unit_id, one.role, one.accepted_at !== null])
        .sort(),
  };
}
