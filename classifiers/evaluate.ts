/** Reports on predictions beside the truth: of one label each, and of sets of labels. Pure. */
import type { ConfidenceReport } from './confidence.ts';
import { confusionOf, intervalOf, macroF1Of, score, type Judged, type LabelScore } from './metrics.ts';

/** The middle 95% of a bootstrap. */
type Interval = [number, number];

/** Of texts with one label each. `lenient` counts the labels an honest reader might also give; null where none were given. */
export interface LabelReport {
  used: number;
  macroF1: number;
  interval: Interval;
  accuracy: number;
  lenient: { macroF1: number; interval: Interval; accuracy: number } | null;
  labels: Record<string, LabelScore>;
  confusion: Record<string, Record<string, number>>;
  /** How far the confidence can be believed; absent where none was given. */
  confidence?: ConfidenceReport;
}

/** Stands for any prediction that is none of a file's own labels. */
export const OTHER = 'other';

/** Reports on single labels; `known` gives their order, others that occur follow. `other` is no label: it is not averaged. */
export function reportLabels(rows: readonly Judged[], known: readonly string[]): LabelReport {
  const occurring = new Set(rows.flatMap(({ truth, predicted }) => [truth, predicted]));
  const labels = [...known, ...[...occurring].filter((label) => !known.includes(label) && label !== OTHER).sort()];
  const strict = score(rows, labels);
  const forgiving = rows.some(({ accepted }) => (accepted?.length ?? 0) > 0);
  const soft = forgiving ? score(rows, labels, true) : null;
  return {
    used: rows.length,
    macroF1: strict.macroF1,
    interval: intervalOf(rows.length, macroF1Of(rows, labels)),
    accuracy: strict.accuracy,
    lenient: soft && {
      macroF1: soft.macroF1,
      interval: intervalOf(rows.length, macroF1Of(rows, labels, true)),
      accuracy: soft.accuracy,
    },
    labels: strict.labels,
    confusion: confusionOf(rows),
  };
}

/** What of a set was found: of `truth` labels, `found` were named; of `predicted` ones, `right` were meant. */
export interface JudgedSet {
  truth: readonly string[];
  predicted: readonly string[];
}

/**
 * Of texts with any number of labels. `micro` counts all labels together; `exact` is the share of texts with the very set;
 * `falseAlarms` the share of texts without a label that were given one, null where there are none.
 */
export interface SetReport {
  used: number;
  macroF1: number;
  interval: Interval;
  micro: { precision: number; recall: number; f1: number };
  exact: number;
  falseAlarms: number | null;
  labels: Record<string, LabelScore>;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function scoreOf(claimed: number, right: number, support: number): LabelScore {
  const precision = ratio(right, claimed);
  const recall = ratio(right, support);
  return { precision, recall, f1: ratio(2 * right, claimed + support), support };
}

/** Scores the labels of sets one by one. */
function scoreSets(rows: readonly JudgedSet[], known: readonly string[]): Record<string, LabelScore> {
  const occurring = new Set(rows.flatMap(({ truth, predicted }) => [...truth, ...predicted]));
  const labels = [...known, ...[...occurring].filter((label) => !known.includes(label)).sort()];
  const scores: Record<string, LabelScore> = {};
  for (const label of labels.filter((one) => occurring.has(one))) {
    const claimed = rows.filter(({ predicted }) => predicted.includes(label));
    const right = claimed.filter(({ truth }) => truth.includes(label)).length;
    const support = rows.filter(({ truth }) => truth.includes(label)).length;
    scores[label] = scoreOf(claimed.length, right, support);
  }
  return scores;
}

const macroOf = (scores: Record<string, LabelScore>): number => {
  const all = Object.values(scores);
  return ratio(
    all.reduce((sum, { f1 }) => sum + f1, 0),
    all.length,
  );
};

/** Reports on sets of labels. */
export function reportSets(rows: readonly JudgedSet[], known: readonly string[]): SetReport {
  const labels = scoreSets(rows, known);
  const claimed = rows.reduce((sum, { predicted }) => sum + predicted.length, 0);
  const support = rows.reduce((sum, { truth }) => sum + truth.length, 0);
  const right = rows.reduce(
    (sum, { truth, predicted }) => sum + predicted.filter((one) => truth.includes(one)).length,
    0,
  );
  const { precision, recall, f1 } = scoreOf(claimed, right, support);
  const clean = rows.filter(({ truth }) => truth.length === 0);
  const same = ({ truth, predicted }: JudgedSet): boolean =>
    truth.length === predicted.length && truth.every((one) => predicted.includes(one));
  const sampled = (at: readonly number[]): JudgedSet[] => at.flatMap((one) => rows[one] ?? []);
  return {
    used: rows.length,
    macroF1: macroOf(labels),
    interval: intervalOf(rows.length, (sample) => macroOf(scoreSets(sampled(sample), known))),
    micro: { precision, recall, f1 },
    exact: ratio(rows.filter(same).length, rows.length),
    falseAlarms:
      clean.length === 0 ? null : ratio(clean.filter(({ predicted }) => predicted.length > 0).length, clean.length),
    labels,
  };
}

/** Texts whose places were found: `named` are the places of the truth, `found` how many of them; `right` of `predicted` were meant. */
export interface JudgedPlaces {
  named: number;
  found: number;
  predicted: number;
  right: number;
}

/** Of places, which have no fixed set of labels. `exact`: texts where all and nothing else was found. */
export interface PlacesReport {
  used: number;
  precision: number;
  recall: number;
  f1: number;
  interval: Interval;
  exact: number;
  falseAlarms: number | null;
}

/** Reports on places. */
export function reportPlaces(rows: readonly JudgedPlaces[]): PlacesReport {
  const figures = (of: readonly JudgedPlaces[]): { precision: number; recall: number; f1: number } => {
    const sum = (pick: (row: JudgedPlaces) => number): number => of.reduce((total, row) => total + pick(row), 0);
    const precision = ratio(
      sum(({ right }) => right),
      sum(({ predicted }) => predicted),
    );
    const recall = ratio(
      sum(({ found }) => found),
      sum(({ named }) => named),
    );
    return { precision, recall, f1: ratio(2 * precision * recall, precision + recall) };
  };
  const clean = rows.filter(({ named }) => named === 0);
  const whole = rows.filter(({ named, found, predicted, right }) => named === found && predicted === right);
  return {
    used: rows.length,
    ...figures(rows),
    interval: intervalOf(rows.length, (sample) => figures(sample.flatMap((at) => rows[at] ?? [])).f1),
    exact: ratio(whole.length, rows.length),
    falseAlarms: clean.length === 0 ? null : ratio(clean.filter(({ predicted }) => predicted > 0).length, clean.length),
  };
}
