/** Confirming an item, the commands between office and units, searching for a unit. */
import { confirmItemSchema } from '../contract/requests.ts';
import type { ItemDetail } from '../contract/views.ts';
import { command, read, type AppRoute } from '../access/declare.ts';
import type { Viewer } from '../access/viewer.ts';
import { ruleFilesOf } from '../rules/rule-views.ts';
import { arrangeCommands, type ArrangeParts } from './arrange-routes.ts';
import { responsibilityCommands } from './case-routes.ts';
import { changeRoutes } from './changes/declare.ts';
import { confirmItem } from './confirm.ts';
import { offeredUnits } from './offered.ts';
import { matrixRoutes, type MatrixParts } from './matrix/declare.ts';
import { consultationRoutes } from './consultations/routes.ts';
import { transferRoutes } from './transfers/declare.ts';
import { whatIfRoutes, type WhatIfRouteParts } from './what-if/declare.ts';

export interface ResponsibilityParts extends ArrangeParts, MatrixParts, WhatIfRouteParts {
  decide(viewer: Viewer, id: string, work: () => Promise<void>): Promise<ItemDetail | undefined>;
}

export function responsibilityRoutes(parts: ResponsibilityParts): AppRoute[] {
  const { db, now, decide } = parts;
  return [
    ...transferRoutes(parts),
    command({
      method: 'POST',
      path: '/api/items/:id/confirm',
      access: 'item.judge',
      body: confirmItemSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        decide(caller, id, () => confirmItem(db, parts, caller, id, body, now())),
    }),
    ...responsibilityCommands(parts),
    ...arrangeCommands(parts),
    ...changeRoutes(parts),
    ...matrixRoutes(parts),
    ...whatIfRoutes(parts),
    ...consultationRoutes(parts),
    read({
      method: 'GET',
      path: '/api/rules',
      access: 'directory.read',
      handle: async ({ query }) => ruleFilesOf(parts.rulebook(), query.profile ?? parts.organisation().profile),
    }),
    read({
      method: 'GET',
      path: '/api/units',
      access: 'unit.search',
      handle: ({ caller, query }) => offeredUnits(db, parts.organisation(), caller, query),
    }),
  ];
}
