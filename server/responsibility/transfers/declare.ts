/** Routes of 移送: handing over, the receiving body's list, its receipt. */
import { clearAccusationSchema, receiveTransferSchema, transferItemSchema } from '../../contract/requests.ts';
import type { ItemDetail } from '../../contract/views.ts';
import { command, read, type AppRoute } from '../../access/declare.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { CaseCommandParts } from '../../cases/act.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { clashWithItem } from '../detail.ts';
import { clearAccusation } from './clear.ts';
import { receiveTransfer, transferItem } from './transfer.ts';
import { transfersFor } from './store.ts';

export interface TransferParts extends RuleParts, Pick<CaseCommandParts, 'db' | 'now'> {
  decide(viewer: Viewer, id: string, work: () => Promise<void>): Promise<ItemDetail | undefined>;
}

export function transferRoutes(parts: TransferParts): AppRoute[] {
  const { db, now, organisation, decide } = parts;
  return [
    command({
      method: 'POST',
      path: '/api/items/:id/transfer',
      access: 'item.transfer',
      body: transferItemSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        clashWithItem(db, parts, caller, id, () => transferItem(db, parts, caller, id, body, now())),
    }),
    command({
      method: 'POST',
      path: '/api/items/:id/clear',
      access: 'item.clear',
      body: clearAccusationSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        decide(caller, id, () => clearAccusation(db, parts, caller, id, body, now())),
    }),
    read({
      method: 'GET',
      path: '/api/transfers',
      access: 'transfer.receive',
      handle: async ({ caller }) => ({ transfers: await transfersFor(db, organisation(), caller) }),
    }),
    command({
      method: 'POST',
      path: '/api/transfers/:id/receive',
      access: 'transfer.receive',
      body: receiveTransferSchema,
      handle: ({ caller, params: { id = '' }, body }) => receiveTransfer(db, organisation(), caller, id, body, now()),
    }),
  ];
}
