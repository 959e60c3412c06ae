/** One search: refused, or put on the record and answered from what the viewer may see. */
import { seesJurisdiction } from '../access/permissions.ts';
import { permits, type Viewer } from '../access/viewer.ts';
import type { CaseView } from '../contract/case-views.ts';
import type { Hit, SearchView } from '../contract/search-views.ts';
import type { ItemView } from '../contract/views.ts';
import type { Organisation } from '../organisation/model.ts';
import { readAtOnce, type Database, type Tx } from '../platform/database.ts';
import type { Handler } from '../platform/events/handling.ts';
import { Fault } from '../platform/fault.ts';
import { unitsNamed } from '../responsibility/unit-search.ts';
import { itemViewsOf } from '../triage/store.ts';
import { caseNames, documentsOf, entryFacts, publishedWords } from './documents/store.ts';
import { facetsOf, lastDays } from './facets.ts';
import { lagOf } from './filling/store.ts';
import { readCursor, readFilters, readSort, writeCursor, type Filters } from './filters.ts';
import { hitOf, keyOf, type Beside } from './hits.ts';
import { accountNames, logRefused, logSearch } from './log/store.ts';
import { MARKING } from './mark.ts';
import { createPace } from './pace.ts';
import { isBlank, PARTS_LIMIT, QUERY_LIMIT, readQuery, type Query } from './query.ts';
import { personAsked, searchPerson } from './refusal.ts';
import { countFacets, countFound, findPage, type FoundRow, type Sought } from './store.ts';
import { SEARCH_KIND_IDS } from '../contract/search-views.ts';
import { startOfDay } from '../rules/china-time.ts';

export interface SearchParts {
  db: Database;
  now: () => Date;
  organisation: () => Organisation;
  /** Names of persons in office, as the redactor knows them. */
  officials: () => readonly string[];
  /** Whether the words are a place's name, whole. */
  isPlace(words: string): boolean;
  /** The present views of cases, as the board shows them to the viewer. */
  caseViews(db: Database, viewer: Viewer, ids: readonly string[]): Promise<CaseView[]>;
  /** Every handler; one of them marks. */
  handlers: readonly Handler[];
}

const PAGE = 30;

/** Answers a search. Faults `search_person`, `search_too_long`, `search_no_words`, `search_filter`, `search_cursor`. */
export function createSearch(
  parts: SearchParts,
): (viewer: Viewer, asked: Record<string, string>) => Promise<SearchView> {
  const keepPace = createPace();
  const marking = parts.handlers.find((handler) => handler.name === MARKING);
  if (!marking) throw new Error('nothing marks what search must index anew');
  return async (viewer, asked) => {
    const { db } = parts;
    const now = parts.now();
    keepPace(viewer.accountId, now);
    const typed = asked.q ?? '';
    if (typed.length > QUERY_LIMIT) throw tooLong();
    const kind = await personAsked(typed, allowed(parts));
    if (kind) {
      await logRefused(db, viewer.accountId, `search_person:${kind}`, now);
      throw searchPerson(kind);
    }
    const query = readQuery(typed);
    if (query.words.length > PARTS_LIMIT) throw tooLong();
    if (isBlank(query) && typed.trim() !== '') throw noWords();
    const page = { sort: readSort(asked.sort), after: readCursor(asked.after), limit: PAGE };
    const filters = readFilters(asked);
    if (!isBlank(query)) await logSearch(db, viewer.accountId, query.words.join(' '), now);
    const organisation = parts.organisation();
    const units = query.units.map((words) => unitsNamed(organisation, words).map((unit) => unit.id));
    const sought: Sought = { query, units, filters };
    return readAtOnce(db, async (tx) => {
      const rows = await findPage(tx, viewer, sought, page);
      const shown = rows.slice(0, PAGE);
      const lag = await lagOf(tx, marking, now);
      return {
        at: now.toISOString(),
        words: [...query.words],
        total: await countFound(tx, viewer, sought),
        hits: await hitsOf(tx, parts, viewer, query, shown),
        next: rows.length > PAGE ? nextPage(shown) : null,
        lagSeconds: lag.seconds,
        waiting: lag.waiting,
        facets: await facetsFor(tx, parts, viewer, sought, filters, now),
      };
    });
  };
}

function allowed({ db, organisation, officials, isPlace }: SearchParts) {
  const named = (words: string): boolean =>
    organisation().units.some((unit) => [unit.name, unit.shortName, ...unit.aliases].includes(words));
  return {
    known: (words: string) => named(words) || isPlace(words) || officials().includes(words),
    inOffice: (names: readonly string[]) => accountNames(db, names),
  };
}

const tooLong = (): Fault =>
  new Fault('search_too_long', `检索词太长：最多 ${QUERY_LIMIT} 字、${PARTS_LIMIT} 个词。`, {
    status: 422,
    fields: { q: '请缩短' },
    action: '请留下几个要紧的词。',
  });

const noWords = (): Fault =>
  new Fault('search_no_words', '没有可以检索的字词，只有标点或符号。', {
    status: 422,
    action: '请输入事项、单位或地点的词。',
  });

function nextPage(shown: readonly FoundRow[]): string | null {
  const last = shown.at(-1);
  return last ? writeCursor({ ...last, at: last.at.toISOString() }) : null;
}

async function facetsFor(
  tx: Tx,
  { organisation }: SearchParts,
  viewer: Viewer,
  sought: Sought,
  filters: Filters,
  now: Date,
): Promise<SearchView['facets']> {
  const since = startOfDay(lastDays(now)[0] ?? '');
  const rows = await countFacets(tx, viewer, sought, since);
  return facetsOf(rows, filters, (code) => organisation().territory(code)?.name ?? code, now);
}

async function hitsOf(
  tx: Tx,
  parts: SearchParts,
  viewer: Viewer,
  query: Query,
  rows: readonly FoundRow[],
): Promise<Hit[]> {
  const beside = await besideOf(tx, parts, viewer, rows);
  return rows.flatMap((row) => hitOf(row, query.wanted, beside) ?? []);
}

/** Reads what stands beside the results, each through the viewer's own scope. */
async function besideOf(tx: Tx, parts: SearchParts, viewer: Viewer, rows: readonly FoundRow[]): Promise<Beside> {
  const organisation = parts.organisation();
  const ids = (kind: FoundRow['kind']): string[] => rows.filter((row) => row.kind === kind).map((row) => row.thing);
  const documents = [];
  for (const kind of SEARCH_KIND_IDS) documents.push(...(await documentsOf(tx, viewer, organisation, kind, ids(kind))));
  const caseIds = [...new Set(rows.flatMap((row) => row.case_id ?? []))];
  return {
    documents: new Map(documents.map((one) => [keyOf(one.kind, one.thing), one])),
    caseViews: byId(await parts.caseViews(tx, viewer, ids('case'))),
    itemViews: byId(await itemViews(tx, viewer, ids('item'))),
    cases: await caseNames(tx, viewer, caseIds),
    answers: await publishedWords(tx, ids('response')),
    entries: await entryFacts(tx, viewer, organisation, ids('entry')),
  };
}

/** Source and whose words are for those alone who may read items as such. */
const itemViews = async (tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<ItemView[]> =>
  permits(viewer, 'item.read') && seesJurisdiction(viewer.roles) ? itemViewsOf(tx, viewer, ids) : [];

const byId = <T extends { id: string }>(views: readonly T[]): Map<string, T> =>
  new Map(views.map((view) => [view.id, view]));
