/** Which acts the person signed in may do on a case as it stands; pure. The server decides again on each. */
import type { CaseDetail, PublicationView } from '../../server/contract/case-detail-views.ts';
import type { CaseView, SignalView } from '../../server/contract/case-views.ts';
import { mayDispatch } from '../../server/contract/dispatchers.ts';
import { carriesLead, isMajor } from '../../server/contract/major.ts';
import type { SessionView, UnitRef } from '../../server/contract/views.ts';
import { LEAD_GROUND_IDS, type LeadGround } from '../../server/contract/vocabulary-case.ts';
import { isOpen } from './ended.ts';
import { awaitsMyApproval, awaitsMyPublishing, myAssignment, publishes } from './mine.ts';

export type Actor = Pick<SessionView, 'user' | 'permissions' | 'dispatchers'>;

/** Acts on the case as a whole, in the order in which they are offered. Each is the last part of its address. */
export const CASE_ACTS = [
  'return-ruling',
  'dispatch',
  'extension-ruling',
  'close',
  'reopen',
  'reassign',
  'incident-grade',
  'opinion-grade',
  'dispositions',
  'hand-over',
  'merge',
  'split',
  'recuse',
  'lead',
] as const;
export type CaseAct = (typeof CASE_ACTS)[number];

/** What the one button of the head does: an act here, or the page where the work is done. */
export type Primary = CaseAct | 'to-answers' | 'to-desk';

type Rule = (detail: CaseDetail, me: Actor) => boolean;

const may = (me: Actor, permission: string): boolean => me.permissions.includes(permission);
export const leadOf = (view: CaseView): CaseView['assignments'][number] | null =>
  view.assignments.find((one) => one.role === 'lead') ?? null;
const isRuledOn = (view: CaseView): boolean => view.state === 'return_ruling' || view.returned !== null;

const RULES: Readonly<Record<CaseAct, Rule>> = {
  dispatch: ({ case: view }, me) =>
    view.state === 'awaiting_dispatch' &&
    may(me, 'case.dispatch') &&
    mayDispatch(me.dispatchers, me.user.roles, view.opinionGrade),
  // Nobody rules on a return from one's own dispatch.
  'return-ruling': ({ case: view }, me) =>
    view.returned !== null && isOpen(view) && may(me, 'case.assign') && view.returned.dispatchedBy !== me.user.id,
  'extension-ruling': ({ case: view }, me) => view.extensions.length > 0 && isOpen(view) && may(me, 'case.assign'),
  close: ({ case: view }, me) => isOpen(view) && may(me, 'case.close'),
  reopen: ({ case: view }, me) => view.state === 'closed' && may(me, 'case.close'),
  // A return that waits is ruled on, not run over.
  reassign: ({ case: view }, me) =>
    isOpen(view) &&
    leadOf(view) !== null &&
    !isRuledOn(view) &&
    may(me, 'case.assign') &&
    mayDispatch(me.dispatchers, me.user.roles, view.opinionGrade),
  'incident-grade': ({ case: view }, me) => isOpen(view) && may(me, 'incident.confirm') && mayGrade(view, me),
  'opinion-grade': ({ case: view }, me) => isOpen(view) && may(me, 'case.arrange'),
  dispositions: ({ case: view }, me) => isOpen(view) && maySetDispositions(view, me),
  'hand-over': ({ case: view, dispositions }, me) =>
    isOpen(view) &&
    view.category === 'falsehood' &&
    may(me, 'case.assign') &&
    dispositions.some((one) => one.kind === 'refute' && one.receipt === null && one.notUnlawful === null),
  merge: ({ case: view }, me) => isOpen(view) && !isRuledOn(view) && !isAnswerUnderWay(view) && may(me, 'case.arrange'),
  split: ({ case: view }, me) => isOpen(view) && !isRuledOn(view) && view.itemCount > 1 && may(me, 'case.arrange'),
  recuse: ({ case: view }, me) => isOpen(view) && may(me, 'case.assign'),
  lead: (detail, me) => may(me, 'lead.propose') && detail.signals.some((one) => one.state !== 'lifted'),
};

/** Every act on the case that is open to this person now, in the order of CASE_ACTS. */
export const actsOn = (detail: CaseDetail, me: Actor): CaseAct[] => CASE_ACTS.filter((act) => RULES[act](detail, me));

/** What waits for this person on the case; null where nothing does. Of several, what holds others up comes first. */
export function primaryOf(detail: CaseDetail, me: Actor): Primary | null {
  const view = detail.case;
  const open = actsOn(detail, me);
  if (open.includes('return-ruling')) return 'return-ruling';
  if (open.includes('dispatch')) return 'dispatch';
  if (awaitsMyApproval(view, me.user)) return 'to-answers';
  if (awaitsMyPublishing(view, me.user) && may(me, 'response.publish')) return 'to-answers';
  if (open.includes('extension-ruling')) return 'extension-ruling';
  if (isOpen(view) && may(me, 'case.handle') && myAssignment(view, me.user)) return 'to-desk';
  if (open.includes('close') && view.lacking.length === 0) return 'close';
  return null;
}

const isAnswerUnderWay = (view: CaseView): boolean =>
  view.state === 'approving' || view.approval?.state === 'approving' || view.approval?.state === 'approved';

/** A leader, the unit that leads the case, or the emergency department of its place or of one above it. */
function mayGrade(view: CaseView, { user }: Actor): boolean {
  if (user.roles.includes('leader')) return true;
  if (!user.roles.includes('officer') || !user.unit) return false;
  if (user.unit.id === leadOf(view)?.unit.id) return true;
  const [place = '', subject = ''] = user.unit.id.split(':');
  if (subject !== 'emergency_management') return false;
  return view.territory === null || view.territory.code.startsWith(place.replace(/(00)+$/, ''));
}

function maySetDispositions(view: CaseView, me: Actor): boolean {
  const { roles, unit } = me.user;
  if (roles.some((role) => role === 'analyst' || role === 'duty_chief' || role === 'leader')) return true;
  return may(me, 'response.draft') && unit !== null && unit.id === leadOf(view)?.unit.id;
}

/** 撤回: by who publishes, of a text that stands. */
export function mayWithdraw(view: CaseView, publication: PublicationView, me: Actor): boolean {
  if (!isOpen(view) || publication.state !== 'current' || !may(me, 'response.publish')) return false;
  return publishes(me.user);
}

/** 认定回应不妥: on an answer that stands; also after the case was closed. */
export const mayFindImproper = (publication: PublicationView, me: Actor): boolean =>
  publication.state === 'current' && may(me, 'signal.urge');

/** 撤销提醒: also of one that was mended. */
export const mayLift = (signal: SignalView, me: Actor): boolean => signal.state !== 'lifted' && may(me, 'signal.lift');

/**
 * Units that can be urged, or supervised, on a signal: those that exceeded their step, or the lead where nobody is named.
 * Supervising follows urging; nobody is asked twice at one level. Empty where there is nothing to ask.
 */
export function unitsToUrge(detail: CaseDetail, signal: SignalView, level: 'urge' | 'supervise', me: Actor): UnitRef[] {
  if (signal.state !== 'open' || !may(me, 'signal.urge')) return [];
  const before = detail.urges.filter((one) => one.signalId === signal.id);
  if (level === 'supervise' && !before.some((one) => one.level === 'urge')) return [];
  const lead = leadOf(detail.case)?.unit ?? detail.case.lead;
  // Where the office alone was slow there is a holder without a unit, and no unit to urge.
  const named = signal.holders.length > 0 ? signal.holders.map((one) => one.unit) : [lead];
  const units = new Map(named.flatMap((unit) => (unit ? [[unit.id, unit] as const] : [])));
  for (const one of before) if (one.level === level) units.delete(one.unit.id);
  return [...units.values()];
}

/** Grounds on which a lead may stand: 第二十二条 for 重大 and above alone, 白银 第六条 for any case. */
export function leadGrounds(view: CaseView): LeadGround[] {
  const major = isMajor(view.opinionGrade, view.incidentGrade, view.incidentConfirmed);
  return LEAD_GROUND_IDS.filter((ground) => carriesLead(ground, major));
}
