/**
 * 审核链 of an answer, computed from its approvals each time; nothing else says how far a text has come. An approval counts for
 * one text alone: its hash. Order: 科室负责人 → 会签 → 保密审查 → 单位负责人签发 → 政务公开办复核 → 领导审批
 * (罗甸县信息发布管理制度 第一项; 政府信息公开条例 第十七条 for 保密审查). Pure.
 */
import {
  APPROVAL_STEP_IDS,
  type ApprovalDecision,
  type ApprovalStep,
  type HolderStep,
  type ResponseState,
} from '../contract/vocabulary-case.ts';
import { isMajor } from '../contract/major.ts';
import type { IncidentGrade, OpinionGrade, Role } from '../contract/vocabulary.ts';
import { publishingOffices, superiors } from '../organisation/lines.ts';
import type { Organisation } from '../organisation/model.ts';

/** What decides which steps there are and whose they are. */
export interface ChainPlan {
  /** The unit that leads now: a signature of one that led before does not count. */
  lead: string | null;
  countersign: readonly string[];
  /** 政务公开办, else the news office: either may review; the first is named as the holder. */
  offices: readonly string[];
  /** 领导审批: for major matters only (罗甸县信息发布管理制度 第一项). */
  leader: boolean;
}

/** An approval as it is stored. */
export interface ApprovalRow {
  step: ApprovalStep;
  unit_id: string | null;
  account_id: string;
  decision: ApprovalDecision;
  text_hash: string;
  void: boolean;
  at: Date;
}

export interface StepState {
  step: ApprovalStep;
  state: 'done' | 'current' | 'ahead' | 'revise';
  /** Units that still have to decide in it; empty for the leader's. */
  units: string[];
  /** When it was done or sent back. */
  at: Date | null;
}

export interface ChainCase {
  opinion_grade: OpinionGrade;
  incident_grade: IncidentGrade | null;
  incident_confirmed: boolean;
}

/** Whether the leader approves too: a major matter, or an incident confirmed as major. */
export const needsLeader = ({ opinion_grade, incident_grade, incident_confirmed }: ChainCase): boolean =>
  isMajor(opinion_grade, incident_grade, incident_confirmed);

/** Whether a case with these denials is closed to a unit: its own, or one it is subordinate to. */
export const isDenied = (organisation: Organisation, unitId: string, denied: readonly string[]): boolean =>
  denied.length > 0 && superiors(organisation, unitId).some((one) => denied.includes(one));

/** Offices that review and publish an answer: those of the jurisdiction, less those the case is closed to. */
export function reviewingOffices(organisation: Organisation, denied: readonly string[] = []): string[] {
  const offices = publishingOffices(organisation).map((office) => office.id);
  return offices.filter((office) => !isDenied(organisation, office, denied));
}

/**
 * The plan of an answer's chain as things stand now; an upgrade of the matter adds the leader's step. `denied` are the units the
 * case is closed to (回避): where that is the office, the news office reviews.
 */
export const chainPlan = (
  matter: ChainCase,
  answer: { countersign: readonly string[] },
  lead: string | null,
  organisation: Organisation,
  denied: readonly string[],
): ChainPlan => ({
  lead,
  countersign: answer.countersign,
  offices: reviewingOffices(organisation, denied),
  leader: needsLeader(matter),
});

/** Units that must sign a step; one entry without a unit where it belongs to a post, not to a unit. */
function signersOf(step: ApprovalStep, plan: ChainPlan): (string | null)[] {
  if (step === 'countersign') return [...plan.countersign];
  if (step === 'office_review') return plan.offices.slice(0, 1);
  if (step === 'leader') return [null];
  return [plan.lead];
}

/** Steps of a plan, in their order. */
export const stepsOf = (plan: ChainPlan): ApprovalStep[] => [
  'section',
  ...(plan.countersign.length > 0 ? (['countersign'] as const) : []),
  'secrecy',
  'unit_head',
  'office_review',
  ...(plan.leader ? (['leader'] as const) : []),
];

/** Whether an approval given by `unitId` signs for `signer` in a step. */
function signsFor(step: ApprovalStep, signer: string | null, unitId: string | null, plan: ChainPlan): boolean {
  if (step === 'leader') return true;
  if (step === 'office_review') return unitId !== null && plan.offices.includes(unitId);
  return unitId !== null && unitId === signer;
}

/**
 * The chain of one text. `state` is the answer's: only a text that was submitted has a current step. Countersigning is one
 * step for all its units, in any order; each other step waits for the one before it.
 */
export function chainOf(
  plan: ChainPlan,
  textHash: string,
  approvals: readonly ApprovalRow[],
  state: ResponseState,
): StepState[] {
  const valid = approvals.filter((one) => !one.void && one.text_hash === textHash);
  const sentBack = valid.filter((one) => one.decision === 'revise');
  let open = sentBack.length === 0 && state !== 'drafting' && state !== 'revising' && state !== 'discarded';
  const planned = stepsOf(plan);
  // A step that sent the text back stays, also where the matter was downgraded since: the text must change first.
  const steps = APPROVAL_STEP_IDS.filter((step) => planned.includes(step) || sentBack.some((one) => one.step === step));
  return steps.map((step): StepState => {
    const signed = valid.filter((one) => one.step === step && one.decision === 'approve');
    const remaining = signersOf(step, plan).filter(
      (signer) => !signed.some((one) => signsFor(step, signer, one.unit_id, plan)),
    );
    const units = remaining.filter((unit): unit is string => unit !== null);
    const refused = sentBack.filter((one) => one.step === step);
    if (refused.length > 0) return { step, state: 'revise', units, at: lastOf(refused) };
    if (remaining.length === 0 && signed.length > 0) return { step, state: 'done', units: [], at: lastOf(signed) };
    const current = open;
    open = false;
    return { step, state: current ? 'current' : 'ahead', units, at: null };
  });
}

const lastOf = (rows: readonly ApprovalRow[]): Date =>
  rows.reduce((latest, one) => (one.at > latest ? one.at : latest), rows[0]?.at ?? new Date(0));

/** The step that waits for a decision, or null. */
export const currentStep = (steps: readonly StepState[]): StepState | null =>
  steps.find((one) => one.state === 'current') ?? null;

/** Whether every step has approved exactly this text. */
export const isApproved = (steps: readonly StepState[]): boolean => steps.every((one) => one.state === 'done');

/** Who holds the case while a step waits: its units, or the post alone. */
export const holdersOf = ({ step, units }: StepState): { step: HolderStep; unitId: string | null }[] =>
  units.length === 0 ? [{ step, unitId: null }] : units.map((unitId) => ({ step, unitId }));

/** What is asked of a person: a Viewer has it. */
export interface Signer {
  accountId: string;
  roles: readonly Role[];
  unit: { id: string } | null;
  approvalSteps: readonly ApprovalStep[];
}

/** Whether a step is this post's: it holds the step, in the unit whose step it is. Own texts are another question. */
export function holdsStep(signer: Signer, step: ApprovalStep, plan: ChainPlan): boolean {
  if (!signer.approvalSteps.includes(step)) return false;
  if (step === 'leader') return signer.roles.includes('leader');
  const unit = signer.unit?.id;
  if (unit === undefined) return false;
  if (step === 'countersign') return plan.countersign.includes(unit);
  if (step === 'office_review') return plan.offices.includes(unit);
  return unit === plan.lead;
}

/**
 * Why a person may not decide in a step, or null. Nobody approves a text he wrote or changed; one person may hold several steps of
 * a small unit (本系统设定), and signs each by itself.
 */
export function refusalToSign(
  signer: Signer,
  step: ApprovalStep,
  plan: ChainPlan,
  authors: readonly string[],
): 'not_yours' | 'own_text' | null {
  if (!holdsStep(signer, step, plan)) return 'not_yours';
  return authors.includes(signer.accountId) ? 'own_text' : null;
}

/** 发布 and 撤回: by who reviews for the office, or a leader. */
export const mayPublish = (signer: Signer, plan: ChainPlan): boolean =>
  signer.roles.includes('leader') || holdsStep(signer, 'office_review', plan);
