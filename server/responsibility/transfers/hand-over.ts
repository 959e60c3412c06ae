/**
 * Handing an item over, sealed, once: no case, no clock, no lane, score or heat (信访工作条例 第三十条; 罗甸县信息发布管理制度
 * 第九项). From then on nobody of the office reads it.
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../platform/database.ts';
import { PROGRAM, type NewEvent } from '../../platform/events/catalogue.ts';
import { setDecided } from '../../triage/store.ts';
import { denyItem } from '../../triage/wall/store.ts';
import { storeTransfer, type HandOver } from './store.ts';

/** Seals a locked item and writes its transfer; returns the events. */
export async function handOver(tx: Tx, order: HandOver, now: Date): Promise<NewEvent[]> {
  const transferId = randomUUID();
  const { itemId, accountId } = order;
  await storeTransfer(tx, { id: transferId, ...order }, now);
  await setDecided(tx, itemId, { state: 'transferred' }, accountId, now);
  const actor = accountId === null ? PROGRAM : `account:${accountId}`;
  return [{ stream: `item:${itemId}`, type: 'item_transferred', data: { itemId, transferId }, actor, at: now }];
}

/** Closes an item to the accused unit, with all it directs, and to named accounts; returns the events. */
export async function closeTo(
  tx: Tx,
  itemId: string,
  who: { units: readonly string[]; accounts: readonly string[] },
  actor: string,
  now: Date,
): Promise<NewEvent[]> {
  if (who.units.length + who.accounts.length === 0) return [];
  await denyItem(tx, itemId, who, now);
  return [{ stream: `item:${itemId}`, type: 'item_closed_to', data: { itemId }, actor, at: now }];
}
