/** What the server shows of a case: on the board, the desk, the case's own page. Times are ISO 8601 strings in UTC. */
import { z } from 'zod';
import { ASSIGNMENT_ROLES, CHANNEL_IDS } from './vocabulary.ts';
import {
  APPROVAL_DECISIONS,
  APPROVAL_STEP_IDS,
  CASE_STATE_IDS,
  CLOCK_ENDS,
  CLOCK_KINDS,
  DISPOSITION_IDS,
  ENTRY_KIND_IDS,
  EXTENSION_STATES,
  HOLDER_STEP_IDS,
  PUBLICATION_STATES,
  RESPONSE_STATES,
  RETURN_REASON_IDS,
  RETURN_RULINGS,
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

const oneOf = <K extends string>(ids: readonly K[]) => z.enum(ids as unknown as [K]);
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

const byWhom = { byName: z.string(), unit: unitRefSchema.nullable(), at: time };

export const entryViewSchema = z.object({
  id: z.string(),
  kind: entryKindSchema,
  body: z.string(),
  evidence: z.string().nullable(),
  happenedAt: time,
  ...byWhom,
});
export type EntryView = z.infer<typeof entryViewSchema>;

export const commitmentViewSchema = z.object({
  id: z.string(),
  publicationId: z.string(),
  what: z.string(),
  dueAt: time,
  keptAt: time.nullable(),
  proof: z.string().nullable(),
});
export type CommitmentView = z.infer<typeof commitmentViewSchema>;

/** Advice of the program on a text; `blocks` stops the publication (personal data), the rest counts for nothing. */
export const textFindingSchema = z.object({
  code: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  message: z.string(),
  blocks: z.boolean(),
});
export type TextFinding = z.infer<typeof textFindingSchema>;

export const draftViewSchema = z.object({
  n: z.number().int(),
  title: z.string(),
  body: z.string(),
  textHash: z.string(),
  nextReleaseAt: time.nullable(),
  commitments: z.array(z.object({ what: z.string(), dueAt: time })),
  dispositions: z.array(z.object({ kind: dispositionSchema, paragraph: z.number().int() })),
  authorName: z.string(),
  at: time,
});
export type DraftView = z.infer<typeof draftViewSchema>;

export const responseViewSchema = z.object({
  id: z.string(),
  /** 回应 1, 回应 2 … of the case. */
  number: z.number().int(),
  state: z.enum(keys(RESPONSE_STATES)),
  /** Publication this answer corrects, where it does. */
  corrects: z.string().nullable(),
  countersign: z.array(unitRefSchema),
  /** Oldest first; the last one is in work. */
  drafts: z.array(draftViewSchema),
  approvals: z.array(
    z.object({
      id: z.string(),
      n: z.number().int(),
      step: approvalStepSchema,
      decision: z.enum(keys(APPROVAL_DECISIONS)),
      note: z.string().nullable(),
      /** True where a later edit voided it. */
      void: z.boolean(),
      ...byWhom,
    }),
  ),
  findings: z.array(textFindingSchema),
});
export type ResponseView = z.infer<typeof responseViewSchema>;

export const publicationViewSchema = z.object({
  id: z.string(),
  responseId: z.string(),
  /** Number in its public address. */
  number: z.string(),
  title: z.string(),
  body: z.string(),
  unit: unitRefSchema,
  state: z.enum(keys(PUBLICATION_STATES)),
  publishedAt: time,
  nextReleaseAt: time.nullable(),
  correctedBy: z.string().nullable(),
  withdrawal: z.object({ reason: z.string(), at: time }).nullable(),
});
export type PublicationView = z.infer<typeof publicationViewSchema>;

/** A stretch of the ledger: who held the case from when to when (null: still). */
export const holdingViewSchema = z.object({
  id: z.string(),
  step: holderStepSchema,
  unit: unitRefSchema.nullable(),
  fromAt: time,
  toAt: time.nullable(),
  limitMinutes: z.number().int().nullable(),
  /** Not counted against the unit (退回成立), and why. */
  excuse: z.string().nullable(),
});
export type HoldingView = z.infer<typeof holdingViewSchema>;

/** The case's own page. */
export const caseDetailSchema = z.object({
  case: caseViewSchema,
  /** 校验码 of the case's record. */
  checksum: z.string().nullable(),
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      text: z.string(),
      channel: oneOf(CHANNEL_IDS),
      /** Null for units: the writer is protected. */
      sourceName: z.string().nullable(),
      url: z.string().nullable(),
      at: time,
    }),
  ),
  holdings: z.array(holdingViewSchema),
  entries: z.array(entryViewSchema),
  responses: z.array(responseViewSchema),
  publications: z.array(publicationViewSchema),
  commitments: z.array(commitmentViewSchema),
  dispositions: z.array(
    z.object({
      kind: dispositionSchema,
      publicationId: z.string().nullable(),
      receipt: z.string().nullable(),
      notUnlawful: z.object({ reason: z.string(), byName: z.string() }).nullable(),
      met: z.boolean(),
    }),
  ),
  /** All signals, ended ones too. */
  signals: z.array(signalViewSchema),
  urges: z.array(
    z.object({
      id: z.string(),
      signalId: z.string(),
      level: oneOf(SIGNAL_LEVEL_IDS),
      unit: unitRefSchema,
      note: z.string(),
      byName: z.string(),
      at: time,
      replyBy: time.nullable(),
      answer: z.object({ body: z.string(), byName: z.string(), at: time }).nullable(),
    }),
  ),
  returns: z.array(
    z.object({
      id: z.string(),
      unit: unitRefSchema,
      reason: returnReasonSchema,
      clause: z.string(),
      suggested: unitRefSchema.nullable(),
      note: z.string(),
      at: time,
      ruling: z
        .object({
          ruling: z.enum(keys(RETURN_RULINGS)),
          reason: z.string(),
          lead: unitRefSchema.nullable(),
          precedent: z.string().nullable(),
          byName: z.string(),
          at: time,
        })
        .nullable(),
    }),
  ),
  extensions: z.array(
    z.object({
      id: z.string(),
      clockId: z.string(),
      workdays: z.number().int(),
      reason: z.string(),
      state: z.enum(keys(EXTENSION_STATES)),
      newDueAt: time,
      note: z.string().nullable(),
      ...byWhom,
    }),
  ),
  /** 办理记录: the events of the case's stream, newest first. `what` is written out in the screen's words. */
  record: z.array(
    z.object({
      n: z.number().int(),
      at: time,
      type: z.string(),
      byName: z.string(),
      /** The words given for it, where the act asks for a reason. */
      reason: z.string().nullable(),
      checksum: z.string(),
    }),
  ),
});
export type CaseDetail = z.infer<typeof caseDetailSchema>;
