/** 推演: months of cases replayed against a draft, and how long it keeps everybody else waiting. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Change } from '../../server/organisation/changes/change.ts';
import { compareMatter } from '../../server/responsibility/what-if/compare.ts';
import { asked, type PastMatter, type World } from '../../server/responsibility/what-if/matter.ts';
import { replayCounted } from '../../server/responsibility/what-if/replay.ts';
import { pastMatters } from '../../server/responsibility/what-if/store.ts';
import { worldsWith } from '../../server/responsibility/what-if/world.ts';
import { clearMatters, placeMatters } from '../support/placed-matters.ts';
import type { Bench } from './frame.ts';
import { openBenchHouse, type BenchHouse } from './house.ts';

const CASES = 10_000;
const ROUNDS = 3;
const UNTIL = new Date('2026-11-20T04:00:00Z');
const SPAN = { since: new Date(0), until: UNTIL };

/** A duty given to another unit, an hour limit and a step limit cut. */
function draftFor({ rulebook, organisation }: World): Change[] {
  const [county] = organisation.counties();
  if (!county) throw new Error('the sample city has no county');
  const shorter = (id: string, data: object): Change => {
    const rule = rulebook.rule(id);
    return { kind: 'rule', profile: 'national', id, to: { ...rule, data: { ...rule.data, ...data } } as typeof rule };
  };
  const { code: territory } = county;
  return [
    { kind: 'duty', territory, subject: 'water_resources', to: [`${territory}:utilities`] },
    shorter('clock.respond', { amount: 36 }),
    shorter('step.drafting', { hours: 4 }),
  ];
}

async function measure({ app }: BenchHouse, before: World, after: World) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  const matters = pastMatters(app.db, null, SPAN);
  const done = await replayCounted({ matters, before, after, now: UNTIL, progress: async () => true });
  const seconds = (performance.now() - started) / 1000;
  delay.disable();
  if (done?.matters !== CASES) throw new Error(`${done?.matters} cases were replayed, not ${CASES}`);
  return { seconds, longest: delay.max / 1e6 };
}

async function read({ app }: BenchHouse): Promise<PastMatter[]> {
  const all: PastMatter[] = [];
  for await (const batch of pastMatters(app.db, null, SPAN)) all.push(...batch);
  return all;
}

export const whatIfBench: Bench = {
  name: 'what-if',
  about: 'past cases replayed against a draft',
  async setUp() {
    const house = await openBenchHouse();
    const { owner, parts } = house;
    const { rules } = parts;
    const account = await house.app.db.selectFrom('account').select('id').limit(1).executeTakeFirstOrThrow();
    const organisation = rules.organisation();
    await placeMatters(owner.db, CASES, { organisation, openedBy: account.id, until: UNTIL });
    const present = { organisation, rules: [] };
    const { before, after } = worldsWith(present, draftFor(worldsWith(present, []).before));
    const runs = [];
    for (let round = 0; round < ROUNDS; round += 1) runs.push(await measure(house, before, after));
    const all = await read(house);
    const [old, fresh] = [asked(before), asked(after)];
    const data = `${CASES} cases of the sample city`;
    return {
      figures: [
        { what: 'replay, read and compared', unit: 's', data, values: runs.map(({ seconds }) => seconds) },
        { what: 'longest wait of others', unit: 'ms', data, values: runs.map(({ longest }) => longest) },
      ],
      comparisons: [
        {
          what: 'compare under two worlds beside reading them',
          unit: 'cases/s',
          data,
          a: {
            name: 'compare',
            run: () => {
              for (const matter of all) compareMatter(matter, old, fresh, UNTIL);
              return all.length;
            },
          },
          b: { name: 'read', run: async () => (await read(house)).length },
        },
      ],
      close: () => clearMatters(owner.db),
    };
  },
};
