/** 同题: items about one event stand as one row of the queue and are decided together. Pure. */
import type { GroupMemberView, ItemView } from '../../server/contract/views.ts';

/** As alike as this they are ticked at first; less alike ones a person has to look at. */
export const SURE = 0.35;

/** How many items of each group wait; groups of one are left out. */
export function sameCounts(items: readonly ItemView[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { groupId } of items) if (groupId) counts.set(groupId, (counts.get(groupId) ?? 0) + 1);
  for (const [groupId, count] of counts) if (count === 1) counts.delete(groupId);
  return counts;
}

/**
 * One row for each group, where its first item stands: the selected one where it is of that group, so that it stays in sight, else
 * the first.
 */
export function folded(items: readonly ItemView[], selectedId: string | null): ItemView[] {
  const selected = items.find(({ id, groupId }) => id === selectedId && groupId !== null);
  const seen = new Set<string>();
  const rows: ItemView[] = [];
  for (const item of items) {
    if (item.groupId === null) rows.push(item);
    else if (!seen.has(item.groupId)) {
      seen.add(item.groupId);
      rows.push(selected?.groupId === item.groupId ? selected : item);
    }
  }
  return rows;
}

/** Those that go along unless a person unticks them: the one that opened the group, and what is plainly alike. */
export const sure = (same: readonly GroupMemberView[]): string[] =>
  same.filter(({ likeness }) => likeness === null || likeness >= SURE).map(({ id }) => id);

interface Seen {
  id: string;
  version: number;
}

/** Of the items sent along: those that went, and how many still wait. */
export function parted(
  sent: readonly Seen[] = [],
  waiting: readonly GroupMemberView[],
): { along: Seen[]; kept: number } {
  const stayed = new Set(waiting.map(({ id }) => id));
  const along = sent.filter(({ id }) => !stayed.has(id));
  return { along, kept: sent.length - along.length };
}
