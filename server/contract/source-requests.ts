/** What may be asked of sources, and the two forms through which people put matters in. */
import { z } from 'zod';
import { oneOf } from './one-of.ts';
import { words } from './readable.ts';
import { CHANNEL_IDS } from './vocabulary.ts';

const interval = z.number().int().min(60).max(86_400);
const quiet = z.number().int().min(5).max(10_080).nullable();
const version = z.number().int().positive();

/** POST /api/sources — `http` wants its address, `push` gets a token afterwards. */
export const addSourceSchema = z.object({
  name: words(1, 60),
  channel: oneOf(CHANNEL_IDS),
  kind: z.enum(['http', 'push']),
  url: z.string().max(2_000).nullable(),
  intervalSeconds: interval,
  quietAfterMinutes: quiet,
});
export type AddSource = z.infer<typeof addSourceSchema>;

/** POST /api/sources/:id/change */
export const changeSourceSchema = z.object({
  version,
  name: words(1, 60),
  channel: oneOf(CHANNEL_IDS),
  url: z.string().max(2_000).nullable(),
  intervalSeconds: interval,
  quietAfterMinutes: quiet,
});
export type ChangeSource = z.infer<typeof changeSourceSchema>;

/** POST /api/sources/:id/pause */
export const pauseSourceSchema = z.object({ version, reason: words(1, 200) });
export type PauseSource = z.infer<typeof pauseSourceSchema>;

/** POST /api/sources/:id/resume */
export const resumeSourceSchema = z.object({ version });
export type ResumeSource = z.infer<typeof resumeSourceSchema>;

/** POST /api/sources/:id/allow-private — lets this source's own host and port lie within the office's network. */
export const allowPrivateSchema = z.object({ version, allow: z.boolean() });
export type AllowPrivate = z.infer<typeof allowPrivateSchema>;

/** POST /api/sources/try — an address before it is added; answers a SourceTest. */
export const trySourceSchema = z.object({ url: z.string().min(1).max(2_000) });
export type TrySource = z.infer<typeof trySourceSchema>;

/** POST /api/sources/:id/tokens; DELETE /api/sources/:id/tokens/:token revokes. */
export const issueTokenSchema = z.object({ name: words(1, 60) });
export type IssueToken = z.infer<typeof issueTokenSchema>;

/**
 * POST /api/push/items with `Authorization: Bearer …` and `Idempotency-Key`. Entries are looked at one by one: a spoiled one is
 * refused with a code, the rest goes on.
 */
export const pushSchema = z.object({ items: z.array(z.unknown()).min(1).max(500) });
export type Push = z.infer<typeof pushSchema>;

export const pushedEntrySchema = z.object({
  id: z.union([z.string().min(1).max(500), z.number()]),
  title: z.string().max(2_000).optional(),
  text: z.string().max(200_000),
  url: z.string().max(2_000).nullish(),
  publishedAt: z.string().max(64).nullish(),
  /** 工单号, where another channel already handles it. */
  orderNumber: z.string().max(64).nullish(),
});
export type PushedEntry = z.infer<typeof pushedEntrySchema>;

/** POST /api/reports/hotline — a call noted by hand. With an order number the hotline handles it: never dispatched twice. */
export const hotlineNoteSchema = z.object({
  title: words(1, 120),
  text: words(1, 20_000),
  orderNumber: words(1, 64).nullable(),
  /** When the call came. */
  at: z.iso.datetime({ offset: true }).nullable(),
});
export type HotlineNote = z.infer<typeof hotlineNoteSchema>;

/** POST /api/reports/unit — 人工报送: what a unit itself reports; beside detection times it shows late reporting. */
export const unitReportSchema = z.object({
  title: words(1, 120),
  text: words(1, 20_000),
  /** When the unit learned of it. */
  learnedAt: z.iso.datetime({ offset: true }).nullable(),
});
export type UnitReport = z.infer<typeof unitReportSchema>;
