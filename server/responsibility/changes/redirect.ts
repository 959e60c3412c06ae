/** Sealed transfers whose receiver stands on the accused side after a change go to the next level's body (信访工作条例 第三十条). */
import type { Organisation } from '../../organisation/model.ts';
import { PROGRAM, type NewEvent } from '../../platform/events/catalogue.ts';
import type { Tx } from '../../platform/database.ts';
import { barredUnits } from '../recused.ts';
import { redirectTransfer, waitingTransfers } from './wall/store.ts';

/** The nearest discipline body at or above a receiver's territory that is neither barred nor gone; null where there is none. Pure. */
export function receiverAbove(
  organisation: Organisation,
  receiver: string,
  barred: ReadonlySet<string>,
): string | null {
  const at = organisation.unit(receiver) ?? organisation.formerUnit(receiver);
  const line = organisation.lineage(at?.territory ?? organisation.code);
  const bodies = line.flatMap((code) => organisation.body(code, 'discipline')?.id ?? []);
  return bodies.find((id) => !barred.has(id)) ?? null;
}

/** Redirects what nobody has signed for; one for which no body is left stays, and the event log of the item says so. */
export async function redirectTransfers(tx: Tx, organisation: Organisation, now: Date): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const { id, itemId, receiver, denied } of await waitingTransfers(tx)) {
    const barred = barredUnits(organisation, denied);
    if (organisation.unit(receiver) && !barred.has(receiver)) continue;
    const to = receiverAbove(organisation, receiver, barred);
    if (to === null || to === receiver) continue;
    await redirectTransfer(tx, id, to);
    const data = { itemId, transferId: id };
    events.push({ stream: `item:${itemId}`, type: 'transfer_redirected', data, actor: PROGRAM, at: now });
  }
  return events;
}
