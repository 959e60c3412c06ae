/** 职责矩阵: who answers for what where, what is about to change, and the file exchange of the whole organisation. */
import { z } from 'zod';
import { changeSetViewSchema, CHANGE_STATES, draftChangesSchema } from './directory-views.ts';
import { IMPORT_BYTES } from './import-limit.ts';
import { oneOf } from './one-of.ts';
import { proposalSchema, time, unitRefSchema } from './views.ts';
import { keysOf, SUBJECT_IDS, TERRITORY_LEVELS, UNIT_KINDS, VERTICAL_IDS } from './vocabulary.ts';

const day = z.iso.date();

export const matrixTerritorySchema = z.object({
  code: z.string(),
  name: z.string(),
  level: oneOf(keysOf(TERRITORY_LEVELS)),
});
export type MatrixTerritory = z.infer<typeof matrixTerritorySchema>;

export const matrixUnitSchema = unitRefSchema.extend({
  shortName: z.string(),
  territory: z.string(),
  kind: oneOf(keysOf(UNIT_KINDS)),
});
export type MatrixUnit = z.infer<typeof matrixUnitSchema>;

/** A change that is drafted, or approved and waits for its day, which will give the cell to these units. */
export const comingSchema = z.object({
  setId: z.string(),
  title: z.string(),
  state: oneOf(keysOf(CHANGE_STATES)),
  validFrom: day,
  units: z.array(unitRefSchema),
});
export type Coming = z.infer<typeof comingSchema>;

export const matrixCellSchema = z.object({
  territory: z.string(),
  subject: oneOf(SUBJECT_IDS),
  /** None is a hole (空缺), two or more a double (并列). */
  units: z.array(z.string()),
  coming: z.array(comingSchema),
  precedents: z.number().int(),
});
export type MatrixCell = z.infer<typeof matrixCellSchema>;

/** GET /api/directory/matrix */
export const matrixViewSchema = z.object({
  home: z.string(),
  territories: z.array(matrixTerritorySchema),
  units: z.array(matrixUnitSchema),
  cells: z.array(matrixCellSchema),
  directoryVersion: z.number().int(),
  /** The day in China. */
  today: day,
  /** What this person may draft: duties and precedents; units and territories too. */
  mayDraft: z.boolean(),
  mayDraftUnits: z.boolean(),
});
export type MatrixView = z.infer<typeof matrixViewSchema>;

export const precedentViewSchema = z.object({
  id: z.string(),
  number: z.string(),
  terms: z.array(z.string()),
  unit: unitRefSchema,
  clause: z.string(),
});
export type PrecedentView = z.infer<typeof precedentViewSchema>;

/** GET /api/directory/cell?territory=&subject= */
export const cellViewSchema = z.object({
  territory: matrixTerritorySchema,
  subject: oneOf(SUBJECT_IDS),
  units: z.array(unitRefSchema),
  /** The changes that gave the cell its units, the last first; none where it is as at the beginning. */
  history: z.array(
    z.object({
      setId: z.string(),
      title: z.string(),
      reason: z.string(),
      validFrom: day,
      effectiveAt: time.nullable(),
      decidedByName: z.string(),
      units: z.array(unitRefSchema),
    }),
  ),
  coming: z.array(comingSchema),
  precedents: z.array(precedentViewSchema),
  /** 谁来答: what the resolver proposes for a matter of this subject in this place. */
  answer: proposalSchema,
});
export type CellView = z.infer<typeof cellViewSchema>;

/** GET /api/directory/units/:id?successor= — a unit whole, as a change needs it, and what it holds. */
export const unitViewSchema = z.object({
  unit: matrixUnitSchema.extend({
    subject: oneOf(SUBJECT_IDS).optional(),
    vertical: oneOf(VERTICAL_IDS).optional(),
    parent: z.string().optional(),
    aliases: z.array(z.string()),
    formerNames: z.array(z.string()).optional(),
  }),
  parentName: z.string().nullable(),
  duties: z.array(z.object({ territory: z.string(), subject: oneOf(SUBJECT_IDS), units: z.array(z.string()) })),
  openCases: z.number().int(),
  accounts: z.number().int(),
  /** What dissolving it into the successor asked for would change; null where none was asked for. */
  dissolution: z.object({ changes: draftChangesSchema.shape.changes, lines: z.array(z.string()) }).nullable(),
});
export type UnitView = z.infer<typeof unitViewSchema>;

/** POST /api/directory/import — the file in base64; without `draft` a dry run, which writes nothing. */
export const importFileSchema = z.object({
  name: z.string().min(1).max(200),
  content: z.base64().max(Math.ceil(IMPORT_BYTES / 3) * 4),
  draft: draftChangesSchema.pick({ title: true, reason: true, validFrom: true }).nullable(),
});
export type ImportFile = z.infer<typeof importFileSchema>;

export const importPlanSchema = z.object({
  counts: z.object({
    territory: z.number().int(),
    unit: z.number().int(),
    duty: z.number().int(),
    precedent: z.number().int(),
  }),
  lines: z.array(z.string()),
  faults: z.array(z.string()),
  warnings: z.array(z.string()),
  /** The draft, where one was asked for. */
  set: changeSetViewSchema.nullable(),
});
export type ImportPlanView = z.infer<typeof importPlanSchema>;
