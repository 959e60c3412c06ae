/** A small softmax regression over sparse features: fitted from the reply corpus, stored with one byte a weight. Pure. */
import { softmax } from '../../model.ts';

export type Features = ReadonlyMap<string, number>;

/** A text's features with the class it belongs to. */
export interface Sample {
  features: Features;
  label: string;
}

/** A model as stored; `weights` is Base64 of int8, feature by feature, class by class within one. */
export interface StoredLinear {
  classes: string[];
  features: string[];
  scale: number;
  weights: string;
}

/** Gives the probability of each class for a text's features. */
export type Predict = (features: Features) => Map<string, number>;

const EPOCHS = 60;
const RATE = 0.3;
/** Strong, because the corpus is small. */
const PENALTY = 5e-3;
/** A feature seen in fewer samples is dropped. */
const LEAST_SAMPLES = 2;

/** Fits by AdaGrad, one sample after the other in the same order each time: the same samples give the same bytes. */
export function fitLinear(samples: readonly Sample[], classes: readonly string[]): StoredLinear {
  const names = vocabulary(samples);
  const index = new Map(names.map((name, at) => [name, at]));
  const width = classes.length;
  const weights = new Float64Array(names.length * width);
  const squares = new Float64Array(names.length * width).fill(1e-6);
  const rows = samples.map(({ features, label }) => ({
    target: classes.indexOf(label),
    // A class of few samples counts for more: the square root goes half the way.
    balance: Math.sqrt(samples.length / width / samples.filter((other) => other.label === label).length),
    ids: [...features].flatMap(([name, value]) => {
      const at = index.get(name);
      return at === undefined ? [] : [{ at: at * width, value }];
    }),
  }));
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let turn = 0; turn < rows.length; turn += 1) {
      const row = rows[(turn * STRIDE + epoch) % rows.length];
      if (row) step(row, width, weights, squares);
    }
  }
  return pack(classes, names, weights);
}

/** Steps through the samples so that neighbours in the corpus (one letter's replies) come apart; a prime. */
const STRIDE = 7919;

function vocabulary(samples: readonly Sample[]): string[] {
  const counts = new Map<string, number>();
  for (const { features } of samples) for (const name of features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= LEAST_SAMPLES).map(([name]) => name);
  return kept.sort();
}

interface Row {
  target: number;
  balance: number;
  ids: { at: number; value: number }[];
}

function step({ target, balance, ids }: Row, width: number, weights: Float64Array, squares: Float64Array): void {
  const sums = new Array<number>(width).fill(0);
  for (const { at, value } of ids) for (let c = 0; c < width; c += 1) sums[c]! += weights[at + c]! * value;
  const errors = softmax(sums).map((p, c) => (p - (c === target ? 1 : 0)) * balance);
  for (const { at, value } of ids) {
    for (let c = 0; c < width; c += 1) {
      const gradient = errors[c]! * value + PENALTY * weights[at + c]!;
      squares[at + c]! += gradient * gradient;
      weights[at + c]! -= (RATE * gradient) / Math.sqrt(squares[at + c]!);
    }
  }
}

function pack(classes: readonly string[], names: string[], weights: Float64Array): StoredLinear {
  const top = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = Number((top / 127 || 1).toPrecision(6));
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  return { classes: [...classes], features: names, scale, weights: Buffer.from(bytes.buffer).toString('base64') };
}

/** Makes a stored model usable. */
export function readLinear({ classes, features, scale, weights }: StoredLinear): Predict {
  const index = new Map(features.map((name, at) => [name, at * classes.length]));
  const bytes = Int8Array.from(Buffer.from(weights, 'base64'));
  return (given) => {
    const sums = new Array<number>(classes.length).fill(0);
    for (const [name, value] of given) {
      const at = index.get(name);
      if (at !== undefined) for (let c = 0; c < classes.length; c += 1) sums[c]! += bytes[at + c]! * scale * value;
    }
    const shares = softmax(sums);
    return new Map(classes.map((name, c) => [name, shares[c] ?? 0]));
  };
}
