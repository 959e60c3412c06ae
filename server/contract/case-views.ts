/** What the server shows of a case: on the board, the desk, the case's own page. Times are ISO 8601 strings in UTC. */
import { z } from 'zod';
import { oneOf } from './one-of.ts';
import { ASSIGNMENT_ROLES } from './vocabulary.ts';
import {
  APPROVAL_STEP_IDS,
  CASE_STATE_IDS,
  CLOCK_ENDS,
  CLOCK_KINDS,
  DISPOSITION_IDS,
  ENTRY_KIND_IDS,
  HOLDER_STEP_IDS,
  RESPONSE_STATES,
  RETURN_REASON_IDS,
  SIGNAL_KIND_IDS,
  SIGNAL_LEVEL_IDS,
  SIGNAL_STATES,
} from './vocabulary-case.ts';
import {
  categorySchema,
  incidentGradeSchema,
  keys,
  opinionGradeSchema,
  reasonSchema,
  subjectSchema,
  time,
  unitRefSchema,
} from './views.ts';

export const approvalStepSchema = oneOf(APPROVAL_STEP_IDS);
export const dispositionSchema = oneOf(DISPOSITION_IDS);
export const entryKindSchema = oneOf(ENTRY_KIND_IDS);
export const returnReasonSchema = oneOf(RETURN_REASON_IDS);
export const holderStepSchema = oneOf(HOLDER_STEP_IDS);

/** A clock of a case. `dueAt` minus now is the time left; `stoppedAt` says it was met or ended. */
export const clockViewSchema = z.object({
  id: z.string(),
  kind: z.enum(keys(CLOCK_KINDS)),
  label: z.string(),
  counted: z.enum(['hours', 'workdays']),
  amount: z.number(),
  startAt: time,
  dueAt: time,
  stoppedAt: time.nullable(),
  end: z.enum(keys(CLOCK_ENDS)).nullable(),
  /** When the tick found it past due; stays, also after it was met late. */
  breachedAt: time.nullable(),
  /** 升级时已逾: it was past when the upgrade set it; that time belongs to judging. */
  pastAtStart: z.boolean(),
  /** By how many whole minutes it was past then. Null where `pastAtStart` is false, or where that is not on record. */
  pastBy: z.number().int().nonnegative().nullable(),
  /** True where a granted extension moved `dueAt`. */
  extended: z.boolean(),
  rule: z.string(),
  clause: z.string(),
  source: z.string(),
  /** Which instant starts it: chosen in the profile, or stated by a published text. */
  startsFrom: z.enum(['occurred', 'detected', 'dispatched', 'stated']),
  /** What it is about where a kind stands more than once: the commitment's words, the answer's title. Else null. */
  subject: z.string().nullable(),
});
export type ClockView = z.infer<typeof clockViewSchema>;

export const assignmentViewSchema = z.object({
  id: z.string(),
  unit: unitRefSchema,
  role: z.enum(keys(ASSIGNMENT_ROLES)),
  at: time,
  acceptedAt: time.nullable(),
});
export type AssignmentView = z.infer<typeof assignmentViewSchema>;

/** A hop that is not signed yet: the office that has to pass the case on, or where nobody waits for it (特别重大) only to sign. */
export const hopViewSchema = z.object({
  id: z.string(),
  /** The office's own assignment. */
  assignmentId: z.string(),
  unit: unitRefSchema,
  role: z.enum(['lead', 'supporting']),
  /** Whom the dispatch means, the first as `role`, the others as supporting. */
  proposed: z.array(unitRefSchema),
  /** True where the units were given the case at once and the office only signs. */
  given: z.boolean(),
  at: time,
  dueAt: time.nullable(),
});
export type HopView = z.infer<typeof hopViewSchema>;

/** One station of the way a case took to its lead: who dispatched it, the offices that passed it on, the unit that answers. */
export const pathStepSchema = z.object({
  kind: z.enum(['dispatch', 'hop', 'unit']),
  unit: unitRefSchema,
  /** When it was given the case; null while it is proposed and not asked yet. */
  at: time.nullable(),
  /** When and by whom it was signed: dispatched, passed on, accepted. */
  signedAt: time.nullable(),
  byName: z.string().nullable(),
});
export type PathStep = z.infer<typeof pathStepSchema>;

/** Who holds the case now, and until when that step should be done. */
export const holderViewSchema = z.object({
  step: holderStepSchema,
  unit: unitRefSchema.nullable(),
  since: time,
  dueAt: time.nullable(),
});
export type HolderView = z.infer<typeof holderViewSchema>;

/** The approval chain of the answer in work. A step's `units` are those who still have to decide in it. */
export const approvalViewSchema = z.object({
  responseId: z.string(),
  number: z.number().int(),
  state: z.enum(keys(RESPONSE_STATES)),
  /** Which draft (第 n 稿). */
  n: z.number().int(),
  title: z.string(),
  textHash: z.string(),
  steps: z.array(
    z.object({
      step: approvalStepSchema,
      state: z.enum(['done', 'current', 'ahead', 'revise']),
      units: z.array(unitRefSchema),
      at: time.nullable(),
    }),
  ),
});
export type ApprovalView = z.infer<typeof approvalViewSchema>;

export const signalViewSchema = z.object({
  id: z.string(),
  kind: oneOf(SIGNAL_KIND_IDS),
  level: oneOf(SIGNAL_LEVEL_IDS),
  state: z.enum(keys(SIGNAL_STATES)),
  clockKind: z.enum(keys(CLOCK_KINDS)).nullable(),
  /** One sentence of fact. */
  summary: z.string(),
  /** Who exceeded its own step's limit: minutes held, allowed and over. Empty where nobody did. */
  holders: z.array(
    z.object({
      step: holderStepSchema,
      unit: unitRefSchema.nullable(),
      minutes: z.number().int(),
      limitMinutes: z.number().int().nullable(),
      overMinutes: z.number().int(),
    }),
  ),
  clause: z.string(),
  at: time,
  endedAt: time.nullable(),
  note: z.string().nullable(),
});
export type SignalView = z.infer<typeof signalViewSchema>;

/** A case as the board shows it; a patch replaces it whole. */
export const caseViewSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  /** Number people say aloud, e.g. YC26-0412. */
  number: z.string(),
  title: z.string(),
  state: oneOf(CASE_STATE_IDS),
  category: categorySchema,
  subject: subjectSchema.nullable(),
  opinionGrade: opinionGradeSchema,
  incidentGrade: incidentGradeSchema.nullable(),
  incidentConfirmed: z.boolean(),
  territory: z.object({ code: z.string(), name: z.string() }).nullable(),
  lead: unitRefSchema.nullable(),
  supporting: z.array(unitRefSchema),
  coordinator: unitRefSchema.nullable(),
  /** Present assignments, the lead's first. */
  assignments: z.array(assignmentViewSchema),
  /** The way to the present lead; empty where it was given the case directly. */
  path: z.array(pathStepSchema),
  /** Hops that are not signed yet. */
  hops: z.array(hopViewSchema),
  rule: z.string(),
  clause: z.string(),
  reasons: z.array(reasonSchema),
  clocks: z.array(clockViewSchema),
  /** Clocks whose end isn't known yet (a calendar year not loaded), in words. */
  undated: z.array(z.object({ kind: z.enum(keys(CLOCK_KINDS)), label: z.string(), reason: z.string() })),
  holders: z.array(holderViewSchema),
  approval: approvalViewSchema.nullable(),
  dispositions: z.array(z.object({ kind: dispositionSchema, met: z.boolean() })),
  commitments: z.object({ kept: z.number().int(), total: z.number().int() }),
  /** Open signals. */
  signals: z.array(signalViewSchema),
  /** A return that waits for its ruling. */
  returned: z
    .object({
      id: z.string(),
      unit: unitRefSchema,
      reason: returnReasonSchema,
      clause: z.string(),
      suggested: unitRefSchema.nullable(),
      note: z.string(),
      at: time,
      /** The account that had dispatched it, which may not rule on its return; null in a unit's view. */
      dispatchedBy: z.string().nullable(),
    })
    .nullable(),
  /** Extensions that wait for a decision. */
  extensions: z.array(
    z.object({
      id: z.string(),
      clockId: z.string(),
      workdays: z.number().int(),
      reason: z.string(),
      newDueAt: time,
      at: time,
    }),
  ),
  published: z.number().int(),
  lastPublishedAt: time.nullable(),
  /** What closing still lacks, in words; empty where it may be closed. */
  lacking: z.array(z.string()),
  mergedInto: z.string().nullable(),
  itemCount: z.number().int(),
  /** Items that arrived in each of the last twelve hours, oldest first. */
  arrivals: z.array(z.number().int()),
  openedAt: time,
  detectedAt: time,
  dispatchedAt: time.nullable(),
  closedAt: time.nullable(),
  updatedAt: time,
});
export type CaseView = z.infer<typeof caseViewSchema>;
