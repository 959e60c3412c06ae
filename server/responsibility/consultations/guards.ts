/** Checks that the acts of a consultation share. */
import type { ConsultationAct } from '../../contract/vocabulary-duty.ts';
import { FAULTS, type Act } from '../../cases/act.ts';
import { actsIn } from '../../cases/consultations/consultation.ts';
import { consultationsOf, factsOf, type Consultation } from '../../cases/consultations/store.ts';
import { partyOf } from '../../cases/consultations/who.ts';
import { Fault } from '../../platform/fault.ts';
import { leadOf } from '../store.ts';

/** Who must do it, as a refusal says. */
const WHOSE: Record<ConsultationAct, string> = {
  invite: '召集单位',
  opinion: '参会单位',
  hold: '召集单位',
  minutes: '召集单位',
  confirm: '参会单位',
  conclude: '召集单位',
  meet: '参会单位',
  cancel: '召集单位',
};

/**
 * A consultation of the case on which the viewer may do this act as it stands. Faults: `consultation_missing` (also out of the
 * viewer's sight), `not_yours`, `consultation_changed`.
 */
export async function requireAct(act: Act<unknown>, id: string, wanted: ConsultationAct): Promise<Consultation> {
  const { tx, viewer, found, now } = act;
  const one = (await consultationsOf(tx, viewer, found.id)).find((each) => each.id === id);
  if (!one) throw consultationMissing();
  const facts = factsOf(one);
  const party = partyOf(viewer);
  const lead = (await leadOf(tx, found.id))?.unit_id ?? null;
  if (actsIn(facts, party, lead, now).includes(wanted)) return one;
  // Whoever could do it in another state is told of the state.
  const states = ['called', 'held', 'minutes', 'confirmed'] as const;
  const later = { ...facts, confirmBy: now };
  const ever = states.some((state) => actsIn({ ...later, state }, party, lead, now).includes(wanted));
  if (!ever && wanted !== 'conclude') throw FAULTS.notYours(WHOSE[wanted]);
  throw consultationChanged();
}

/** Faults `consultation_changed`: somebody was faster. */
export function requireVersion(one: Consultation, version: number): void {
  if (one.version !== version) throw consultationChanged();
}

export const consultationMissing = (): Fault =>
  new Fault('consultation_missing', '没有这次会商，或您的单位没有参加。', { status: 404 });

export const consultationChanged = (): Fault =>
  new Fault('consultation_changed', '这次会商的状态已经变了，您的操作没有保存。', {
    status: 409,
    action: '请看过现在的状态再决定。',
  });

/** Reads an instant of a request. Fault `time_invalid` where it lies before `least`. */
export function instantAfter(text: string, least: Date, field: string): Date {
  const at = new Date(text);
  if (at > least) return at;
  throw new Fault('time_invalid', '时间不能早于现在。', { status: 422, fields: { [field]: '请填写以后的时间' } });
}
