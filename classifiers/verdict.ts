import type { IncidentGrade, Label, Subject, TerritoryLevel } from '../server/contract/vocabulary.ts';

/**
 * The shapes the classifiers give back. Every offset counts UTF-16 units of `fullText(input)`: title + "\n" + text, or
 * the text alone where there is no title; `end` is exclusive.
 */

/** A place that the matter concerns, with its GB/T 2260 code (6 digits, 9 for townships and streets). */
export interface PlaceMention {
  code: string;
  name: string;
  level: TerritoryLevel;
  start: number;
  end: number;
}

/** A stretch of the text and what it speaks for: a label, a subject code, or `severity`. */
export interface Evidence {
  start: number;
  end: number;
  term: string;
  supports: string;
}

/** What a text is judged from. `publishedAt` is ISO 8601. */
export interface ClassifierInput {
  title?: string;
  text: string;
  source?: string;
  publishedAt?: string;
}

/** What the classifiers say of one text; structurally the contract's verdict. Confidences and scores lie in 0..1. */
export interface Verdict {
  category: Label;
  confidence: number;
  scores: Record<string, number>;
  subject: Subject | null;
  subjects: { code: Subject; confidence: number }[];
  places: PlaceMention[];
  severity: IncidentGrade | null;
  evidence: Evidence[];
  needsReview: boolean;
  modelVersion: string;
}

/** The text that all offsets refer to: title + "\n" + text, or the text alone where the title is missing or empty. */
export function fullText(input: Pick<ClassifierInput, 'title' | 'text'>): string {
  return input.title === undefined || input.title === '' ? input.text : `${input.title}\n${input.text}`;
}
