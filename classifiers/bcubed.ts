/** BCubed: how well a grouping agrees with the true one, each item weighing the same (Bagga and Baldwin 1998). Pure. */
import { intervalOf } from './metrics.ts';

/** Of one item: how much of its group is of its event, and how much of its event is in its group. */
export interface ItemScore {
  precision: number;
  recall: number;
}

/** Precision, recall and F1 of a grouping, 0..1. */
export interface GroupingScore extends ItemScore {
  f1: number;
}

/** Each item's own precision and recall; `keys` and `truth` stand in the same order. */
export function scoreItems(keys: readonly string[], truth: readonly string[]): ItemScore[] {
  const found = countOf(keys);
  const real = countOf(truth);
  const shared = countOf(keys.map((key, at) => both(key, truth[at] ?? '')));
  return keys.map((key, at) => {
    const event = truth[at] ?? '';
    const common = shared.get(both(key, event)) ?? 0;
    return { precision: common / (found.get(key) ?? 1), recall: common / (real.get(event) ?? 1) };
  });
}

/** Scores a grouping; without items all is 0. */
export const bcubed = (keys: readonly string[], truth: readonly string[]): GroupingScore =>
  meanOf(scoreItems(keys, truth));

/** The middle 95% of the F1 over resamples of the true events: items of one event are no independent draws. */
export function intervalOfF1(keys: readonly string[], truth: readonly string[]): [number, number] {
  const scores = scoreItems(keys, truth);
  const events = [...new Set(truth)].map((event) => scores.filter((_, at) => truth[at] === event));
  return intervalOf(events.length, (sample) => meanOf(sample.flatMap((at) => events[at] ?? [])).f1);
}

function meanOf(scores: readonly ItemScore[]): GroupingScore {
  const mean = (figure: keyof ItemScore): number =>
    scores.reduce((sum, score) => sum + score[figure], 0) / Math.max(1, scores.length);
  const precision = mean('precision');
  const recall = mean('recall');
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

const both = (key: string, event: string): string => JSON.stringify([key, event]);

function countOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
