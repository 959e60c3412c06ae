/** The case's own page. */
import { read, type AppRoute } from '../access/declare.ts';
import type { Viewer } from '../access/viewer.ts';
import type { CaseDetail } from '../contract/case-detail-views.ts';

export function boardRoutes(parts: { detail(viewer: Viewer, id: string): Promise<CaseDetail> }): AppRoute[] {
  return [
    read({
      method: 'GET',
      path: '/api/cases/:id',
      access: 'case.read',
      handle: ({ caller, params }) => parts.detail(caller, params.id ?? ''),
    }),
  ];
}
