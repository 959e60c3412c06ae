/** What is done with the results: joined page to page, gathered by case, opened. Pure. */
import type { Hit } from '../../server/contract/search-views.ts';
import { countFound } from './search-marks.ts';

/** Names a hit among all kinds. */
export const hitKey = ({ kind, id }: Pick<Hit, 'kind' | 'id'>): string => `${kind}:${id}`;

/** The next page after what is there; what came again meanwhile stands once, as it now is. */
export function joined(before: readonly Hit[], next: readonly Hit[]): Hit[] {
  const all = new Map(before.map((hit) => [hitKey(hit), hit]));
  for (const hit of next) all.set(hitKey(hit), hit);
  return [...all.values()];
}

/** The hits that belong to the same matter as `hit`, itself first, and in how many places words were found in them. */
export function ofSameCase(hit: Hit, hits: readonly Hit[]): { hits: Hit[]; found: number } {
  const others = hits.filter((one) => one.caseId !== null && one.caseId === hit.caseId && hitKey(one) !== hitKey(hit));
  const all = [hit, ...others];
  return { hits: all, found: all.reduce((sum, one) => sum + countFound(one.title, one.excerpt), 0) };
}

/** Where a hit is opened. */
export interface Target {
  page: 'cases' | 'triage' | 'search';
  id: string;
}

/**
 * A case opens as such; an item that waits in triage for those who judge, else its case, else to be read here; answers and
 * findings open their case. Null where the viewer may open none of them.
 */
export function targetOf(hit: Hit, may: { judge: boolean; readItems: boolean }): Target | null {
  if (hit.kind === 'case') return { page: 'cases', id: hit.id };
  if (hit.kind === 'item') {
    if (hit.itemView?.state === 'judged' && may.judge) return { page: 'triage', id: hit.id };
    if (hit.caseId === null) return may.readItems ? { page: 'search', id: hit.id } : null;
  }
  return hit.caseId === null ? null : { page: 'cases', id: hit.caseId };
}
