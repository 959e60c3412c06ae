/** Searching as somebody of the sample city, with the index filled up to now. */
import { expect } from 'vitest';
import { normalise } from '../../classifiers/normalise.ts';
import { segment } from '../../classifiers/segment.ts';
import { searchViewSchema, type SearchView } from '../../server/contract/search-views.ts';
import { fillIndex } from '../../server/search/filling/store.ts';
import type { Answer } from './client.ts';
import type { House } from './house.ts';
import type { AccountName, ServedTrial } from './served-house.ts';

/** Fills the index until nothing waits. */
export async function indexed(house: House): Promise<void> {
  await house.settled();
  while ((await fillIndex(house.parts.db, house.parts.rules.organisation(), () => house.time.now)) > 0);
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

/** The words of a text as somebody might look for them, two characters and longer. */
export const wordsOf = (text: string): string[] => [
  ...new Set(segment(normalise(text)).filter((word) => /^[\u4e00-\u9fff]{2,}$/.test(word))),
];

/**
 * Fails where an answer tells of the things: in a result, in a number that counts more than it shows, or in a facet. Asked for with
 * words few enough things hold to stand on one page.
 */
export function tellsNothingOf(answer: Answer, hidden: readonly string[], what: string): void {
  if (answer.status === 422) return; // refused for its words, whatever there is
  const view = searchViewSchema.parse(answer.body);
  for (const id of hidden) expect(JSON.stringify(view.hits), what).not.toContain(id);
  expect([what, view.total, view.next]).toEqual([what, view.hits.length, null]);
  for (const facet of ['kind', 'grade', 'stage', 'day'] as const) {
    const counted = view.facets[facet].reduce((sum, one) => sum + one.count, 0);
    expect([what, facet, counted <= view.total]).toEqual([what, facet, true]);
  }
  for (const facet of ['territory', 'subject'] as const)
    for (const one of view.facets[facet])
      expect([what, one.value, one.count <= view.total]).toEqual([what, one.value, true]);
}
