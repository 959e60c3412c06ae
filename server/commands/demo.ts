/** The command `demo`: invented posts come in at a pace one can follow; people act on them in the browser. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fillPost, loadTemplates, type Random } from '../intake/demo/posts.ts';
import { DEMO_SOURCE, realSources } from '../intake/demo/store.ts';
import { prepareItem } from '../intake/ingest.ts';
import { markHeard } from '../intake/push/store.ts';
import { addSource, storeBatch } from '../intake/store.ts';
import type { Organisation } from '../organisation/model.ts';
import { readOrganisation } from '../organisation/store.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import { readRunning } from '../platform/embedded-postgres.ts';
import { Fault } from '../platform/fault.ts';
import { loadKeys, type Keys } from '../platform/keys.ts';
import { loadRulebook } from '../rules/rulebook.ts';
import { withDatabase } from './database.ts';

export interface DemoOptions {
  items: number;
  minutes: number;
  /** Go on although the installation has real sources. */
  yes?: boolean;
}

/** A year: nothing is fetched, so its silence means nothing. */
const NEVER_DUE_SECONDS = 31_536_000;

/** What playing needs; a test gives its own time and chance. */
export interface Stage {
  db: Database;
  keys: Keys;
  organisation: Organisation;
  now: Clock;
  random: Random;
  /** Waits between two posts. */
  pause: () => Promise<unknown>;
  told: (title: string) => void;
}

/** `demo`. Faults `demo_not_running`, `demo_real_sources`. */
export async function runDemo(config: Config, options: DemoOptions, told: (line: string) => void): Promise<string> {
  if (!config.databaseUrl && (await readRunning(config.dataDir)) === null) {
    throw new Fault(
      'demo_not_running',
      `The program does not run on ${config.dataDir}, so nobody would judge the posts.`,
      {
        action: 'Start it with `npm start`, and run this beside it.',
      },
    );
  }
  return withDatabase(config, async ({ db }) => {
    await refuseReal(db, options);
    const keys = await loadKeys(config);
    const organisation = await readOrganisation(db);
    told(
      `Invented posts about ${organisation.name} come in: ${options.items} in about ${options.minutes} min. Ctrl-C ends it.`,
    );
    const pause = () => delay((options.minutes * 60_000) / options.items);
    const stage = { db, keys, organisation, now: systemClock, random: Math.random, pause, told };
    const stored = await play(stage, options.items);
    return `${stored} invented posts came in from ${DEMO_SOURCE.name}; each title begins with 【演示】.`;
  });
}

async function refuseReal(db: Database, { yes }: DemoOptions): Promise<void> {
  const real = await realSources(db);
  if (yes || real.length === 0) return;
  throw new Fault('demo_real_sources', `This installation has real sources (${real.slice(0, 5).join(', ')}).`, {
    action: 'Invented posts do not belong among real ones. Use another DATA_DIR, or --yes if this is one for training.',
  });
}

/** Puts so many posts in, each template in its turn; returns how many were new. */
export async function play(stage: Stage, items: number): Promise<number> {
  const { db, keys, organisation, now, random, pause, told } = stage;
  await addSource(db, { ...DEMO_SOURCE, intervalSeconds: NEVER_DUE_SECONDS }, now());
  const judging = loadRulebook().judgingMinutes(organisation.profile);
  const templates = loadTemplates();
  const first = Math.floor(random() * templates.length);
  let stored = 0;
  for (let turn = 0; turn < items; turn += 1) {
    if (turn > 0) await pause();
    const template = templates[(first + turn) % templates.length];
    if (!template) continue;
    const post = prepareItem(fillPost(template, randomUUID(), organisation, random, now()), []);
    const fresh = await storeBatch(db, keys, DEMO_SOURCE, [post], judging, now());
    await markHeard(db, DEMO_SOURCE.id, { fresh: fresh.stored.length > 0, warnings: [] }, now());
    stored += fresh.stored.length;
    told(post.title);
  }
  return stored;
}
