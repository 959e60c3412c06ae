/** The counted values of each facet, labelled and in their order; pure. */
import { SEARCH_KIND_IDS, SEARCH_STAGE_IDS, type FacetValue, type SearchView } from '../contract/search-views.ts';
import { OPINION_GRADE_IDS, OPINION_GRADES, SUBJECTS } from '../contract/vocabulary.ts';
import { chinaDay } from '../rules/china-time.ts';
import type { Filters } from './filters.ts';
import type { FacetRow } from './store.ts';

const KINDS: Record<string, string> = { case: '事项', item: '信息', response: '回应', entry: '核查与处置' };
const STAGES: Record<string, string> = {
  waiting: '待研判',
  open: '在办',
  published: '已发布 · 跟踪兑现',
  closed: '办结',
  dismissed: '不纳入',
};

export const DAYS_SHOWN = 14;
const DAY_MS = 86_400_000;

/** The last days in China, oldest first. */
export const lastDays = (now: Date): string[] =>
  Array.from({ length: DAYS_SHOWN }, (_, n) => chinaDay(new Date(now.getTime() - (DAYS_SHOWN - 1 - n) * DAY_MS)));

const labelOf = (terms: Readonly<Record<string, { zh: string }>>, id: string): string => terms[id]?.zh ?? id;

/** Kinds, grades (graver first), stages and days in their own order, territories and subjects by their number. */
export function facetsOf(
  rows: readonly FacetRow[],
  filters: Filters,
  territoryName: (code: string) => string,
  now: Date,
): SearchView['facets'] {
  const count = (facet: string, value: string): number =>
    rows.find((row) => row.facet === facet && row.value === value)?.count ?? 0;
  const values = (facet: string, ids: readonly string[], label: (id: string) => string): FacetValue[] =>
    ids.map((value) => ({ value, label: label(value), count: count(facet, value) }));
  // A chosen value stays, also where nothing has it: else it could not be taken back.
  const counted = (facet: string, chosen: readonly string[]): string[] => {
    const found = rows.filter((row) => row.facet === facet).map((row) => row.value);
    const ids = [...new Set([...found, ...chosen])];
    return ids.sort((a, b) => count(facet, b) - count(facet, a) || a.localeCompare(b));
  };
  const graver = [...OPINION_GRADE_IDS].reverse();
  return {
    kind: values('kind', SEARCH_KIND_IDS, (id) => KINDS[id] ?? id),
    territory: values('territory', counted('territory', filters.territories), territoryName),
    subject: values('subject', counted('subject', filters.subjects), (id) => labelOf(SUBJECTS, id)),
    grade: values('grade', graver, (id) => labelOf(OPINION_GRADES, id)),
    stage: values('stage', SEARCH_STAGE_IDS, (id) => STAGES[id] ?? id),
    day: values('day', lastDays(now), (day) => day.slice(5)),
  };
}
