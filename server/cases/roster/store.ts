/** The duty roster: shifts that are planned, and who can hold them. Shifts are taken out, never deleted. */
import { randomUUID } from 'node:crypto';
import type { DutyPost } from '../../contract/vocabulary-duty.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Shift, Span } from './shift.ts';

type Db = Tx | Database;

export interface NamedShift extends Shift {
  holderName: string;
  /** The account has been closed, or has lost the role of its post. */
  unfit: boolean;
}

/** Shifts that touch a span, in order. */
export async function shiftsIn(db: Db, span: Span): Promise<NamedShift[]> {
  const rows = await db
    .selectFrom('duty_shift')
    .innerJoin('account', 'account.id', 'duty_shift.holder')
    .select(['duty_shift.id', 'post', 'holder', 'from_at', 'to_at', 'display_name', 'roles', 'enabled'])
    .where('removed_at', 'is', null)
    .where('from_at', '<', span.toAt)
    .where('to_at', '>', span.fromAt)
    .orderBy('from_at')
    .orderBy('post')
    .orderBy('duty_shift.id')
    .execute();
  return rows.map(({ id, post, holder, from_at: fromAt, to_at: toAt, display_name: holderName, roles, enabled }) => ({
    id,
    post,
    holder,
    fromAt,
    toAt,
    holderName,
    unfit: !enabled || !roles.includes(post),
  }));
}

/** Whether a roster was ever planned. */
export async function hasRoster(db: Db): Promise<boolean> {
  return (await db.selectFrom('duty_shift').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export interface Candidate {
  id: string;
  account: string;
  name: string;
  posts: DutyPost[];
}

/** Accounts that can hold a post, by their roles. */
export async function candidates(db: Db): Promise<Candidate[]> {
  const rows = await db
    .selectFrom('account')
    .select(['id', 'name', 'display_name', 'roles'])
    .where('enabled', '=', true)
    .orderBy('name')
    .execute();
  const POSTS: readonly DutyPost[] = ['duty_chief', 'analyst', 'leader'];
  return rows
    .map(({ id, name: account, display_name: name, roles }) => ({
      id,
      account,
      name,
      posts: POSTS.filter((post) => roles.includes(post)),
    }))
    .filter((one) => one.posts.length > 0);
}

/** One writer at a time: two imports of one week must not both find it free. */
export async function lockRoster(tx: Tx): Promise<void> {
  await tx.selectFrom('jurisdiction').select('id').forUpdate().execute();
}

/** Plans shifts; their ids. */
export async function storeShifts(
  tx: Tx,
  shifts: readonly Omit<Shift, 'id'>[],
  accountId: string,
  now: Date,
): Promise<string[]> {
  if (shifts.length === 0) return [];
  const rows = shifts.map(({ post, holder, fromAt, toAt }) => ({
    id: randomUUID(),
    post,
    holder,
    from_at: fromAt,
    to_at: toAt,
    account_id: accountId,
    at: now,
  }));
  await tx.insertInto('duty_shift').values(rows).execute();
  return rows.map((row) => row.id);
}

/** Takes shifts out of the roster. One that a hand-over names stays on its record. */
export async function removeShifts(tx: Tx, ids: readonly string[], accountId: string, now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('duty_shift')
    .set({ removed_at: now, removed_by: accountId })
    .where('id', 'in', [...ids])
    .execute();
}
