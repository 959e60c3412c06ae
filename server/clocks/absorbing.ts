/** What becomes of a clock where one case goes into another: neither start nor breach is cleared (本系统设定). Pure. */
import type { ClockKind } from '../contract/vocabulary-case.ts';
import type { ClockRow } from './store.ts';

type Terms = Pick<
  ClockRow,
  | 'counted'
  | 'amount'
  | 'starts_from'
  | 'start_at'
  | 'due_at'
  | 'original_due_at'
  | 'undated'
  | 'breached_at'
  | 'past_at_start'
  | 'set_at'
  | 'rule'
  | 'clause'
  | 'source'
  | 'rulebook_version'
  | 'calendar_version'
>;

const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a <= b ? a : b) : (a ?? b));

/**
 * Terms of the surviving clock once the other, of the same kind, has gone into it: the earliest start with the rule that set
 * it, the earlier of both ends (an extension granted to one binds the other no later), the earliest breach. One that was past
 * already when an upgrade set it (升级时已逾) says nothing of the other's end.
 */
export function absorbed(kept: Terms, gone: Terms): Terms {
  const breached_at = earlier(kept.breached_at, gone.breached_at);
  const start_at = gone.start_at < kept.start_at ? gone.start_at : kept.start_at;
  if (kept.past_at_start !== gone.past_at_start) {
    return { ...termsOf(kept.past_at_start ? gone : kept), start_at, breached_at };
  }
  const first = gone.start_at < kept.start_at ? gone : kept;
  const due_at = earlier(kept.due_at, gone.due_at);
  // How long one was past when it was set counts from the end it had: both come from the same clock.
  const { original_due_at, set_at } = due_at === gone.due_at ? gone : kept;
  const undated = due_at ? null : first.undated;
  return { ...termsOf(first), start_at, due_at, original_due_at, set_at, undated, breached_at };
}

function termsOf(clock: Terms): Terms {
  const { counted, amount, starts_from, start_at, due_at, original_due_at, undated, breached_at } = clock;
  const { past_at_start, set_at, rule, clause, source, rulebook_version, calendar_version } = clock;
  return {
    ...{ counted, amount, starts_from, start_at, due_at, original_due_at, undated, breached_at },
    ...{ past_at_start, set_at, rule, clause, source, rulebook_version, calendar_version },
  };
}

/** Kinds that stand once for each thing they are about: a signing, a promise. */
const OF_ONE_THING: readonly ClockKind[] = ['accept', 'pass_on', 'next_release', 'commitment'];

/** The survivor's clock that asks the same as one of the case that goes: the running one of its kind, else one that ran. */
export function twinOf(gone: ClockRow, theirs: readonly ClockRow[]): ClockRow | undefined {
  if (OF_ONE_THING.includes(gone.kind)) return undefined;
  const same = theirs.filter((clock) => clock.kind === gone.kind);
  return same.find((clock) => clock.stopped_at === null) ?? same.find((clock) => clock.about === gone.about) ?? same[0];
}

/** What happens to a clock of the case that goes. */
export type Fate = 'stays' | 'moves' | 'moves_ended' | 'absorbed' | 'absorbed_beside' | 'stands_beside';

/**
 * - no clock of that kind in the survivor: it moves over; the signing or passing on of an assignment that ends moves only
 *   where it was breached, and ends;
 * - both run, or the survivor's had ended as not applicable: the survivor's takes its terms and its breach; where both are
 *   breached each has a signal of its own, so this one goes on running beside it;
 * - else it stays with the case that went, unless it was breached: then it stands beside the survivor's own, ended.
 */
export function fateOf(gone: ClockRow, kept: ClockRow | undefined): Fate {
  const breached = gone.breached_at !== null;
  if (!kept) {
    if (gone.kind !== 'accept' && gone.kind !== 'pass_on') return 'moves';
    return breached ? 'moves_ended' : 'stays';
  }
  const keptRuns = kept.stopped_at === null || kept.ended === 'ended';
  if (gone.stopped_at === null && keptRuns) {
    return breached && kept.breached_at !== null ? 'absorbed_beside' : 'absorbed';
  }
  return breached ? 'stands_beside' : 'stays';
}
