/** Who must answer for an item as it now stands; pure. */
import type { Subject } from '../contract/vocabulary.ts';
import type { VerdictView } from '../contract/views.ts';
import type { Organisation } from '../organisation/model.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import { resolve, type Resolution } from './resolver.ts';

/**
 * The resolver's proposal. Where a person set another subject than the verdict's, that one alone counts.
 */
export function proposeFor(
  item: { title: string; body: string },
  verdict: VerdictView,
  corrected: { subject: Subject | null },
  parts: { organisation: () => Organisation; rulebook: () => Rulebook },
): Resolution {
  const own = corrected.subject === verdict.subject;
  return resolve(
    {
      text: `${item.title}\n${item.body}`,
      subject: corrected.subject,
      subjects: own ? verdict.subjects : corrected.subject ? [{ code: corrected.subject, confidence: 1 }] : [],
      places: verdict.places,
      severity: verdict.severity,
    },
    parts.organisation(),
    parts.rulebook(),
  );
}
