/** A person's decisions on an item that lead to no case: correct, dismiss, reopen. Each names the version it was made on. */
import type { CorrectItem, DismissItem, ReopenItem } from '../contract/requests.ts';
import type { VerdictView } from '../contract/views.ts';
import type { ItemState } from '../contract/vocabulary.ts';
import type { Viewer } from '../access/viewer.ts';
import { transact, type Database, type Tx } from '../platform/database.ts';
import { append } from '../platform/events/log.ts';
import { Fault } from '../platform/fault.ts';
import { storeCorrection } from './corrections/store.ts';
import { lockItem, setDecided, type LockedItem } from './store.ts';
import { latestVerdict } from './verdicts/store.ts';

export const FAULTS = {
  missing: () => new Fault('item_missing', '没有这条信息，或您无权查看。', { status: 404 }),
  changed: () =>
    new Fault('item_changed', '这条信息刚被他人处理，您的选择没有保存。', {
      status: 409,
      action: '请看过现在的状态再决定。',
    }),
};

/**
 * Locks an item and checks that it and its verdict are still what the person looked at; returns both. Faults: `item_missing`,
 * `item_changed`.
 */
export async function lockForDecision(
  tx: Tx,
  viewer: Viewer,
  id: string,
  seen: { version: number; verdictId: string },
): Promise<{ item: LockedItem; verdict: VerdictView }> {
  const item = await lockItem(tx, viewer, id);
  if (!item) throw FAULTS.missing();
  const verdict = await latestVerdict(tx, viewer, id);
  if (item.state !== 'judged' || item.version !== seen.version || verdict?.id !== seen.verdictId)
    throw FAULTS.changed();
  return { item, verdict };
}

/** Outcomes that a person may take back. */
const UNDONE: readonly ItemState[] = ['dismissed', 'watched'];
const NOTHING_DECIDED = { dismissal_reason: null, dismissal_note: null, review_at: null, watch_reason: null };

const actorOf = (viewer: Viewer): string => `account:${viewer.accountId}`;

/** 更正: another category or subject; kept for training, the item stays in the queue. */
export function correctItem(db: Database, viewer: Viewer, id: string, input: CorrectItem, now: Date): Promise<void> {
  return transact(db, async (tx) => {
    await lockForDecision(tx, viewer, id, input);
    const { category, verdictId } = input;
    const subject = category === 'none' ? null : input.subject;
    await storeCorrection(tx, { itemId: id, verdictId, category, subject, accountId: viewer.accountId }, now);
    await setDecided(tx, id, { category, subject }, viewer.accountId, now);
    const data = { itemId: id, verdictId, category, subject };
    await append(tx, [{ stream: `item:${id}`, type: 'item_corrected', data, actor: actorOf(viewer), at: now }]);
  });
}

/** 不纳入, with a reason; counted and searchable, so that misses stay visible. */
export function dismissItem(db: Database, viewer: Viewer, id: string, input: DismissItem, now: Date): Promise<void> {
  return transact(db, async (tx) => {
    await lockForDecision(tx, viewer, id, input);
    const note = input.note?.trim() || null;
    await setDecided(
      tx,
      id,
      { state: 'dismissed', dismissal_reason: input.reason, dismissal_note: note },
      viewer.accountId,
      now,
    );
    const data = { itemId: id, verdictId: input.verdictId, reason: input.reason };
    await append(tx, [{ stream: `item:${id}`, type: 'item_dismissed', data, actor: actorOf(viewer), at: now }]);
  });
}

/** 撤销: a dismissed or watched item goes back into the queue. Its judging time runs on: undoing never restarts a clock. */
export function reopenItem(db: Database, viewer: Viewer, id: string, input: ReopenItem, now: Date): Promise<void> {
  return transact(db, async (tx) => {
    const item = await lockItem(tx, viewer, id);
    if (!item) throw FAULTS.missing();
    if (!UNDONE.includes(item.state) || item.version !== input.version) throw FAULTS.changed();
    await setDecided(tx, id, { state: 'judged', ...NOTHING_DECIDED }, viewer.accountId, now);
    await append(tx, [
      { stream: `item:${id}`, type: 'item_reopened', data: { itemId: id }, actor: actorOf(viewer), at: now },
    ]);
  });
}
