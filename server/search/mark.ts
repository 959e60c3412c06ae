/** After what can be found has changed: what must be indexed anew. Writes marks alone; the filler behind reads the texts. */
import type { NamedHandler } from '../platform/events/handling.ts';
import { markThings, markRecordsOf } from './filling/store.ts';
import { marksOf } from './marks.ts';

export const MARKING = 'search.mark';

/** The handler of every event that changes what can be found. */
export function searchHandler(): NamedHandler {
  return {
    name: MARKING,
    async run(tx, events) {
      await markThings(tx, marksOf(events));
      // What hung on a case that went into another hangs on that one now.
      const absorbed = events.filter((event) => event.type === 'case_absorbed');
      for (const { data, at } of absorbed) await markRecordsOf(tx, (data as { caseId: string }).caseId, at);
    },
  };
}
