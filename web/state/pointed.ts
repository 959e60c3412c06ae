/** Words of one of the case's texts that the page is asked to show. */
import type { ContradictionView } from '../../server/contract/case-detail-views.ts';

export interface Pointed {
  kind: ContradictionView['sides'][number]['source']['kind'];
  id: string;
  words: string;
}

/** The words to mark in one text; null where another one is pointed at, or none. */
export const wordsIn = (pointed: Pointed | null, kind: Pointed['kind'], id: string): string | null =>
  pointed?.kind === kind && pointed.id === id ? pointed.words : null;
