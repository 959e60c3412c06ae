/** 处置方式 of a case and, for 虚假和不实信息, the hand-over (延州办发〔2018〕15号 第二十一条). */
import type { HandOver, SetDispositions } from '../contract/case-requests.ts';
import { DISPOSITIONS } from '../contract/vocabulary-case.ts';
import type { Role } from '../contract/vocabulary.ts';
import { permits } from '../access/viewer.ts';
import type { Act, Work } from '../cases/act.ts';
import { FAULTS } from '../cases/act.ts';
import { touchCase } from '../cases/store.ts';
import { hashText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import type { DispositionRow } from './closing.ts';
import { written } from './draft-text.ts';
import { requireLead } from './guards.ts';
import { addDispositions, dispositionsOf, removeDispositions, setHandOver } from './publications/store.ts';

/** Those of the office who set dispositions; beside them the lead's officer. */
const SETTERS: readonly Role[] = ['analyst', 'duty_chief', 'leader'];

const hasEvidence = (one: DispositionRow): boolean =>
  one.publication_id !== null || one.receipt !== null || one.not_unlawful_reason !== null;

/** Sets the whole set. Faults: `not_yours`, `case_changed` (somebody set another one meanwhile), `disposition_met` (its evidence stands, so it can't be taken back). */
export const setDispositions: Work<SetDispositions> = async (act) => {
  const { tx, viewer, actor, found, input, now } = act;
  await requireSetter(act);
  const kinds = [...new Set(input.kinds)];
  const before = await dispositionsOf(tx, found.id);
  requireSeen(before, input.from);
  const dropped = before.filter((one) => !kinds.includes(one.kind));
  const proved = dropped.find(hasEvidence);
  if (proved) {
    throw new Fault('disposition_met', `“${DISPOSITIONS[proved.kind].zh}”已有依据，不能取消，没有保存。`, {
      status: 409,
      action: '请保留它，或先撤回作为依据的发布。',
    });
  }
  const fresh = kinds.filter((kind) => !before.some((one) => one.kind === kind));
  if (dropped.length === 0 && fresh.length === 0) return [];
  await removeDispositions(
    tx,
    found.id,
    dropped.map((one) => one.kind),
  );
  await addDispositions(tx, found.id, fresh, viewer.accountId, now);
  await touchCase(tx, found.id, now);
  return [{ stream: `case:${found.id}`, type: 'dispositions_set', data: { caseId: found.id, kinds }, actor, at: now }];
};

function requireSeen(before: readonly DispositionRow[], seen: SetDispositions['from']): void {
  if (seen === null) return;
  const now = before.map((one) => one.kind);
  if (now.length === new Set(seen).size && now.every((kind) => seen.includes(kind))) return;
  throw FAULTS.changed('处置方式刚被他人调整');
}

async function requireSetter<Input>(act: Act<Input>): Promise<void> {
  if (act.viewer.roles.some((role) => SETTERS.includes(role))) return;
  if (!permits(act.viewer, 'response.draft')) throw FAULTS.notYours('研判员、值班长、领导或牵头单位的承办员');
  await requireLead(act);
}

/**
 * 移交, or a leader's signature that nothing unlawful is in it. Criticism, doubt, opinion and errors of detail are never handed
 * over: only what was judged false, with 回应并依法移交 set. Faults: `not_handed_over`, `hand_over_incomplete`,
 * `already_handed_over`, `not_yours`.
 */
export const handOver: Work<HandOver> = async (act) => {
  const { tx, viewer, actor, found, input, now } = act;
  const receipt = input.receipt === null ? null : written(input.receipt, 'receipt');
  const reason = input.notUnlawfulReason === null ? null : written(input.notUnlawfulReason, 'notUnlawfulReason');
  const text = receipt ?? reason;
  if (text === null || (receipt !== null && reason !== null)) {
    throw new Fault('hand_over_incomplete', '请只填移交回执，或只填不移交的理由。', { status: 422 });
  }
  const refute = (await dispositionsOf(tx, found.id)).find((one) => one.kind === 'refute');
  if (found.category !== 'falsehood' || !refute) throw notHandedOver();
  if (refute.receipt !== null || refute.not_unlawful_reason !== null) throw alreadyHandedOver();
  if (reason !== null && !viewer.roles.includes('leader')) throw leaderSigns();
  await setHandOver(tx, found.id, 'refute', { receipt, notUnlawfulReason: reason, accountId: viewer.accountId }, now);
  await touchCase(tx, found.id, now);
  const data = { caseId: found.id, kind: 'refute', handedOver: receipt !== null, textHash: hashText(text) } as const;
  return [{ stream: `case:${found.id}`, type: 'disposition_handed_over', data, actor, at: now }];
};

const notHandedOver = (): Fault =>
  new Fault(
    'not_handed_over',
    '只有认定为虚假、不实并定为“回应并依法移交线索”的事项才能移交；批评、质疑和意见不移交。',
    {
      status: 422,
    },
  );

const leaderSigns = (): Fault =>
  new Fault('not_yours', '不涉嫌违法、不移交的，须由领导签字。', { status: 403, action: '请报领导决定。' });

const alreadyHandedOver = (): Fault =>
  new Fault('already_handed_over', '移交或不移交已经记录，没有再次保存。', { status: 409, action: '请看已有的记录。' });
