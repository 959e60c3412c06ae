/**
 * Measures two ways of doing one thing beside each other: A and B take turns in the same run, so that whatever else the machine does
 * falls on both. What counts is the ratio; the rates are of this machine on this day. Nothing is asserted.
 */

/** One way. `prepare` makes ready what a round needs and is not timed; `run` does the work and says how many units it did. */
export interface Side {
  name: string;
  prepare?: () => unknown;
  run: () => number | Promise<number>;
}

/** Ours (`a`) beside the other (`b`). */
export interface Comparison {
  what: string;
  unit: string;
  /** What it was measured on. */
  data: string;
  /** The ratio worth having, in words. */
  goal?: string;
  a: Side;
  b: Side;
}

/** A figure that has nothing beside it. */
export interface Figure {
  what: string;
  unit: string;
  data: string;
  values: number[];
}

/** What a bench has made ready: comparisons still to be run, figures already taken, and how to clear away. */
export interface Ready {
  comparisons?: Comparison[];
  figures?: Figure[];
  close?: () => Promise<void>;
}

export interface Bench {
  name: string;
  about: string;
  setUp: () => Promise<Ready>;
}

/** Median with the least and the most. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

export interface Result {
  bench: string;
  what: string;
  unit: string;
  data: string;
  goal: string | null;
  a: Spread & { name: string };
  b: (Spread & { name: string }) | null;
  ratio: Spread | null;
}

export const ROUNDS = 5;

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
  return { median, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
}

/** Units a second of one round. */
async function rateOf(side: Side): Promise<number> {
  await side.prepare?.();
  const before = performance.now();
  const units = await side.run();
  return units / ((performance.now() - before) / 1000);
}

/** Runs a comparison: one round of each that does not count, then rounds in turns, begun by each side in turn. */
export async function compare(bench: string, comparison: Comparison, rounds = ROUNDS): Promise<Result> {
  const { what, unit, data, goal, a, b } = comparison;
  await rateOf(a);
  await rateOf(b);
  const rates: { a: number; b: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await rateOf(a);
      rates.push({ a: first, b: await rateOf(b) });
    } else {
      const first = await rateOf(b);
      rates.push({ a: await rateOf(a), b: first });
    }
  }
  return {
    bench,
    what,
    unit,
    data,
    goal: goal ?? null,
    a: { name: a.name, ...spreadOf(rates.map((rate) => rate.a)) },
    b: { name: b.name, ...spreadOf(rates.map((rate) => rate.b)) },
    ratio: spreadOf(rates.map((rate) => rate.a / rate.b)),
  };
}

/** A figure as a result. */
export const resultOf = (bench: string, { what, unit, data, values }: Figure): Result => ({
  bench,
  what,
  unit,
  data,
  goal: null,
  a: { name: 'huiying', ...spreadOf(values) },
  b: null,
  ratio: null,
});
