/** `huiying route`: who must answer, one text a line. */
import { z } from 'zod';
import { incidentGradeSchema } from '../contract/views.ts';
import type { IncidentGrade, Label, Subject } from '../contract/vocabulary.ts';
import type { Organisation } from '../organisation/model.ts';
import { parseLine } from '../platform/jsonl.ts';
import type { PlaceFact } from '../responsibility/outside.ts';
import { resolve } from '../responsibility/resolver.ts';
import type { Rulebook } from '../rules/rulebook.ts';

const lineSchema = z.object({
  title: z.string().nullish(),
  text: z.string(),
  source: z.string().nullish(),
  publishedAt: z.string().nullish(),
  accused: z.string().nullish(),
  severity: incidentGradeSchema.nullish(),
});

export interface RouteInput {
  title?: string;
  text: string;
  source?: string;
  publishedAt?: string;
}

/** What route needs of a verdict. */
export interface RouteVerdict {
  category?: Label;
  subject: Subject | null;
  subjects: readonly { code: Subject; confidence: number }[];
  places: readonly PlaceFact[];
  severity: IncidentGrade | null;
}

export interface RouteOptions {
  organisation: Organisation;
  rules: Rulebook;
  classify: (input: RouteInput) => RouteVerdict;
}

const idOf = ({ id }: { id: string }): string => id;

/**
 * A function over lines `{title?, text, source?, publishedAt?, accused?, severity?}`; a stated severity wins over the one read from
 * the text. The lead comes as `{unit, name}`, other units by their ids; beside them the ranked candidates, each with its reason, and
 * the facts that the rules looked at. Fault `unknown_unit`: `accused` names none.
 */
export function createRouteLine(options: RouteOptions): (line: unknown) => Record<string, unknown> {
  return (line) => {
    const { accused, severity, title, source, publishedAt, text } = parseLine(lineSchema, line);
    const verdict = options.classify({
      text,
      ...(title ? { title } : {}),
      ...(source ? { source } : {}),
      ...(publishedAt ? { publishedAt } : {}),
    });
    const facts = {
      text: title ? `${title}\n${text}` : text,
      subject: verdict.subject,
      subjects: verdict.subjects,
      places: verdict.places,
      severity: severity ?? verdict.severity,
      category: verdict.category ?? null,
      accused: accused ?? null,
    };
    const found = resolve(facts, options.organisation, options.rules);
    return {
      lead: found.lead ? { unit: found.lead.id, name: found.lead.name } : null,
      supporting: found.supporting.map(idOf),
      coordinator: found.coordinator?.id ?? null,
      rule: found.rule,
      clause: found.clause,
      reasons: found.reasons.map(({ principle, matched, clause }) => `${principle}：${matched}（${clause}）`),
      transfer: found.transfer,
      path: found.path.map(idOf),
      needsHuman: found.needsHuman,
      candidates: found.candidates.map(({ id, score, reason }) => ({ unit: id, score, reason })),
      facts: found.facts.map(({ label, value, from }) => ({ fact: label, value, from })),
    };
  };
}
