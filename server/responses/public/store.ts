/** Published answers, for anyone. Nothing of a case but what was published leaves through here. */
import { sql } from 'kysely';
import { publicAnswers } from '../../access/scope.ts';
import { RATING_IDS, APPROVAL_STEPS, type Disposition, type Rating } from '../../contract/vocabulary-case.ts';
import type { Subject } from '../../contract/vocabulary.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { AnswerKind, PublicAnswer } from './answer.ts';

export interface Sought {
  subject: Subject | null;
  kind: AnswerKind | null;
  /** Words of a title or unit. */
  words: string;
  offset: number;
  limit: number;
}

const NO_RATINGS: Record<Rating, number> = { satisfied: 0, mostly: 0, dissatisfied: 0 };

const answers = (db: Database | Tx) => publicAnswers(db).selectAll('public_answer');

type Row = Awaited<ReturnType<ReturnType<typeof answers>['execute']>>[number];

function answerOf(row: Row): PublicAnswer {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    body: row.body,
    unitName: row.unit_name,
    publishedAt: row.published_at,
    state: row.state,
    subject: row.subject,
    dispositions: row.dispositions,
    nextReleaseAt: row.next_release_at,
    correctedBy: row.corrected_by,
    corrects: row.corrects,
    withdrawal: row.withdrawn_at
      ? {
          at: row.withdrawn_at,
          reason: row.withdrawal_reason ?? '',
          approvers: row.approvers.map((one) => `${APPROVAL_STEPS[one.step].zh} ${one.unit} ${one.name}`),
        }
      : null,
    commitments: row.commitments.map((one) => ({
      what: one.what,
      dueAt: new Date(one.dueAt),
      keptAt: one.keptAt ? new Date(one.keptAt) : null,
    })),
    ratings: { ...NO_RATINGS, ...row.ratings },
    siblings: row.siblings.map((one) => ({ ...one, publishedAt: new Date(one.publishedAt) })),
  };
}

const serves = (kind: Disposition) => sql<boolean>`(public_answer.dispositions ? ${kind})`;
const plain = sql<boolean>`(public_answer.corrects is null and not ${serves('refute')} and not ${serves('adopt')})`;
const IS_KIND: Readonly<Record<AnswerKind, ReturnType<typeof serves>>> = {
  correction: sql<boolean>`(public_answer.corrects is not null)`,
  refute: sql<boolean>`(${serves('refute')} and public_answer.corrects is null)`,
  adopt: sql<boolean>`(${serves('adopt')} and not ${serves('refute')} and public_answer.corrects is null)`,
  progress: sql<boolean>`(${plain} and public_answer.later)`,
  statement: sql<boolean>`(${plain} and not public_answer.later)`,
};

/** Answers that match, newest first. */
export async function listAnswers(db: Database, sought: Sought): Promise<{ answers: PublicAnswer[]; total: number }> {
  const matching = matches(sought);
  const rows = await answers(db)
    .where(matching)
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .offset(sought.offset)
    .limit(sought.limit)
    .execute();
  const count = await publicAnswers(db)
    .select(sql<number>`count(*)::int`.as('n'))
    .where(matching)
    .executeTakeFirst();
  return { answers: rows.map(answerOf), total: count?.n ?? 0 };
}

function matches({ subject, kind, words }: Sought) {
  const like = `%${words.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return sql<boolean>`(
    ${subject === null ? sql`true` : sql`public_answer.subject = ${subject}`}
    and ${kind === null ? sql`true` : IS_KIND[kind]}
    and (${words} = '' or public_answer.title ilike ${like} or public_answer.unit_name ilike ${like}))`;
}

/** One answer by its number, or null. */
export async function answerByNumber(db: Database | Tx, number: string): Promise<PublicAnswer | null> {
  // No text of the database holds a NUL; asked for one, it would refuse instead of finding nothing.
  const row = number.includes('\u0000') ? undefined : await answers(db).where('number', '=', number).executeTakeFirst();
  return row ? answerOf(row) : null;
}

export interface PublicFigures {
  published: number;
  kept: number;
  promised: number;
  adopted: number;
  corrected: number;
}

/** Of the answers since: how many, promises made and kept in them, corrections and withdrawals. */
export async function publicFigures(db: Database, since: Date): Promise<PublicFigures> {
  const row = await publicAnswers(db)
    .select([
      sql<number>`count(*)::int`.as('published'),
      sql<number>`(count(*) filter (where state <> 'current'))::int`.as('corrected'),
      sql<number>`(count(*) filter (where ${serves('adopt')}))::int`.as('adopted'),
      sql<number>`coalesce(sum(jsonb_array_length(commitments)), 0)::int`.as('promised'),
      sql<number>`coalesce(sum(jsonb_array_length(jsonb_path_query_array(commitments, '$[*] ? (@.keptAt != null)'))), 0)::int`.as(
        'kept',
      ),
    ])
    .where('published_at', '>=', since)
    .executeTakeFirst();
  return row ?? { published: 0, kept: 0, promised: 0, adopted: 0, corrected: 0 };
}

/** Keeps a visitor's rating; a later one replaces it, so that a visitor counts once. False where it stood so already. */
export async function keepRating(
  tx: Tx,
  publicationId: string,
  voter: string,
  value: Rating,
  now: Date,
): Promise<boolean> {
  const kept = await tx
    .insertInto('rating')
    .values({ publication_id: publicationId, voter, value, at: now })
    .onConflict((conflict) =>
      conflict.columns(['publication_id', 'voter']).doUpdateSet({ value, at: now }).where('rating.value', '!=', value),
    )
    .returning('voter')
    .executeTakeFirst();
  return kept !== undefined;
}

export const isRating = (value: string | undefined): value is Rating => RATING_IDS.some((one) => one === value);
