/** Open cases a new item may belong to, most alike first; pure. */
import { resemblance } from '../../classifiers/grouping/copies.ts';
import type { CaseCandidate } from '../contract/views.ts';
import type { OpenCaseRow } from './store.ts';

/** Less alike than this is not worth an analyst's look. */
const LEAST = 0.2;
const SHOWN = 3;
const COMPARED = 1_000;

/** Ranks cases by likeness of the item's text and each case's first text; those with items of its group stand first. */
export function rankCandidates(
  text: string,
  cases: readonly OpenCaseRow[],
  texts: ReadonlyMap<string, string>,
  ofGroup: readonly string[] = [],
): CaseCandidate[] {
  const own = text.slice(0, COMPARED);
  return cases
    .map((row) => ({
      caseId: row.id,
      number: row.number,
      title: row.title,
      similarity: Math.round(resemblance(own, texts.get(row.id) ?? row.title) * 100) / 100,
      leadName: row.lead_name,
      itemCount: row.item_count,
      sameGroup: ofGroup.includes(row.id),
      dueAt: row.due_at?.toISOString() ?? null,
    }))
    .filter((candidate) => candidate.sameGroup || candidate.similarity >= LEAST)
    .sort(
      (a, b) =>
        Number(b.sameGroup) - Number(a.sameGroup) || b.similarity - a.similarity || a.number.localeCompare(b.number),
    )
    .slice(0, SHOWN);
}
