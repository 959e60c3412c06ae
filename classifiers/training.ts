/**
 * Fits linear models: for each class a support vector machine with squared hinge loss against all others, by dual
 * coordinate descent (Hsieh and others, 2008). The same samples and settings always give the same bytes.
 */
import { packWeight, RARITY_STEP, type StoredModel } from './model.ts';
import { seeded } from './random.ts';
import { rarityAmong, weigh, type Matrix, type Weighed } from './training-matrix.ts';

/** How a model is fitted. Every value has a default. */
export interface TrainingOptions {
  /** Most rounds over the samples. */
  rounds?: number;
  /** What a sample on the wrong side costs, beside the length of the weights. */
  cost?: number;
  /** How much dearer a sample of the class itself is than one of the others. */
  own?: number;
  /** A feature seen in fewer samples is dropped. */
  leastSamples?: number;
}

const DEFAULTS = { rounds: 12, cost: 3, own: 1.5, leastSamples: 2 } as const;
/** A round that moves no sample by more than this is the last. */
const STILL = 1e-3;
/** A feature whose weights are all smaller than this share of the class's greatest is not stored. */
const WORTH_STORING = 1 / 8;

/** What was fitted: per class a weight for each counted feature, then each dense one, then the bias. */
export interface Fitted {
  rarity: Float32Array;
  weights: Float64Array[];
}

/** Fits one machine a class on some rows. */
export function fit(
  matrix: Matrix,
  rows: readonly number[],
  labels: readonly string[],
  classes: readonly string[],
  options: TrainingOptions = {},
): Fitted {
  const settings = { ...DEFAULTS, ...options };
  const rarity = rarityAmong(matrix, rows, settings.leastSamples);
  const weighed = weigh(matrix, rows, rarity);
  const width = matrix.width + matrix.denseNames.length;
  const balance = balanceOf(rows.map((row) => labels[row] ?? ''));
  const weights = classes.map((name) => {
    const targets = Int8Array.from(rows, (row) => (labels[row] === name ? 1 : -1));
    const costs = Float64Array.from(rows, (row, nth) => {
      const own = targets[nth] === 1 ? settings.own : 1;
      return settings.cost * own * (balance.get(labels[row] ?? '') ?? 1);
    });
    return descend(weighed, { targets, costs }, width, settings.rounds);
  });
  return { rarity, weights };
}

/** How much a sample of each class weighs, so that a class of few samples counts nearly as much as one of many (square root: half the way). */
export function balanceOf(labels: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return new Map([...counts].map(([label, count]) => [label, Math.sqrt(labels.length / counts.size / count)]));
}

/** Dual coordinate descent for one class; the bias is a feature of value 1 behind the others. */
function descend(
  { starts, columns, values }: Weighed,
  { targets, costs }: { targets: Int8Array; costs: Float64Array },
  width: number,
  rounds: number,
): Float64Array {
  const count = targets.length;
  const weights = new Float64Array(width + 1);
  const pull = new Float64Array(count);
  const lengths = Float64Array.from({ length: count }, (_, row) => {
    let squares = 1;
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) squares += (values[at] ?? 0) ** 2;
    return squares;
  });
  const order = Int32Array.from({ length: count }, (_, row) => row);
  const next = seeded(20180712);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, next);
    let moved = 0;
    for (const row of order) {
      const target = targets[row] ?? 1;
      const slack = 0.5 / (costs[row] ?? 1);
      const from = starts[row] ?? 0;
      const to = starts[row + 1] ?? 0;
      let margin = weights[width] ?? 0;
      for (let at = from; at < to; at += 1) margin += (weights[columns[at] ?? 0] ?? 0) * (values[at] ?? 0);
      const old = pull[row] ?? 0;
      const gradient = margin * target - 1 + slack * old;
      const step = Math.max(0, old - gradient / ((lengths[row] ?? 1) + slack)) - old;
      if (step === 0) continue;
      pull[row] = old + step;
      const change = step * target;
      weights[width] = (weights[width] ?? 0) + change;
      for (let at = from; at < to; at += 1) {
        const column = columns[at] ?? 0;
        weights[column] = (weights[column] ?? 0) + change * (values[at] ?? 0);
      }
      moved = Math.max(moved, Math.abs(step));
    }
    if (moved < STILL) break;
  }
  return weights;
}

function shuffle(order: Int32Array, next: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
}

/** The margins of some rows, as the stored model would give them but for its rounding. */
export function marginsOf(matrix: Matrix, rows: readonly number[], { rarity, weights }: Fitted): Float64Array[] {
  const { starts, columns, values } = weigh(matrix, rows, rarity);
  return rows.map((_, nth) =>
    Float64Array.from(weights, (of) => {
      let margin = of.at(-1) ?? 0;
      for (let at = starts[nth] ?? 0; at < (starts[nth + 1] ?? 0); at += 1) {
        margin += (of[columns[at] ?? 0] ?? 0) * (values[at] ?? 0);
      }
      return margin;
    }),
  );
}

/** How margins become probabilities: see StoredModel. */
export interface Calibration {
  temperature: number;
  offsets: number[];
}

/** Makes what was fitted ready to be stored; features that move nothing are left out. */
export function pack(
  task: string,
  classes: readonly string[],
  matrix: Matrix,
  { rarity, weights }: Fitted,
  { temperature, offsets }: Calibration,
): StoredModel {
  const scales = weights.map((of) => Number((greatest(of) || 1).toPrecision(6)));
  const heavy = (column: number): boolean =>
    weights.some((of, c) => Math.abs(of[column] ?? 0) >= (scales[c] ?? 1) * WORTH_STORING);
  const named = Array.from({ length: matrix.width }, (_, column) => column)
    .filter((column) => (rarity[column] ?? 0) > 0 && heavy(column))
    .map((column) => ({ column, name: matrix.nameOf(column) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const stored = [...named.map(({ column }) => column), ...matrix.denseNames.map((_, at) => matrix.width + at)];
  const bytes = Int8Array.from(
    stored.flatMap((column) => weights.map((of, c) => packWeight(of[column] ?? 0, scales[c] ?? 1))),
  );
  const steps = Uint8Array.from(named, ({ column }) => Math.round((rarity[column] ?? 0) / RARITY_STEP));
  return {
    task,
    classes: [...classes],
    features: named.map(({ name }) => name).join('\n'),
    dense: matrix.denseNames.join('\n'),
    rarity: Buffer.from(steps.buffer).toString('base64'),
    weights: Buffer.from(bytes.buffer).toString('base64'),
    scales,
    bias: weights.map((of) => Number((of.at(-1) ?? 0).toFixed(4))),
    temperature,
    offsets,
  };
}

/** The greatest weight but for the bias. */
function greatest(weights: Float64Array): number {
  let top = 0;
  for (let at = 0; at + 1 < weights.length; at += 1) top = Math.max(top, Math.abs(weights[at] ?? 0));
  return top;
}
