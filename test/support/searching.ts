/** Searching as somebody of the sample city, with the index filled up to now. */
import { searchViewSchema, type SearchView } from '../../server/contract/search-views.ts';
import { fillIndex } from '../../server/search/filling/store.ts';
import type { Answer } from './client.ts';
import type { House } from './house.ts';
import type { AccountName, ServedTrial } from './served-house.ts';

/** Fills the index until nothing waits. */
export async function indexed(house: House): Promise<void> {
  await house.settled();
  while ((await fillIndex(house.parts.db, house.parts.organisation, () => house.time.now)) > 0);
}

/** The address of a search. */
export const searchPath = (q: string, filters: Record<string, string> = {}): string =>
  `/api/search?${new URLSearchParams({ q, ...filters }).toString()}`;

export type Asked = (q: string, filters?: Record<string, string>) => Promise<Answer>;

/** A session of that account that searches; a minute passes for each, so that its pace plays no part. */
export async function askIn(house: ServedTrial, name: AccountName): Promise<Asked> {
  const client = await house.client(name);
  return async (q, filters) => {
    house.time.now = new Date(house.time.now.getTime() + 1_100);
    return client.send('GET', searchPath(q, filters));
  };
}

export type Search = (q: string, filters?: Record<string, string>) => Promise<SearchView>;

/** As askIn, with the index filled first and the answer read; throws where it was refused. */
export async function searchIn(house: ServedTrial, name: AccountName): Promise<Search> {
  const ask = await askIn(house, name);
  return async (q, filters) => {
    await indexed(house);
    const answer = await ask(q, filters);
    if (answer.status !== 200) throw new Error(`refused: ${JSON.stringify(answer.body)}`);
    return searchViewSchema.parse(answer.body);
  };
}
