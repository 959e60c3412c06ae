/** What hangs on a case, as its own page shows it: findings, answers, promises, the ledger, the record. */
import { z } from 'zod';
import { oneOf } from './one-of.ts';
import {
  approvalStepSchema,
  dispositionSchema,
  entryKindSchema,
  returnReasonSchema,
  holderStepSchema,
  signalViewSchema,
  caseViewSchema,
} from './case-views.ts';
import { CHANNEL_IDS } from './vocabulary.ts';
import {
  APPROVAL_DECISIONS,
  EXTENSION_STATES,
  PUBLICATION_STATES,
  RESPONSE_STATES,
  RETURN_RULINGS,
  SIGNAL_LEVEL_IDS,
} from './vocabulary-case.ts';
import { keys, time, unitRefSchema } from './views.ts';

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

/** Facts that texts of several units can contradict each other in. */
export const CONTRADICTION_FACTS = [
  'dead',
  'grave',
  'injured',
  'missing',
  'evacuated',
  'loss',
  'magnitude',
  'time',
  'place',
  'cause',
  'promise',
  'denial',
] as const;

/**
 * Two texts of the case that cannot both be right; the line in force (口径) counts as one, and is never public. Made only of texts in the viewer's own view; offsets count in `title + "\n" + body`
 * of a draft or publication, and in the body of an entry.
 */
export const contradictionViewSchema = z.object({
  fact: oneOf(CONTRADICTION_FACTS),
  message: z.string(),
  sides: z
    .array(
      z.object({
        source: z.object({
          kind: z.enum(['draft', 'publication', 'entry', 'line']),
          id: z.string(),
          /** 回应 1, 回应 2 … for a draft, 第 1 版 … for the line; null elsewhere. */
          number: z.number().int().nullable(),
          /** Unit, or the author of a draft. */
          name: z.string(),
        }),
        start: z.number().int(),
        end: z.number().int(),
        before: z.string(),
        words: z.string(),
        after: z.string(),
      }),
    )
    .length(2),
});
export type ContradictionView = z.infer<typeof contradictionViewSchema>;

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
  contradictions: z.array(contradictionViewSchema),
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
      /** Which clock, step, kind or grade it is about, as an identifier of the vocabulary; null where the type says all. */
      about: z.string().nullable(),
      byName: z.string(),
      /** The words given for it, where the act asks for a reason. */
      reason: z.string().nullable(),
      checksum: z.string(),
    }),
  ),
});
export type CaseDetail = z.infer<typeof caseDetailSchema>;
