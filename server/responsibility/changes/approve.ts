/** 批准变更: by another person than drafted it; from its day it holds. */
import type { ApproveChanges } from '../../contract/directory-views.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { changesOf } from '../../organisation/changes/change.ts';
import { transact, type Database, type Tx } from '../../platform/database.ts';
import { append } from '../../platform/events/log.ts';
import { Fault } from '../../platform/fault.ts';
import { chinaDay } from '../../rules/china-time.ts';
import { actorOf, lockForChange, presentWorld } from './draft.ts';
import { changesInvalid, faultsOfChanges } from './faults.ts';
import { decideChangeSet, openCaseCounts, type ChangeSet } from './store.ts';
import { takeEffect } from './take-effect.ts';

/** Why this person can't approve the set, in words; null where nothing stands against it (两人办理，本系统设定). */
export function whyNotApprove(viewer: Pick<Viewer, 'accountId' | 'roles'>, set: ChangeSet): string | null {
  if (set.state !== 'draft') return '这项变更不在草案状态。';
  if (set.draftedBy === viewer.accountId) return '起草人不能批准自己起草的变更，须由另一人批准。';
  const rules = changesOf(set.changes, 'rule').length > 0;
  const may = viewer.roles.some((role) => role === 'leader' || role === 'steward' || (role === 'admin' && !rules));
  return may ? null : `这项变更由${rules ? '规则管理员或领导' : '管理员、规则管理员或领导'}批准。`;
}

/**
 * Approves a draft; one whose day has come holds at once. Faults: `change_missing`, `change_changed`, `approve_not_yours`,
 * `changes_invalid`, `unit_holds_cases` (a dissolved unit's cases need a successor).
 */
export function approveChanges(
  db: Database,
  rules: Pick<RuleParts, 'calendar'>,
  viewer: Viewer,
  id: string,
  input: ApproveChanges,
  now: Date,
): Promise<void> {
  return transact(db, async (tx) => {
    const set = await lockForChange(tx, id, input.version, ['draft']);
    const why = whyNotApprove(viewer, set);
    if (why !== null) throw new Fault('approve_not_yours', why, { status: 403, action: '请由有权的另一人批准。' });
    const world = await presentWorld(tx);
    const faults = faultsOfChanges(world, set.changes);
    if (faults.length > 0) throw changesInvalid(faults);
    await requireSuccessors(tx, viewer, set);
    await decideChangeSet(tx, id, { state: 'approved', note: null, accountId: viewer.accountId }, now);
    const data = { changeSetId: id };
    await append(tx, [{ stream: `change:${id}`, type: 'change_approved', data, actor: actorOf(viewer), at: now }]);
    const decided = { ...set, state: 'approved', decidedBy: viewer.accountId } as const;
    if (set.validFrom <= chinaDay(now)) await takeEffect(tx, rules, decided, now);
  });
}

/** What is closed to the approver is not counted: it goes back to people where nobody succeeds (release.ts). */
async function requireSuccessors(tx: Tx, viewer: Viewer, set: ChangeSet): Promise<void> {
  const alone = changesOf(set.changes, 'unit').filter(({ to, successor }) => to === null && successor === null);
  const ids = alone.map(({ id }) => id);
  const held = await openCaseCounts(tx, viewer, ids);
  const lines = ids.flatMap((id) => {
    const n = held.get(id) ?? 0;
    return n > 0 ? [`${id} 还有 ${n} 件在办事项`] : [];
  });
  if (lines.length === 0) return;
  throw new Fault('unit_holds_cases', `拟撤销的单位还有在办事项，没有批准：${lines.join('；')}。`, {
    status: 409,
    action: '请先写明承接单位，再批准。',
  });
}
