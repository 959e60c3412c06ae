/**
 * 会商: who may do what with a consultation, in which state; pure. The order is called → held → minutes to confirm → confirmed, or
 * cancelled before minutes were signed. Minutes are never changed: a correction is a further version, which is confirmed anew.
 */
import type { ConsultationAct, ConsultationState } from '../../contract/vocabulary-duty.ts';
import type { Party } from './who.ts';

/** What decides on a consultation. */
export interface ConsultationFacts {
  state: ConsultationState;
  /** Unit that called it; null: the office. */
  convener: string | null;
  /** Units that take part now, without those that left. */
  taking: readonly string[];
  /** Answers of units on the minutes signed last. */
  answers: readonly { unitId: string; agrees: boolean }[];
  confirmBy: Date | null;
}

/** Who convenes: the unit that called it while it leads the case; the office where it called, or where that unit leads no more. */
export function convenes(
  { convener }: Pick<ConsultationFacts, 'convener'>,
  party: Party,
  lead: string | null,
): boolean {
  if (!party.calls) return false;
  if (convener !== null && convener === lead) return party.unitId === convener;
  return party.office;
}

/** Units that are to confirm the minutes: all that take part but the convener, whose minutes they are. */
export const confirming = ({ taking, convener }: ConsultationFacts): string[] =>
  taking.filter((unitId) => unitId !== convener);

/** Units that have not answered on the minutes signed last. */
export function silentUnits(facts: ConsultationFacts): string[] {
  const answered = new Set(facts.answers.map((one) => one.unitId));
  return confirming(facts).filter((unitId) => !answered.has(unitId));
}

/** Whether every unit that is to confirm the minutes agrees to them. */
export const allConfirmed = (facts: ConsultationFacts): boolean => silentUnits(facts).length === 0 && !objected(facts);

/** Whether a unit that still takes part wants the minutes changed. */
export const objected = (facts: ConsultationFacts): boolean =>
  facts.answers.some((one) => !one.agrees && facts.taking.includes(one.unitId));

/** Whether the limit for confirming has passed with units silent: these are named. */
export const isLate = (facts: ConsultationFacts, now: Date): boolean =>
  facts.state === 'minutes' && facts.confirmBy !== null && facts.confirmBy <= now && silentUnits(facts).length > 0;

/** What the party may do now. */
export function actsIn(facts: ConsultationFacts, party: Party, lead: string | null, now: Date): ConsultationAct[] {
  const { state } = facts;
  const runs = convenes(facts, party, lead);
  const takesPart = party.joins && party.unitId !== null && facts.taking.includes(party.unitId);
  const before = state === 'called' || state === 'held';
  const open: Record<ConsultationAct, boolean> = {
    invite: runs && before,
    opinion: (takesPart || runs) && before,
    hold: runs && state === 'called',
    minutes: runs && (state === 'held' || state === 'minutes' || state === 'confirmed'),
    confirm: takesPart && state === 'minutes' && confirming(facts).includes(party.unitId ?? ''),
    conclude: runs && isLate(facts, now) && !objected(facts),
    meet: (takesPart || runs) && (state === 'minutes' || state === 'confirmed'),
    cancel: runs && before,
  };
  return (Object.keys(open) as ConsultationAct[]).filter((act) => open[act]);
}
