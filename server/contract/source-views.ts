/** Sources as their page shows them: whether each is heard, since when not, and why. Settings and figures, never a post. */
import { z } from 'zod';
import { oneOf } from './one-of.ts';
import { CHANNEL_IDS } from './vocabulary.ts';
import { time } from './views.ts';

/**
 * How a source comes in: `http` a feed that is polled, `file` a feed on disk, `push` the office's other systems through the push
 * interface, `form` what people type in here, `import` files taken in at the command line.
 */
export const SOURCE_KIND_IDS = ['http', 'file', 'push', 'form', 'import'] as const;
export type SourceKind = (typeof SOURCE_KIND_IDS)[number];

/** `failing` goes before `quiet`; a paused source is neither. */
export const SOURCE_STATE_IDS = ['ok', 'failing', 'quiet', 'paused'] as const;
export type SourceState = (typeof SOURCE_STATE_IDS)[number];

/** What was mended or left out at the last reading: a code, the sentence, how many entries it concerns. */
export const sourceWarningSchema = z.object({ code: z.string(), message: z.string(), count: z.number().int() });
export type SourceWarning = z.infer<typeof sourceWarningSchema>;

/** A span in which the source was not heard; `until` is null while it lasts. */
export const sourceGapSchema = z.object({
  since: time,
  until: time.nullable(),
  code: z.string(),
  message: z.string(),
  /** Items that came in once it was heard again and had been published within the gap. */
  recovered: z.number().int(),
});
export type SourceGap = z.infer<typeof sourceGapSchema>;

/** The steps of a test, in order: reached; allowed (address, robots.txt); a list read; its entries usable. */
export const TEST_STEP_IDS = ['reach', 'allowed', 'list', 'entries'] as const;
export const sourceTestSchema = z.object({
  at: time,
  steps: z.array(
    z.object({
      step: oneOf(TEST_STEP_IDS),
      outcome: z.enum(['ok', 'failed', 'not_run']),
      /** Code of the fault, where it failed. */
      code: z.string().nullable(),
      note: z.string(),
    }),
  ),
  /** Entries found, and those mended, by kind. */
  entries: z.number().int(),
  newestAt: time.nullable(),
  warnings: z.array(sourceWarningSchema),
});
export type SourceTest = z.infer<typeof sourceTestSchema>;

/** Half hours of the last 24 hours, oldest first. */
export const BARS = 48;

/** One row of the page. */
export const sourceRowSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  name: z.string(),
  kind: oneOf(SOURCE_KIND_IDS),
  channel: oneOf(CHANNEL_IDS),
  state: oneOf(SOURCE_STATE_IDS),
  /** Why it is failing or quiet, in plain words. */
  failure: z.object({ code: z.string(), message: z.string(), since: time }).nullable(),
  lastSuccessAt: time.nullable(),
  lastItemAt: time.nullable(),
  /** Minutes without a new item after which it counts as quiet; null where silence is usual. */
  quietAfterMinutes: z.number().int().nullable(),
  intervalSeconds: z.number().int(),
  /** New items in each half hour of the last 24 hours. */
  bars: z.array(z.number().int()).length(BARS),
  /** Gaps that reach into the last 24 hours. */
  gaps: z.array(sourceGapSchema),
  /** New items since midnight, China time. */
  today: z.number().int(),
});
export type SourceRowView = z.infer<typeof sourceRowSchema>;

/** GET /api/sources */
export const sourcesViewSchema = z.object({ at: time, sources: z.array(sourceRowSchema) });
export type SourcesView = z.infer<typeof sourcesViewSchema>;

export const sourceTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: time,
  createdByName: z.string(),
  lastUsedAt: time.nullable(),
  revokedAt: time.nullable(),
});
export type SourceTokenView = z.infer<typeof sourceTokenSchema>;

/** GET /api/sources/:id — the right column. `url` and `tokens` for those who manage sources alone. */
export const sourceDetailSchema = sourceRowSchema.extend({
  at: time,
  url: z.string().nullable(),
  /** An administrator let this source's own address lie within the office's network. */
  allowPrivate: z.boolean(),
  allowedByName: z.string().nullable(),
  paused: z.object({ reason: z.string(), byName: z.string(), at: time }).nullable(),
  /** What it means that it is not heard, in one sentence; null while it is. */
  effect: z.string().nullable(),
  /** Open cases with items from this source, as far as the viewer may see them. */
  cases: z.array(z.object({ id: z.string(), number: z.string(), title: z.string() })),
  /** Gaps of the last seven days, newest first. */
  recentGaps: z.array(sourceGapSchema),
  warnings: z.array(sourceWarningSchema),
  lastTest: sourceTestSchema.nullable(),
  tokens: z.array(sourceTokenSchema),
});
export type SourceDetail = z.infer<typeof sourceDetailSchema>;

/** POST /api/sources/:id/tokens — the secret is told once. */
export const issuedTokenSchema = z.object({ id: z.string(), token: z.string() });
export type IssuedToken = z.infer<typeof issuedTokenSchema>;

/** POST /api/push/items — what became of each entry, in order. */
export const pushedSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      outcome: z.enum(['stored', 'known', 'refused']),
      code: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
  stored: z.number().int(),
  known: z.number().int(),
  refused: z.number().int(),
});
export type Pushed = z.infer<typeof pushedSchema>;

/** POST /api/reports/hotline and /api/reports/unit — the item made, or the one that was there already. */
export const reportedSchema = z.object({ itemId: z.string(), known: z.boolean() });
export type Reported = z.infer<typeof reportedSchema>;
