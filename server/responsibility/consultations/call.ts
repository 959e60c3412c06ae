/** 召集会商: calling a consultation, and changing who takes part. Being invited gives sight of the case. */
import type { CallConsultation, Invite } from '../../contract/consultation-requests.ts';
import { FAULTS, type Act, type Work } from '../../cases/act.ts';
import { convenes } from '../../cases/consultations/consultation.ts';
import { leave, setConsultation, storeConsultation, storeParticipants } from '../../cases/consultations/store.ts';
import { partyOf } from '../../cases/consultations/who.ts';
import { setAudience, touchCase } from '../../cases/store.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';
import { Fault } from '../../platform/fault.ts';
import { barredFrom } from '../barred.ts';
import { requireGivable } from '../recused.ts';
import { leadOf } from '../store.ts';
import { requireAct, requireVersion, instantAfter } from './guards.ts';
import { takeSight } from './sight.ts';

interface Invited {
  unitId: string;
  post: string;
}

/**
 * Calls a consultation, for the office or for the unit that leads; that unit takes part in any case. An accused or recused unit, or
 * one it directs, is never invited (信访工作条例 第三十条). Faults: `not_yours`, `unit_unknown`, `unit_recused`, `nobody_invited`, `time_invalid`.
 */
export const callConsultation =
  (parts: RuleParts): Work<CallConsultation> =>
  async (act) => {
    const { tx, viewer, actor, found, input, now } = act;
    const lead = (await leadOf(tx, found.id))?.unit_id ?? null;
    const party = partyOf(viewer);
    const convener = party.unitId;
    if (!convenes({ convener }, party, lead)) throw FAULTS.notYours('办公室或牵头单位');
    const meetsAt = instantAfter(input.meetsAt, now, 'meetsAt');
    const invited = withLead(await givable(act, parts, input.participants), lead);
    if (invited.every((one) => one.unitId === convener)) throw nobodyInvited();
    const [topic, facts, place] = [cleanText(input.topic), cleanText(input.facts), cleanText(input.place)];
    const accountId = viewer.accountId;
    const id = await storeConsultation(
      tx,
      { caseId: found.id, topic, facts, place, meetsAt, convener, accountId },
      now,
    );
    await storeParticipants(tx, id, invited, accountId, now);
    const units = invited.map((one) => one.unitId);
    await setAudience(tx, found.id, 'grant', { units, accounts: [] }, now);
    await touchCase(tx, found.id, now);
    const data = { caseId: found.id, consultationId: id, units, textHash: hashText(`${topic}\n${facts}`) };
    return [{ stream: `case:${found.id}`, type: 'consultation_called', data, actor, at: now }];
  };

/** Invites further units and releases others. Faults: those of `requireAct`, `unit_unknown`, `unit_recused`, `nobody_invited`. */
export const inviteUnits =
  (parts: RuleParts): Work<Invite> =>
  async (act) => {
    const { tx, viewer, actor, found, input, now } = act;
    const one = await requireAct(act, input.consultationId, 'invite');
    requireVersion(one, input.version);
    const invited = await givable(act, parts, input.invite);
    const added = new Set(invited.map((each) => each.unitId));
    const releasing = input.release.filter((unitId) => !added.has(unitId));
    const taking = one.participants.filter((each) => each.left_at === null).map((each) => each.unit_id);
    const after = new Set([...taking.filter((unitId) => !releasing.includes(unitId)), ...added]);
    if ([...after].every((unitId) => unitId === one.convener)) throw nobodyInvited();
    await storeParticipants(tx, one.id, invited, viewer.accountId, now);
    await setAudience(tx, found.id, 'grant', { units: [...added], accounts: [] }, now);
    const released = await leave(tx, { caseId: found.id, consultationId: one.id }, releasing, 'released', now);
    await takeSight(tx, parts.organisation(), found.id, released);
    await setConsultation(tx, one.id, {});
    await touchCase(tx, found.id, now);
    const data = { caseId: found.id, consultationId: one.id, units: [...added], released };
    return [{ stream: `case:${found.id}`, type: 'consultation_invited', data, actor, at: now }];
  };

async function givable(
  { tx, found }: Act<unknown>,
  parts: RuleParts,
  participants: readonly Invited[],
): Promise<Invited[]> {
  const barred = await barredFrom(tx, parts, found.id);
  const once = new Map(participants.map((one) => [one.unitId, { ...one, post: cleanText(one.post) }]));
  for (const unitId of once.keys()) requireInvitable(parts, barred, unitId);
  return [...once.values()];
}

/** As `requireGivable`, in the words of an invitation. */
function requireInvitable(parts: RuleParts, barred: ReadonlySet<string>, unitId: string): void {
  if (!barred.has(unitId)) return requireGivable(parts.organisation(), barred, unitId, 'participants');
  const name = parts.organisation().unit(unitId)?.name ?? unitId;
  throw new Fault('unit_recused', `${name}应当回避，不能参加会商。`, {
    status: 422,
    action: '请去掉这个单位。',
    fields: { participants: '应当回避' },
  });
}

const withLead = (invited: Invited[], lead: string | null): Invited[] =>
  lead === null || invited.some((one) => one.unitId === lead) ? invited : [{ unitId: lead, post: '' }, ...invited];

const nobodyInvited = (): Fault =>
  new Fault('nobody_invited', '除召集单位外没有参会单位，没有保存。', {
    status: 422,
    fields: { participants: '请至少选定一个其他单位' },
  });
