/** The case's own page, and that of the first steps. */
import { read, type AppRoute } from '../access/declare.ts';
import type { Viewer } from '../access/viewer.ts';
import type { CaseDetail } from '../contract/case-detail-views.ts';
import type { SetupView } from '../contract/setup-view.ts';

export interface BoardParts {
  detail(viewer: Viewer, id: string): Promise<CaseDetail>;
  setup(): Promise<SetupView>;
}

export function boardRoutes(parts: BoardParts): AppRoute[] {
  return [
    read({
      method: 'GET',
      path: '/api/cases/:id',
      access: 'case.read',
      handle: ({ caller, params }) => parts.detail(caller, params.id ?? ''),
    }),
    read({ method: 'GET', path: '/api/setup', access: 'setup.read', handle: () => parts.setup() }),
  ];
}
