/** Signing in, who is signed in, signing out. */
import { signInSchema } from '../contract/requests.ts';
import { command, read, type AppRoute } from './declare.ts';
import type { Sessions } from './sessions.ts';

export function accessRoutes(sessions: Sessions): AppRoute[] {
  return [
    read({
      method: 'GET',
      path: '/api/csrf',
      access: 'public',
      handle: async ({ session }) => ({ csrf: session.csrf }),
    }),
    read({
      method: 'GET',
      path: '/api/session',
      access: 'signed_in',
      handle: async ({ caller, session }) => sessions.current(caller, session),
    }),
    command({
      method: 'POST',
      path: '/api/session',
      access: 'public',
      body: signInSchema,
      handle: ({ body, session }) => sessions.signIn(body, session),
    }),
    read({
      method: 'DELETE',
      path: '/api/session',
      access: 'signed_in',
      handle: ({ caller, session }) => sessions.signOut(caller, session),
    }),
  ];
}
