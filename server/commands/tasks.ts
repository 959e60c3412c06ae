/** The tasks that `evaluate` measures, and those a model is trained for; the others are rules. */
export const MODEL_TASKS = ['category', 'subject'] as const;
export const TASKS = [...MODEL_TASKS, 'places', 'replies', 'cluster', 'redact'] as const;

export type Task = (typeof TASKS)[number];
export type ModelTask = (typeof MODEL_TASKS)[number];
