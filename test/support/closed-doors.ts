/** Asking routes for things that may be closed to whoever asks. */
import type { AppRoute } from '../../server/access/declare.ts';
import type { ItemDetail } from '../../server/contract/views.ts';
import { bodyFor } from './bodies.ts';
import type { Answer, Client } from './client.ts';

/** Asks a route for a thing, with a whole body: nothing but the wall stands in the way. */
export function askFor(client: Client, route: AppRoute, id: string, item: ItemDetail): Promise<Answer> {
  const body = bodyFor(route, item, id);
  return client.send(route.method, route.path.replace(':id', id), body ? { body } : {});
}

/** What an answer tells, less its reference: to be compared with that for an id that is nowhere. */
export const likeNowhere = ({ status, body }: Answer): unknown => {
  const { error } = body as { error?: Record<string, unknown> };
  return { status, error: error && { ...error, reference: undefined } };
};
