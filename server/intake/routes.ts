/** Every way in: sources with their page, settings, tests and tokens; what other systems push; what people type in. */
import {
  addSourceSchema,
  allowPrivateSchema,
  changeSourceSchema,
  issueTokenSchema,
  pauseSourceSchema,
  hotlineNoteSchema,
  pushSchema,
  resumeSourceSchema,
  trySourceSchema,
  unitReportSchema,
} from '../contract/source-requests.ts';
import type { SourceDetail } from '../contract/source-views.ts';
import { command, read, type AppRoute } from '../access/declare.ts';
import type { Viewer } from '../access/viewer.ts';
import { clashWith } from '../platform/clash.ts';
import {
  addNewSource,
  allowPrivate,
  changeSource,
  issueToken,
  pauseSource,
  resumeSource,
  withdrawToken,
} from './register/change.ts';
import { FAULTS } from './register/faults.ts';
import { readSource, readSources } from './register/store.ts';
import { Document } from '../platform/http/route.ts';
import { pushItems, type StoringParts } from './push/push.ts';
import { noteCall, reportMatter } from './reports/report.ts';
import { testSource, tryAddress, type TrialParts } from './register/trial.ts';

export type IntakeParts = TrialParts & StoringParts;

export function intakeRoutes(parts: IntakeParts): AppRoute[] {
  return [...sourceRoutes(parts), ...waysIn(parts)];
}

function waysIn(parts: IntakeParts): AppRoute[] {
  const { now } = parts;
  return [
    command({
      method: 'POST',
      path: '/api/push/items',
      access: 'token',
      body: pushSchema,
      handle: async ({ holder, header, body }) => {
        const { pushed, replay } = await pushItems(parts, holder, header('idempotency-key'), body, now());
        const headers: Record<string, string> = replay ? { 'Idempotent-Replay': 'true' } : {};
        return new Document('application/json', JSON.stringify(pushed), { headers });
      },
    }),
    command({
      method: 'POST',
      path: '/api/reports/hotline',
      access: 'report.hotline',
      body: hotlineNoteSchema,
      handle: ({ caller, body }) => noteCall(parts, caller, body, now()),
    }),
    command({
      method: 'POST',
      path: '/api/reports/unit',
      access: 'report.unit',
      body: unitReportSchema,
      handle: ({ caller, body }) => reportMatter(parts, caller, body, now()),
    }),
  ];
}

function sourceRoutes(parts: TrialParts): AppRoute[] {
  const { db, now } = parts;
  const detail = async (viewer: Viewer, id: string): Promise<SourceDetail> => {
    const source = await readSource(db, viewer, id, now());
    if (!source) throw FAULTS.missing();
    return source;
  };
  /** Changes a source and answers with it as it then is; a clash carries it as it is now. */
  const change = async (viewer: Viewer, id: string, work: () => Promise<void>): Promise<SourceDetail> => {
    await clashWith(() => detail(viewer, id), work);
    return detail(viewer, id);
  };
  return [
    read({
      method: 'GET',
      path: '/api/sources',
      access: 'source.read',
      handle: ({ caller }) => readSources(db, caller, now()),
    }),
    read({
      method: 'GET',
      path: '/api/sources/:id',
      access: 'source.read',
      handle: ({ caller, params: { id = '' } }) => detail(caller, id),
    }),
    command({
      method: 'POST',
      path: '/api/sources',
      access: 'source.manage',
      body: addSourceSchema,
      handle: async ({ caller, body }) => detail(caller, await addNewSource(db, caller, body, now())),
    }),
    command({
      method: 'POST',
      path: '/api/sources/try',
      access: 'source.manage',
      body: trySourceSchema,
      handle: ({ body }) => tryAddress(parts, body.url),
    }),
    command({
      method: 'POST',
      path: '/api/sources/:id/change',
      access: 'source.manage',
      body: changeSourceSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        change(caller, id, () => changeSource(db, caller, id, body, now())),
    }),
    command({
      method: 'POST',
      path: '/api/sources/:id/pause',
      access: 'source.manage',
      body: pauseSourceSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        change(caller, id, () => pauseSource(db, caller, id, body, now())),
    }),
    command({
      method: 'POST',
      path: '/api/sources/:id/resume',
      access: 'source.manage',
      body: resumeSourceSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        change(caller, id, () => resumeSource(db, caller, id, body, now())),
    }),
    command({
      method: 'POST',
      path: '/api/sources/:id/allow-private',
      access: 'source.manage',
      body: allowPrivateSchema,
      handle: ({ caller, params: { id = '' }, body }) =>
        change(caller, id, () => allowPrivate(db, caller, id, body, now())),
    }),
    read({
      method: 'POST',
      path: '/api/sources/:id/test',
      access: 'source.manage',
      handle: ({ params: { id = '' } }) => testSource(parts, id),
    }),
    command({
      method: 'POST',
      path: '/api/sources/:id/tokens',
      access: 'source.manage',
      body: issueTokenSchema,
      handle: ({ caller, params: { id = '' }, body }) => issueToken(db, caller, id, body.name, now()),
    }),
    read({
      method: 'DELETE',
      path: '/api/sources/:id/tokens/:token',
      access: 'source.manage',
      handle: ({ caller, params: { id = '', token = '' } }) =>
        change(caller, id, () => withdrawToken(db, caller, id, token, now())),
    }),
  ];
}
