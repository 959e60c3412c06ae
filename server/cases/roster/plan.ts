/** 排班: one shift, a table of them, or one taken out, by the administrator or a duty chief. */
import type { AddShift, ImportRoster } from '../../contract/roster-views.ts';
import type { Viewer } from '../../access/viewer.ts';
import { transact, type Database, type Tx } from '../../platform/database.ts';
import { append } from '../../platform/events/log.ts';
import { Fault } from '../../platform/fault.ts';
import { chinaDay, endOfDay, startOfDay } from '../../rules/china-time.ts';
import { overlapping, type Shift } from './shift.ts';
import {
  candidates,
  lockRoster,
  removeShifts,
  shiftsIn,
  storeShifts,
  type Candidate,
  type NamedShift,
} from './store.ts';
import { invalid, readRosterTable, spanFault, type TableShift } from './table.ts';

export const ROSTER_STREAM = 'roster';

/** Plans one shift. Fault `roster_invalid` says what is against it. */
export async function addShift(db: Database, viewer: Viewer, input: AddShift, now: Date): Promise<void> {
  const { post, account } = input;
  const [fromAt, toAt] = [new Date(input.fromAt), new Date(input.toAt)];
  const why = spanFault(fromAt, toAt);
  if (why) throw invalid([why]);
  await plan(db, viewer, [{ line: 1, post, account, fromAt, toAt }], { replace: false }, now);
}

/**
 * Plans a table of shifts. Of the same posts and days those not yet begun are replaced: a week brought twice stands once. Fault
 * `roster_invalid` lists every fault with its line.
 */
export async function importRoster(
  db: Database,
  viewer: Viewer,
  input: ImportRoster,
  now: Date,
): Promise<{ added: number; removed: number }> {
  return plan(db, viewer, readRosterTable(input.table), { replace: true }, now);
}

/** Takes a shift out that has not ended. Faults `shift_missing`, `shift_over`. */
export async function removeShift(db: Database, viewer: Viewer, id: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    await lockRoster(tx);
    const [shift] = (await shiftsIn(tx, { fromAt: new Date(0), toAt: FAR })).filter((one) => one.id === id);
    if (!shift) throw new Fault('shift_missing', '值班表里没有这个班次，可能已被去掉。', { status: 404 });
    if (shift.toAt <= now) {
      throw new Fault('shift_over', '这个班次已经结束，留作记录，不能去掉。', { status: 409 });
    }
    await removeShifts(tx, [id], viewer.accountId, now);
    await note(tx, viewer, { added: [], removed: [id] }, now);
  });
}

const FAR = new Date('9999-01-01T00:00:00Z');

async function plan(
  db: Database,
  viewer: Viewer,
  rows: readonly TableShift[],
  { replace }: { replace: boolean },
  now: Date,
): Promise<{ added: number; removed: number }> {
  return transact(db, async (tx) => {
    await lockRoster(tx);
    const span = {
      fromAt: new Date(Math.min(...rows.map((row) => startOfDay(chinaDay(row.fromAt)).getTime()))),
      toAt: new Date(Math.max(...rows.map((row) => endOfDay(chinaDay(row.toAt)).getTime()))),
    };
    const standing = await shiftsIn(tx, span);
    const replaced = replace ? replacedBy(rows, standing, now) : [];
    const kept = standing.filter((one) => !replaced.includes(one));
    const shifts = placed(rows, await candidates(tx), kept, now);
    await removeShifts(tx, replaced.map(idOf), viewer.accountId, now);
    const added = await storeShifts(tx, shifts, viewer.accountId, now);
    await note(tx, viewer, { added, removed: replaced.map(idOf) }, now);
    return { added: added.length, removed: replaced.length };
  });
}

const idOf = ({ id }: { id: string }): string => id;
const cellOf = ({ post, fromAt }: Pick<Shift, 'post' | 'fromAt'>): string => `${post} ${chinaDay(fromAt)}`;

function replacedBy(rows: readonly TableShift[], standing: readonly NamedShift[], now: Date): NamedShift[] {
  const cells = new Set(rows.map(cellOf));
  return standing.filter((one) => one.fromAt > now && cells.has(cellOf(one)));
}

/** The rows as shifts of accounts that can hold them. Fault `roster_invalid`. */
function placed(
  rows: readonly TableShift[],
  able: readonly Candidate[],
  kept: readonly Shift[],
  now: Date,
): Omit<Shift, 'id'>[] {
  const byName = new Map(able.map((one) => [one.account, one]));
  const faults: string[] = [];
  const shifts: Shift[] = [];
  for (const { line, post, account, fromAt, toAt } of rows) {
    const who = byName.get(account);
    const fresh = { post, holder: who?.id ?? '', fromAt, toAt };
    const why = !who
      ? `账号“${account}”不能值班：没有这个账号，或没有相应角色`
      : !who.posts.includes(post)
        ? `账号“${account}”没有这个岗位的角色`
        : toAt <= now
          ? '这个班次已经过去'
          : overlapping([...kept, ...shifts], fresh)
            ? `账号“${account}”在这段时间已有班次`
            : null;
    if (why) faults.push(rows.length > 1 ? `第 ${line} 行：${why}` : why);
    else shifts.push({ ...fresh, id: `${line}` });
  }
  if (faults.length > 0) throw invalid(faults);
  return shifts.map(({ post, holder, fromAt, toAt }) => ({ post, holder, fromAt, toAt }));
}

async function note(tx: Tx, viewer: Viewer, data: { added: string[]; removed: string[] }, now: Date): Promise<void> {
  const actor = `account:${viewer.accountId}`;
  await append(tx, [{ stream: ROSTER_STREAM, type: 'roster_changed', data, actor, at: now }]);
}
