/** The shape of a rulebook file: what each kind of rule must say. */
import { z } from 'zod';
import { oneOf } from '../contract/one-of.ts';
import { OPINION_GRADE_IDS, ROLE_IDS } from '../contract/vocabulary.ts';
import { CLOCK_KINDS, CLOCK_KIND_IDS, HOLDER_STEP_IDS } from '../contract/vocabulary-case.ts';
import type { ClockKind } from '../contract/vocabulary-case.ts';
import { conditionSchema } from './condition.ts';
import { LARGEST_AMOUNT } from './deadline.ts';
import { basisSchema, documentSchema } from './documents.ts';
import { CLOCK_FACTS, ROUTING_FACTS } from './facts.ts';
import { additionSchema, resultSchema } from './result.ts';

const text = z.string().trim().min(1);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day is written YYYY-MM-DD');
const ruleId = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/, 'an id is written like clock.respond');
const counted = z.enum(['hours', 'workdays']);
const amount = z.number().positive().max(LARGEST_AMOUNT);

const common = {
  id: ruleId,
  /** What the rule says, in the field's Chinese. */
  wording: text,
  /** Document and article, as a screen cites it. */
  clause: text,
  /** Name of the document, or 本系统设定. */
  source: text,
  basis: basisSchema,
  validFrom: day,
};

const deadlineRule = z.strictObject({
  ...common,
  kind: z.literal('deadline'),
  data: z.strictObject({
    clock: text,
    label: text,
    counted,
    amount,
    startsFrom: z.enum(['occurred', 'detected', 'dispatched']),
  }),
  /** The cases whose clock it sets; of several rules for a clock the first that fits. Left out: every case. */
  when: conditionSchema(CLOCK_FACTS).optional(),
});

const periodRule = z.strictObject({
  ...common,
  kind: z.literal('period'),
  data: z.strictObject({
    counted,
    amount,
    startsFrom: z.enum(['received', 'known', 'issued', 'formed', 'dispatched']),
  }),
});

/** 环节时限: how long a step may hold a case, in hours; the public clocks run on beside it. */
const stepRule = z.strictObject({
  ...common,
  kind: z.literal('step'),
  data: z.strictObject({
    step: oneOf(HOLDER_STEP_IDS),
    hours: z.number().positive().max(LARGEST_AMOUNT),
  }),
});

/** 延期: which clocks may be extended, how often and by how much at most. */
const extensionRule = z.strictObject({
  ...common,
  kind: z.literal('extension'),
  data: z.strictObject({
    clocks: z.array(oneOf(CLOCK_KIND_IDS)).min(1),
    times: z.number().int().positive(),
    workdays: z.number().int().positive(),
  }),
});

const judgingRule = z.strictObject({
  ...common,
  kind: z.literal('judging'),
  data: z.strictObject({ minutes: z.number().int().positive().max(10_080) }),
});

const dispatchRule = z.strictObject({
  ...common,
  kind: z.literal('dispatch'),
  data: z.strictObject({ opinionGrade: oneOf(OPINION_GRADE_IDS), role: oneOf(ROLE_IDS) }),
});

const routing = conditionSchema(ROUTING_FACTS);
const principle = z.strictObject({ principle: text });

/** Who must answer: of all such rules the first whose condition holds decides. */
const responsibilityRule = z.strictObject({
  ...common,
  kind: z.literal('responsibility'),
  data: principle,
  when: routing,
  then: resultSchema,
});

/** What is added to a decision: reasons, units that support, a person who looks. Every one that fits is added. */
const additionRule = z.strictObject({
  ...common,
  kind: z.literal('addition'),
  data: principle,
  when: z.strictObject({
    /** Rules, one of which must have decided. */
    decidedBy: z.array(ruleId).min(1).optional(),
    ...routing.shape,
  }),
  then: additionSchema,
});

export const ruleSchema = z.discriminatedUnion('kind', [
  deadlineRule,
  periodRule,
  judgingRule,
  stepRule,
  extensionRule,
  dispatchRule,
  responsibilityRule,
  additionRule,
]);
export type Rule = z.infer<typeof ruleSchema>;
export type DeadlineRule = z.infer<typeof deadlineRule>;
export type PeriodRule = z.infer<typeof periodRule>;
export type StepRule = z.infer<typeof stepRule>;
export type ExtensionRule = z.infer<typeof extensionRule>;
export type ResponsibilityRule = z.infer<typeof responsibilityRule>;
export type AdditionRule = z.infer<typeof additionRule>;

const days = z.record(day, text).default({});

export const rulebookFileSchema = z.strictObject({
  profile: z.string().regex(/^[a-z][a-z0-9_-]*$/, 'a profile is written in small letters'),
  name: text,
  /** GB/T 2260 code of the place whose rules these are; it holds for every place below, too. Left out: chosen by name alone. */
  code: z
    .string()
    .regex(/^\d{6}$/, 'a code has six digits, in quotes')
    .optional(),
  /** The profile this one builds on; null for the national one. */
  extends: z.string().nullable(),
  /** Local holidays and make-up days (州庆). */
  calendar: z.strictObject({ holidays: days, workdays: days }).default({ holidays: {}, workdays: {} }),
  /** Documents that its clauses cite, beside those of the profiles above. */
  documents: z.array(documentSchema).default([]),
  rules: z.array(ruleSchema),
});
export type RulebookFile = z.infer<typeof rulebookFileSchema>;

/** Whether a clock of the rulebook is one that cases carry today. */
export const isClockKind = (clock: string): clock is ClockKind => Object.hasOwn(CLOCK_KINDS, clock);
