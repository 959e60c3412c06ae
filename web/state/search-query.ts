/** What is looked for, as the address and the server's question hold it. Pure. */
import { SEARCH_KIND_IDS, SEARCH_STAGE_IDS } from '../../server/contract/search-views.ts';
import { OPINION_GRADE_IDS, SUBJECT_IDS } from '../../server/contract/vocabulary.ts';

export type SearchSort = 'relevance' | 'time';

/** The filters that hold several values, in the order of the page. */
export const FACET_IDS = ['kind', 'territory', 'subject', 'grade', 'stage'] as const;
export type FacetId = (typeof FACET_IDS)[number];

/** A query as it is read from an address: unknown values are left out. Days are `YYYY-MM-DD`, China time, both included. */
export type SearchQuery = Readonly<Record<FacetId, readonly string[]>> & {
  readonly q: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly sort: SearchSort;
};

/** Characters of the field; the server takes no more. */
export const QUERY_LENGTH = 200;

const KNOWN: Readonly<Record<FacetId, (value: string) => boolean>> = {
  kind: (value) => (SEARCH_KIND_IDS as readonly string[]).includes(value),
  territory: (value) => /^\d{2,12}$/.test(value),
  subject: (value) => (SUBJECT_IDS as readonly string[]).includes(value),
  grade: (value) => (OPINION_GRADE_IDS as readonly string[]).includes(value),
  stage: (value) => (SEARCH_STAGE_IDS as readonly string[]).includes(value),
};

export const tidyWords = (words: string): string => words.replace(/\s+/gu, ' ').trim().slice(0, QUERY_LENGTH);

function dayOf(value: string | null): string | null {
  return value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
}

/** Reads the query part of an address, with or without its question mark. */
export function readQuery(text: string): SearchQuery {
  const given = new URLSearchParams(text);
  const list = (key: FacetId): string[] => [
    ...new Set((given.get(key) ?? '').split(',').filter((value) => KNOWN[key](value))),
  ];
  const q = tidyWords(given.get('q') ?? '');
  return {
    q,
    kind: list('kind'),
    territory: list('territory'),
    subject: list('subject'),
    grade: list('grade'),
    stage: list('stage'),
    from: dayOf(given.get('from')),
    to: dayOf(given.get('to')),
    // Nothing is more to the point than anything else where no words are looked for.
    sort: q === '' || given.get('sort') === 'time' ? 'time' : 'relevance',
  };
}

/** The same as text, without a question mark; the same query gives the same text. What is not asked for is left out. */
export function writeQuery(query: SearchQuery): string {
  const given = new URLSearchParams();
  if (query.q) given.set('q', query.q);
  for (const key of FACET_IDS) if (query[key].length > 0) given.set(key, [...query[key]].sort().join(','));
  if (query.from) given.set('from', query.from);
  if (query.to) given.set('to', query.to);
  if (query.q && query.sort === 'time') given.set('sort', 'time');
  // Commas need no escape in a query, and are read more easily without.
  return given.toString().replaceAll('%2C', ',');
}

export const EMPTY_QUERY = readQuery('');

/** True where something narrows the results beside the words. */
export const isFiltered = (query: SearchQuery): boolean =>
  FACET_IDS.some((key) => query[key].length > 0) || query.from !== null || query.to !== null;

/** True where nothing at all is asked: no words and no filter. */
export const asksNothing = (query: SearchQuery): boolean => query.q === '' && !isFiltered(query);

/** The same words without any filter; the order stays. */
export const withoutFilters = (query: SearchQuery): SearchQuery => ({
  ...EMPTY_QUERY,
  q: query.q,
  sort: query.sort,
});

/** Ticks a value of a filter, or takes its tick away. */
export function toggled(query: SearchQuery, key: FacetId, value: string): SearchQuery {
  const chosen = query[key];
  return { ...query, [key]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value] };
}

/** Sets the first and the last day; given the wrong way round, they change places. */
export function between(query: SearchQuery, from: string | null, to: string | null): SearchQuery {
  return from !== null && to !== null && from > to ? { ...query, from: to, to: from } : { ...query, from, to };
}
