/**
 * One past matter under two worlds: what would be assigned, timed and flagged differently. Pure. Both sides are computed by the
 * same rules from the same facts, so that what people chose otherwise at the time is no difference.
 */
import type { AssignmentDifference, ClockDifference, FlagDifference } from '../../contract/what-if-views.ts';
import { assignedDifference } from './assigned.ts';
import { flaggedDifferences } from './flagged.ts';
import type { Asked, PastMatter } from './matter.ts';
import { clockPairs, timedDifferences } from './timed.ts';

/** A matter that would have gone another way. Ids, codes, numbers and instants only. */
export interface MatterDifference {
  caseId: string;
  assigned: AssignmentDifference<string> | null;
  timed: ClockDifference[];
  flagged: FlagDifference<string>[];
}

/** How a matter differs between two worlds as of `now`, or null where it does not. */
export function compareMatter(matter: PastMatter, before: Asked, after: Asked, now: Date): MatterDifference | null {
  const pairs = clockPairs(matter, before, after, now);
  const assigned = assignedDifference(matter, before, after);
  const timed = timedDifferences(pairs);
  const flagged = flaggedDifferences(matter, pairs, before, after, now);
  if (assigned === null && timed.length === 0 && flagged.length === 0) return null;
  return { caseId: matter.caseId, assigned, timed, flagged };
}
