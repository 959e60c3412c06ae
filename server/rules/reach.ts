/**
 * Which rules of a list can ever decide. Facts and values are finite, so every combination is tried; values that no condition tells
 * apart stand for one another. Pure.
 */
import { holds, type Condition } from './condition.ts';
import type { FactTable } from './facts.ts';

export interface Guard {
  id: string;
  when?: Condition | undefined;
}

export type Values = Readonly<Record<string, string>>;

/** One value for each set of values that all conditions treat alike. */
function representatives(fact: string, values: readonly string[], guards: readonly Guard[]): string[] {
  const byTreatment = new Map<string, string>();
  for (const value of values) {
    const treatment = guards.map(({ when }) => (when?.[fact]?.includes(value) === false ? '0' : '1')).join('');
    if (!byTreatment.has(treatment)) byTreatment.set(treatment, value);
  }
  return [...byTreatment.values()];
}

/** The same facts, with the values alone that a condition allows. */
export const narrowed = (facts: FactTable, when: Condition): FactTable =>
  Object.fromEntries(
    Object.entries(facts).map(([fact, { zh, values }]) => {
      const allowed = when[fact];
      return [fact, { zh, values: allowed ? only(values, allowed) : values }];
    }),
  );

const only = (values: Readonly<Record<string, string>>, allowed: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([value]) => allowed.includes(value)));

/** Every combination that the guards can tell apart, those left out that can't be. */
function* combinations(
  facts: FactTable,
  guards: readonly Guard[],
  impossible: readonly Condition[],
): Generator<Values> {
  const told = [...guards, ...impossible.map((when, at) => ({ id: `impossible ${at}`, when }))];
  const axes = Object.entries(facts)
    .filter(([fact]) => guards.some(({ when }) => when?.[fact] !== undefined))
    .map(([fact, { values }]) => ({ fact, values: representatives(fact, Object.keys(values), told) }));
  const values: Record<string, string> = {};
  const valueOf = (fact: string) => values[fact];
  const walk = function* (axis: number): Generator<Values> {
    const here = axes[axis];
    if (!here) {
      if (!impossible.some((when) => holds(when, valueOf))) yield { ...values };
      return;
    }
    for (const value of here.values) {
      values[here.fact] = value;
      yield* walk(axis + 1);
    }
  };
  yield* walk(0);
}

export interface Decision<G extends Guard> {
  values: Values;
  /** All that hold, in their order. */
  matching: readonly G[];
  /** The first of them. */
  by: G | undefined;
}

/** What every possible combination of values comes to. */
export function* decisions<G extends Guard>(
  facts: FactTable,
  guards: readonly G[],
  impossible: readonly Condition[],
): Generator<Decision<G>> {
  for (const values of combinations(facts, guards, impossible)) {
    const matching = guards.filter(({ when }) => holds(when, (fact) => values[fact]));
    yield { values, matching, by: matching[0] };
  }
}

export interface Reach<G extends Guard> {
  decided: Decision<G>[];
  /** Guards whose condition no combination fulfils. */
  impossible: G[];
  /** Guards that are fulfilled somewhere, but always after another; with the ids of those others. */
  shadowed: { guard: G; by: string[] }[];
}

/** What a list of guards, first match wins, comes to. */
export function reachOf<G extends Guard>(
  facts: FactTable,
  guards: readonly G[],
  impossible: readonly Condition[],
): Reach<G> {
  const fulfilled = new Map<G, Set<string>>(guards.map((guard) => [guard, new Set()]));
  const deciding = new Set<G>();
  const decided: Decision<G>[] = [];
  for (const decision of decisions(facts, guards, impossible)) {
    const { by, matching } = decision;
    decided.push(decision);
    if (by) deciding.add(by);
    for (const guard of matching) if (by) fulfilled.get(guard)?.add(by.id);
  }
  const silent = guards.filter((guard) => !deciding.has(guard));
  return {
    decided,
    impossible: silent.filter((guard) => fulfilled.get(guard)?.size === 0),
    shadowed: silent
      .filter((guard) => fulfilled.get(guard)?.size !== 0)
      .map((guard) => ({ guard, by: [...(fulfilled.get(guard) ?? [])] })),
  };
}
