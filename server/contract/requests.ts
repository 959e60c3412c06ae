/** What clients may ask: one schema per command. A command names the version of the thing it decides on. */
import { z } from 'zod';
import { words } from './readable.ts';
import { categorySchema, dismissalReasonSchema, opinionGradeSchema, subjectSchema } from './views.ts';

/** POST /api/session */
export const signInSchema = z.object({ name: z.string().min(1).max(64), password: z.string().min(1).max(256) });
export type SignIn = z.infer<typeof signInSchema>;

const decidedOn = {
  /** The item version the person looked at. */
  version: z.number().int().positive(),
  /** The verdict the person looked at. */
  verdictId: z.string().min(1),
};

/**
 * POST /api/items/:id/confirm — 确认并立项, or 归入 an open case. Where `category` or `subject` differs from the verdict's it is
 * a correction and kept as one. `lead` is the chosen unit; null leaves the choice to the resolver and is refused on a tie.
 */
export const confirmItemSchema = z.object({
  ...decidedOn,
  category: categorySchema,
  subject: subjectSchema.nullable(),
  opinionGrade: opinionGradeSchema,
  lead: z.string().min(1).nullable(),
  /** An open case to attach to (归并), or null to open a new one (另立). */
  caseId: z.string().min(1).nullable(),
  /** 连同同题: other items of its group, as the person saw them, that go into the same case. */
  also: z
    .array(z.object({ id: z.string().min(1).max(64), version: z.number().int().positive() }))
    .max(200)
    .optional(),
});
export type ConfirmItem = z.infer<typeof confirmItemSchema>;

/** POST /api/items/:id/dismiss — 不纳入, with a reason; stays counted and searchable. */
export const dismissItemSchema = z.object({
  ...decidedOn,
  reason: dismissalReasonSchema,
  note: z.string().max(500).nullable(),
});
export type DismissItem = z.infer<typeof dismissItemSchema>;

/** POST /api/items/:id/correct — 更正 category and subject before deciding; the item stays in the queue. */
export const correctItemSchema = z.object({
  ...decidedOn,
  category: categorySchema.or(z.literal('none')),
  subject: subjectSchema.nullable(),
});
export type CorrectItem = z.infer<typeof correctItemSchema>;

/** POST /api/items/:id/reopen — undo a dismissal (撤销); back into the queue. */
export const reopenItemSchema = z.object({ version: z.number().int().positive() });
export type ReopenItem = z.infer<typeof reopenItemSchema>;

/** POST /api/cases/:id/dispatch — 交办, by whom the grade asks for. */
export const dispatchCaseSchema = z.object({ version: z.number().int().positive(), lead: z.string().min(1) });
export type DispatchCase = z.infer<typeof dispatchCaseSchema>;

/** POST /api/items/:id/watch — 关注: no public answer now. A major one only by a leader (本系统设定). */
export const watchItemSchema = z.object({
  ...decidedOn,
  opinionGrade: opinionGradeSchema,
  reason: words(1, 500),
  /** When it comes back to the queue. */
  reviewAt: z.iso.datetime({ offset: true }),
});
export type WatchItem = z.infer<typeof watchItemSchema>;

/** POST /api/items/:id/reply — 点对点答复 of a letter or call: the reply to the writer closes it. */
export const replyItemSchema = z.object({
  ...decidedOn,
  body: words(1, 5_000),
  /** The writer agrees to publication; without it the reply is never published. */
  consent: z.boolean(),
});
export type ReplyItem = z.infer<typeof replyItemSchema>;

/** POST /api/items/:id/transfer — 移送. `accused` names the unit where the text doesn't tell it. */
export const transferItemSchema = z.object({
  ...decidedOn,
  accused: z.string().min(1).nullable(),
  /** Sign-in names of accused persons who have an account. */
  accounts: z.array(z.string().min(1).max(64)).max(20),
  reason: words(1, 500),
});
export type TransferItem = z.infer<typeof transferItemSchema>;

/** POST /api/items/:id/clear — 不属检举控告, by a duty chief or leader, with a reason. */
export const clearAccusationSchema = z.object({ ...decidedOn, reason: words(1, 500) });
export type ClearAccusation = z.infer<typeof clearAccusationSchema>;

/** POST /api/transfers/:id/receive — the receiving body's receipt. */
export const receiveTransferSchema = z.object({ number: words(1, 80) });
export type ReceiveTransfer = z.infer<typeof receiveTransferSchema>;
