/** The first steps: what is set up and what is missing. Settings alone; no number in it says how much was written or decided. */
import { z } from 'zod';
import { oneOf } from './one-of.ts';
import { CHANNEL_IDS } from './vocabulary.ts';
import { APPROVAL_STEP_IDS } from './vocabulary-case.ts';
import { roleSchema, subjectSchema, time } from './views.ts';

const count = z.number().int().nonnegative();
const approvalStep = oneOf(APPROVAL_STEP_IDS);

/** How many there are, and the first of them. */
const firstOf = <T extends z.ZodType>(one: T) => z.object({ count, first: z.array(one).max(10) });

/** A subject in a territory with several competent units, or none. */
export const dutyCellSchema = z.object({
  territoryName: z.string(),
  subject: subjectSchema,
  unitNames: z.array(z.string()),
});
export type DutyCell = z.infer<typeof dutyCellSchema>;

/** A unit with an officer whose answers would stand still: nobody else there holds these steps. */
export const stalledUnitSchema = z.object({ id: z.string(), name: z.string(), missing: z.array(approvalStep) });
export type StalledUnit = z.infer<typeof stalledUnitSchema>;

export const setupSourceSchema = z.object({
  id: z.string(),
  name: z.string(),
  channel: oneOf(CHANNEL_IDS),
  enabled: z.boolean(),
  lastSuccessAt: time.nullable(),
  /** Why it isn't heard, in words. */
  failure: z.string().nullable(),
});
export type SetupSource = z.infer<typeof setupSourceSchema>;

/** Open accounts of a role. */
export const roleCountSchema = z.object({ role: roleSchema, count, notSignedIn: count });
export type RoleCount = z.infer<typeof roleCountSchema>;

export const setupViewSchema = z.object({
  at: time,
  jurisdiction: z.object({ code: z.string(), name: z.string(), officeName: z.string() }),
  directory: z.object({
    units: count,
    duties: count,
    doubles: firstOf(dutyCellSchema),
    holes: firstOf(dutyCellSchema),
  }),
  rulebook: z.object({
    profile: z.string(),
    version: z.string(),
    rules: count,
    /** Rules marked 本系统设定. */
    ownChoices: count,
  }),
  calendar: z.object({
    years: z.array(z.number().int()),
    thisYear: z.number().int(),
    thisYearMissing: z.boolean(),
    nextYearMissing: z.boolean(),
  }),
  sources: z.array(setupSourceSchema),
  /** Whether a source ever brought anything. */
  received: z.boolean(),
  accounts: z.array(roleCountSchema),
  approvals: z.object({
    /** Units with an officer and every post of their own steps. */
    whole: count,
    stalled: firstOf(stalledUnitSchema),
    /** Whose review every answer needs; null where the jurisdiction has no such office. */
    officeId: z.string().nullable(),
    officeReview: z.boolean(),
    leader: z.boolean(),
  }),
});
export type SetupView = z.infer<typeof setupViewSchema>;
