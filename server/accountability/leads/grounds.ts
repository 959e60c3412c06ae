/** Where a lead toward accountability (问题线索) is allowed at all, and whom it is put to. Pure. */
import type { HolderStep, LeadGround, SignalKind } from '../../contract/vocabulary-case.ts';
import { carriesLead, isMajor, isOfArticle6 } from '../../contract/major.ts';
import { LEAD_GROUNDS } from '../../contract/vocabulary-case.ts';
import type { IncidentGrade, OpinionGrade } from '../../contract/vocabulary.ts';
import type { Organisation } from '../../organisation/model.ts';
import { Fault } from '../../platform/fault.ts';
import type { ExceededHolder } from '../../platform/schema-case.ts';

export interface GradesOfCase {
  incident_grade: IncidentGrade | null;
  incident_confirmed: boolean;
  opinion_grade: OpinionGrade;
}

/** Whether a lead may stand on a ground in a case of these grades. */
export const mayPropose = (ground: LeadGround, grades: GradesOfCase): boolean =>
  carriesLead(ground, isMajor(grades.opinion_grade, grades.incident_grade, grades.incident_confirmed));

/** Fault `lead_not_allowed` where neither article carries the lead. */
export function requireGround(ground: LeadGround, grades: GradesOfCase): void {
  if (mayPropose(ground, grades)) return;
  const { zh, clause } = LEAD_GROUNDS[ground];
  throw new Fault(
    'lead_not_allowed',
    `“${zh}”只适用于经确认的重大及以上事项（${clause}），这个事项不能列为问题线索。`,
    {
      status: 422,
      action: '可以催办、督办；符合责任追究办法第六条的，请选对应依据。',
    },
  );
}

/** The unit that answers for a holder: its own, or for the office's and the leader's steps the body whose people did them. */
export function unitAnswering(organisation: Organisation, holder: { step: HolderStep; unitId: string | null }) {
  if (holder.unitId !== null) return holder.unitId;
  const news = organisation.body(organisation.code, 'news_office')?.id ?? null;
  const government = organisation.body(organisation.code, 'government_office')?.id ?? null;
  return holder.step === 'leader' || holder.step === 'office_review' ? (government ?? news) : (news ?? government);
}

export interface SignalOfLead {
  kind: SignalKind;
  holders: readonly ExceededHolder[];
  /** Who published the answer found improper. */
  publishedBy: string | null;
}

/**
 * The units to notify: those that exceeded their own step, the office among them, and who published an improper answer. Where
 * nobody exceeded a step only 第六条 goes on, put to the lead. Fault `nobody_exceeded`.
 */
export function unitsToNotify(
  organisation: Organisation,
  ground: LeadGround,
  signals: readonly SignalOfLead[],
  lead: string | null,
): string[] {
  const named = signals.flatMap((signal) => [
    ...signal.holders.map((holder) => unitAnswering(organisation, holder)),
    ...(signal.kind === 'improper' ? [signal.publishedBy ?? lead] : []),
  ]);
  const units = [...new Set(named.filter((id) => id !== null))];
  if (units.length > 0) return units;
  if (isOfArticle6(ground) && lead !== null) return [lead];
  throw new Fault('nobody_exceeded', '所选提醒中没有单位超出本环节时限，不能列为问题线索。', {
    status: 422,
    action: '没有持有的时段不归责；请改选提醒。',
  });
}
