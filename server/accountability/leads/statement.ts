/** 陈述申辩 of a unit notified: before the ruling, as often as it wishes. */
import type { MakeStatement } from '../../contract/case-requests.ts';
import type { Act } from '../../cases/act.ts';
import type { NewEvent } from '../../platform/events/catalogue.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';
import { Fault } from '../../platform/fault.ts';
import { findLead, requireNotified } from './find.ts';
import { everyUnitStated } from './ruling-guards.ts';
import { setLeadState, statedUnits, storeStatement } from './store.ts';

/** Keeps a statement; with the last unit's the lead waits for its ruling. Faults: `lead_missing`, `not_yours`, `lead_ruled`. */
export async function makeStatement({ tx, viewer, actor, found, input, now }: Act<MakeStatement>): Promise<NewEvent[]> {
  const lead = await findLead(tx, viewer, found.id, input.leadId);
  const unitId = requireNotified(lead, viewer);
  if (lead.conclusion !== null) throw leadRuled();
  const body = cleanText(input.body);
  await storeStatement(tx, { leadId: lead.id, unitId, accountId: viewer.accountId, body }, now);
  if (everyUnitStated(lead.units, await statedUnits(tx, lead.id))) await setLeadState(tx, lead.id, 'stated');
  const data = { caseId: found.id, leadId: lead.id, unitId, textHash: hashText(body) };
  return [{ stream: `case:${found.id}`, type: 'statement_made', data, actor, at: now }];
}

export const leadRuled = (): Fault =>
  new Fault('lead_ruled', '这条问题线索已经认定。', { status: 409, action: '请看认定结论。' });
