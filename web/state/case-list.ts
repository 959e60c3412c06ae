/** The list of cases: its tabs and filters, in the address, and what they leave of the cases. Pure. */
import type { CaseView } from '../../server/contract/case-views.ts';
import { oneOf } from '../../server/contract/one-of.ts';
import type { SearchStage } from '../../server/contract/search-views.ts';
import { CATEGORY_IDS, type Category } from '../../server/contract/vocabulary.ts';
import { CASE_STATE_IDS, type CaseState } from '../../server/contract/vocabulary-case.ts';
import { isOpen } from './ended.ts';
import { EMPTY_QUERY, tidyWords, writeQuery } from './search-query.ts';

/** 在办 and 已发布 are live; 全部 and 办结 are asked of the server, since what was closed leaves the board. */
export const CASE_TABS = ['open', 'published', 'closed', 'all'] as const;
export type CaseTab = (typeof CASE_TABS)[number];

export interface CaseFilter {
  readonly tab: CaseTab;
  /** Stand in the title, number, or the name of the lead. */
  readonly words: string;
  /** Code. */
  readonly territory: string | null;
  /** Name, as it is read, of the lead or a supporting unit. */
  readonly unit: string | null;
  readonly category: Category | null;
  /** Of the tab 在办 alone. */
  readonly state: CaseState | null;
}

export const isLive = (tab: CaseTab): boolean => tab === 'open' || tab === 'published';

const known = <T extends string>(ids: readonly T[], value: string | null): T | null =>
  oneOf(ids).safeParse(value).data ?? null;

/** A row of the list. `view` is null of a case that left the board long ago, of which only number and title are kept at hand. */
export interface ListedCase {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly view: CaseView | null;
}

/** Reads the query part of an address; what is unknown is left out. */
export function readFilter(text: string): CaseFilter {
  const given = new URLSearchParams(text);
  const tab = known(CASE_TABS, given.get('tab')) ?? 'open';
  return {
    tab,
    words: tidyWords(given.get('words') ?? ''),
    territory: given.get('territory') || null,
    unit: given.get('unit') || null,
    category: known(CATEGORY_IDS, given.get('category')),
    state: tab === 'open' ? known(CASE_STATE_IDS, given.get('state')) : null,
  };
}

export function writeFilter(filter: CaseFilter): string {
  const given = new URLSearchParams();
  if (filter.tab !== 'open') given.set('tab', filter.tab);
  for (const key of ['words', 'territory', 'unit', 'category', 'state'] as const) {
    const value = filter[key];
    if (value) given.set(key, value);
  }
  return given.toString();
}

export const isNarrowed = (filter: CaseFilter): boolean => writeFilter({ ...filter, tab: 'open' }) !== '';

export const inTab = (view: Pick<CaseView, 'state'>, tab: CaseTab): boolean => {
  if (tab === 'published') return view.state === 'published';
  return tab === 'all' || (tab === 'closed' ? !isOpen(view) : isOpen(view) && view.state !== 'published');
};

const unitsOf = (view: CaseView): string[] => [
  ...(view.lead ? [view.lead.name] : []),
  ...view.supporting.map(({ name }) => name),
];

/** Whether a case of the live list is among those asked for. */
export function isAmong(view: CaseView, filter: CaseFilter): boolean {
  const words = filter.words.toLowerCase().split(' ').filter(Boolean);
  const read = `${view.number} ${view.title} ${view.lead?.name ?? ''}`.toLowerCase();
  return (
    inTab(view, filter.tab) &&
    words.every((word) => read.includes(word)) &&
    (filter.territory === null || view.territory?.code === filter.territory) &&
    (filter.unit === null || unitsOf(view).includes(filter.unit)) &&
    (filter.category === null || view.category === filter.category) &&
    (filter.state === null || view.state === filter.state)
  );
}

const STAGES: Readonly<Partial<Record<CaseTab, SearchStage>>> = { closed: 'closed' };

/** What the server is asked for a tab that isn't live, the newest first. It knows no category here: see search-query.ts. */
export function askedOf({ tab, words, territory, unit }: CaseFilter): string {
  const stage = STAGES[tab];
  return writeQuery({
    ...EMPTY_QUERY,
    q: [words, unit === null ? '' : `单位:"${unit}"`].filter(Boolean).join(' '),
    kind: ['case'],
    stage: stage ? [stage] : [],
    territory: territory === null ? [] : [territory],
    sort: 'time',
  });
}

export interface Choices {
  territories: { code: string; name: string }[];
  units: string[];
  categories: Category[];
  states: CaseState[];
}

const named = (a: string, b: string): number => a.localeCompare(b, 'zh-Hans');

/** What the cases can be narrowed to: only what one of them has. */
export function choicesOf(views: readonly CaseView[]): Choices {
  const territories = new Map<string, string>();
  const units = new Set<string>();
  for (const view of views) {
    if (view.territory) territories.set(view.territory.code, view.territory.name);
    for (const name of unitsOf(view)) units.add(name);
  }
  return {
    territories: [...territories].map(([code, name]) => ({ code, name })).sort((a, b) => a.code.localeCompare(b.code)),
    units: [...units].sort(named),
    categories: CATEGORY_IDS.filter((id) => views.some((view) => view.category === id)),
    states: CASE_STATE_IDS.filter((id) => inTab({ state: id }, 'open') && views.some((view) => view.state === id)),
  };
}
