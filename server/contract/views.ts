/**
 * What the server shows: the one definition of every view, for REST and sockets alike. Times are ISO 8601 strings in UTC;
 * offsets count UTF-16 units in `title + "\n" + text`.
 */
import { z } from 'zod';
import { oneOf } from './one-of.ts';
import {
  CATEGORY_IDS,
  CHANNEL_IDS,
  DISMISSAL_REASON_IDS,
  INCIDENT_GRADE_IDS,
  ITEM_STATES,
  LABEL_IDS,
  OPINION_GRADE_IDS,
  ROLE_IDS,
  SUBJECT_IDS,
  TERRITORY_LEVELS,
  UNIT_MATCHES,
} from './vocabulary.ts';
import { APPROVAL_STEP_IDS } from './vocabulary-case.ts';

/** Identifiers of a table, as zod wants them. */
export const keys = <T extends Record<string, unknown>>(table: T) => Object.keys(table) as [keyof T & string];
export const time = z.string();

export const labelSchema = oneOf(LABEL_IDS);
export const categorySchema = oneOf(CATEGORY_IDS);
export const subjectSchema = oneOf(SUBJECT_IDS);
export const opinionGradeSchema = oneOf(OPINION_GRADE_IDS);
export const incidentGradeSchema = oneOf(INCIDENT_GRADE_IDS);
export const dismissalReasonSchema = oneOf(DISMISSAL_REASON_IDS);
export const roleSchema = oneOf(ROLE_IDS);

/** A place the text names: GB/T 2260 code, its name, and where it stands in the text. */
export const placeSchema = z.object({
  code: z.string(),
  name: z.string(),
  level: z.enum(keys(TERRITORY_LEVELS)),
  start: z.number().int(),
  end: z.number().int(),
});
export type Place = z.infer<typeof placeSchema>;

/** A piece of evidence: the words, where they stand, and the label or finding they speak for. */
export const evidenceSchema = z.object({
  start: z.number().int(),
  end: z.number().int(),
  term: z.string(),
  supports: z.string(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** What the classifiers say of one text. Every word of it can be traced to the text. */
export const verdictSchema = z.object({
  category: labelSchema,
  /** Calibrated probability that `category` is right, 0 to 1. */
  confidence: z.number(),
  scores: z.record(z.string(), z.number()),
  subject: subjectSchema.nullable(),
  subjects: z.array(z.object({ code: subjectSchema, confidence: z.number() })),
  places: z.array(placeSchema),
  severity: incidentGradeSchema.nullable(),
  evidence: z.array(evidenceSchema),
  needsReview: z.boolean(),
  modelVersion: z.string(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** A stored verdict: what the program said of which version of the text, and when. */
export const verdictViewSchema = verdictSchema.extend({ id: z.string(), textHash: z.string(), at: time });
export type VerdictView = z.infer<typeof verdictViewSchema>;

export const unitRefSchema = z.object({ id: z.string(), name: z.string() });
export type UnitRef = z.infer<typeof unitRefSchema>;

/** One step of the reasoning that leads to a unit: principle, what matched, the clause. */
export const reasonSchema = z.object({ principle: z.string(), matched: z.string(), clause: z.string() });
export type Reason = z.infer<typeof reasonSchema>;

/** A unit that may answer, how fitting (0 to 1), and why it is among them. */
export const candidateSchema = unitRefSchema.extend({ score: z.number(), reason: z.string() });
export type Candidate = z.infer<typeof candidateSchema>;

/** A fact that the rules looked at: what was asked, what it is, and where that was seen. */
export const factUsedSchema = z.object({ fact: z.string(), label: z.string(), value: z.string(), from: z.string() });
export type FactUsed = z.infer<typeof factUsedSchema>;

/** Who must answer, and why. `candidates` are ranked; the first is the proposal. */
export const proposalSchema = z.object({
  lead: unitRefSchema.nullable(),
  candidates: z.array(candidateSchema),
  supporting: z.array(unitRefSchema),
  coordinator: unitRefSchema.nullable(),
  rule: z.string(),
  clause: z.string(),
  reasons: z.array(reasonSchema),
  path: z.array(unitRefSchema),
  transfer: z.boolean(),
  needsHuman: z.boolean(),
  facts: z.array(factUsedSchema),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** An open case this item may belong to, most alike first. */
export const caseCandidateSchema = z.object({
  caseId: z.string(),
  number: z.string(),
  title: z.string(),
  similarity: z.number(),
  leadName: z.string().nullable(),
  itemCount: z.number().int(),
  /** Items of the same group stand in it already. */
  sameGroup: z.boolean(),
  dueAt: time.nullable(),
});
export type CaseCandidate = z.infer<typeof caseCandidateSchema>;

/** Another item about the same event that still waits; `likeness` to the group when it came, null for the one that opened it. */
export const groupMemberSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  channel: oneOf(CHANNEL_IDS),
  sourceName: z.string(),
  at: time,
  likeness: z.number().nullable(),
});
export type GroupMemberView = z.infer<typeof groupMemberSchema>;

/** A row of the triage queue. */
export const itemViewSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  state: z.enum(keys(ITEM_STATES)),
  title: z.string(),
  excerpt: z.string(),
  channel: oneOf(CHANNEL_IDS),
  sourceName: z.string(),
  territoryName: z.string().nullable(),
  category: labelSchema.nullable(),
  confidence: z.number().nullable(),
  opinionGrade: opinionGradeSchema.nullable(),
  severity: incidentGradeSchema.nullable(),
  /** True where a person must decide: low confidence, a tie, or no unit found. */
  needsHuman: z.boolean(),
  publishedAt: time.nullable(),
  detectedAt: time,
  /** When judging must be done (研判时限). */
  judgeBy: time,
  sightings: z.number().int(),
  /** Items with the same one are about the same event (同题); null before grouping. */
  groupId: z.string().nullable(),
  /** 热线在办: the hotline's order number; it is never dispatched a second time. */
  orderNumber: z.string().nullable(),
});
export type ItemView = z.infer<typeof itemViewSchema>;

/** One item whole, as the reading pane and the right column of triage show it. */
export const itemDetailSchema = itemViewSchema.extend({
  text: z.string(),
  /** 主管领域 as it now stands: the verdict's, or what a person corrected it to. */
  subject: subjectSchema.nullable(),
  url: z.string().nullable(),
  maskedCount: z.number().int(),
  verdict: verdictViewSchema.nullable(),
  proposal: proposalSchema.nullable(),
  caseCandidates: z.array(caseCandidateSchema),
  /** 同题: the others of its group that wait, most alike first, at most 200. */
  same: z.array(groupMemberSchema),
  caseId: z.string().nullable(),
  caseNumber: z.string().nullable(),
  dismissal: z
    .object({ reason: dismissalReasonSchema, note: z.string().nullable(), byName: z.string(), at: time })
    .nullable(),
  /** Set where the item is 关注: why, and when it comes back to the queue. */
  watch: z.object({ reason: z.string(), reviewAt: time, byName: z.string() }).nullable(),
  /** 点对点答复, where that was the outcome. */
  reply: z.object({ body: z.string(), consent: z.boolean(), byName: z.string(), at: time }).nullable(),
  checksum: z.string().nullable(),
});
export type ItemDetail = z.infer<typeof itemDetailSchema>;

export const sourceViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  channel: oneOf(CHANNEL_IDS),
  enabled: z.boolean(),
  lastSuccessAt: time.nullable(),
  lastItemAt: time.nullable(),
  failure: z.object({ code: z.string(), message: z.string(), since: time }).nullable(),
});
export type SourceView = z.infer<typeof sourceViewSchema>;

/** How fresh what is shown is; sent with every snapshot and pulse. */
export const healthViewSchema = z.object({
  at: time,
  sources: z.object({ total: z.number().int(), healthy: z.number().int(), failing: z.array(sourceViewSchema) }),
  /** When a source was last read with success; null before the first time. */
  dataAt: time.nullable(),
  rulebookVersion: z.string(),
  /** Events committed and not yet handled. */
  behind: z.number().int(),
});
export type HealthView = z.infer<typeof healthViewSchema>;

export const territoryRefSchema = z.object({
  code: z.string(),
  name: z.string(),
  level: z.enum(keys(TERRITORY_LEVELS)),
});
export type TerritoryRef = z.infer<typeof territoryRefSchema>;

/** The jurisdiction the program works for. */
export const jurisdictionViewSchema = z.object({
  code: z.string(),
  name: z.string(),
  /** The office that operates the product, pack data. */
  officeName: z.string(),
  counties: z.array(territoryRefSchema),
});
export type JurisdictionView = z.infer<typeof jurisdictionViewSchema>;

/** Who is signed in; `csrf` goes into the header x-csrf-token and the socket's handshake. */
export const sessionViewSchema = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    displayName: z.string(),
    roles: z.array(roleSchema),
    unit: unitRefSchema.nullable(),
    /** Steps of the approval chain this post holds. */
    approvalSteps: z.array(oneOf(APPROVAL_STEP_IDS)),
  }),
  permissions: z.array(z.string()),
  csrf: z.string(),
  jurisdiction: jurisdictionViewSchema,
  /** For each opinion grade the roles that may dispatch it, by the rulebook. */
  dispatchers: z.record(opinionGradeSchema, z.array(roleSchema).readonly()).readonly(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

/** What an error looks like on the wire. `message` says what happened, `action` what to do. */
export const errorViewSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    action: z.string().optional(),
    /** Field path to sentence, where the fault lies in the request. */
    fields: z.record(z.string(), z.string()).optional(),
    /** The present state of the thing, on a clash (409). */
    current: z.unknown().optional(),
    reference: z.string(),
  }),
});
export type ErrorView = z.infer<typeof errorViewSchema>;

export const unitSearchSchema = z.object({
  units: z.array(
    unitRefSchema.extend({
      territoryName: z.string(),
      match: z
        .object({
          by: z.enum(keys(UNIT_MATCHES)),
          /** The name that was met. */
          text: z.string(),
          /** The year that ended a former name, where known. */
          until: z.number().int().nullable(),
        })
        .nullable(),
    }),
  ),
});
export type UnitSearch = z.infer<typeof unitSearchSchema>;
