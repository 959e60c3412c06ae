/** 联络员 of units, for those who dispatch, answer and consult. */
import { addContactSchema, endContactSchema } from '../../contract/roster-views.ts';
import { command, read, type AppRoute } from '../../access/declare.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Organisation } from '../../organisation/model.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { addContact, endContact, readContacts } from './act.ts';

export interface ContactParts {
  db: Database;
  now: Clock;
  organisation: () => Organisation;
}

const MOST_UNITS = 100;

export function contactRoutes({ db, now, organisation }: ContactParts): AppRoute[] {
  const all = (caller: Viewer) => readContacts(db, organisation(), caller, null, now());
  return [
    read({
      method: 'GET',
      path: '/api/contacts',
      access: 'roster.read',
      handle: ({ caller, query }) =>
        query.units === undefined
          ? all(caller)
          : readContacts(
              db,
              organisation(),
              caller,
              query.units.split(',').filter(Boolean).slice(0, MOST_UNITS),
              now(),
            ),
    }),
    command({
      method: 'POST',
      path: '/api/contacts',
      access: 'contact.change',
      body: addContactSchema,
      handle: async ({ caller, body }) => {
        await addContact(db, organisation(), caller, body, now());
        return all(caller);
      },
    }),
    command({
      method: 'POST',
      path: '/api/contacts/:id/end',
      access: 'contact.change',
      body: endContactSchema,
      handle: async ({ caller, params: { id = '' }, body }) => {
        await endContact(db, caller, id, body, now());
        return all(caller);
      },
    }),
  ];
}
