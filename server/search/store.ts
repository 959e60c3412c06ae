/** Finding: rows of the index within the asker's sight, their page, their number and their facets. */
import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import { scopedAssignments, scopedSearchEntries, type Asker } from '../access/scope.ts';
import { COUNTED_AT_MOST, type SearchKind } from '../contract/search-views.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { Cursor, Filters, Sort } from './filters.ts';
import type { Query } from './query.ts';
import type { Wanted } from './terms.ts';

type Db = Tx | Database;

/** What is looked for, with the units each 单位: stands for. */
export interface Sought {
  query: Pick<Query, 'wanted' | 'excluded'>;
  /** For each limit to a unit, the ids it means; a limit that means none finds nothing. */
  units: readonly (readonly string[])[];
  filters: Filters;
}

export interface FoundRow {
  kind: SearchKind;
  thing: string;
  case_id: string | null;
  at: Date;
  score: number;
}

export interface FacetRow {
  facet: string;
  value: string;
  count: number;
}

/** Newest results whose facets are counted. */
const FACETED_AT_MOST = 50_000;

const lexeme = (term: string): string => `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

const termsAre = (wanted: readonly Wanted[]): RawBuilder<SqlBool> | null => {
  const asked = wanted.flatMap(({ terms, prefixes }) => [
    ...terms.map(lexeme),
    ...prefixes.map((prefix) => `${lexeme(prefix)}:*`),
  ]);
  if (asked.length === 0) return null;
  return sql<SqlBool>`search_entry.terms @@ ${[...new Set(asked)].join(' & ')}::tsquery`;
};

const titleHolds = (words: string): RawBuilder<SqlBool> => sql<SqlBool>`strpos(search_entry.title, ${words}) > 0`;
const holds = (words: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${titleHolds(words)} or strpos(search_entry.body, ${words}) > 0)`;
const all = (conditions: readonly Expression<SqlBool>[]): RawBuilder<SqlBool> =>
  conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join([...conditions], sql` and `)})`;

/** A word is left out where it stands as it is: whole for letters and digits, anywhere for characters. */
function isLeftOut(word: Wanted): RawBuilder<SqlBool> {
  const [term, ...more] = word.terms;
  const single = more.length === 0 && word.prefixes.length === 0 && term === word.whole;
  return single ? sql<SqlBool>`search_entry.terms @@ ${lexeme(term)}::tsquery` : holds(word.whole);
}

/** Rows that hold the words, lack the excluded ones and belong to the units; as far as the asker may see them. */
function matching(db: Db, asker: Asker, { query, units }: Sought) {
  let rows = scopedSearchEntries(db, asker);
  const terms = termsAre(query.wanted);
  if (terms) rows = rows.where(terms);
  for (const stretch of query.wanted.flatMap((word) => word.stretches)) rows = rows.where(holds(stretch));
  for (const word of query.excluded) rows = rows.where(sql<SqlBool>`not ${isLeftOut(word)}`);
  for (const ids of units) rows = rows.where(ofUnits(db, asker, ids));
  return rows;
}

/** Cases with one of the units in the lead or supporting; before the dispatch, those it is proposed to. */
function ofUnits(db: Db, asker: Asker, ids: readonly string[]): RawBuilder<SqlBool> {
  const list = [...ids];
  const assigned = scopedAssignments(db, asker)
    .select('assignment.case_id')
    .where('assignment.ended_at', 'is', null)
    .where('assignment.role', 'in', ['lead', 'supporting'])
    .where(sql<SqlBool>`assignment.unit_id = any(${list}::text[])`);
  return sql<SqlBool>`("case".id in (${assigned})
    or ("case".state = 'awaiting_dispatch' and "case".proposed_lead = any(${list}::text[])))`;
}

const ofItem = (item: string, ofCase: string): RawBuilder<string> =>
  sql<string>`(case search_entry.kind when 'item' then ${sql.ref(item)} else ${sql.ref(ofCase)} end)`;
const TERRITORY = ofItem('item.territory', 'case.territory');
const SUBJECT = ofItem('item.subject', 'case.subject');
const GRADE = ofItem('item.opinion_grade', 'case.opinion_grade');
/** How far the matter has come: its case's way, and for an item in none what was decided on it. */
const STAGE = sql<string>`(case
  when "case".state = 'published' then 'published'
  when "case".state = 'closed' then 'closed'
  when "case".id is not null then 'open'
  when item.state = 'dismissed' then 'dismissed'
  when item.state = 'replied' then 'closed'
  else 'waiting' end)`;
const DAY = sql<string>`to_char(search_entry.at + interval '8 hours', 'YYYY-MM-DD')`;

const oneOf = (value: RawBuilder<string>, values: readonly string[]): RawBuilder<SqlBool> =>
  values.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`coalesce(${value} = any(${[...values]}::text[]), false)`;

/** Each facet's own condition. */
function conditions({ kinds, territories, subjects, grades, stages, from, before }: Filters) {
  return {
    kind: oneOf(sql<string>`search_entry.kind`, kinds),
    territory: oneOf(TERRITORY, territories),
    subject: oneOf(SUBJECT, subjects),
    grade: oneOf(GRADE, grades),
    stage: oneOf(STAGE, stages),
    day: all([
      ...(from ? [sql<SqlBool>`search_entry.at >= ${from}`] : []),
      ...(before ? [sql<SqlBool>`search_entry.at < ${before}`] : []),
    ]),
  };
}

/** A word in the title counts 2, one that stands somewhere as it was typed 1 more. */
function scoreOf(wanted: readonly Wanted[]): RawBuilder<number> {
  const points = wanted.map(
    ({ parts, whole }) => sql`(case when ${all(parts.map(titleHolds))} then 2 else 0 end)
      + (case when ${holds(whole)} then 1 else 0 end)`,
  );
  return points.length === 0 ? sql<number>`0` : sql<number>`(${sql.join(points, sql` + `)})`;
}

/** One page of results, best first (of equals the newest); one more than `limit` where there are more. */
export async function findPage(
  db: Db,
  asker: Asker,
  sought: Sought,
  { sort, after, limit }: { sort: Sort; after: Cursor | null; limit: number },
): Promise<FoundRow[]> {
  const score = sort === 'time' ? sql<number>`0` : scoreOf(sought.query.wanted);
  let rows = matching(db, asker, sought)
    .where(all(Object.values(conditions(sought.filters))))
    .select(['search_entry.kind', 'search_entry.thing', 'search_entry.at', 'case.id as case_id', score.as('score')]);
  if (after) {
    const { at, kind, thing } = after;
    rows = rows.where(
      sql<SqlBool>`(${score}, search_entry.at, search_entry.kind, search_entry.thing)
        < (${after.score}::int, ${at}::timestamptz, ${kind}::text, ${thing}::text)`,
    );
  }
  return rows
    .orderBy('score', 'desc')
    .orderBy('search_entry.at', 'desc')
    .orderBy('search_entry.kind', 'desc')
    .orderBy('search_entry.thing', 'desc')
    .limit(limit + 1)
    .execute();
}

/** How many results there are; counted up to one more than COUNTED_AT_MOST. */
export async function countFound(db: Db, asker: Asker, sought: Sought): Promise<number> {
  const rows = matching(db, asker, sought)
    .where(all(Object.values(conditions(sought.filters))))
    .select('search_entry.thing')
    .limit(COUNTED_AT_MOST + 1);
  const counted = await db
    .selectFrom(rows.as('found'))
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirst();
  return counted?.n ?? 0;
}

const COLUMNS = sql.raw('1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13');

/** For each facet its values with the number of results under all other filters; days from `since` on. */
export async function countFacets(db: Db, asker: Asker, sought: Sought, since: Date): Promise<FacetRow[]> {
  const met = conditions(sought.filters);
  const missed = sql<number>`(${sql.join(
    Object.values(met).map((condition) => sql`(not ${condition})::int`),
    sql` + `,
  )})`;
  const rows = matching(db, asker, sought)
    .where(sql<SqlBool>`${missed} <= 1`)
    .select([
      sql<string>`search_entry.kind`.as('kind'),
      TERRITORY.as('territory'),
      SUBJECT.as('subject'),
      GRADE.as('grade'),
      STAGE.as('stage'),
      sql<string>`case when search_entry.at >= ${since} then ${DAY} end`.as('day'),
      missed.as('missed'),
      met.kind.as('of_kind'),
      met.territory.as('of_territory'),
      met.subject.as('of_subject'),
      met.grade.as('of_grade'),
      met.stage.as('of_stage'),
      met.day.as('of_day'),
    ])
    .orderBy('search_entry.at', 'desc')
    .limit(FACETED_AT_MOST);
  // Alike rows are counted together before each is laid out by its facets.
  const counted = await sql<FacetRow>`
    with found as materialized (${rows}), alike as (select found.*, count(*) as n from found group by ${COLUMNS})
    select f.facet, f.value, sum(n)::int as count
    from alike cross join lateral (values
      ('kind', kind, of_kind), ('territory', territory, of_territory), ('subject', subject, of_subject),
      ('grade', grade, of_grade), ('stage', stage, of_stage), ('day', day, of_day)) f (facet, value, own)
    where f.value is not null and (missed = 0 or not f.own)
    group by f.facet, f.value`.execute(db);
  return counted.rows;
}
