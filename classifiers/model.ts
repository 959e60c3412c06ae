import type { Features } from './features.ts';

/** A linear model as stored: one weight per feature and class, one byte each, scaled per class. */
export interface StoredModel {
  task: string;
  classes: string[];
  /** Feature names joined by a line feed, in the order of the weights. */
  features: string;
  /** Base64 of int8 weights, feature by feature, class by class within one. */
  weights: string;
  /** What one step of a class's int8 weights is worth. */
  scales: number[];
  bias: number[];
  /** Divides the logits so that the probabilities are calibrated. */
  temperature: number;
}

/** A linear model ready for use. */
export interface LinearModel {
  readonly classes: readonly string[];
  readonly index: ReadonlyMap<string, number>;
  readonly weights: Int8Array;
  readonly scales: readonly number[];
  readonly bias: readonly number[];
  readonly temperature: number;
}

/** Raised where a stored model is damaged: counts that do not agree. */
export class ModelFormatError extends Error {
  override readonly name = 'ModelFormatError';
}

/** Makes a stored model usable. Throws ModelFormatError where its parts do not agree. */
export function parseModel(stored: StoredModel): LinearModel {
  const names = stored.features.split('\n');
  const bytes = Buffer.from(stored.weights, 'base64');
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const classes = stored.classes.length;
  if (weights.length !== names.length * classes || stored.scales.length !== classes || stored.bias.length !== classes) {
    throw new ModelFormatError(
      `${stored.task}: ${names.length} features, ${classes} classes, ${weights.length} weights`,
    );
  }
  const index = new Map(names.map((name, at) => [name, at]));
  const { scales, bias, temperature } = stored;
  return { classes: stored.classes, index, weights, scales, bias, temperature };
}

/** The weight of a feature for a class; 0 for a feature the model does not know. */
export function weightOf(model: LinearModel, feature: string, classAt: number): number {
  const at = model.index.get(feature);
  if (at === undefined) return 0;
  return (model.weights[at * model.classes.length + classAt] ?? 0) * (model.scales[classAt] ?? 0);
}

/** One logit per class, in the order of `model.classes`. */
export function logits(model: LinearModel, features: Features): number[] {
  const count = model.classes.length;
  const sums = new Array<number>(count).fill(0);
  for (const [name, value] of features) {
    const at = model.index.get(name);
    if (at === undefined) continue;
    for (let c = 0; c < count; c += 1) sums[c] = (sums[c] ?? 0) + (model.weights[at * count + c] ?? 0) * value;
  }
  return sums.map((sum, c) => sum * (model.scales[c] ?? 0) + (model.bias[c] ?? 0));
}

/** Probabilities (they sum to 1) from logits divided by a temperature. */
export function softmax(values: readonly number[], temperature = 1): number[] {
  const top = Math.max(...values);
  const powers = values.map((value) => Math.exp((value - top) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** Calibrated probability of each class. */
export function predict(model: LinearModel, features: Features): Map<string, number> {
  const probabilities = softmax(logits(model, features), model.temperature);
  return new Map(model.classes.map((name, c) => [name, probabilities[c] ?? 0]));
}
