/** 检索: what is found within the viewer's sight, and how far the index is behind. */
import { z } from 'zod';
import { caseViewSchema } from './case-views.ts';
import { oneOf } from './one-of.ts';
import { itemViewSchema, time } from './views.ts';

/** What can be found: cases, items, answers (drafts are none), findings and measures. */
export const SEARCH_KIND_IDS = ['case', 'item', 'response', 'entry'] as const;
export type SearchKind = (typeof SEARCH_KIND_IDS)[number];

/** A piece of text with the found words in it, as [start, end) in UTF-16 units. */
export const markedSchema = z.object({
  text: z.string(),
  marks: z.array(z.tuple([z.number().int(), z.number().int()])),
});
export type Marked = z.infer<typeof markedSchema>;

/** One result. `at` is when it was opened (case), came (item), was published (response) or written (entry): it never moves. */
export const hitSchema = z.object({
  kind: oneOf(SEARCH_KIND_IDS),
  id: z.string(),
  title: markedSchema,
  excerpt: markedSchema,
  at: time,
  /** The case it is, or belongs to. */
  caseId: z.string().nullable(),
  caseNumber: z.string().nullable(),
  /** As the board shows it, for kind `case`. */
  caseView: caseViewSchema.nullable(),
  /** As the queue shows it, for kind `item`. */
  itemView: itemViewSchema.nullable(),
  /** Line below the title for answers and findings: unit, type of publication, satisfaction. */
  about: z.string().nullable(),
});
export type Hit = z.infer<typeof hitSchema>;

/** One value of a facet and how many of the results have it; never counts what the viewer may not see. */
export const facetValueSchema = z.object({ value: z.string(), label: z.string(), count: z.number().int() });
export type FacetValue = z.infer<typeof facetValueSchema>;

export const SEARCH_STAGE_IDS = ['waiting', 'open', 'published', 'closed', 'dismissed'] as const;
export type SearchStage = (typeof SEARCH_STAGE_IDS)[number];

/** Results are counted so far. */
export const COUNTED_AT_MOST = 10_000;

/**
 * A facet counts the results under all other filters: what choosing its value would give. Days from and to (YYYY-MM-DD, China
 * time) both count; `sort` is `relevance` (default where words are looked for) or `time`.
 *
 * GET /api/search?q=&kind=&territory=&subject=&grade=&stage=&from=&to=&sort=&after= (lists separated by commas)
 */
export const searchViewSchema = z.object({
  at: time,
  /** The words looked for, as the query was read: found, excluded, quoted, limited to a unit. */
  words: z.array(z.string()),
  /** Exact up to COUNTED_AT_MOST; one more says that there are more. */
  total: z.number().int(),
  hits: z.array(hitSchema),
  /** Opaque; the next page's `after`, null on the last. */
  next: z.string().nullable(),
  /** Seconds by which the index is behind what was stored; 0 where nothing waits. */
  lagSeconds: z.number().int(),
  /** How many things wait, rounded up to whole hundreds: the exact number would count what the viewer may not see. */
  waiting: z.number().int(),
  facets: z.object({
    kind: z.array(facetValueSchema),
    territory: z.array(facetValueSchema),
    subject: z.array(facetValueSchema),
    grade: z.array(facetValueSchema),
    stage: z.array(facetValueSchema),
    /** Results of each of the last 14 days, oldest first; `value` is the day, China time. */
    day: z.array(facetValueSchema),
  }),
});
export type SearchView = z.infer<typeof searchViewSchema>;
