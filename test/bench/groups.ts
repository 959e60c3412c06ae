/** Putting items of one event together: the cost of an item where many groups are open, beside few, and the memory they take. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Grouper } from '../../classifiers/grouping/grouper.ts';
import { createGrouper } from '../../classifiers/grouping/known.ts';
import type { Bench } from './frame.ts';
import { inventedMatters, type Matter } from './matters.ts';

const MANY = 100_000;
const FEW = 1_000;
const EACH = 400;
const MEGABYTE = 2 ** 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes that are still held when all that is not is given back. */
function held(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / MEGABYTE;
}

/** A grouper with so many open groups: each matter opens its own, as after a start. */
function knowing(count: number): Grouper {
  const grouper = createGrouper({ capacity: MANY });
  for (const [n, matter] of inventedMatters(count, count).entries()) grouper.restore(matter, `known-${n}`);
  return grouper;
}

/** New matters at each round, the same for both sides: what was added once would be found again. */
function adding(grouper: Grouper): { prepare: () => void; run: () => number } {
  let round = 0;
  let matters: Matter[] = [];
  return {
    prepare: () => {
      round += 1;
      matters = inventedMatters(EACH, round);
    },
    run: () => {
      for (const [n, matter] of matters.entries()) grouper.add(matter, `added-${round}-${n}`);
      return EACH;
    },
  };
}

export const groupsBench: Bench = {
  name: 'groups',
  about: 'items put to those of their event',
  setUp: async () => {
    const few = knowing(FEW);
    const before = held();
    const begun = performance.now();
    const many = knowing(MANY);
    const seconds = (performance.now() - begun) / 1000;
    const memory = held() - before;
    const data = 'invented matters of their own places';
    return {
      comparisons: [
        {
          what: `group an item among ${MANY}, beside among ${FEW}`,
          unit: 'items/s',
          data,
          goal: 'above 0.5: no scan',
          a: { name: `${MANY} open`, ...adding(many) },
          b: { name: `${FEW} open`, ...adding(few) },
        },
      ],
      figures: [
        { what: `memory of ${MANY} open groups`, unit: 'MB', data, values: [memory] },
        { what: `begin with ${MANY} open groups`, unit: 's', data, values: [seconds] },
      ],
    };
  },
};
