/** Searching. */
import { read, type AppRoute } from '../access/declare.ts';
import { createSearch, type SearchParts } from './search.ts';

export function searchRoutes(parts: SearchParts): AppRoute[] {
  const search = createSearch(parts);
  return [
    read({
      method: 'GET',
      path: '/api/search',
      access: 'search.use',
      handle: ({ caller, query }) => search(caller, query),
    }),
  ];
}
