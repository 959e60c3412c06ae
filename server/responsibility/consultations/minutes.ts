/** 会商纪要: signed by the convener, confirmed by each unit that takes part; what was confirmed is only ever followed by a further version. */
import type { Conclude, ConfirmMinutes, MeetDecision, SignMinutes } from '../../contract/consultation-requests.ts';
import { FAULTS, type Act, type Work } from '../../cases/act.ts';
import { allConfirmed, confirming, silentUnits } from '../../cases/consultations/consultation.ts';
import {
  hasCommitment,
  hasEntry,
  storeMet,
  storeMinutes,
  type NewDecision,
} from '../../cases/consultations/minutes/store.ts';
import {
  consultationsOf,
  factsOf,
  setConsultation,
  storeConfirmation,
  type Consultation,
} from '../../cases/consultations/store.ts';
import { partyOf } from '../../cases/consultations/who.ts';
import { touchCase } from '../../cases/store.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import type { NewEvent } from '../../platform/events/catalogue.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';
import { Fault } from '../../platform/fault.ts';
import { barredFrom } from '../barred.ts';
import { requireGivable } from '../recused.ts';
import { consultationChanged, instantAfter, requireAct, requireVersion } from './guards.ts';

const HOUR_MS = 3_600_000;

/**
 * Signs a version of the minutes: what was said, and who does what by when. It is to be confirmed anew by all. Faults: those of
 * `requireAct`, `unit_unknown`, `unit_recused`, `not_taking_part`, `time_invalid`.
 */
export const signMinutes =
  (parts: RuleParts): Work<SignMinutes> =>
  async (act) => {
    const { tx, viewer, actor, found, input, now } = act;
    const one = await requireAct(act, input.consultationId, 'minutes');
    requireVersion(one, input.version);
    const decisions = await decided(act, parts, one);
    const n = (one.minutes.at(-1)?.n ?? 0) + 1;
    const body = cleanText(input.body);
    const textHash = hashText(
      JSON.stringify([body, decisions.map(({ what, unitId, dueAt }) => [what, unitId, dueAt])]),
    );
    await storeMinutes(tx, { consultationId: one.id, n, body, textHash, accountId: viewer.accountId, decisions }, now);
    const confirm_by = new Date(now.getTime() + input.confirmHours * HOUR_MS);
    // Nobody is left to confirm where all others were recused meanwhile.
    const alone = confirming(factsOf(one)).length === 0;
    await setConsultation(tx, one.id, {
      state: alone ? 'confirmed' : 'minutes',
      confirm_by,
      ended_at: alone ? now : null,
    });
    await touchCase(tx, found.id, now);
    const data = { caseId: found.id, consultationId: one.id, n, textHash };
    const signed: NewEvent = { stream: `case:${found.id}`, type: 'minutes_signed', data, actor, at: now };
    return alone ? [signed, confirmed(act, one.id, n, [])] : [signed];
  };

async function decided(
  { tx, found, input, now }: Act<SignMinutes>,
  parts: RuleParts,
  one: Consultation,
): Promise<NewDecision[]> {
  const barred = await barredFrom(tx, parts, found.id);
  const last = one.minutes.at(-1)?.n ?? 0;
  const before = one.decisions.filter((each) => each.n === last);
  const taking = factsOf(one).taking;
  return input.decisions.map((each, position) => {
    requireGivable(parts.organisation(), barred, each.unitId, `decisions.${position}`);
    if (!taking.includes(each.unitId)) throw notTakingPart(parts, each.unitId, position);
    const what = cleanText(each.what);
    const same = before.find((old) => old.what === what && old.unit_id === each.unitId);
    // A decision that stood before keeps its day, even where that has passed.
    const kept = same && same.due_at.getTime() === Date.parse(each.dueAt);
    const dueAt = kept ? same.due_at : instantAfter(each.dueAt, now, `decisions.${position}`);
    const met = same?.met_at ? { entryId: same.entry_id, commitmentId: same.commitment_id, at: same.met_at } : null;
    return { what, unitId: each.unitId, dueAt, met };
  });
}

const notTakingPart = (parts: RuleParts, unitId: string, position: number): Fault =>
  new Fault('not_taking_part', `${parts.organisation().unit(unitId)?.name ?? unitId}没有参加会商，不能给它分工。`, {
    status: 422,
    action: '请改由参会单位负责，或先请它参会。',
    fields: { [`decisions.${position}`]: '不是参会单位' },
  });

/** A unit's answer on the minutes that stand. When the last one agrees they are confirmed. Faults: those of `requireAct`, `note_missing`. */
export const answerMinutes: Work<ConfirmMinutes> = async (act) => {
  const { tx, viewer, actor, found, input, now } = act;
  const one = await requireAct(act, input.consultationId, 'confirm');
  const { unitId } = partyOf(viewer);
  if (unitId === null) throw FAULTS.notYours('参会单位');
  const { n, agrees } = input;
  if (one.minutes.at(-1)?.n !== n) throw consultationChanged();
  const note = cleanText(input.note ?? '').trim() || null;
  if (!agrees && note === null) throw noteMissing();
  await storeConfirmation(tx, { consultationId: one.id, n, unitId, agrees, note, accountId: viewer.accountId }, now);
  await touchCase(tx, found.id, now);
  const data = { caseId: found.id, consultationId: one.id, n, unitId, agrees };
  const answered: NewEvent = { stream: `case:${found.id}`, type: 'minutes_answered', data, actor, at: now };
  const facts = factsOf(one);
  const others = facts.answers.filter((each) => each.unitId !== unitId);
  if (!allConfirmed({ ...facts, answers: [...others, { unitId, agrees }] })) return [answered];
  await setConsultation(tx, one.id, { state: 'confirmed', ended_at: now });
  return [answered, confirmed(act, one.id, n, [])];
};

const noteMissing = (): Fault =>
  new Fault('note_missing', '请写明要修改什么。', { status: 422, fields: { note: '请写明要修改什么' } });

/** Ends the confirming after its limit: those who kept silent are named. Faults: those of `requireAct`. */
export const concludeConsultation: Work<Conclude> = async (act) => {
  const { tx, found, input, now } = act;
  const one = await requireAct(act, input.consultationId, 'conclude');
  requireVersion(one, input.version);
  await setConsultation(tx, one.id, { state: 'confirmed', ended_at: now });
  await touchCase(tx, found.id, now);
  return [confirmed(act, one.id, one.minutes.at(-1)?.n ?? 0, silentUnits(factsOf(one)))];
};

function confirmed({ found, actor, now }: Act<unknown>, consultationId: string, n: number, silent: string[]): NewEvent {
  const data = { caseId: found.id, consultationId, n, silent };
  return { stream: `case:${found.id}`, type: 'minutes_confirmed', data, actor, at: now };
}

/**
 * Notes that a decision was met: by an entry of its unit on the record, or a promise made public. Faults: `decision_missing`, those of
 * `requireAct`, `not_yours`, `proof_missing`, `decision_met`.
 */
export const meetDecision: Work<MeetDecision> = async (act) => {
  const { tx, viewer, actor, found, input, now } = act;
  const all = await consultationsOf(tx, viewer, found.id);
  const whole = all.find((one) => one.decisions.some((each) => each.id === input.decisionId));
  if (!whole) throw new Fault('decision_missing', '没有这项决定，或您无权查看。', { status: 404 });
  const one = await requireAct(act, whole.id, 'meet');
  const decision = one.decisions.find((each) => each.id === input.decisionId);
  if (!decision || decision.n !== one.minutes.at(-1)?.n) throw consultationChanged();
  const { unitId, office } = partyOf(viewer);
  if (!office && unitId !== decision.unit_id && unitId !== one.convener) throw FAULTS.notYours('负责这项决定的单位');
  if (decision.met_at) throw new Fault('decision_met', '这项决定已经登记落实。', { status: 409 });
  const { entryId, commitmentId } = input;
  await requireProof(act, decision.unit_id);
  await storeMet(tx, decision.id, { entryId, commitmentId }, now);
  await setConsultation(tx, one.id, {});
  await touchCase(tx, found.id, now);
  const data = { caseId: found.id, consultationId: one.id, decisionId: decision.id, entryId, commitmentId };
  return [{ stream: `case:${found.id}`, type: 'decision_met', data, actor, at: now }];
};

async function requireProof({ tx, found, input }: Act<MeetDecision>, unitId: string): Promise<void> {
  const { entryId, commitmentId } = input;
  const shown =
    entryId !== null
      ? commitmentId === null && (await hasEntry(tx, found.id, entryId, unitId))
      : commitmentId !== null && (await hasCommitment(tx, found.id, commitmentId));
  if (shown) return;
  throw new Fault('proof_missing', '没有选定落实的依据，没有保存。', {
    status: 422,
    action: '请选定该单位记录的一条核查处置，或一项已公开的承诺事项。',
    fields: { entryId: '请选定一条' },
  });
}
