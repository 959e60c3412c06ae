/** What people said of items, beside what the program had said: an office's own corrections improve the model. */
import { sql, type SqlBool } from 'kysely';
import { scopedVerdicts, THE_PROGRAM } from '../../access/scope.ts';
import type { Label, Subject } from '../../contract/vocabulary.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { PersonsWord } from './lessons.ts';

export interface Correction {
  itemId: string;
  verdictId: string;
  category: Label;
  subject: Subject | null;
  accountId: string;
}

/** Keeps a person's correction: an office's own corrections improve the model. */
export async function storeCorrection(tx: Tx, correction: Correction, now: Date): Promise<void> {
  const { itemId, verdictId, category, subject, accountId } = correction;
  await tx
    .insertInto('correction')
    .values({ item_id: itemId, verdict_id: verdictId, category, subject, account_id: accountId, at: now })
    .execute();
}

/**
 * Items that a person decided on, in order of id: the masked text and what was said, never who wrote it. For training alone, which shows
 * none of it to anybody. What was handed over as an accusation, and what is closed to anyone because it or its case accuses them, is left
 * out (信访工作条例 第三十条): words of a sealed letter must not come back as a reason for a verdict.
 */
export async function personsWords(db: Database): Promise<PersonsWord[]> {
  const corrected = sql<boolean>`exists (select from correction c where c.item_id = item.id)`;
  const walled = sql<SqlBool>`(exists (select from item_denial d where d.item_id = item.id)
    or exists (select from case_audience a where a.case_id = item.case_id and a.effect = 'deny'))`;
  return scopedVerdicts(db, THE_PROGRAM)
    .distinctOn('item.id')
    .select([
      'item.id',
      'item.title',
      'item.body',
      'item.text_hash as textHash',
      'item.state',
      'item.dismissal_reason as dismissal',
      'item.category',
      'item.subject',
      'verdict.category as saidCategory',
      'verdict.subject as saidSubject',
      corrected.as('corrected'),
    ])
    .whereRef('verdict.text_hash', '=', 'item.text_hash')
    .where('item.state', 'not in', ['received', 'transferred'])
    .where((build) => build.or([build('item.decided_by', 'is not', null), corrected]))
    .where(sql<SqlBool>`not ${walled}`)
    .orderBy('item.id')
    .orderBy('verdict.at', 'desc')
    .execute();
}
