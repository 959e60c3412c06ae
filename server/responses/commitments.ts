/** 承诺事项: a promise in a published text is kept, with proof. */
import type { KeepCommitment } from '../contract/case-requests.ts';
import type { Work } from '../cases/act.ts';
import { touchCase } from '../cases/store.ts';
import { stopClocks } from '../clocks/store.ts';
import { hashText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { written } from './draft-text.ts';
import { requireOwnAssignment } from './guards.ts';
import { commitmentsOf, markKept } from './publications/store.ts';

/** Notes that a promise was kept; its clock stops, on time or late. Faults: `not_yours`, `commitment_missing`, `commitment_kept`. */
export const keepCommitment: Work<KeepCommitment> = async (act) => {
  const { tx, viewer, actor, found, input, now } = act;
  await requireOwnAssignment(act);
  const promise = (await commitmentsOf(tx, found.id)).find((one) => one.id === input.commitmentId);
  if (!promise) throw new Fault('commitment_missing', '这个事项里没有这项承诺。', { status: 404 });
  if (promise.kept_at !== null) {
    throw new Fault('commitment_kept', '这项承诺已经记为兑现，没有再次保存。', {
      status: 409,
      action: '请看已有的记录。',
    });
  }
  const proof = written(input.proof, 'proof');
  await markKept(tx, promise.id, { accountId: viewer.accountId, proof }, now);
  const clocks = await stopClocks(tx, found.id, { kinds: ['commitment'], about: promise.id }, 'met', actor, now);
  await touchCase(tx, found.id, now);
  const data = { caseId: found.id, commitmentId: promise.id, proofHash: hashText(proof) };
  return [{ stream: `case:${found.id}`, type: 'commitment_kept', data, actor, at: now }, ...clocks];
};
