/** Groups of items about one event: who is in which, in the order in which it was decided. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { GroupMemberView } from '../../contract/views.ts';
import { scopedGroupMembers, scopedItems, THE_PROGRAM, type Asker } from '../../access/scope.ts';
import type { Database, Tx } from '../../platform/database.ts';

/** Key of the advisory lock under which groups are decided: one writer, or two workers would open two groups for one event. */
const GROUP_LOCK = 7_306_002;

/** Waits for the right to decide on groups, until the transaction ends. */
export async function lockGroups(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${GROUP_LOCK})`.execute(tx);
}

/** An item as grouping reads it. */
export interface GroupableRow {
  id: string;
  title: string;
  body: string;
  at: Date;
  places: string[];
}

const GROUPABLE = [
  'item.id',
  'item.title',
  'item.body',
  sql<Date>`coalesce(item.published_at, item.detected_at)`.as('at'),
  sql<string[]>`coalesce((
    select array(select p->>'code' from jsonb_array_elements(v.places) p)
    from verdict v where v.item_id = item.id and v.text_hash = item.text_hash order by v.at desc limit 1), '{}')`.as(
    'places',
  ),
] as const;

export type MemberRow = GroupableRow & { position: string; group_id: string };

/** What was decided after `position`, in that order, at most `limit` of the first. */
export async function membersAfter(tx: Tx, position: string, limit: number): Promise<MemberRow[]> {
  const rows = await scopedGroupMembers(tx, THE_PROGRAM)
    .select(['group_member.position', 'group_member.group_id', ...GROUPABLE])
    .where('group_member.position', '>', position)
    .orderBy('group_member.position')
    .limit(limit)
    .execute();
  return rows as MemberRow[];
}

/** The position after which at most `count` of the latest follow. */
export async function positionOfLatest(tx: Tx, count: number): Promise<string> {
  const row = await scopedGroupMembers(tx, THE_PROGRAM)
    .select('group_member.position')
    .orderBy('group_member.position', 'desc')
    .offset(count)
    .limit(1)
    .executeTakeFirst();
  return row ? String(row.position) : '0';
}

/** Those of the given items that are judged and in no group yet, in order of their time. What was transferred is sealed: in no group. */
export async function ungrouped(tx: Tx, ids: readonly string[]): Promise<GroupableRow[]> {
  if (ids.length === 0) return [];
  const rows = await scopedItems(tx, THE_PROGRAM)
    .leftJoin('group_member', 'group_member.item_id', 'item.id')
    .select(GROUPABLE)
    .where('item.id', 'in', [...ids])
    .where('item.state', 'not in', ['received', 'transferred'])
    .where('group_member.item_id', 'is', null)
    .orderBy('at')
    .orderBy('item.id')
    .execute();
  return rows as GroupableRow[];
}

/** An id for a group that may be opened. */
export const newGroupId = (): string => randomUUID();

export interface NewMember {
  itemId: string;
  groupId: string;
  likeness: number | null;
  opens: boolean;
}

/** Keeps what was decided; returns the last position. */
export async function storeMembers(tx: Tx, members: readonly NewMember[], now: Date): Promise<string | null> {
  if (members.length === 0) return null;
  const opened = members.filter(({ opens }) => opens).map(({ groupId }) => ({ id: groupId, at: now }));
  if (opened.length > 0) await tx.insertInto('item_group').values(opened).execute();
  const rows = await tx
    .insertInto('group_member')
    .values(members.map(({ itemId, groupId, likeness }) => ({ item_id: itemId, group_id: groupId, likeness, at: now })))
    .returning('position')
    .execute();
  return rows.at(-1)?.position ?? null;
}

/** Whether these items still stand in these groups: what a broken-off transaction decided is not there. */
export async function stillMembers(tx: Tx, members: readonly NewMember[]): Promise<boolean> {
  if (members.length === 0) return true;
  const rows = await scopedGroupMembers(tx, THE_PROGRAM)
    .select(['group_member.item_id', 'group_member.group_id'])
    .where(
      'group_member.item_id',
      'in',
      members.map(({ itemId }) => itemId),
    )
    .execute();
  const groupOf = new Map(rows.map((row) => [row.item_id, row.group_id]));
  return members.every(({ itemId, groupId }) => groupOf.get(itemId) === groupId);
}

/** At most so many of a group are shown and decided on at once. */
const SHOWN = 200;

/** The others of an item's group that still wait and that the asker may see, most alike first. */
export async function waitingOfGroup(db: Database | Tx, asker: Asker, itemId: string): Promise<GroupMemberView[]> {
  const own = await scopedGroupMembers(db, asker)
    .select('group_member.group_id')
    .where('group_member.item_id', '=', itemId)
    .executeTakeFirst();
  if (!own) return [];
  const rows = await scopedGroupMembers(db, asker)
    .innerJoin('source', 'source.id', 'item.source_id')
    .select(['item.id', 'item.version', 'item.title', 'item.channel', 'item.detected_at', 'item.published_at'])
    .select(['source.name as source_name', 'group_member.likeness'])
    .where('group_member.group_id', '=', own.group_id)
    .where('item.id', '<>', itemId)
    .where('item.state', '=', 'judged')
    .orderBy(sql`group_member.likeness desc nulls first`)
    .orderBy('group_member.position')
    .limit(SHOWN)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    title: row.title,
    channel: row.channel,
    sourceName: row.source_name,
    at: (row.published_at ?? row.detected_at).toISOString(),
    likeness: row.likeness,
  }));
}

/** The open cases in which items of the same group stand already, latest first, as far as the asker may see them. */
export async function casesOfGroup(db: Database | Tx, asker: Asker, itemId: string): Promise<string[]> {
  const rows = await scopedGroupMembers(db, asker)
    .select(sql<string>`item.case_id`.as('case_id'))
    .select((eb) => eb.fn.max('group_member.position').as('latest'))
    .where('item.case_id', 'is not', null)
    .where('group_member.group_id', 'in', (eb) =>
      eb.selectFrom('group_member as own').select('own.group_id').where('own.item_id', '=', itemId),
    )
    .groupBy('item.case_id')
    .orderBy('latest', 'desc')
    .limit(3)
    .execute();
  return rows.map((row) => row.case_id);
}

/** How far the program has come with some items. */
export interface ItemProgress {
  judged: number;
  grouped: number;
  /** Handed over at once (检举控告): sealed, and in no group. */
  transferred: number;
  /** Set aside after a failure, to be tried again. */
  failed: number;
  groups: number;
}

/** Counts how far the program has come with the given items. */
export async function progressOfItems(db: Database, ids: readonly string[]): Promise<ItemProgress> {
  const row = await scopedItems(db, THE_PROGRAM)
    .leftJoin('group_member', 'group_member.item_id', 'item.id')
    .select([
      sql<number>`count(*) filter (where item.state <> 'received')::int`.as('judged'),
      sql<number>`count(group_member.item_id)::int`.as('grouped'),
      sql<number>`count(*) filter (where item.state = 'transferred' and group_member.item_id is null)::int`.as(
        'transferred',
      ),
      sql<number>`count(distinct group_member.group_id)::int`.as('groups'),
      sql<number>`count(*) filter (where group_member.item_id is null and item.state <> 'transferred' and exists (
        select from delivery_failure f join event e on e.id = f.event_id where e.stream = 'item:' || item.id))::int`.as(
        'failed',
      ),
    ])
    .where(sql<boolean>`item.id = any(${[...ids]}::text[])`)
    .executeTakeFirstOrThrow();
  return row;
}
