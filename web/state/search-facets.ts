/** Filters and the marks above the results that say which are set. Pure. */
import type { FacetValue, SearchView } from '../../server/contract/search-views.ts';
import { SEARCH_KIND_IDS, SEARCH_STAGE_IDS } from '../../server/contract/search-views.ts';
import { OPINION_GRADE_IDS } from '../../server/contract/vocabulary.ts';
import { EMPTY_QUERY, FACET_IDS, type FacetId, type SearchQuery } from './search-query.ts';

/** Wording of a value; `given` is the server's, null where it named none. */
export type Labelling = (key: FacetId, value: string, given: string | null) => string;

export interface FacetChoice {
  value: string;
  label: string;
  /** 0 where it is chosen and no result has it. */
  count: number;
  chosen: boolean;
}

export interface FacetGroup {
  key: FacetId;
  choices: FacetChoice[];
}

/** Closed lists keep their own order, the graver grade first; the others stand as the server counts them. */
const ORDER: Readonly<Partial<Record<FacetId, readonly string[]>>> = {
  kind: SEARCH_KIND_IDS,
  grade: [...OPINION_GRADE_IDS].reverse(),
  stage: SEARCH_STAGE_IDS,
};

/** The groups that have anything to choose: what some result has. A chosen value stays, with 0, so that it can be unticked. */
export function facetGroups(facets: SearchView['facets'], query: SearchQuery, label: Labelling): FacetGroup[] {
  return FACET_IDS.map((key) => {
    const counted: readonly FacetValue[] = facets[key];
    const missing = query[key].filter((value) => !counted.some((one) => one.value === value));
    const choices = [
      ...counted.map(({ value, label: given, count }) => ({ value, label: label(key, value, given), count })),
      ...missing.map((value) => ({ value, label: label(key, value, null), count: 0 })),
    ]
      .map((one) => ({ ...one, chosen: query[key].includes(one.value) }))
      .filter(({ count, chosen }) => count > 0 || chosen);
    const order = ORDER[key];
    if (order) choices.sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
    return { key, choices };
  }).filter(({ choices }) => choices.length > 0);
}

/** What of a long list shows while it is folded: the first `most`, and every chosen one. */
export function foldedChoices(choices: readonly FacetChoice[], most: number): FacetChoice[] {
  return choices.filter(({ chosen }, at) => at < most || chosen);
}

/** What is set: a filter with the wording of its values, or the days. */
export type Chip = { key: FacetId; labels: string[] } | { key: 'days'; from: string | null; to: string | null };

export function chipsOf(query: SearchQuery, facets: SearchView['facets'] | null, label: Labelling): Chip[] {
  const given = (key: FacetId, value: string): string | null =>
    facets?.[key].find((one) => one.value === value)?.label ?? null;
  const chips = FACET_IDS.filter((key) => query[key].length > 0).map((key): Chip => ({
    key,
    labels: query[key].map((value) => label(key, value, given(key, value))),
  }));
  const { from, to } = query;
  return from === null && to === null ? chips : [...chips, { key: 'days', from, to }];
}

/** The query without what one chip says. */
export function withoutChip(query: SearchQuery, key: Chip['key']): SearchQuery {
  return key === 'days' ? { ...query, from: null, to: null } : { ...query, [key]: EMPTY_QUERY[key] };
}

export interface DayColumn {
  day: string;
  count: number;
  /** Height, 0 to 1 of the highest. */
  share: number;
  /** True where the day is within what is asked. */
  on: boolean;
}

/** The columns of the last days; from 0, so that twice as high is twice as many. */
export function dayColumns(days: readonly FacetValue[], { from, to }: SearchQuery): DayColumn[] {
  const highest = Math.max(1, ...days.map((one) => one.count));
  return days.map(({ value, count }) => ({
    day: value,
    count,
    share: count / highest,
    on: (from === null || value >= from) && (to === null || value <= to),
  }));
}
