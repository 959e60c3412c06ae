/** The triage page's routes that lead to no case. */
import {
  correctItemSchema,
  dismissItemSchema,
  reopenItemSchema,
  replyItemSchema,
  watchItemSchema,
} from '../contract/requests.ts';
import type { ItemDetail } from '../contract/views.ts';
import type { Classifier } from '../../classifiers/classify.ts';
import { command, read, type AppRoute } from '../access/declare.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { correctItem, dismissItem, reopenItem } from './decisions.ts';
import { explainItem } from './explanation.ts';
import { replyItem, watchItem } from './outcomes/decide.ts';

export interface TriageParts {
  db: Database;
  now: Clock;
  classifier: (db: Database) => Promise<Classifier>;
  /** The item whole, with the proposal a later part makes (compose joins them). */
  detail(viewer: Viewer, id: string): Promise<ItemDetail>;
  /** Runs a decision; on a clash the fault carries the item as it now is. */
  decide(viewer: Viewer, id: string, work: () => Promise<void>): Promise<ItemDetail | undefined>;
}

export function triageRoutes({ db, now, classifier, detail, decide }: TriageParts): AppRoute[] {
  return [
    read({
      method: 'GET',
      path: '/api/items/:id',
      access: 'item.read',
      handle: ({ caller, params }) => detail(caller, params.id ?? ''),
    }),
    read({
      method: 'GET',
      path: '/api/items/:id/explanation',
      access: 'item.read',
      handle: ({ caller, params: { id = '' } }) => explainItem(db, classifier, caller, id),
    }),
    command({
      method: 'POST',
      path: '/api/items/:id/correct',
      access: 'item.judge',
      body: correctItemSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        decide(caller, id, () => correctItem(db, caller, id, body, now())),
    }),
    command({
      method: 'POST',
      path: '/api/items/:id/dismiss',
      access: 'item.judge',
      body: dismissItemSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        decide(caller, id, () => dismissItem(db, caller, id, body, now())),
    }),
    command({
      method: 'POST',
      path: '/api/items/:id/reopen',
      access: 'item.judge',
      body: reopenItemSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        decide(caller, id, () => reopenItem(db, caller, id, body, now())),
    }),
    command({
      method: 'POST',
      path: '/api/items/:id/watch',
      access: 'item.watch',
      body: watchItemSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        decide(caller, id, () => watchItem(db, caller, id, body, now())),
    }),
    command({
      method: 'POST',
      path: '/api/items/:id/reply',
      access: 'item.judge',
      body: replyItemSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        decide(caller, id, () => replyItem(db, caller, id, body, now())),
    }),
  ];
}
