/** 整改 by the unit, and its 复核 by a leader who has no part in the matter. */
import type { Rectify, ReviewLead } from '../../contract/case-requests.ts';
import type { Act } from '../../cases/act.ts';
import type { NewEvent } from '../../platform/events/catalogue.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';
import { Fault } from '../../platform/fault.ts';
import { findLead, requireNotified } from './find.ts';
import { groundsOf, requireNoOwnPart } from './ruling.ts';
import { storeRectification, storeReview } from './store.ts';

/** Keeps what was put right. Faults: `lead_missing`, `not_yours`, `lead_not_rectifying`. */
export async function rectify({ tx, viewer, actor, found, input, now }: Act<Rectify>): Promise<NewEvent[]> {
  const lead = await findLead(tx, viewer, found.id, input.leadId);
  requireNotified(lead, viewer);
  if (lead.state !== 'rectifying') {
    throw new Fault('lead_not_rectifying', '这条问题线索现在不在整改。', { status: 409, action: '请看现在的状态。' });
  }
  const body = cleanText(input.body);
  await storeRectification(tx, lead.id, { body, accountId: viewer.accountId }, now);
  const data = { caseId: found.id, leadId: lead.id, textHash: hashText(body) };
  return [{ stream: `case:${found.id}`, type: 'lead_rectified', data, actor, at: now }];
}

/** Passes it, or sends it back into 整改 with its time as it was. Faults: `lead_missing`, `lead_not_reviewing`, `recuse`. */
export async function reviewLead({ tx, viewer, actor, found, input, now }: Act<ReviewLead>): Promise<NewEvent[]> {
  const lead = await findLead(tx, viewer, found.id, input.leadId);
  if (lead.state !== 'reviewing') {
    throw new Fault('lead_not_reviewing', '这条问题线索现在不在复核。', { status: 409, action: '请看现在的状态。' });
  }
  await requireNoOwnPart(tx, viewer, lead, await groundsOf(tx, lead), lead.holding_ids);
  const { passed } = input;
  await storeReview(tx, lead.id, { passed, note: cleanText(input.note), accountId: viewer.accountId }, now);
  const data = { caseId: found.id, leadId: lead.id, passed };
  return [{ stream: `case:${found.id}`, type: 'lead_reviewed', data, actor, at: now }];
}
