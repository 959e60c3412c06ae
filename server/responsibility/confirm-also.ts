/** 连同同题: the other items of an event that a person puts into the same case with one decision. */
import type { ConfirmItem } from '../contract/requests.ts';
import type { VerdictView } from '../contract/views.ts';
import type { Viewer } from '../access/viewer.ts';
import type { RuleParts } from '../clocks/starting.ts';
import type { Tx } from '../platform/database.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { lockItem, setDecided, type LockedItem } from '../triage/store.ts';
import { latestVerdict } from '../triage/verdicts/store.ts';
import { proposeFor } from './proposal.ts';

/** An item with the verdict a person looked at. */
export interface DecidedItem {
  item: LockedItem;
  verdict: VerdictView;
}

type Also = Pick<ConfirmItem, 'also' | 'subject'> & { id: string };

/**
 * Locks those of the named items that still are as the person saw them, in order of id. What has moved on meanwhile, is out of
 * sight, bears an order number (一事不二派) or accuses somebody stays where it is: the queue goes on showing it.
 */
export async function lockAlso(tx: Tx, parts: RuleParts, viewer: Viewer, input: Also): Promise<DecidedItem[]> {
  const named = (input.also ?? []).filter(({ id }) => id !== input.id).sort((a, b) => (a.id < b.id ? -1 : 1));
  const locked: DecidedItem[] = [];
  for (const { id, version } of named) {
    const item = await lockItem(tx, viewer, id);
    if (!item || item.state !== 'judged' || item.version !== version || item.order_number !== null) continue;
    const verdict = await latestVerdict(tx, viewer, id);
    if (!verdict || proposeFor(item, verdict, { subject: input.subject }, parts).transfer) continue;
    locked.push({ item, verdict });
  }
  return locked;
}

type Decision = Pick<ConfirmItem, 'category' | 'subject' | 'opinionGrade'> & { caseId: string };

/** Puts an item into its case with the decision's category, subject and grade; returns the event. */
export async function settleItem(
  tx: Tx,
  { item, verdict }: DecidedItem,
  { category, subject, opinionGrade, caseId }: Decision,
  viewer: Viewer,
  at: Date,
): Promise<NewEvent> {
  const columns = { state: 'in_case', case_id: caseId, category, subject, opinion_grade: opinionGrade } as const;
  await setDecided(tx, item.id, columns, viewer.accountId, at);
  const data = { itemId: item.id, verdictId: verdict.id, category, subject, caseId };
  return { stream: `item:${item.id}`, type: 'item_confirmed', data, actor: `account:${viewer.accountId}`, at };
}
