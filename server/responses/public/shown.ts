/** What of a published answer may still be shown; pure. */
import { redact } from '../../../classifiers/redaction.ts';
import type { PublicAnswer } from './answer.ts';

const masked = (text: string): string => redact(text).text;

/**
 * A withdrawn text may have been withdrawn for what it gave away: title, text, promises and the reason are masked once more, and
 * the next release it named is owed by nobody. Siblings that were withdrawn are named masked too.
 */
export function shown(answer: PublicAnswer): PublicAnswer {
  const siblings = answer.siblings.map((one) =>
    one.state === 'withdrawn' ? { ...one, title: masked(one.title) } : one,
  );
  if (!answer.withdrawal) return { ...answer, siblings };
  return {
    ...answer,
    siblings,
    title: masked(answer.title),
    body: masked(answer.body),
    commitments: answer.commitments.map((one) => ({ ...one, what: masked(one.what) })),
    nextReleaseAt: null,
    withdrawal: { ...answer.withdrawal, reason: masked(answer.withdrawal.reason) },
  };
}
