/** Reads what can be found of things, each through the scope of who asks: for the index, and for what a result shows. */
import {
  publicAnswers,
  scopedAssignments,
  scopedCases,
  scopedCommitments,
  scopedEntries,
  scopedFindableItems,
  scopedPublications,
  type Asker,
} from '../../access/scope.ts';
import type { SearchKind } from '../../contract/search-views.ts';
import type { Organisation } from '../../organisation/model.ts';
import { unitNames } from '../../organisation/unit-names.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { caseDocument, entryDocument, itemDocument, responseDocument, type Document } from '../documents.ts';
import type { PublishedWords } from '../hits.ts';

type Db = Tx | Database;

/** Those of the given things that there are and that the asker may see. */
export async function documentsOf(
  db: Db,
  asker: Asker,
  organisation: Organisation,
  kind: SearchKind,
  ids: readonly string[],
): Promise<Document[]> {
  if (ids.length === 0) return [];
  const list = [...ids];
  switch (kind) {
    case 'case':
      return caseDocuments(db, asker, organisation, list);
    case 'item':
      return (
        await scopedFindableItems(db, asker)
          .select(['item.id', 'item.title', 'item.body', 'item.detected_at'])
          .where('item.id', 'in', list)
          .execute()
      ).map(itemDocument);
    case 'response':
      return (
        await scopedPublications(db, asker)
          .select(['publication.id', 'publication.case_id', 'title', 'body', 'published_at'])
          .where('publication.id', 'in', list)
          .execute()
      ).map(responseDocument);
    case 'entry':
      return (
        await scopedEntries(db, asker)
          .select(['entry.id', 'entry.case_id', 'body', 'evidence', 'at'])
          .where('entry.id', 'in', list)
          .execute()
      ).map(entryDocument);
  }
}

async function caseDocuments(db: Db, asker: Asker, organisation: Organisation, ids: string[]): Promise<Document[]> {
  const cases = await scopedCases(db, asker)
    .select(['case.id', 'number', 'title', 'subject', 'territory', 'proposed_lead', 'opened_at'])
    .where('case.id', 'in', ids)
    .where('state', '!=', 'merged')
    .execute();
  const assignments = await scopedAssignments(db, asker)
    .select(['case_id', 'unit_id', 'role'])
    .where('case_id', 'in', ids)
    .where('ended_at', 'is', null)
    .orderBy('at')
    .orderBy('unit_id')
    .execute();
  const commitments = await scopedCommitments(db, asker)
    .select(['case_id', 'what'])
    .where('case_id', 'in', ids)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
  const absorbed = await absorbedBy(db, asker, ids);
  const { unitOrNull } = unitNames(organisation);
  return cases.map((row) => {
    const own = assignments.filter((one) => one.case_id === row.id);
    const lead = own.find((one) => one.role === 'lead')?.unit_id ?? row.proposed_lead;
    return caseDocument({
      id: row.id,
      number: row.number,
      title: row.title,
      subject: row.subject,
      territoryName: row.territory ? (organisation.territory(row.territory)?.name ?? null) : null,
      lead: unitOrNull(lead)?.name ?? null,
      supporting: own.flatMap((one) => (one.role === 'supporting' ? (unitOrNull(one.unit_id)?.name ?? []) : [])),
      commitments: commitments.filter((one) => one.case_id === row.id).map((one) => one.what),
      absorbed: absorbed.filter((one) => one.into === row.id).map((one) => one.words),
      openedAt: row.opened_at,
    });
  });
}

/** Cases that went into these, also by way of another: asked for by their number, the survivor answers. */
async function absorbedBy(db: Db, asker: Asker, ids: readonly string[]): Promise<{ into: string; words: string }[]> {
  const found: { into: string; words: string }[] = [];
  let level = new Map(ids.map((id) => [id, id]));
  while (level.size > 0) {
    const rows = await scopedCases(db, asker)
      .select(['case.id', 'number', 'title', 'merged_into'])
      .where('merged_into', 'in', [...level.keys()])
      .orderBy('number')
      .execute();
    const next = new Map<string, string>();
    for (const row of rows) {
      const into = level.get(row.merged_into ?? '') ?? '';
      found.push({ into, words: `${row.number} ${row.title}` });
      next.set(row.id, into);
    }
    level = next;
  }
  return found;
}

/** Number and title of the cases the asker may see, by id. */
export async function caseNames(
  db: Db,
  asker: Asker,
  ids: readonly string[],
): Promise<Map<string, { number: string; title: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await scopedCases(db, asker)
    .select(['case.id', 'number', 'title'])
    .where('case.id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}

/** Kind and unit of the entries the asker may see, by id. */
export async function entryFacts(db: Db, asker: Asker, organisation: Organisation, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>();
  const rows = await scopedEntries(db, asker)
    .select(['entry.id', 'entry.kind', 'entry.unit_id'])
    .where('entry.id', 'in', [...ids])
    .execute();
  const { unitOrNull } = unitNames(organisation);
  return new Map(rows.map((row) => [row.id, { kind: row.kind, unitName: unitOrNull(row.unit_id)?.name ?? null }]));
}

/** What was published, as anyone may read it, by id. */
export async function publishedWords(db: Db, ids: readonly string[]): Promise<Map<string, PublishedWords>> {
  if (ids.length === 0) return new Map();
  const rows = await publicAnswers(db)
    .select(['id', 'number', 'unit_name', 'state', 'dispositions', 'corrects', 'siblings', 'ratings'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        number: row.number,
        unitName: row.unit_name,
        state: row.state,
        dispositions: row.dispositions,
        corrects: row.corrects,
        siblings: row.siblings.map((one) => ({ ...one, publishedAt: new Date(one.publishedAt) })),
        ratings: row.ratings,
      },
    ]),
  );
}
