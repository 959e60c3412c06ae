/** Putting items of one event together: the cost of an item where many groups are known, beside few. */
import { createGrouper } from '../../classifiers/grouping-known.ts';
import type { Grouper } from '../../classifiers/grouping.ts';
import type { Bench } from './frame.ts';
import { letters } from './letters.ts';

const MANY = 3_000;
const FEW = 300;
const EACH = 200;

export const groupsBench: Bench = {
  name: 'groups',
  about: 'items put to those of their event',
  setUp: async () => {
    const { texts, data } = letters(MANY + EACH);
    const item = (n: number) => ({ title: '', text: texts[n % texts.length] ?? '', at: null });
    let key = 0;
    const knowing = (count: number): Grouper => {
      const grouper = createGrouper();
      for (let n = 0; n < count; n += 1) grouper.add(item(n), `known-${n}`);
      return grouper;
    };
    const adding = (grouper: Grouper) => () => {
      for (let n = 0; n < EACH; n += 1) grouper.add(item(MANY + n), `added-${(key += 1)}`);
      return EACH;
    };
    return {
      comparisons: [
        {
          what: `group an item among ${MANY}, beside among ${FEW}`,
          unit: 'items/s',
          data,
          goal: 'near 1: no scan',
          a: { name: `${MANY} known`, run: adding(knowing(MANY)) },
          b: { name: `${FEW} known`, run: adding(knowing(FEW)) },
        },
      ],
    };
  },
};
