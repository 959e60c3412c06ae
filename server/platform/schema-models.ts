/** The table of models that an office has trained. */
import type { ColumnType, GeneratedAlways } from 'kysely';

/** What a model is trained for. */
export const MODEL_TASKS = ['category', 'subject'] as const;
export type ModelTask = (typeof MODEL_TASKS)[number];

/** What a model has learnt from: counts, and hashes of the texts beside the shipped corpus. */
export interface LearntFrom {
  corpus: number;
  file: number;
  confirmed: number;
  corrected: number;
  texts: string[];
}

export interface ModelSchema {
  installed_model: {
    id: GeneratedAlways<string>;
    task: ModelTask;
    /** Twelve hexadecimal digits over `source`, the bytes of the model's file. Null, as `source` is, where the shipped model judges again. */
    version: string | null;
    source: string | null;
    figures: ColumnType<Record<string, unknown>, string, never>;
    learnt_from: ColumnType<LearntFrom | Record<string, never>, string, never>;
    actor: string;
    at: Date;
  };
}
