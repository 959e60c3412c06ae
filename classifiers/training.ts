import type { Features } from './features.ts';
import type { StoredModel } from './model.ts';
import { softmax } from './model.ts';
import { seeded } from './random.ts';

/** A text as features, with the class it belongs to. */
export interface Sample {
  features: Features;
  label: string;
}

/** How a model is fitted. Every value has a default; the same samples and settings always give the same bytes. */
export interface TrainingOptions {
  epochs?: number;
  /** Step of AdaGrad. */
  rate?: number;
  /** L2 penalty on the weights. */
  penalty?: number;
  /** A feature seen in fewer samples is dropped. */
  leastSamples?: number;
}

const DEFAULTS = { epochs: 60, rate: 0.3, penalty: 2e-5, leastSamples: 2 } as const;

function shuffled(count: number, next: () => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

function vocabulary(samples: readonly Sample[], least: number): string[] {
  const counts = new Map<string, number>();
  for (const { features } of samples) for (const name of features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= least)
    .map(([name]) => name)
    .sort();
}

/** Weights so that a class of few samples counts as much as one of many (square root: half the way). */
function classWeights(samples: readonly Sample[], classes: readonly string[]): number[] {
  const counts = classes.map((name) => samples.filter((sample) => sample.label === name).length);
  return counts.map((count) => Math.sqrt(samples.length / classes.length / Math.max(1, count)));
}

/** Fits a softmax regression (AdaGrad over sparse features) and packs it for storage, temperature 1. */
export function fit(
  task: string,
  samples: readonly Sample[],
  classes: readonly string[],
  options: TrainingOptions = {},
): StoredModel {
  const { epochs, rate, penalty, leastSamples } = { ...DEFAULTS, ...options };
  const names = vocabulary(samples, leastSamples);
  const index = new Map(names.map((name, at) => [name, at]));
  const width = classes.length;
  const weights = new Float64Array(names.length * width);
  const squares = new Float64Array(names.length * width).fill(1e-6);
  const bias = new Float64Array(width);
  const balance = classWeights(samples, classes);
  const rows = samples.map(({ features, label }) => ({
    ids: [...features].flatMap(([name, value]) => (index.has(name) ? [{ at: index.get(name) ?? 0, value }] : [])),
    target: classes.indexOf(label),
  }));
  const next = seeded(20180712);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const at of shuffled(rows.length, next)) {
      const row = rows[at];
      if (row !== undefined) step(row, { weights, squares, bias, width, rate, penalty, balance });
    }
  }
  return pack(task, classes, names, weights, [...bias]);
}

interface Row {
  ids: { at: number; value: number }[];
  target: number;
}

interface State {
  weights: Float64Array;
  squares: Float64Array;
  bias: Float64Array;
  width: number;
  rate: number;
  penalty: number;
  balance: readonly number[];
}

function step(row: Row, state: State): void {
  const { weights, squares, bias, width, rate, penalty, balance } = state;
  const sums = Array.from(bias);
  for (const { at, value } of row.ids) {
    for (let c = 0; c < width; c += 1) sums[c] = (sums[c] ?? 0) + (weights[at * width + c] ?? 0) * value;
  }
  const errors = softmax(sums).map((p, c) => (p - (c === row.target ? 1 : 0)) * (balance[row.target] ?? 1));
  for (let c = 0; c < width; c += 1) bias[c] = (bias[c] ?? 0) - 0.01 * (errors[c] ?? 0);
  for (const { at, value } of row.ids) {
    for (let c = 0; c < width; c += 1) {
      const i = at * width + c;
      const gradient = (errors[c] ?? 0) * value + penalty * (weights[i] ?? 0);
      squares[i] = (squares[i] ?? 0) + gradient * gradient;
      weights[i] = (weights[i] ?? 0) - (rate * gradient) / Math.sqrt(squares[i] ?? 1);
    }
  }
}

function pack(
  task: string,
  classes: readonly string[],
  names: readonly string[],
  weights: Float64Array,
  bias: number[],
): StoredModel {
  const width = classes.length;
  const scales = classes.map((_, c) => {
    let top = 0;
    for (let i = c; i < weights.length; i += width) top = Math.max(top, Math.abs(weights[i] ?? 0));
    return Number((top / 127 || 1).toPrecision(6));
  });
  const bytes = Int8Array.from(weights, (weight, i) => Math.round(weight / (scales[i % width] ?? 1)));
  return {
    task,
    classes: [...classes],
    features: names.join('\n'),
    weights: Buffer.from(bytes.buffer).toString('base64'),
    scales,
    bias: bias.map((value) => Number(value.toFixed(4))),
    temperature: 1,
  };
}

/** One held-out prediction: the logits of a model that never saw the sample, and its true class. */
export interface HeldOut {
  logits: number[];
  target: number;
}

/** The temperature (0.3 to 5) under which held-out probabilities have the least log loss. */
export function calibrate(heldOut: readonly HeldOut[]): number {
  let best = { temperature: 1, loss: Infinity };
  for (let step = 3; step <= 50; step += 1) {
    const temperature = step / 10;
    let loss = 0;
    for (const { logits, target } of heldOut)
      loss -= Math.log(Math.max(1e-12, softmax(logits, temperature)[target] ?? 0));
    if (loss < best.loss) best = { temperature, loss };
  }
  return best.temperature;
}
