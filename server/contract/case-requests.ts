/**
 * What clients may ask of a case: one schema per command, each POST /api/cases/:id/<command>. A command names the thing it
 * decides on (assignment, return, draft, text), so that what changed beside it is no clash. All answer with CaseDetail.
 */
import { z } from 'zod';
import { oneOf } from './one-of.ts';
import {
  AGGRAVATING,
  APPROVAL_DECISIONS,
  CONCLUSION_IDS,
  LEAD_GROUND_IDS,
  MITIGATING,
  RETURN_RULINGS,
} from './vocabulary-case.ts';
import { approvalStepSchema, dispositionSchema, entryKindSchema, returnReasonSchema } from './case-views.ts';
import { words } from './readable.ts';
import { incidentGradeSchema, keys, opinionGradeSchema } from './views.ts';

const id = z.string().min(1).max(80);
const instant = z.iso.datetime({ offset: true });
/** Reasons are read by people: blanks are none. */
const reason = words(1, 2_000);
const note = z.string().trim().max(2_000).nullable();

/** accept — 签收 by the unit it was given to. */
export const acceptCaseSchema = z.object({ assignmentId: id });
export type AcceptCase = z.infer<typeof acceptCaseSchema>;

/** pass-on — 转办 by the office of a hop: it signs, and the unit of its own territory is given the case. `reason` where that is not the proposed one. */
export const passOnSchema = z.object({ hopId: id, unit: id, reason: reason.nullable() });
export type PassOn = z.infer<typeof passOnSchema>;

/** return — 退回 by the lead, with reason, clause and the unit it thinks competent; once, within the limit. */
export const returnCaseSchema = z.object({
  assignmentId: id,
  reason: returnReasonSchema,
  clause: reason,
  suggestedUnit: id.nullable(),
  note: reason,
});
export type ReturnCase = z.infer<typeof returnCaseSchema>;

/** return-ruling — 裁定, which binds. `lead` names the new unit where upheld, the second one where joint. */
export const ruleReturnSchema = z.object({
  returnId: id,
  ruling: z.enum(keys(RETURN_RULINGS)),
  lead: id.nullable(),
  reason,
  precedent: z.boolean(),
  /** Words by which later matters of this kind are known; needed for a precedent. */
  precedentTerms: z.array(words(2, 30)).max(20).optional(),
});
export type RuleReturn = z.infer<typeof ruleReturnSchema>;

/** reassign — 改派 by the office, without a return. */
export const reassignCaseSchema = z.object({ assignmentId: id, lead: id, reason });
export type ReassignCase = z.infer<typeof reassignCaseSchema>;

/** recuse — 回避: closes the case to units (with all they direct) and to persons, by sign-in name. */
export const recuseSchema = z.object({ units: z.array(id).max(50), accounts: z.array(id).max(50), reason });
export type Recuse = z.infer<typeof recuseSchema>;

/** entries — a finding, measure, progress, report or conference on the record. */
export const recordEntrySchema = z.object({
  kind: entryKindSchema,
  body: reason,
  evidence: note,
  happenedAt: instant.nullable(),
});
export type RecordEntry = z.infer<typeof recordEntrySchema>;

/** extension — 延期 asked for a working-day clock that the rulebook lets be extended. */
export const askExtensionSchema = z.object({ clockId: id, workdays: z.number().int().min(1).max(60), reason });
export type AskExtension = z.infer<typeof askExtensionSchema>;

/** extension-ruling */
export const ruleExtensionSchema = z.object({ extensionId: id, grant: z.boolean(), note });
export type RuleExtension = z.infer<typeof ruleExtensionSchema>;

/** incident-grade — confirmed by the competent department or the leader on duty; null: 不是突发事件. */
export const gradeIncidentSchema = z.object({
  from: z.object({ grade: incidentGradeSchema.nullable(), confirmed: z.boolean() }),
  grade: incidentGradeSchema.nullable(),
  reason,
});
export type GradeIncident = z.infer<typeof gradeIncidentSchema>;

/** opinion-grade */
export const gradeOpinionSchema = z.object({ from: opinionGradeSchema, grade: opinionGradeSchema, reason });
export type GradeOpinion = z.infer<typeof gradeOpinionSchema>;

/** dispositions — the whole set, one or more. */
export const setDispositionsSchema = z.object({
  kinds: z.array(dispositionSchema).min(1).max(6),
  /** The set the person looked at: another one by now is a clash. Null is not compared. */
  from: z.array(dispositionSchema).max(6).nullable().default(null),
});
export type SetDispositions = z.infer<typeof setDispositionsSchema>;

/** hand-over — for 虚假和不实信息: the receipt, or a signed "不涉嫌违法,不移交" with its reason. */
export const handOverSchema = z.object({ receipt: reason.nullable(), notUnlawfulReason: reason.nullable() });
export type HandOver = z.infer<typeof handOverSchema>;

/** merge — this case goes into another. */
export const mergeCaseSchema = z.object({ into: id, reason });
export type MergeCase = z.infer<typeof mergeCaseSchema>;

/** split — some items of this case become a case of their own; answers with the detail of the new case. */
export const splitCaseSchema = z.object({
  itemIds: z.array(id).min(1).max(500),
  title: words(2, 120),
  reason,
});
export type SplitCase = z.infer<typeof splitCaseSchema>;

/** close — refused while anything is lacking. */
export const closeCaseSchema = z.object({ summary: reason });
export type CloseCase = z.infer<typeof closeCaseSchema>;

/** reopen — 舆情反弹 or a promise broken later. */
export const reopenCaseSchema = z.object({ reason });
export type ReopenCase = z.infer<typeof reopenCaseSchema>;

/** draft — saves a version. `responseId` null begins an answer; `n` is the version it was edited from (0 for a new one). */
export const saveDraftSchema = z.object({
  responseId: id.nullable(),
  n: z.number().int().min(0),
  title: words(2, 120),
  body: words(1, 20_000),
  nextReleaseAt: instant.nullable(),
  commitments: z.array(z.object({ what: words(2, 200), dueAt: instant })).max(20),
  dispositions: z.array(z.object({ kind: dispositionSchema, paragraph: z.number().int().min(1) })).max(12),
  countersign: z.array(id).max(10),
  /** Publication this answer corrects. */
  corrects: id.nullable(),
});
export type SaveDraft = z.infer<typeof saveDraftSchema>;

/** submit — into the approval chain. */
export const submitDraftSchema = z.object({ responseId: id, n: z.number().int().positive() });
export type SubmitDraft = z.infer<typeof submitDraftSchema>;

/** discard — an answer in work is not to be published. */
export const discardDraftSchema = z.object({ responseId: id });
export type DiscardDraft = z.infer<typeof discardDraftSchema>;

/** approve — one step's decision on one text; a note is needed to send back. */
export const approveSchema = z.object({
  responseId: id,
  textHash: z.string().length(64),
  step: approvalStepSchema,
  decision: z.enum(keys(APPROVAL_DECISIONS)),
  note,
});
export type Approve = z.infer<typeof approveSchema>;

/** publish */
export const publishSchema = z.object({ responseId: id, textHash: z.string().length(64) });
export type Publish = z.infer<typeof publishSchema>;

/** withdraw — visibly, with reason. */
export const withdrawSchema = z.object({ publicationId: id, reason });
export type Withdraw = z.infer<typeof withdrawSchema>;

/** commitment — kept, with proof. */
export const keepCommitmentSchema = z.object({ commitmentId: id, proof: reason });
export type KeepCommitment = z.infer<typeof keepCommitmentSchema>;

/** urge — 催办, then 督办. `unitId` where the signal names several. */
export const urgeSchema = z.object({
  signalId: id,
  level: z.enum(['urge', 'supervise']),
  unitId: id.nullable(),
  note: reason,
  replyHours: z.number().int().min(1).max(240),
});
export type Urge = z.infer<typeof urgeSchema>;

/** urge-answer — by the unit urged. */
export const answerUrgeSchema = z.object({ urgeId: id, answer: reason });
export type AnswerUrge = z.infer<typeof answerUrgeSchema>;

/** signal — a person's reasoned finding that an answer was improper. */
export const raiseSignalSchema = z.object({ publicationId: id, reason });
export type RaiseSignal = z.infer<typeof raiseSignalSchema>;

/** signal-lift — with reason (source gaps, causes beyond the unit). */
export const liftSignalSchema = z.object({ signalId: id, reason });
export type LiftSignal = z.infer<typeof liftSignalSchema>;

/** lead — 问题线索, only where the law allows one. */
export const proposeLeadSchema = z.object({
  signalIds: z.array(id).min(1).max(20),
  ground: oneOf(LEAD_GROUND_IDS),
  facts: reason,
});
export type ProposeLead = z.infer<typeof proposeLeadSchema>;

/** statement — 陈述申辩 of a unit notified. */
export const makeStatementSchema = z.object({ leadId: id, body: reason });
export type MakeStatement = z.infer<typeof makeStatementSchema>;

/** lead-ruling — 认定 by a leader, with reason and basis; each holding upheld is named. */
export const ruleLeadSchema = z.object({
  leadId: id,
  holdingIds: z.array(id).max(100),
  mitigating: z.array(z.enum(keys(MITIGATING))),
  aggravating: z.array(z.enum(keys(AGGRAVATING))),
  conclusion: oneOf(CONCLUSION_IDS),
  badResult: z.boolean(),
  reason,
  basis: reason,
  rectifyWorkdays: z.number().int().min(1).max(60).nullable(),
});
export type RuleLead = z.infer<typeof ruleLeadSchema>;

/** rectification — what the unit put right. */
export const rectifySchema = z.object({ leadId: id, body: reason });
export type Rectify = z.infer<typeof rectifySchema>;

/** lead-review — 复核 of the rectification. */
export const reviewLeadSchema = z.object({ leadId: id, passed: z.boolean(), note: reason });
export type ReviewLead = z.infer<typeof reviewLeadSchema>;
