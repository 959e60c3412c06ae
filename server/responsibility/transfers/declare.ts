/** Routes of 移送: handing over, the receiving body's list, its receipt. */
import { receiveTransferSchema, transferItemSchema } from '../../contract/requests.ts';
import { command, read, type AppRoute } from '../../access/declare.ts';
import type { CaseCommandParts } from '../../cases/act.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { clashWithItem } from '../detail.ts';
import { receiveTransfer, transferItem } from './transfer.ts';
import { transfersFor } from './store.ts';

export function transferRoutes(parts: RuleParts & Pick<CaseCommandParts, 'db' | 'now'>): AppRoute[] {
  const { db, now, organisation } = parts;
  return [
    command({
      method: 'POST',
      path: '/api/items/:id/transfer',
      access: 'item.transfer',
      body: transferItemSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        clashWithItem(db, parts, caller, id, () => transferItem(db, parts, caller, id, body, now())),
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
