/** Items on their way through judging. */
import { sql } from 'kysely';
import type { Channel, ItemState, Label, OpinionGrade, Subject } from '../contract/vocabulary.ts';
import type { ItemView } from '../contract/views.ts';
import { scopedItems, THE_PROGRAM, type Asker } from '../access/scope.ts';
import type { Database, Tx } from '../platform/database.ts';
import { itemView, type ItemRow } from './item-view.ts';

/** Rows of a queue that a snapshot carries; those judged soonest come first. */
const QUEUE_LIMIT = 5_000;

/** Only what is judged waits in the queue: whom an item accuses is not known before. */
const WAITING = 'judged';

function itemRows(db: Database | Tx, asker: Asker) {
  return scopedItems(db, asker)
    .innerJoin('source', 'source.id', 'item.source_id')
    .leftJoin('territory', 'territory.code', 'item.territory')
    .leftJoin('group_member', 'group_member.item_id', 'item.id')
    .leftJoinLateral(
      (inner) =>
        inner
          .selectFrom('verdict')
          .select(['verdict.confidence', 'verdict.severity'])
          .whereRef('verdict.item_id', '=', 'item.id')
          .whereRef('verdict.text_hash', '=', 'item.text_hash')
          .orderBy('verdict.at', 'desc')
          .limit(1)
          .as('latest'),
      (join) => join.onTrue(),
    )
    .select([
      'item.id',
      'item.version',
      'item.state',
      'item.title',
      'item.body',
      'item.channel',
      'source.name as source_name',
      'territory.name as territory_name',
      'item.category',
      'latest.confidence',
      'latest.severity',
      'item.opinion_grade',
      'item.needs_human',
      'item.published_at',
      'item.detected_at',
      'item.judge_by',
      'group_member.group_id',
      'item.order_number',
      sql<number>`(select count(*)::int from sighting s where s.item_id = item.id)`.as('sightings'),
    ]);
}

/** The queue: waiting items, those to be judged soonest first. */
export async function waitingItems(db: Database, asker: Asker): Promise<ItemView[]> {
  const rows = await itemRows(db, asker)
    .where('item.state', '=', WAITING)
    .orderBy('item.judge_by')
    .orderBy('item.id')
    .limit(QUEUE_LIMIT)
    .execute();
  return rows.map((row) => itemView(row as ItemRow));
}

/** Those of the given items that wait and that the asker may see. */
export async function waitingItemsOf(db: Database, asker: Asker, ids: readonly string[]): Promise<ItemView[]> {
  if (ids.length === 0) return [];
  const waiting = itemRows(db, asker).where('item.state', '=', WAITING);
  const rows = await waiting.where('item.id', 'in', [...ids]).execute();
  return rows.map((row) => itemView(row as ItemRow));
}

/** Those of the given items that the asker may see, whatever has become of them. */
export async function itemViewsOf(db: Database, asker: Asker, ids: readonly string[]): Promise<ItemView[]> {
  if (ids.length === 0) return [];
  const among = itemRows(db, asker).where('item.id', 'in', [...ids]);
  return (await among.execute()).map((row) => itemView(row as ItemRow));
}

export type WholeItem = ItemRow & {
  url: string | null;
  text_hash: string;
  masked_count: number;
  case_id: string | null;
  subject: Subject | null;
  territory: string | null;
  dismissal_reason: string | null;
  dismissal_note: string | null;
  review_at: Date | null;
  watch_reason: string | null;
  /** Who found that it accuses nobody, where the program had thought so. */
  cleared_by: string | null;
  decided_at: Date | null;
  decided_by_name: string | null;
};

/** One item with all that its page shows, or null where there is none or the asker may not see it. */
export async function readItem(db: Database | Tx, asker: Asker, id: string): Promise<WholeItem | null> {
  const row = await itemRows(db, asker)
    .leftJoin('account as decider', 'decider.id', 'item.decided_by')
    .select([
      'item.url',
      'item.text_hash',
      'item.masked_count',
      'item.case_id',
      'item.subject',
      'item.territory',
      'item.dismissal_reason',
      'item.dismissal_note',
      'item.review_at',
      'item.watch_reason',
      'item.cleared_by',
      'item.decided_at',
      'decider.display_name as decided_by_name',
    ])
    .where('item.id', '=', id)
    .executeTakeFirst();
  return (row as WholeItem | undefined) ?? null;
}

export interface LockedItem {
  id: string;
  version: number;
  state: ItemState;
  channel: Channel;
  title: string;
  body: string;
  text_hash: string;
  case_id: string | null;
  detected_at: Date;
  category: Label | null;
  subject: Subject | null;
  /** As the program proposed it, or a person last set it. */
  opinion_grade: OpinionGrade | null;
  cleared_by: string | null;
  /** 工单号 under which the hotline handles it. */
  order_number: string | null;
}

const LOCKED = [
  'item.id',
  'version',
  'state',
  'channel',
  'title',
  'body',
  'text_hash',
  'case_id',
  'detected_at',
  'category',
  'subject',
  'opinion_grade',
  'cleared_by',
  'order_number',
] as const;

/** Locks an item for a decision, or null where the asker may not see it. */
export async function lockItem(tx: Tx, asker: Asker, id: string): Promise<LockedItem | null> {
  const row = await scopedItems(tx, asker).select(LOCKED).where('item.id', '=', id).forUpdate().executeTakeFirst();
  return row ?? null;
}

/** Locks those of the given items that wait for the program's verdict, in order of id. */
export async function lockReceived(tx: Tx, ids: readonly string[]): Promise<(LockedItem & { sightings: number })[]> {
  if (ids.length === 0) return [];
  return scopedItems(tx, THE_PROGRAM)
    .select(LOCKED)
    .select(sql<number>`(select count(*)::int from sighting s where s.item_id = item.id)`.as('sightings'))
    .where('item.id', 'in', [...ids])
    .where('state', '=', 'received')
    .orderBy('item.id')
    .forUpdate()
    .execute();
}

export interface JudgedColumns {
  category: Label;
  subject: Subject | null;
  territory: string | null;
  opinionGrade: OpinionGrade;
  needsHuman: boolean;
}

/** Puts the program's verdict on the item, which then waits for an analyst. */
export async function setJudged(tx: Tx, id: string, judged: JudgedColumns): Promise<void> {
  await tx
    .updateTable('item')
    .set({
      state: 'judged',
      category: judged.category,
      subject: judged.subject,
      territory: judged.territory,
      opinion_grade: judged.opinionGrade,
      needs_human: judged.needsHuman,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .execute();
}

/** Columns a person's decision sets. */
export interface DecidedColumns {
  state?: ItemState;
  category?: Label;
  subject?: Subject | null;
  opinion_grade?: OpinionGrade;
  case_id?: string;
  dismissal_reason?: string | null;
  dismissal_note?: string | null;
  needs_human?: boolean;
  review_at?: Date | null;
  watch_reason?: string | null;
  cleared_by?: string;
  cleared_reason?: string;
}

/** Records a decision on a locked item; its version moves on. Without an account the program decided by itself. */
export async function setDecided(
  tx: Tx,
  id: string,
  columns: DecidedColumns,
  accountId: string | null,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('item')
    .set({ ...(columns as object), decided_by: accountId, decided_at: now, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

/** Marks that no unit could be proposed without a person. */
export async function setNeedsHuman(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('item')
    .set({ needs_human: true })
    .where('id', '=', id)
    .where('state', '=', 'judged')
    .where('needs_human', '=', false)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
