/** Hand-overs as one reader may see them: of the matters handed over those whose cases are open to the reader; pure. */
import type { HandedMatter as HandedMatterView, HandOverView } from '../../../contract/roster-views.ts';
import type { HandedMatter } from '../../../platform/schema-duty.ts';
import type { Span } from '../shift.ts';
import type { HandOverRow } from './store.ts';

const DAY_MS = 86_400_000;

/** The days before and after in which a relief that concerns the present can lie. */
export const around = (now: Date): Span => ({
  fromAt: new Date(now.getTime() - 7 * DAY_MS),
  toAt: new Date(now.getTime() + 7 * DAY_MS),
});

/** Case id to number and title, of those that the reader may see. */
export type Seen = ReadonlyMap<string, { number: string; title: string }>;

/** Those matters whose case the reader sees; of the others not even that they are there. */
export const seenMatters = (matters: readonly HandedMatter[], seen: Seen): HandedMatterView[] =>
  matters.flatMap((one) => {
    const found = seen.get(one.caseId);
    return found ? [{ ...one, ...found }] : [];
  });

export function handOverView(row: HandOverRow, seen: Seen, accountId: string, now: Date): HandOverView {
  const { decided_at } = row;
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    from: { id: row.from_id, name: row.from_name },
    to: { id: row.to_id, name: row.to_name },
    takesOverAt: row.takes_over_at.toISOString(),
    note: row.note,
    matters: seenMatters(row.matters, seen),
    writtenBy: row.writer_name,
    at: row.at.toISOString(),
    decision: decided_at
      ? { byName: row.decider_name ?? '', at: decided_at.toISOString(), refusal: row.refusal }
      : null,
    late: row.state === 'written' && row.takes_over_at <= now,
    mine: row.state === 'written' && row.to_id === accountId && row.account_id !== accountId,
  };
}
