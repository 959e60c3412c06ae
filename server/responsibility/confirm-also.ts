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

export interface AlsoItem {
  item: LockedItem;
  verdict: VerdictView;
}

type Also = Pick<ConfirmItem, 'also' | 'subject'> & { id: string };

/**
 * Locks those of the named items that still are as the person saw them, in order of id. What has moved on meanwhile, is out of
 * sight, bears an order number (一事不二派) or accuses somebody stays where it is: the queue goes on showing it.
 */
export async function lockAlso(tx: Tx, parts: RuleParts, viewer: Viewer, input: Also): Promise<AlsoItem[]> {
  const named = (input.also ?? []).filter(({ id }) => id !== input.id).sort((a, b) => (a.id < b.id ? -1 : 1));
  const locked: AlsoItem[] = [];
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

/** Puts them into the case with the decision's category, subject and grade; returns the events to append. */
export async function joinAlso(
  tx: Tx,
  also: readonly AlsoItem[],
  { category, subject, opinionGrade, caseId }: Decision,
  viewer: Viewer,
  at: Date,
): Promise<NewEvent[]> {
  const actor = `account:${viewer.accountId}`;
  const events: NewEvent[] = [];
  for (const { item, verdict } of also) {
    const columns = { state: 'in_case', case_id: caseId, category, subject, opinion_grade: opinionGrade } as const;
    await setDecided(tx, item.id, columns, viewer.accountId, at);
    const data = { itemId: item.id, verdictId: verdict.id, category, subject, caseId };
    events.push(
      { stream: `case:${caseId}`, type: 'case_item_added', data: { caseId, itemId: item.id }, actor, at },
      { stream: `item:${item.id}`, type: 'item_confirmed', data, actor, at },
    );
  }
  return events;
}
