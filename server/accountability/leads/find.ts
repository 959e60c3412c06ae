/** What the acts on a lead share: finding it in the locked case, and who may speak for a unit. */
import { FAULTS } from '../../cases/act.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Tx } from '../../platform/database.ts';
import { Fault } from '../../platform/fault.ts';
import { leadsFor, type LeadRow } from './store.ts';

/** The lead of a locked case, if the viewer may see it. Fault `lead_missing`. */
export async function findLead(tx: Tx, viewer: Viewer, caseId: string, leadId: string): Promise<LeadRow> {
  const lead = (await leadsFor(tx, viewer, caseId)).find((one) => one.id === leadId);
  if (!lead) throw new Fault('lead_missing', '没有这条问题线索，或您无权查看。', { status: 404 });
  return lead;
}

/** The viewer's own unit, where it was notified. Fault `not_yours`. */
export function requireNotified(lead: Pick<LeadRow, 'units'>, viewer: Viewer): string {
  const unitId = viewer.unit?.id;
  if (unitId === undefined || !lead.units.includes(unitId)) throw FAULTS.notYours('被告知的单位');
  return unitId;
}
