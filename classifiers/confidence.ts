/** How far a confidence can be believed, on texts of known labels. Pure. */

/** A verdict on a text: how sure it was, whether it was right, and whether it would have gone to a person. */
export interface Sureness {
  confidence: number;
  right: boolean;
  toPeople: boolean;
}

/** Texts of like confidence: what was said of them on average, and how many of them were right. */
export interface ConfidenceBin {
  texts: number;
  said: number;
  right: number;
}

/** `error`: the mean distance between said and right, weighed by texts; `kept`: of what does not go to people. */
export interface ConfidenceReport {
  error: number;
  bins: ConfidenceBin[];
  kept: { share: number; right: number };
}

export const BINS = 5;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const rightOf = (rows: readonly Sureness[]): number => meanOf(rows.map(({ right }) => (right ? 1 : 0)));

/** The calibration error over bins of equally many texts, in order of confidence (expected calibration error, equal mass). */
export function reportConfidence(rows: readonly Sureness[]): ConfidenceReport {
  const sorted = [...rows].sort((a, b) => a.confidence - b.confidence);
  const edge = (bin: number): number => Math.round((bin * sorted.length) / BINS);
  const bins = Array.from({ length: BINS }, (_, bin) => {
    const part = sorted.slice(edge(bin), edge(bin + 1));
    return { texts: part.length, said: meanOf(part.map(({ confidence }) => confidence)), right: rightOf(part) };
  });
  const error = bins.reduce((sum, { texts, said, right }) => sum + texts * Math.abs(said - right), 0);
  const kept = rows.filter(({ toPeople }) => !toPeople);
  return {
    error: error / Math.max(1, rows.length),
    bins,
    kept: { share: kept.length / Math.max(1, rows.length), right: rightOf(kept) },
  };
}
