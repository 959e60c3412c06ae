/** What the server shows of 问题线索 and 移送: apart from the cases, for those who decide on them or must answer them. */
import { z } from 'zod';
import { oneOf } from './one-of.ts';
import { AGGRAVATING, CONCLUSIONS, LEAD_GROUND_IDS, LEAD_STATES, MITIGATING } from './vocabulary-case.ts';
import { holdingViewSchema } from './case-detail-views.ts';
import { keys, time, unitRefSchema } from './views.ts';

/** 问题线索: signal → notice → statement → ruling → rectification → review. */
export const leadViewSchema = z.object({
  id: z.string(),
  caseId: z.string(),
  caseNumber: z.string(),
  caseTitle: z.string(),
  ground: oneOf(LEAD_GROUND_IDS),
  facts: z.string(),
  state: z.enum(keys(LEAD_STATES)),
  units: z.array(unitRefSchema),
  proposedBy: z.string(),
  proposedAt: time,
  statementDue: time,
  statements: z.array(z.object({ unit: unitRefSchema, byName: z.string(), body: z.string(), at: time })),
  /** The whole ledger of the case, from which the ruling picks who exceeded its step. */
  holdings: z.array(holdingViewSchema),
  /** What was done well: commitments kept, corrections made of one's own accord. */
  merits: z.array(z.string()),
  /** True once 督办 stood without effect: 约谈 and 通报 may be proposed only then, or after a bad result. */
  supervised: z.boolean(),
  /** How often the unit was upheld within the last twelve months. */
  upheldBefore: z.number().int(),
  ruling: z
    .object({
      conclusion: z.enum(keys(CONCLUSIONS)),
      reason: z.string(),
      basis: z.string(),
      holdingIds: z.array(z.string()),
      mitigating: z.array(z.enum(keys(MITIGATING))),
      aggravating: z.array(z.enum(keys(AGGRAVATING))),
      byName: z.string(),
      at: time,
      rectifyBy: time.nullable(),
    })
    .nullable(),
  rectification: z.object({ body: z.string(), at: time }).nullable(),
  review: z.object({ passed: z.boolean(), note: z.string(), byName: z.string(), at: time }).nullable(),
});
export type LeadView = z.infer<typeof leadViewSchema>;

export const leadsSchema = z.object({ leads: z.array(leadViewSchema) });
export type Leads = z.infer<typeof leadsSchema>;

/** 移送: sealed, shown to the receiving body alone. */
export const transferViewSchema = z.object({
  id: z.string(),
  itemId: z.string(),
  receiver: unitRefSchema,
  title: z.string(),
  text: z.string(),
  rule: z.string(),
  clause: z.string(),
  reason: z.string(),
  at: time,
  receipt: z.object({ number: z.string(), byName: z.string(), at: time }).nullable(),
});
export type TransferView = z.infer<typeof transferViewSchema>;

/** What the office that handed it over is told: that it did, to whom, when. */
export const transferReceiptSchema = z.object({ receiver: unitRefSchema, at: time });
export type TransferReceipt = z.infer<typeof transferReceiptSchema>;

export const transfersSchema = z.object({ transfers: z.array(transferViewSchema) });
export type Transfers = z.infer<typeof transfersSchema>;

/** A share is shown from this many on; below it the sample says nothing. */
export const LEAST_SAMPLE = 10;

/** Counted against who dispatched, and of a unit. */
export const DISPATCHER_FIGURES = ['dispatched', 'misDispatches'] as const;
export const UNIT_FIGURES = ['received', 'returned', 'upheld', 'unfounded', 'joint', 'rightly'] as const;
export type DispatcherFigure = (typeof DISPATCHER_FIGURES)[number];
export type UnitFigure = (typeof UNIT_FIGURES)[number];

const count = z.number().int().nonnegative();

export const dispatcherFairnessSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Cases given to a lead. */
  dispatched: count,
  /** 误派: of these, returned and the return upheld. */
  misDispatches: count,
});
export type DispatcherFairness = z.infer<typeof dispatcherFairnessSchema>;

export const unitFairnessSchema = z.object({
  unit: unitRefSchema,
  /** Cases given to it as lead. */
  received: count,
  /** Of these returned, ruled on or not. */
  returned: count,
  upheld: count,
  unfounded: count,
  joint: count,
  /** 建议正确: the unit it named took the case, or a part in it. */
  rightly: count,
});
export type UnitFairness = z.infer<typeof unitFairnessSchema>;

/** Both sides of returns counted alike, by the day of the dispatch: 误派 by who dispatched, unfounded returns by unit. */
export const fairnessSchema = z.object({
  /** 2026-Q4, or 2026. */
  term: z.string(),
  fromDay: z.string(),
  toDay: z.string(),
  /** Terms one may choose, the present ones first. */
  terms: z.array(z.string()),
  /** In the order of their names; empty for people of a unit. */
  dispatchers: z.array(dispatcherFairnessSchema),
  /** By territory, all in the order of the directory. */
  groups: z.array(z.object({ name: z.string(), units: z.array(unitFairnessSchema) })),
  /** Units of the directory that received nothing. */
  silentUnits: count,
});
export type Fairness = z.infer<typeof fairnessSchema>;

/** The cases behind one figure, latest dispatch first. */
export const fairnessCasesSchema = z.object({
  cases: z.array(z.object({ id: z.string(), number: z.string(), title: z.string(), dispatchedAt: time })),
  /** How many there are; the list holds the first two hundred. */
  total: count,
});
export type FairnessCases = z.infer<typeof fairnessCasesSchema>;
