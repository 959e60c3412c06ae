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
