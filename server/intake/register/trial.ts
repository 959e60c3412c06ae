/** 测试: a person sees step by step whether a source can be read. Nothing is stored of what it shows. */
import { TEST_STEP_IDS, type SourceTest } from '../../contract/source-views.ts';
import type { Clock } from '../../platform/clock.ts';
import { transact, type Database } from '../../platform/database.ts';
import { codeOf, Fault } from '../../platform/fault.ts';
import { chinaMinute } from '../../rules/china-time.ts';
import { checkedUrl } from '../address-guard.ts';
import type { Fetcher } from '../fetcher.ts';
import { endTurn, takeTurn } from '../polling/store.ts';
import { readSource, type Readable, type Reading } from '../reading.ts';
import { createRobots } from '../robots.ts';
import { BY_HAND } from '../source-health.ts';
import { FAULTS } from './faults.ts';
import { keepTest, lockSource } from './settings/store.ts';

export interface TrialParts {
  db: Database;
  now: Clock;
  /** A fetcher of its own for each test, guarded as the poller's is. */
  openFetcher: () => Fetcher;
}

type Step = (typeof TEST_STEP_IDS)[number];

/** Where a fault belongs that is none of the list's own. */
const STEP_OF: Readonly<Record<string, Step>> = {
  source_unreachable: 'reach',
  source_timeout: 'reach',
  source_too_many_redirects: 'reach',
  source_not_found: 'reach',
  source_refused_address: 'allowed',
  source_robots_refused: 'allowed',
  source_robots_unreadable: 'allowed',
  feed_without_items: 'entries',
};

/**
 * Tests a source as it is set up and keeps the outcome for its page. Faults: `source_missing`, `source_built_in`,
 * `source_not_polled`, `source_host_busy`.
 */
export async function testSource(parts: TrialParts, id: string): Promise<SourceTest> {
  const source = await transact(parts.db, (tx) => lockSource(tx, id));
  if (!source) throw FAULTS.missing();
  if (BY_HAND.includes(source.kind)) throw FAULTS.byHand();
  if (source.kind === 'push') throw FAULTS.notPolled();
  const test = await tryReading(parts, { ...source, allowPrivate: source.allow_private });
  await transact(parts.db, (tx) => keepTest(tx, id, JSON.stringify(test)));
  return test;
}

/** Tests an address before it is added. Faults: `source_refused_address` where it is none, `source_host_busy`. */
export function tryAddress(parts: TrialParts, address: string): Promise<SourceTest> {
  return tryReading(parts, { kind: 'http', url: checkedUrl(address).href, allowPrivate: false });
}

async function tryReading(parts: TrialParts, source: Readable): Promise<SourceTest> {
  const { db, now } = parts;
  const host = source.kind === 'http' ? new URL(source.url).hostname : null;
  if (host && !(await takeTurn(db, host, now()))) throw FAULTS.hostBusy();
  const fetcher = parts.openFetcher();
  try {
    return passed(await readPolitely(source, fetcher, now()), now());
  } catch (error) {
    return failed(error, now());
  } finally {
    if (host) await endTurn(db, host, now());
    await fetcher.close();
  }
}

async function readPolitely(source: Readable, fetcher: Fetcher, now: Date): Promise<Reading> {
  if (source.kind === 'http') {
    const robots = createRobots(fetcher.fetchSource);
    await robots.ask(source.url, source, now);
    robots.require(source.url);
  }
  return readSource(source, fetcher.fetchSource, {}, now);
}

type Outcome = SourceTest['steps'][number];

const NOTES: Readonly<Record<Step, string>> = {
  reach: '能连上',
  allowed: '地址和 robots.txt 允许采集',
  list: '取得了列表',
  entries: '',
};

function passed(reading: Reading, now: Date): SourceTest {
  if (reading.status === 'unchanged') throw new Error('nothing was asked conditionally');
  const { items, warnings } = reading;
  const newest = items
    .flatMap((item) => item.publishedAt ?? [])
    .sort((one, other) => Date.parse(other) - Date.parse(one))[0];
  const newestAt = newest ? new Date(newest) : null;
  const last: Outcome =
    items.length > 0
      ? { step: 'entries', outcome: 'ok', code: null, note: countNote(items.length, newestAt) }
      : { step: 'entries', outcome: 'failed', code: 'feed_without_items', note: '订阅源中没有条目' };
  const before = TEST_STEP_IDS.slice(0, -1).map((step): Outcome => ({
    step,
    outcome: 'ok',
    code: null,
    note: NOTES[step],
  }));
  return {
    at: now.toISOString(),
    steps: [...before, last],
    entries: items.length,
    newestAt: newestAt?.toISOString() ?? null,
    warnings,
  };
}

const countNote = (count: number, newestAt: Date | null): string =>
  `共 ${count} 条${newestAt ? `，最新一条 ${chinaMinute(newestAt)}` : ''}`;

/** The step at which it ended; those before it went well, save that a refused address was never reached. */
function failed(error: unknown, now: Date): SourceTest {
  const code = codeOf(error);
  const at = TEST_STEP_IDS.indexOf(STEP_OF[code] ?? 'list');
  const steps = TEST_STEP_IDS.map((step, index): Outcome => {
    if (index === at) return { step, outcome: 'failed', code, note: noteOf(error) };
    const reached = index < at && !(code === 'source_refused_address' && step === 'reach');
    return reached
      ? { step, outcome: 'ok', code: null, note: NOTES[step] }
      : { step, outcome: 'not_run', code: null, note: '未进行' };
  });
  return { at: now.toISOString(), steps, entries: 0, newestAt: null, warnings: [] };
}

function noteOf(error: unknown): string {
  if (!(error instanceof Fault)) throw error; // a defect of ours, answered and logged as one
  return error.message;
}
