/** Routes of the dated changes of directory and rulebook. */
import { approveChangesSchema, draftChangesSchema, withdrawChangesSchema } from '../../contract/directory-views.ts';
import { command, read, type AppRoute } from '../../access/declare.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { establishmentNote } from '../../organisation/changes/establishment-note.ts';
import type { Organisation } from '../../organisation/model.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { Fault } from '../../platform/fault.ts';
import { Document } from '../../platform/http/route.ts';
import { approveChanges } from './approve.ts';
import { draftChanges, withdrawChanges } from './draft.ts';
import { changeSetView, readChangeSets } from './view.ts';

export interface ChangeParts extends RuleParts {
  db: Database;
  now: Clock;
  /** Reads what holds anew after a change. */
  refresh(db: Database): Promise<boolean>;
}

export function changeRoutes(parts: ChangeParts): AppRoute[] {
  const { db, now, organisation } = parts;
  return [
    read({
      method: 'GET',
      path: '/api/directory/changes',
      access: 'directory.read',
      handle: ({ caller }) => readChangeSets(db, organisation(), caller),
    }),
    read({
      method: 'GET',
      path: '/api/directory/precedents/:id/note',
      access: 'directory.read',
      handle: ({ params: { id = '' } }) => Promise.resolve(noteOf(organisation(), id)),
    }),
    command({
      method: 'POST',
      path: '/api/directory/changes',
      access: 'directory.draft',
      body: draftChangesSchema,
      handle: async ({ caller, body }) =>
        changeSetView(db, organisation(), caller, await draftChanges(db, caller, body, now())),
    }),
    command({
      method: 'POST',
      path: '/api/directory/changes/:id/approve',
      access: 'directory.approve',
      body: approveChangesSchema,
      handle: async ({ caller, params: { id = '' }, body }) => {
        await approveChanges(db, parts, caller, id, body, now());
        await parts.refresh(db);
        return changeSetView(db, organisation(), caller, id);
      },
    }),
    command({
      method: 'POST',
      path: '/api/directory/changes/:id/withdraw',
      access: 'directory.draft',
      body: withdrawChangesSchema,
      handle: async ({ caller, params: { id = '' }, body }) => {
        await withdrawChanges(db, caller, id, body, now());
        return changeSetView(db, organisation(), caller, id);
      },
    }),
  ];
}

/** The note as a file to send. Fault `precedent_missing`. */
function noteOf(organisation: Organisation, id: string): Document {
  const precedent = organisation.precedents?.find((one) => one.id === id);
  if (!precedent) throw new Fault('precedent_missing', '没有这个判例。', { status: 404 });
  return new Document('text/plain; charset=utf-8', establishmentNote(precedent, organisation));
}
