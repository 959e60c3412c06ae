/** 交班 by the outgoing duty chief, 接班 by the incoming one: both names and times stay on record, and nobody signs their own. */
import type { DecideHandOver, WriteHandOver } from '../../../contract/roster-views.ts';
import type { Viewer } from '../../../access/viewer.ts';
import { transact, type Database, type Tx } from '../../../platform/database.ts';
import { cleanText, hashText } from '../../../platform/events/chain.ts';
import { append } from '../../../platform/events/log.ts';
import { Fault } from '../../../platform/fault.ts';
import { ROSTER_STREAM } from '../plan.ts';
import { reliefOf } from '../shift.ts';
import { lockRoster, shiftsIn } from '../store.ts';
import { around } from './view.ts';
import { handOverBetween, lockHandOver, openMatters, storeDecision, storeHandOver, walledCaseNamed } from './store.ts';

/**
 * Writes what is open, read anew as the writer may see it, with the writer's notes. Faults: `hand_over_not_yours`,
 * `hand_over_changed` (the roster has changed, or it is written already), `names_walled_case`.
 */
export async function writeHandOver(db: Database, viewer: Viewer, input: WriteHandOver, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    await lockRoster(tx);
    const relief = reliefOf(await shiftsIn(tx, around(now)), viewer.accountId, now);
    if (!relief) {
      throw new Fault('hand_over_not_yours', '您现在没有要交的班，没有保存。', {
        status: 403,
        action: '交班由当班的值班长办理；下一班要先排好。',
      });
    }
    const { outgoing, incoming } = relief;
    if (outgoing.id !== input.outgoing || incoming.id !== input.incoming) throw changed('值班表已经变了');
    if (await handOverBetween(tx, outgoing.id, incoming.id)) throw changed('这一班已经写了交班');
    const notes = new Map(input.notes.map((one) => [one.caseId, cleanText(one.note)]));
    const matters = (await openMatters(tx, viewer, incoming.toAt)).map(({ why, caseId, dueAt }) => ({
      why,
      caseId,
      dueAt: dueAt?.toISOString() ?? null,
      note: notes.get(caseId) ?? null,
    }));
    const note = cleanText(input.note);
    await requireNoWalledCase(tx, viewer, note, 'note');
    const fresh = { outgoing: outgoing.id, incoming: incoming.id, note, matters, accountId: viewer.accountId };
    const handOverId = await storeHandOver(tx, fresh, now);
    const cases = new Set(matters.map((one) => one.caseId)).size;
    const data = { handOverId, outgoing: outgoing.id, incoming: incoming.id, cases, textHash: hashText(note) };
    const actor = `account:${viewer.accountId}`;
    await append(tx, [{ stream: ROSTER_STREAM, type: 'hand_over_written', data, actor, at: now }]);
  });
}

/**
 * Signs it, or refuses it with the reason. Faults: `hand_over_missing`, `hand_over_own`, `hand_over_not_yours`, `hand_over_changed`,
 * `names_walled_case`.
 */
export async function decideHandOver(
  db: Database,
  viewer: Viewer,
  id: string,
  input: DecideHandOver,
  now: Date,
): Promise<void> {
  await transact(db, async (tx) => {
    const row = await lockHandOver(tx, id);
    if (!row) throw new Fault('hand_over_missing', '没有这份交班记录。', { status: 404 });
    if (row.account_id === viewer.accountId) {
      throw new Fault('hand_over_own', '交班人不能签收自己写的交班，没有保存。', {
        status: 403,
        action: '请由接班的值班长签收。',
      });
    }
    if (row.to_id !== viewer.accountId) {
      throw new Fault('hand_over_not_yours', `这份交班由${row.to_name}签收，没有保存。`, { status: 403 });
    }
    if (row.state !== 'written' || row.version !== input.version) throw changed('这份交班已经签收或退回');
    const refusal = input.refusal === null ? null : cleanText(input.refusal);
    if (refusal !== null) await requireNoWalledCase(tx, viewer, refusal, 'refusal');
    await storeDecision(tx, row, { accountId: viewer.accountId, refusal }, now);
    const data = { handOverId: id, signed: refusal === null };
    const actor = `account:${viewer.accountId}`;
    await append(tx, [{ stream: ROSTER_STREAM, type: 'hand_over_decided', data, actor, at: now }]);
  });
}

const changed = (what: string): Fault =>
  new Fault('hand_over_changed', `${what}，您的操作没有保存。`, { status: 409, action: '请看过现在的状态再办理。' });

/** What is written to all who read hand-overs names no case that is closed to somebody (信访工作条例 第三十条). Fault `names_walled_case`. */
async function requireNoWalledCase(tx: Tx, viewer: Viewer, words: string, field: 'note' | 'refusal'): Promise<void> {
  const number = await walledCaseNamed(tx, viewer, words);
  if (number === null) return;
  throw new Fault('names_walled_case', `${number} 有回避的单位或人员，不能写在人人可读的文字里，没有保存。`, {
    status: 422,
    action: '请删去，写在该事项自己的备注里。',
    fields: { [field]: `请删去 ${number} 的内容` },
  });
}
