/** 关注 that has run its time: the item comes back to the queue and waits for a person. */
import { transact, type Database } from '../../platform/database.ts';
import { PROGRAM, type NewEvent } from '../../platform/events/catalogue.ts';
import { append } from '../../platform/events/log.ts';
import { releaseDue } from './store.ts';

const MINUTE_MS = 60_000;

/** Brings watched items back whose review is due, with a judging time of their own; returns how many. */
export function releaseWatched(db: Database, judgingMinutes: number, now: Date): Promise<number> {
  return transact(db, async (tx) => {
    const ids = await releaseDue(tx, new Date(now.getTime() + judgingMinutes * MINUTE_MS), now);
    const events = ids.map((itemId): NewEvent => ({
      stream: `item:${itemId}`,
      type: 'item_watch_due',
      data: { itemId },
      actor: PROGRAM,
      at: now,
    }));
    await append(tx, events);
    return ids.length;
  });
}
