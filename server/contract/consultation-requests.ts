/**
 * What clients may ask about consultations and the line of a case: one schema per command, each POST /api/cases/:id/<command>,
 * answered with CaseDetail. `version` is that of the consultation looked at.
 */
import { z } from 'zod';
import { words } from './readable.ts';

const id = z.string().min(1).max(80);
const instant = z.iso.datetime({ offset: true });
const post = z.string().trim().max(40).default('');
const participant = z.object({ unitId: id, post });
const reason = words(1, 2_000);

/** consultation — 召集会商 by the office or the unit that leads. The lead takes part in any case. */
export const callConsultationSchema = z.object({
  topic: words(2, 80),
  /** 议题与已知事实. */
  facts: words(2, 5_000),
  place: z.string().trim().max(80).default(''),
  meetsAt: instant,
  participants: z.array(participant).min(1).max(20),
});
export type CallConsultation = z.infer<typeof callConsultationSchema>;

/** consultation-invite — further units, and units that needn't take part. */
export const inviteSchema = z.object({
  consultationId: id,
  version: z.number().int().positive(),
  invite: z.array(participant).max(20),
  release: z.array(id).max(20),
});
export type Invite = z.infer<typeof inviteSchema>;

/** consultation-opinion — 意见 of one who takes part. */
export const opinionSchema = z.object({ consultationId: id, body: words(1, 3_000) });
export type Opinion = z.infer<typeof opinionSchema>;

/** consultation-hold — it was held. */
export const holdConsultationSchema = z.object({ consultationId: id, version: z.number().int().positive() });
export type HoldConsultation = z.infer<typeof holdConsultationSchema>;

/** consultation-minutes — 纪要, signed by the convener; a further version after confirmation corrects it. */
export const signMinutesSchema = z.object({
  consultationId: id,
  version: z.number().int().positive(),
  body: words(2, 10_000),
  decisions: z.array(z.object({ what: words(2, 300), unitId: id, dueAt: instant })).max(20),
  /** Hours within which the units confirm. */
  confirmHours: z.number().int().min(1).max(168),
});
export type SignMinutes = z.infer<typeof signMinutesSchema>;

/** consultation-confirm — a unit's answer on version `n` of the minutes; a note is needed where it wants them changed. */
export const confirmMinutesSchema = z.object({
  consultationId: id,
  n: z.number().int().positive(),
  agrees: z.boolean(),
  note: reason.nullable(),
});
export type ConfirmMinutes = z.infer<typeof confirmMinutesSchema>;

/** consultation-conclude — the limit has passed: confirmed without those who kept silent, who are named. */
export const concludeSchema = holdConsultationSchema;
export type Conclude = z.infer<typeof concludeSchema>;

/** consultation-cancel */
export const cancelConsultationSchema = z.object({
  consultationId: id,
  version: z.number().int().positive(),
  reason,
});
export type CancelConsultation = z.infer<typeof cancelConsultationSchema>;

/** decision-meet — a decision was met by a measure on the record, or became a promise made public. */
export const meetDecisionSchema = z.object({
  decisionId: id,
  entryId: id.nullable(),
  commitmentId: id.nullable(),
});
export type MeetDecision = z.infer<typeof meetDecisionSchema>;

/** line — a further version of the line; `n` is the newest one seen, 0 where there was none. */
export const draftLineSchema = z.object({ n: z.number().int().min(0), body: words(2, 5_000) });
export type DraftLine = z.infer<typeof draftLineSchema>;

/** line-answer — a unit asked agrees, or says what must change. */
export const answerLineSchema = z.object({ lineId: id, agrees: z.boolean(), note: reason.nullable() });
export type AnswerLine = z.infer<typeof answerLineSchema>;

/** line-enforce — put in force. A reason is needed where a unit asked has not agreed. */
export const enforceLineSchema = z.object({ lineId: id, reason: reason.nullable() });
export type EnforceLine = z.infer<typeof enforceLineSchema>;

/** line-discard */
export const discardLineSchema = z.object({ lineId: id });
export type DiscardLine = z.infer<typeof discardLineSchema>;
