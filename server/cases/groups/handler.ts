/**
 * Puts each judged item with those about the same event (归并的前一步): what an analyst then decides on at once. Decided by one
 * writer at a time, in order; the rows are the truth, what a process remembers of the texts is a copy that it makes anew where the
 * rows say otherwise.
 */
import { setImmediate } from 'node:timers/promises';
import { createGrouper } from '../../../classifiers/grouping/known.ts';
import { REMEMBERED_ITEMS, type Grouper } from '../../../classifiers/grouping/grouper.ts';
import type { Tx } from '../../platform/database.ts';
import { PROGRAM, type NewEvent } from '../../platform/events/catalogue.ts';
import type { NamedHandler } from '../../platform/events/handling.ts';
import { append } from '../../platform/events/log.ts';
import {
  lockGroups,
  membersAfter,
  newGroupId,
  positionOfLatest,
  stillMembers,
  storeMembers,
  ungrouped,
  type GroupableRow,
  type NewMember,
} from './store.ts';

/** Rows taken in at once: a tenth of a second's work, after which others may have their turn. */
const BATCH = 500;

interface Memory {
  grouper: Grouper;
  /** The last position taken in. */
  position: string;
  /** What the last run decided, which may not have been committed. */
  last: readonly NewMember[];
}

/** The handler of `item_judged`. Items already in a group are left alone. */
export function groupHandler(): NamedHandler {
  let memory: Memory | null = null;
  return {
    name: 'cases.group',
    async run(tx, events, now) {
      await lockGroups(tx);
      const ids = events.flatMap((event) => (event.type === 'item_judged' ? [event.data.itemId] : []));
      const rows = await ungrouped(tx, ids);
      if (rows.length === 0) return;
      const known = await upToDate(tx, memory);
      memory = null; // until this run is known to have gone well, what it remembers counts for nothing
      const members = rows.map((row) => decide(known.grouper, row));
      const position = await storeMembers(tx, members, now);
      await append(
        tx,
        members.map((member) => groupedEvent(member, now)),
      );
      memory = { ...known, position: position ?? known.position, last: members };
    },
  };
}

function decide(grouper: Grouper, row: GroupableRow): NewMember {
  const { key, joined, likeness } = grouper.add(groupable(row), newGroupId());
  return { itemId: row.id, groupId: key, likeness: joined ? likeness : null, opens: !joined };
}

const groupable = ({ title, body, at, places }: GroupableRow) => ({ title, text: body, at: at.getTime(), places });

const groupedEvent = ({ itemId, groupId }: NewMember, at: Date): NewEvent => ({
  stream: `item:${itemId}`,
  type: 'item_grouped',
  data: { itemId, groupId },
  actor: PROGRAM,
  at,
});

/**
 * The memory with all that the rows hold; begun anew, with the latest items, where it remembers what was never committed. A thousand
 * items take a quarter of a second, and two megabytes of what is remembered.
 */
async function upToDate(tx: Tx, memory: Memory | null): Promise<Memory> {
  const usable = memory !== null && (await stillMembers(tx, memory.last));
  const { grouper, position: begin } = usable
    ? memory
    : { grouper: createGrouper(), position: await positionOfLatest(tx, REMEMBERED_ITEMS) };
  let position = begin;
  for (;;) {
    const rows = await membersAfter(tx, position, BATCH);
    for (const row of rows) grouper.restore(groupable(row), row.group_id);
    position = rows.at(-1)?.position ?? position;
    if (rows.length < BATCH) return { grouper, position, last: usable ? memory.last : [] };
    await setImmediate();
  }
}
