/** Reports on stretches found in texts beside those that should be found. Pure. */
import { intervalOf } from './metrics.ts';

/** A stretch of a kind: UTF-16 offsets, `end` exclusive. */
export interface TypedSpan {
  type: string;
  start: number;
  end: number;
}

/** What should be found in a text, and what was. */
export interface JudgedSpans {
  truth: readonly TypedSpan[];
  predicted: readonly TypedSpan[];
}

export interface Rates {
  precision: number;
  recall: number;
  f1: number;
}

/** `exact`: the very stretch and kind; `overlap`: any unit in common with one of the same kind. */
export interface SpanScore {
  exact: Rates;
  overlap: Rates;
  /** The middle 95% of a bootstrap over texts, of the exact F1. */
  interval: [number, number];
  /** How many stretches there truly are. */
  support: number;
}

/**
 * Of stretches in texts. `all` counts every kind together; `whole` is the share of texts with the very stretches;
 * `falseAlarms` the share of texts without any that were given one, null where there are none.
 */
export interface SpanReport {
  used: number;
  all: SpanScore;
  whole: number;
  falseAlarms: number | null;
  types: Record<string, SpanScore>;
}

/** What is counted of one text: true ones, claimed ones, exact hits, true ones overlapped, claimed ones that overlap. */
type Counts = readonly [wanted: number, claimed: number, hit: number, touched: number, touching: number];

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const isSame = (a: TypedSpan, b: TypedSpan): boolean => a.type === b.type && a.start === b.start && a.end === b.end;
const overlaps = (a: TypedSpan, b: TypedSpan): boolean => a.type === b.type && a.start < b.end && b.start < a.end;

function countsOf(truth: readonly TypedSpan[], predicted: readonly TypedSpan[]): Counts {
  return [
    truth.length,
    predicted.length,
    predicted.filter((span) => truth.some((one) => isSame(span, one))).length,
    truth.filter((one) => predicted.some((span) => overlaps(span, one))).length,
    predicted.filter((span) => truth.some((one) => overlaps(span, one))).length,
  ];
}

const f1Of = (precision: number, recall: number): number => ratio(2 * precision * recall, precision + recall);

function ratesOf(precision: number, recall: number): Rates {
  return { precision, recall, f1: f1Of(precision, recall) };
}

function scoreOf(rows: readonly Counts[]): SpanScore {
  const sum = (at: 0 | 1 | 2 | 3 | 4): number => rows.reduce((total, row) => total + row[at], 0);
  const [wanted, claimed, hit, touched, touching] = [sum(0), sum(1), sum(2), sum(3), sum(4)];
  // F1 is twice the hits over the true and the claimed ones.
  const sampled = (sample: readonly number[]): number => {
    let hits = 0;
    let both = 0;
    for (const at of sample) {
      const row = rows[at];
      if (!row) continue;
      hits += row[2];
      both += row[0] + row[1];
    }
    return ratio(2 * hits, both);
  };
  return {
    exact: ratesOf(ratio(hit, claimed), ratio(hit, wanted)),
    overlap: ratesOf(ratio(touching, claimed), ratio(touched, wanted)),
    interval: intervalOf(rows.length, sampled),
    support: wanted,
  };
}

/** Reports on stretches; `known` gives the order of their kinds, those that do not occur are left out. */
export function reportSpans(rows: readonly JudgedSpans[], known: readonly string[]): SpanReport {
  const all = rows.map(({ truth, predicted }) => countsOf(truth, predicted));
  const types: Record<string, SpanScore> = {};
  for (const type of known) {
    const ofType = (span: TypedSpan): boolean => span.type === type;
    const counts = rows.map(({ truth, predicted }) => countsOf(truth.filter(ofType), predicted.filter(ofType)));
    if (counts.some(([wanted, claimed]) => wanted + claimed > 0)) types[type] = scoreOf(counts);
  }
  const clean = all.filter(([wanted]) => wanted === 0);
  const whole = all.filter(([wanted, claimed, hit]) => wanted === hit && claimed === hit);
  return {
    used: rows.length,
    all: scoreOf(all),
    whole: ratio(whole.length, rows.length),
    falseAlarms: clean.length === 0 ? null : ratio(clean.filter(([, claimed]) => claimed > 0).length, clean.length),
    types,
  };
}
