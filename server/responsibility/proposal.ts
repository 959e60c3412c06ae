/** Who must answer for an item as it now stands; pure. */
import { fullText } from '../../classifiers/verdict.ts';
import type { Label, Subject } from '../contract/vocabulary.ts';
import type { Verdict } from '../contract/views.ts';
import type { Organisation } from '../organisation/model.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import { resolve, type Facts, type Resolution } from './resolver.ts';

/** What the resolver reads of a verdict. */
export type Judged = Pick<Verdict, 'category' | 'subject' | 'subjects' | 'places' | 'severity'>;

/** The facts of an item. Where a person set another subject than the verdict's, that one alone counts. */
export function factsOf(
  item: { title: string; body: string; cleared_by?: string | null },
  verdict: Judged,
  corrected: { subject: Subject | null; category?: Label | null },
): Facts {
  const own = corrected.subject === verdict.subject;
  return {
    text: fullText({ title: item.title, text: item.body }),
    subject: corrected.subject,
    subjects: own ? verdict.subjects : corrected.subject ? [{ code: corrected.subject, confidence: 1 }] : [],
    places: verdict.places,
    severity: verdict.severity,
    category: corrected.category ?? verdict.category,
    cleared: Boolean(item.cleared_by),
  };
}

/** The resolver's proposal. */
export function proposeFor(
  item: { title: string; body: string; cleared_by?: string | null },
  verdict: Judged,
  corrected: { subject: Subject | null; category?: Label | null },
  parts: { organisation: () => Organisation; rulebook: () => Rulebook },
): Resolution {
  return resolve(factsOf(item, verdict, corrected), parts.organisation(), parts.rulebook());
}
