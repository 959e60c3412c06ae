/** The rules of a profile as screens show them: what each says, on what it rests, whose it is. */
import { z } from 'zod';

export const ruleDocumentViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  citation: z.string(),
  kind: z.string(),
});

export const ruleViewSchema = z.object({
  id: z.string(),
  kind: z.string(),
  wording: z.string(),
  clause: z.string(),
  source: z.string(),
  basis: z.string(),
  basisName: z.string(),
  validFrom: z.string(),
  /** It holds from its day on and plays no part until then. */
  waiting: z.boolean(),
  /** Its figure in a few characters (48小时), or the principle it follows. */
  figure: z.string(),
  /** Fact to values, as data; null where it asks nothing. */
  when: z.record(z.string(), z.array(z.string())).nullable(),
  /** The same in words. */
  condition: z.string().nullable(),
  /** What it orders, as data; null for rules that are figures. */
  then: z.record(z.string(), z.unknown()).nullable(),
  /** The same in words. */
  result: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  /** Profile that wrote it, and its name. */
  fromProfile: z.string(),
  fromName: z.string(),
  /** File and line, or the change. */
  place: z.string(),
  /** The rule of a profile above that it stands instead of. */
  replaces: z
    .object({
      fromProfile: z.string(),
      fromName: z.string(),
      wording: z.string(),
      clause: z.string(),
      figure: z.string(),
    })
    .nullable(),
});
export type RuleView = z.infer<typeof ruleViewSchema>;

export const rulesViewSchema = z.object({
  version: z.string(),
  profile: z.string(),
  /** The profile and those it builds on, national first. */
  chain: z.array(z.object({ profile: z.string(), name: z.string() })),
  profiles: z.array(z.string()),
  documents: z.array(ruleDocumentViewSchema),
  /** In the order in which they are asked. */
  rules: z.array(ruleViewSchema),
});
export type RulesView = z.infer<typeof rulesViewSchema>;
