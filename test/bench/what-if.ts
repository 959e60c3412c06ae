/** 推演: months of cases replayed against a draft, and how long it keeps everybody else waiting. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { viewerOf } from '../../server/access/store.ts';
import type { Viewer } from '../../server/access/viewer.ts';
import type { Change } from '../../server/organisation/changes/change.ts';
import { transact } from '../../server/platform/database.ts';
import { storeChangeSet } from '../../server/responsibility/changes/store.ts';
import { compareMatter } from '../../server/responsibility/what-if/compare.ts';
import { asked, type PastMatter, type World } from '../../server/responsibility/what-if/matter.ts';
import { startReplay } from '../../server/responsibility/what-if/run.ts';
import { pastMatters } from '../../server/responsibility/what-if/store.ts';
import { replayView } from '../../server/responsibility/what-if/view.ts';
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

/** A draft on the books, and who replays it. */
async function drafted({ app, parts }: BenchHouse, changes: Change[]): Promise<{ id: string; viewer: Viewer }> {
  const account = await app.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'leader')
    .executeTakeFirstOrThrow();
  const viewer = await viewerOf(app.db, parts.rules.organisation(), account.id);
  if (!viewer) throw new Error('the sample city has no leader');
  const fresh = { title: '推演', reason: '推演', validFrom: '2026-12-31', origin: 'edit', caseId: null } as const;
  const id = await transact(app.db, (tx) => storeChangeSet(tx, { ...fresh, changes, draftedBy: account.id }, UNTIL));
  return { id, viewer };
}

/** Seconds that work took, and the longest that others had to wait meanwhile, in milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<{ seconds: number; longest: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  delay.disable();
  return { seconds, longest: delay.max / 1e6 };
}

async function measure({ app, parts }: BenchHouse, { id, viewer }: { id: string; viewer: Viewer }) {
  const { db } = app;
  const now = (): Date => UNTIL;
  const running = await timed(async () => {
    const { finished } = await startReplay({ db, now, log: parts.log }, viewer, id, { days: 365 });
    await finished;
  });
  const telling = await timed(async () => {
    const { result } = await replayView(db, parts.rules.organisation(), viewer, id, UNTIL);
    if (result?.matters !== CASES) throw new Error(`${result?.matters} cases were replayed, not ${CASES}`);
  });
  return { running, telling };
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
    const set = await drafted(house, draftFor(before));
    for (let round = 0; round < ROUNDS; round += 1) runs.push(await measure(house, set));
    const all = await read(house);
    const [old, fresh] = [asked(before), asked(after)];
    const data = `${CASES} cases of the sample city`;
    return {
      figures: [
        { what: 'replay: read, compared, kept', unit: 's', data, values: runs.map(({ running }) => running.seconds) },
        {
          what: 'longest wait of others meanwhile',
          unit: 'ms',
          data,
          values: runs.map(({ running }) => running.longest),
        },
        {
          what: 'what was found, told to a person',
          unit: 's',
          data,
          values: runs.map(({ telling }) => telling.seconds),
        },
        {
          what: 'longest wait of others meanwhile',
          unit: 'ms',
          data,
          values: runs.map(({ telling }) => telling.longest),
        },
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
      close: async () => {
        await clearMatters(owner.db);
        await owner.db.deleteFrom('change_set').where('id', '=', set.id).execute();
      },
    };
  },
};
