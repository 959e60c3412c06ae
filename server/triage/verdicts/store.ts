/** What the program said of which version of a text. */
import { randomUUID } from 'node:crypto';
import type { Verdict } from '../../../classifiers/verdict.ts';
import type { VerdictView } from '../../contract/views.ts';
import { scopedVerdicts, type Asker } from '../../access/scope.ts';
import type { Database, Tx } from '../../platform/database.ts';

/** Stores a verdict once per item, text and model; returns its id, or null where it was already there. */
export async function storeVerdict(
  tx: Tx,
  item: { id: string; text_hash: string },
  verdict: Verdict,
  now: Date,
): Promise<string | null> {
  const row = await tx
    .insertInto('verdict')
    .values({
      id: randomUUID(),
      item_id: item.id,
      text_hash: item.text_hash,
      model_version: verdict.modelVersion,
      category: verdict.category,
      confidence: verdict.confidence,
      scores: JSON.stringify(verdict.scores),
      subject: verdict.subject,
      subjects: JSON.stringify(verdict.subjects),
      places: JSON.stringify(verdict.places),
      severity: verdict.severity,
      evidence: JSON.stringify(verdict.evidence),
      needs_review: verdict.needsReview,
      at: now,
    })
    .onConflict((conflict) => conflict.columns(['item_id', 'text_hash', 'model_version']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The verdict on an item's present text, or null before it is judged. */
export async function latestVerdict(db: Database | Tx, asker: Asker, itemId: string): Promise<VerdictView | null> {
  const row = await scopedVerdicts(db, asker)
    .selectAll('verdict')
    .where('verdict.item_id', '=', itemId)
    .whereRef('verdict.text_hash', '=', 'item.text_hash')
    .orderBy('verdict.at', 'desc')
    .orderBy('verdict.id')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    textHash: row.text_hash,
    at: row.at.toISOString(),
    category: row.category,
    confidence: row.confidence,
    scores: row.scores,
    subject: row.subject,
    subjects: row.subjects,
    places: row.places,
    severity: row.severity,
    evidence: row.evidence,
    needsReview: row.needs_review,
    modelVersion: row.model_version,
  };
}
