/** Which things events touch that search must index anew; pure. */
import type { SearchKind } from '../contract/search-views.ts';
import type { DeliveredEvent } from '../platform/events/catalogue.ts';

export interface Mark {
  kind: SearchKind;
  thing: string;
  since: Date;
}

/** Every id an event may carry of something that can be found, and what it is. Ids of people and clocks are none of it. */
const THINGS: readonly (readonly [string, SearchKind])[] = [
  ['itemId', 'item'],
  ['caseId', 'case'],
  ['into', 'case'],
  ['merged', 'case'],
  ['entryId', 'entry'],
  ['publicationId', 'response'],
  ['by', 'response'],
];

/** What the events touched, each thing once with its earliest event. */
export function marksOf(events: readonly Pick<DeliveredEvent, 'data' | 'at'>[]): Mark[] {
  const marks = new Map<string, Mark>();
  for (const { data, at } of events) {
    const ids = data as Record<string, unknown>;
    for (const [name, kind] of THINGS) {
      const thing = ids[name];
      if (typeof thing !== 'string') continue;
      const key = `${kind} ${thing}`;
      const known = marks.get(key);
      if (!known || at < known.since) marks.set(key, { kind, thing, since: at });
    }
  }
  return [...marks.values()];
}
