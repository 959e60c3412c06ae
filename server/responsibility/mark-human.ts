/** After each verdict: marks the items no rule can give to a unit alone, and those to be transferred, so that the queue shows them (需人工). */
import { THE_PROGRAM } from '../access/scope.ts';
import type { NamedHandler } from '../platform/events/handling.ts';
import { lockItem, setNeedsHuman } from '../triage/store.ts';
import { latestVerdict } from '../triage/verdicts/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { proposeFor } from './proposal.ts';

/** The handler of `item_judged`. */
export function markHumanHandler(parts: RuleParts): NamedHandler {
  return {
    name: 'responsibility.mark-human',
    async run(tx, events) {
      const ids = events.flatMap((event) => (event.type === 'item_judged' ? [event.data.itemId] : []));
      // In one order for all: two batches over the same items wait for each other instead of deadlocking.
      for (const id of [...new Set(ids)].sort()) {
        const item = await lockItem(tx, THE_PROGRAM, id);
        const verdict = item && (await latestVerdict(tx, THE_PROGRAM, item.id));
        if (!item || !verdict) continue;
        const proposal = proposeFor(item, verdict, { subject: item.subject }, parts);
        const toUnit = verdict.category !== 'none' && proposal.needsHuman;
        if (toUnit || proposal.transfer) await setNeedsHuman(tx, item.id);
      }
    },
  };
}
