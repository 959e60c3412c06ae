import { MODEL_TASKS } from '../platform/schema-models.ts';

/** The tasks that `evaluate` measures: those a model is trained for, and the others, which are rules. */
export const TASKS = [...MODEL_TASKS, 'places', 'replies', 'cluster', 'redact'] as const;

export type Task = (typeof TASKS)[number];
