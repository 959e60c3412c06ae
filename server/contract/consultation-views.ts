/** 会商 and 口径 of a case, as those who take part see them. Internal: no public page, feed or search holds any of it. */
import { z } from 'zod';
import { oneOf } from './one-of.ts';
import { time, unitRefSchema, keys } from './views.ts';
import {
  CONSULTATION_ACT_IDS,
  CONSULTATION_STATE_IDS,
  LEFT_WHY,
  LINE_ACT_IDS,
  LINE_STATE_IDS,
} from './vocabulary-duty.ts';

/** A null unit is the office. */
const byWhom = { byName: z.string(), unit: unitRefSchema.nullable(), at: time };

export const decisionViewSchema = z.object({
  id: z.string(),
  what: z.string(),
  unit: unitRefSchema,
  dueAt: time,
  metAt: time.nullable(),
  entryId: z.string().nullable(),
  commitmentId: z.string().nullable(),
});
export type DecisionView = z.infer<typeof decisionViewSchema>;

export const minutesViewSchema = z.object({
  n: z.number().int(),
  body: z.string(),
  /** SHA-256 of the text, as the record names it. */
  textHash: z.string(),
  signedBy: z.string(),
  at: time,
  decisions: z.array(decisionViewSchema),
  answers: z.array(
    z.object({ unit: unitRefSchema, agrees: z.boolean(), note: z.string().nullable(), byName: z.string(), at: time }),
  ),
});
export type MinutesView = z.infer<typeof minutesViewSchema>;

export const consultationViewSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  state: oneOf(CONSULTATION_STATE_IDS),
  topic: z.string(),
  facts: z.string(),
  place: z.string(),
  meetsAt: time,
  /** Null: the office. */
  convener: unitRefSchema.nullable(),
  calledBy: z.string(),
  calledAt: time,
  heldAt: time.nullable(),
  endedAt: time.nullable(),
  cancelReason: z.string().nullable(),
  participants: z.array(
    z.object({
      unit: unitRefSchema,
      post: z.string(),
      left: z.object({ at: time, why: z.enum(keys(LEFT_WHY)) }).nullable(),
    }),
  ),
  opinions: z.array(z.object({ id: z.string(), body: z.string(), ...byWhom })),
  /** Oldest first; the last one stands. */
  minutes: z.array(minutesViewSchema),
  confirmBy: time.nullable(),
  /** Units that have not answered on the minutes that stand. */
  silent: z.array(unitRefSchema),
  /** Their limit has passed. */
  late: z.boolean(),
  /** What the viewer may do. */
  acts: z.array(oneOf(CONSULTATION_ACT_IDS)),
});
export type ConsultationView = z.infer<typeof consultationViewSchema>;

export const lineViewSchema = z.object({
  id: z.string(),
  n: z.number().int(),
  state: oneOf(LINE_STATE_IDS),
  body: z.string(),
  textHash: z.string(),
  ...byWhom,
  asked: z.array(
    z.object({
      unit: unitRefSchema,
      answer: z.object({ agrees: z.boolean(), note: z.string().nullable(), byName: z.string(), at: time }).nullable(),
    }),
  ),
  inForce: z
    .object({ at: time, byName: z.string(), missing: z.array(unitRefSchema), reason: z.string().nullable() })
    .nullable(),
  endedAt: time.nullable(),
  acts: z.array(oneOf(LINE_ACT_IDS)),
});
export type LineView = z.infer<typeof lineViewSchema>;

/** GET /api/cases/:id/consultations */
export const consultingViewSchema = z.object({
  /** Newest first. */
  consultations: z.array(consultationViewSchema),
  /** Newest first. */
  lines: z.array(lineViewSchema),
  /** The viewer may call a consultation. */
  mayCall: z.boolean(),
  /** The viewer may draft a version of the line. */
  mayDraft: z.boolean(),
});
export type ConsultingView = z.infer<typeof consultingViewSchema>;
