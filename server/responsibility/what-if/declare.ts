/** Routes of 推演: start, look, cancel. */
import { replaySchema } from '../../contract/what-if-views.ts';
import { command, read, type AppRoute } from '../../access/declare.ts';
import type { Organisation } from '../../organisation/model.ts';
import { cancelReplay, startReplay, type WhatIfParts } from './run.ts';
import { replayView } from './view.ts';

export interface WhatIfRouteParts extends WhatIfParts {
  organisation: () => Organisation;
}

const PATH = '/api/directory/changes/:id/replay';

export function whatIfRoutes(parts: WhatIfRouteParts): AppRoute[] {
  const { db, now, organisation } = parts;
  return [
    read({
      method: 'GET',
      path: PATH,
      access: 'directory.read',
      handle: ({ caller, params: { id = '' } }) => replayView(db, organisation(), caller, id, now()),
    }),
    command({
      method: 'POST',
      path: PATH,
      access: 'directory.replay',
      body: replaySchema,
      handle: async ({ caller, params: { id = '' }, body }) => {
        await startReplay(parts, caller, id, body);
        return replayView(db, organisation(), caller, id, now());
      },
    }),
    read({
      method: 'DELETE',
      path: PATH,
      access: 'directory.replay',
      handle: async ({ caller, params: { id = '' } }) => {
        await cancelReplay(parts, id);
        return replayView(db, organisation(), caller, id, now());
      },
    }),
  ];
}
