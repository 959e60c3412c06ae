import { seeded } from './random.ts';

/** A prediction beside the truth; `accepted` are further labels an honest reader might give. */
export interface Judged {
  truth: string;
  accepted?: readonly string[];
  predicted: string;
}

/** Precision, recall and F1 of one label, all 0..1, with the number of items that truly bear it. */
export interface LabelScore {
  precision: number;
  recall: number;
  f1: number;
  support: number;
}

/** Scores by label and their macro average over the labels that occur. */
export interface Scores {
  labels: Record<string, LabelScore>;
  macroF1: number;
  accuracy: number;
}

/** Scores predictions. Where `lenient`, an accepted label counts as if it were the truth. */
export function score(rows: readonly Judged[], labels: readonly string[], lenient = false): Scores {
  const settled = rows.map((row) => ({
    predicted: row.predicted,
    truth: lenient && row.accepted?.includes(row.predicted) === true ? row.predicted : row.truth,
  }));
  const byLabel: Record<string, LabelScore> = {};
  for (const label of labels) {
    const support = settled.filter((row) => row.truth === label).length;
    const claimed = settled.filter((row) => row.predicted === label).length;
    const right = settled.filter((row) => row.truth === label && row.predicted === label).length;
    const precision = claimed === 0 ? 0 : right / claimed;
    const recall = support === 0 ? 0 : right / support;
    const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    if (support + claimed > 0) byLabel[label] = { precision, recall, f1, support };
  }
  const all = Object.values(byLabel);
  const macroF1 = all.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, all.length);
  const accuracy = settled.filter((row) => row.truth === row.predicted).length / Math.max(1, settled.length);
  return { labels: byLabel, macroF1, accuracy };
}

/** How often each truth was called what: `counts[truth][predicted]`. */
export function confusionOf(rows: readonly Judged[]): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const { truth, predicted } of rows) {
    const row = (counts[truth] ??= {});
    row[predicted] = (row[predicted] ?? 0) + 1;
  }
  return counts;
}

const RESAMPLES = 1000;

/** The middle 95% of a figure over resamples of the rows (bootstrap, seeded: the same rows give the same interval). */
export function intervalOf(rows: number, figure: (sample: readonly number[]) => number): [number, number] {
  if (rows === 0) return [0, 0];
  const next = seeded(20180712);
  const figures = Array.from({ length: RESAMPLES }, () =>
    figure(Array.from({ length: rows }, () => Math.floor(next() * rows))),
  ).sort((a, b) => a - b);
  const at = (share: number): number => figures[Math.floor(share * (RESAMPLES - 1))] ?? 0;
  return [at(0.025), at(0.975)];
}

/** Makes a figure over resamples: macro-F1 of single labels, counted once and summed quickly. */
export function macroF1Of(rows: readonly Judged[], labels: readonly string[], lenient = false) {
  const index = new Map(labels.map((label, at) => [label, at]));
  const settled = rows.map((row) => {
    const truth = lenient && row.accepted?.includes(row.predicted) === true ? row.predicted : row.truth;
    return { truth: index.get(truth) ?? -1, predicted: index.get(row.predicted) ?? -1 };
  });
  return (sample: readonly number[]): number => {
    const right = new Float64Array(labels.length);
    const named = new Float64Array(labels.length);
    for (const at of sample) {
      const { truth = -1, predicted = -1 } = settled[at] ?? {};
      if (truth >= 0) named[truth] = (named[truth] ?? 0) + 1;
      if (predicted >= 0) named[predicted] = (named[predicted] ?? 0) + 1;
      if (truth >= 0 && truth === predicted) right[truth] = (right[truth] ?? 0) + 1;
    }
    const occurring = [...named.keys()].filter((at) => (named[at] ?? 0) > 0);
    // F1 is twice the right ones over the sum of the claimed and the true ones.
    const sum = occurring.reduce((total, at) => total + (2 * (right[at] ?? 0)) / (named[at] ?? 1), 0);
    return sum / Math.max(1, occurring.length);
  };
}
