/** 起草变更: one person writes down what is to hold from a day, and why; another decides on it. */
import type { DraftChanges, WithdrawChanges } from '../../contract/directory-views.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Change } from '../../organisation/changes/change.ts';
import { readWhatHolds } from '../../organisation/store.ts';
import { transact, type Database, type Tx } from '../../platform/database.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';
import { append } from '../../platform/events/log.ts';
import { Fault } from '../../platform/fault.ts';
import { chinaDay } from '../../rules/china-time.ts';
import { changesInvalid, faultsOfChanges, readChanges, type World } from './faults.ts';
import { decideChangeSet, lockChangeSet, storeChangeSet, type ChangeSet } from './store.ts';

/** What holds now, read in the same transaction as what is decided on it. */
export async function presentWorld(tx: Tx | Database): Promise<World> {
  const { organisation, rules } = await readWhatHolds(tx);
  return { organisation, rules };
}

/**
 * Who may draft what (本系统设定): units and territories are the administrator's, rules the steward's, duties and precedents
 * either's. Fault `change_not_yours`.
 */
export function requireDrafter(viewer: Viewer, changes: readonly Change[]): void {
  const has = (role: 'admin' | 'steward'): boolean => viewer.roles.includes(role);
  const wrong = changes.find(({ kind }) =>
    kind === 'rule' ? !has('steward') : kind === 'unit' || kind === 'territory' ? !has('admin') : false,
  );
  if (!wrong) return;
  const [what, who] = wrong.kind === 'rule' ? ['规则', '规则管理员'] : ['单位和属地', '管理员'];
  throw new Fault('change_not_yours', `${what}的变更由${who}起草。`, { status: 403, action: `请由${who}起草。` });
}

const past = (): Fault =>
  new Fault('change_past', '生效日已经过去，变更不能追溯生效。', { status: 422, action: '请写今天或以后的日期。' });

/** Writes a draft; returns its id. Faults: `change_past`, `changes_invalid` (every fault listed), `change_not_yours`. */
export function draftChanges(db: Database, viewer: Viewer, input: DraftChanges, now: Date): Promise<string> {
  if (input.validFrom < chinaDay(now)) throw past();
  return transact(db, async (tx) => {
    const changes = readChanges(input.changes);
    requireDrafter(viewer, changes);
    const faults = faultsOfChanges(await presentWorld(tx), changes);
    if (faults.length > 0) throw changesInvalid(faults);
    const title = cleanText(input.title);
    const reason = cleanText(input.reason);
    const { validFrom, origin } = input;
    const fresh = { title, reason, validFrom, origin, changes, caseId: null, draftedBy: viewer.accountId };
    const id = await storeChangeSet(tx, fresh, now);
    const data = { changeSetId: id, origin, validFrom, changes: changes.length, reasonHash: hashText(reason) };
    await append(tx, [{ stream: `change:${id}`, type: 'change_drafted', data, actor: actorOf(viewer), at: now }]);
    return id;
  });
}

export const actorOf = (viewer: Pick<Viewer, 'accountId'>): string => `account:${viewer.accountId}`;

/** Locks a set for a decision on the version the person saw. Faults: `change_missing`, `change_changed`. */
export async function lockForChange(
  tx: Tx,
  id: string,
  version: number,
  states: readonly ChangeSet['state'][],
): Promise<ChangeSet> {
  const found = await lockChangeSet(tx, id);
  if (!found) throw new Fault('change_missing', '没有这项变更。', { status: 404 });
  if (found.version !== version || !states.includes(found.state)) {
    throw new Fault('change_changed', '这项变更刚被他人处理，您的操作没有保存。', {
      status: 409,
      action: '请看过现在的状态再决定。',
    });
  }
  return found;
}

/** Withdraws a draft, or what waits for its day. Faults: `change_missing`, `change_changed`. */
export function withdrawChanges(
  db: Database,
  viewer: Viewer,
  id: string,
  input: WithdrawChanges,
  now: Date,
): Promise<void> {
  return transact(db, async (tx) => {
    await lockForChange(tx, id, input.version, ['draft', 'approved']);
    const note = cleanText(input.reason);
    await decideChangeSet(tx, id, { state: 'withdrawn', note, accountId: viewer.accountId }, now);
    const data = { changeSetId: id, reasonHash: hashText(note) };
    await append(tx, [{ stream: `change:${id}`, type: 'change_withdrawn', data, actor: actorOf(viewer), at: now }]);
  });
}
