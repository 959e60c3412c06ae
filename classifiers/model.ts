import type { FeatureCounts } from './feature-counts.ts';
import { hashesOf } from './feature-hash.ts';
import { FeatureIndex } from './feature-index.ts';
import { countsBy, type Reading } from './reading.ts';

/** A linear model as stored. Weights are one byte each, on a square-root scale, so that small ones keep their shade. */
export interface StoredModel {
  task: string;
  classes: string[];
  /** Names of counted features joined by a line feed, in the order of their weights; those of the dense ones follow. */
  features: string;
  dense: string;
  /** Base64: how rare each counted feature is (inverse document frequency), in steps of `RARITY_STEP`. */
  rarity: string;
  /** Base64 of int8 weights, feature by feature, class by class within one. */
  weights: string;
  /** The greatest weight of each class. */
  scales: number[];
  bias: number[];
  /** Margins to probabilities: divided by `temperature`, each class moved by its `offset`, then softmax. */
  temperature: number;
  offsets: number[];
}

/** One step of the stored rarity. */
export const RARITY_STEP = 0.05;

/** A linear model ready for use. */
export interface LinearModel {
  readonly classes: readonly string[];
  /** Numbers features, of this model alone or of several; `rowOf` gives the model's own row of a number, -1 for none. */
  readonly index: FeatureIndex;
  readonly rowOf: Int32Array;
  /** Number of counted features: the rows of the dense ones follow them. */
  readonly counted: number;
  readonly rarity: Float32Array;
  /** Of counted features, then of dense ones; `classes.length` for each. */
  readonly weights: Float32Array;
  readonly denseNames: readonly string[];
  readonly bias: readonly number[];
  readonly temperature: number;
  readonly offsets: number[];
}

/** Raised where a stored model is damaged: counts that do not agree. */
export class ModelFormatError extends Error {
  override readonly name = 'ModelFormatError';
}

/** The features of the shipped models, which read the same texts. */
export const SHIPPED_FEATURES = new FeatureIndex(1 << 15);

const WHOLE = 127;

/** A weight as a byte of its class's scale, and back. */
export const packWeight = (weight: number, scale: number): number =>
  Math.round(Math.sign(weight) * Math.sqrt(Math.abs(weight) / scale) * WHOLE);
const unpackWeight = (byte: number, scale: number): number => Math.sign(byte) * (byte / WHOLE) ** 2 * scale;

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');
const linesOf = (text: string): string[] => (text === '' ? [] : text.split('\n'));

/**
 * Makes a stored model usable. Models that read the same texts may share an index, so that a text's features are looked up once for all
 * of them. Throws ModelFormatError where its parts do not agree.
 */
export function parseModel(stored: StoredModel, index = new FeatureIndex()): LinearModel {
  const names = linesOf(stored.features);
  const denseNames = linesOf(stored.dense);
  const bytes = bytesOf(stored.weights);
  const rarity = Float32Array.from(bytesOf(stored.rarity), (step) => step * RARITY_STEP);
  const width = stored.classes.length;
  const perClass = [stored.scales, stored.bias, stored.offsets];
  if (
    bytes.length !== (names.length + denseNames.length) * width ||
    rarity.length !== names.length ||
    perClass.some(({ length }) => length !== width)
  ) {
    throw new ModelFormatError(`${stored.task}: ${names.length} features, ${width} classes, ${bytes.length} weights`);
  }
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const weights = Float32Array.from(signed, (byte, at) => unpackWeight(byte, stored.scales[at % width] ?? 0));
  const { classes, bias, temperature, offsets } = stored;
  const rowOf = rowsByNumber(names, index);
  return { classes, index, rowOf, counted: names.length, rarity, weights, denseNames, bias, temperature, offsets };
}

function rowsByNumber(names: readonly string[], index: FeatureIndex): Int32Array {
  const numbers = names.map((name) => {
    const { key, check } = hashesOf(name);
    return index.add(key, check);
  });
  const rows = new Int32Array(index.size).fill(-1);
  numbers.forEach((number, row) => (rows[number] = row));
  return rows;
}

/** What a model says of one text, and through which of its features: the first `known` entries count. */
export interface Scored {
  margins: Float64Array;
  known: number;
  /** Places of known features among those counted, their rows, and what they weigh in this text. */
  places: Int32Array;
  rows: Int32Array;
  values: Float64Array;
}

/** A text's dense features beside what a model makes of it: all that its verdict can be traced to. */
export interface Scoring {
  model: LinearModel;
  dense: Float64Array;
  scored: Scored;
}

/** A counted feature's weight in a text before its vector is scaled to length 1. */
export const damped = (count: number): number => (count === 1 ? 1 : 1 + Math.log(count));

/** One margin per class, in the order of `model.classes`; linear in the number of features. */
export function scoreText(model: LinearModel, reading: Reading, dense: Float64Array): Scored {
  const scored = knownFeatures(model, countsBy(model.index, reading));
  const { margins, known, rows, values } = scored;
  for (let at = 0; at < known; at += 1) addRow(margins, model.weights, rows[at] ?? 0, values[at] ?? 0);
  for (let at = 0; at < dense.length; at += 1) {
    const value = dense[at] ?? 0;
    if (value !== 0) addRow(margins, model.weights, model.counted + at, value);
  }
  return scored;
}

/** The features that a model knows of a text, weighed and scaled to length 1, beside margins that hold the bias alone. */
function knownFeatures({ rowOf, rarity, bias }: LinearModel, counts: FeatureCounts): Scored {
  const places = new Int32Array(counts.size);
  const rows = new Int32Array(counts.size);
  const values = new Float64Array(counts.size);
  let known = 0;
  let squares = 0;
  for (let at = 0; at < counts.size; at += 1) {
    // A model read before others that share its index knows none of the later numbers.
    const row = rowOf[counts.numbers[at] ?? 0] ?? -1;
    if (row < 0) continue;
    const value = damped(counts.counts[at] ?? 1) * (rarity[row] ?? 0);
    places[known] = at;
    rows[known] = row;
    values[known] = value;
    known += 1;
    squares += value * value;
  }
  const norm = 1 / (Math.sqrt(squares) || 1);
  for (let at = 0; at < known; at += 1) values[at] = (values[at] ?? 0) * norm;
  return { margins: Float64Array.from(bias), known, places, rows, values };
}

function addRow(margins: Float64Array, weights: Float32Array, row: number, value: number): void {
  const width = margins.length;
  for (let c = 0, at = row * width; c < width; c += 1, at += 1) {
    margins[c] = (margins[c] as number) + (weights[at] as number) * value;
  }
}

/** Probabilities (they sum to 1) from values divided by a temperature. */
export function softmax(values: ArrayLike<number>, temperature = 1): number[] {
  let top = -Infinity;
  for (let at = 0; at < values.length; at += 1) top = Math.max(top, values[at] ?? 0);
  const powers = Array.from(values, (value) => Math.exp((value - top) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** Calibrated probability of each class, in the order of `model.classes`. */
export const probabilitiesOf = (model: LinearModel, margins: Float64Array): number[] =>
  softmax(Array.from(margins, (margin, c) => margin / model.temperature + (model.offsets[c] ?? 0)));
