/** Confirming an item, dispatching a case, searching for a unit. */
import { confirmItemSchema, dispatchCaseSchema } from '../contract/requests.ts';
import type { CaseView } from '../contract/case-views.ts';
import type { ItemDetail } from '../contract/views.ts';
import { command, read, type AppRoute } from '../access/declare.ts';
import type { Viewer } from '../access/viewer.ts';
import type { CaseCommandParts } from '../cases/act.ts';
import { confirmItem, type ConfirmParts } from './confirm.ts';
import { dispatchCase } from './dispatch.ts';
import { searchUnits } from './unit-search.ts';

export interface ResponsibilityParts extends ConfirmParts, CaseCommandParts {
  decide(viewer: Viewer, id: string, work: () => Promise<void>): Promise<ItemDetail>;
  /** The case as a later part shows it (compose joins them). */
  caseView(viewer: Viewer, id: string): Promise<CaseView>;
}

export function responsibilityRoutes(parts: ResponsibilityParts): AppRoute[] {
  const { db, now, decide, caseView } = parts;
  return [
    command({
      method: 'POST',
      path: '/api/items/:id/confirm',
      access: 'item.judge',
      body: confirmItemSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        decide(caller, id, () => confirmItem(db, parts, caller, id, body, now())),
    }),
    command({
      method: 'POST',
      path: '/api/cases/:id/dispatch',
      access: 'case.dispatch',
      body: dispatchCaseSchema,
      handle: async ({ caller, params: { id = '' }, body }) => {
        await dispatchCase(db, parts, caller, id, body, now());
        return caseView(caller, id);
      },
    }),
    read({
      method: 'GET',
      path: '/api/units',
      access: 'unit.search',
      handle: async ({ query }) => ({ units: searchUnits(parts.organisation(), query.q ?? '') }),
    }),
  ];
}
