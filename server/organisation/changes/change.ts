/**
 * A dated change of what holds: a territory, a unit, who answers for a subject in a place, a precedent, a rule. An edit, an import
 * and a ruling write the same kind of thing, so that one list tells the whole history. Pure.
 */
import { z } from 'zod';
import { oneOf } from '../../contract/one-of.ts';
import { SUBJECT_IDS, TERRITORY_LEVELS, UNIT_KINDS, VERTICAL_IDS, keysOf } from '../../contract/vocabulary.ts';
import { ruleSchema } from '../../rules/rule-schema.ts';

const text = z.string().trim().min(1).max(200);
const code = z.string().regex(/^\d{6}(?:\d{3})?$/, 'a code has six digits, or nine for a township');
const unitId = z.string().regex(/^[\w.:-]{1,100}$/, 'an id has letters, digits and . : _ -');

export const territorySchema = z.strictObject({
  code,
  name: text,
  level: oneOf(keysOf(TERRITORY_LEVELS)),
  parent: code.nullable(),
});

export const unitSchema = z.strictObject({
  id: unitId,
  name: text,
  shortName: text,
  territory: code,
  kind: oneOf(keysOf(UNIT_KINDS)),
  subject: oneOf(SUBJECT_IDS).optional(),
  vertical: oneOf(VERTICAL_IDS).optional(),
  parent: unitId.optional(),
  aliases: z.array(text).max(200),
  formerNames: z.array(text).max(50).optional(),
});

/** 判例: for matters of a subject in a territory that speak of one of the terms, another unit answers than the duty says. */
export const precedentSchema = z.strictObject({
  id: unitId,
  territory: code,
  subject: oneOf(SUBJECT_IDS),
  /** Words, any one of which a text must hold. */
  terms: z.array(z.string().trim().min(2).max(30)).min(1).max(20),
  unit: unitId,
  /** Number of the ruling, e.g. 2026-07, and the clause it rests on. */
  number: text,
  clause: text,
});
export type Precedent = z.infer<typeof precedentSchema>;

export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('territory'), code, to: territorySchema.nullable() }),
  /** `to` null dissolves the unit (撤销); what it holds goes to `successor`. */
  z.strictObject({
    kind: z.literal('unit'),
    id: unitId,
    to: unitSchema.nullable(),
    successor: unitId.nullable(),
  }),
  /** All units that answer for the subject in the territory from then on: none is a hole, two or more a double. */
  z.strictObject({
    kind: z.literal('duty'),
    territory: code,
    subject: oneOf(SUBJECT_IDS),
    to: z.array(unitId).max(10),
  }),
  z.strictObject({ kind: z.literal('precedent'), id: unitId, to: precedentSchema.nullable() }),
  /** `to` null takes the profile's own rule out: what stands above it holds again. */
  z.strictObject({ kind: z.literal('rule'), profile: text, id: text, to: ruleSchema.nullable() }),
]);
export type Change = z.infer<typeof changeSchema>;
export type ChangeOf<K extends Change['kind']> = Extract<Change, { kind: K }>;

export const changesSchema = z.array(changeSchema);

/** The changes of one kind, in their order. */
export const changesOf = <K extends Change['kind']>(changes: readonly Change[], kind: K): ChangeOf<K>[] =>
  changes.filter((change): change is ChangeOf<K> => change.kind === kind);
