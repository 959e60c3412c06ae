/** The course of a consultation until its minutes: opinions, that it was held, or that it was not. */
import type { CancelConsultation, HoldConsultation, Opinion } from '../../contract/consultation-requests.ts';
import type { Work } from '../../cases/act.ts';
import { setConsultation, storeOpinion } from '../../cases/consultations/store.ts';
import { partyOf } from '../../cases/consultations/who.ts';
import { keepReason } from '../../cases/reasons/store.ts';
import { touchCase } from '../../cases/store.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';
import { requireAct, requireVersion } from './guards.ts';
import { takeSight } from './sight.ts';

/** 意见 of a unit that takes part, or of the office. Faults: those of `requireAct`. */
export const giveOpinion: Work<Opinion> = async (act) => {
  const { tx, viewer, actor, found, input, now } = act;
  const one = await requireAct(act, input.consultationId, 'opinion');
  const { unitId } = partyOf(viewer);
  const body = cleanText(input.body);
  await storeOpinion(tx, { consultationId: one.id, unitId, body, accountId: viewer.accountId }, now);
  await touchCase(tx, found.id, now);
  const data = { caseId: found.id, consultationId: one.id, unitId, textHash: hashText(body) };
  return [{ stream: `case:${found.id}`, type: 'consultation_opined', data, actor, at: now }];
};

/** Notes that it was held; its minutes come next. Faults: those of `requireAct`. */
export const holdConsultation: Work<HoldConsultation> = async (act) => {
  const { tx, actor, found, input, now } = act;
  const one = await requireAct(act, input.consultationId, 'hold');
  requireVersion(one, input.version);
  await setConsultation(tx, one.id, { state: 'held', held_at: now });
  await touchCase(tx, found.id, now);
  const data = { caseId: found.id, consultationId: one.id };
  return [{ stream: `case:${found.id}`, type: 'consultation_held', data, actor, at: now }];
};

/** Cancels it, which takes back the sight that it alone gave. Faults: those of `requireAct`. */
export const cancelConsultation =
  (parts: RuleParts): Work<CancelConsultation> =>
  async (act) => {
    const { tx, actor, found, input, now } = act;
    const one = await requireAct(act, input.consultationId, 'cancel');
    requireVersion(one, input.version);
    const reason = cleanText(input.reason);
    await setConsultation(tx, one.id, { state: 'cancelled', ended_at: now, cancel_reason: reason });
    const taking = one.participants.filter((each) => each.left_at === null).map((each) => each.unit_id);
    await takeSight(tx, parts.organisation(), found.id, taking);
    await touchCase(tx, found.id, now);
    const reasonHash = await keepReason(act, found.id, reason);
    const data = { caseId: found.id, consultationId: one.id, reasonHash };
    return [{ stream: `case:${found.id}`, type: 'consultation_cancelled', data, actor, at: now }];
  };
