/** 为什么不是: why the program gave an item this class and not the next best one, worked out when somebody asks and stored nowhere. */
import { z } from 'zod';
import { oneOf } from './one-of.ts';
import { labelSchema, subjectSchema } from './views.ts';
import { VERDICT_REASON_IDS } from './vocabulary.ts';

const textSpanSchema = z.object({ start: z.number().int(), end: z.number().int(), term: z.string() });
export type TextSpan = z.infer<typeof textSpanSchema>;

/** Pushes above 0 speak for `first`, below 0 for `second`; all together they are ln(p first / p second). */
const contrastSchema = <T extends z.ZodType>(code: T) => {
  const side = z.object({ code, probability: z.number() });
  return z.object({
    first: side,
    second: side,
    logOdds: z.number(),
    words: z.array(textSpanSchema.extend({ push: z.number() })),
    reasons: z.array(z.object({ code: oneOf(VERDICT_REASON_IDS), push: z.number(), terms: z.array(textSpanSchema) })),
  });
};

/** The offsets are those of a verdict. */
export const explanationViewSchema = z.object({
  category: contrastSchema(labelSchema).nullable(),
  subject: contrastSchema(subjectSchema).nullable(),
  /** Version of the models that explain. */
  modelVersion: z.string(),
  /** Version of those that gave the verdict shown, which may be older. */
  judgedBy: z.string().nullable(),
});
export type ExplanationView = z.infer<typeof explanationViewSchema>;
export type ContrastView = NonNullable<ExplanationView['category'] | ExplanationView['subject']>;
