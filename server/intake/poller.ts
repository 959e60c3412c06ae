/**
 * Polls the sources that are due, several hosts side by side and each host politely: one visit at a time, a pause between two,
 * its robots.txt first. A source that fails waits longer and is shown; the others go on.
 */
import type { Clock } from '../platform/clock.ts';
import { isDatabaseGone, type Database } from '../platform/database.ts';
import { codeOf, Fault, messageOf } from '../platform/fault.ts';
import type { Keys } from '../platform/keys.ts';
import type { Log } from '../platform/log.ts';
import { BusySource, retryMs } from './fetch-faults.ts';
import type { Fetcher } from './fetcher.ts';
import { prepareItem, type Incoming } from './ingest.ts';
import {
  endTurn,
  keepReading,
  pollSoon,
  recordFailure,
  takeDueSources,
  type Brought,
  type DueSource,
} from './polling/store.ts';
import { readSource } from './reading.ts';
import { createRobots } from './robots.ts';
import type { FeedItem } from './sources/feed-item.ts';

export interface PollerParts {
  db: Database;
  keys: Keys;
  log: Log;
  now: Clock;
  fetcher: Fetcher;
  judgingMinutes: () => number;
  /** Names of persons in office, which the redactor leaves. */
  officials: () => readonly string[];
}

export interface Poller {
  /** Begins with what is due, as far as there is room; returns without waiting for it. */
  round(): Promise<void>;
  /** Waits for what is being read. */
  idle(): Promise<void>;
}

/** Hosts visited at once. */
const LANES = 4;
const MESSAGE_LIMIT = 300;

export function createPoller(parts: PollerParts): Poller {
  const robots = createRobots(parts.fetcher.fetchSource);
  const running = new Set<Promise<void>>();

  const start = (source: DueSource): void => {
    const poll: Promise<void> = pollSource({ ...parts, robots }, source).finally(() => running.delete(poll));
    running.add(poll);
  };
  return {
    async round() {
      const room = LANES - running.size;
      if (room <= 0) return;
      for (const source of await takeDueSources(parts.db, room, parts.now())) start(source);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

type Visit = PollerParts & { robots: ReturnType<typeof createRobots> };

/** One visit. Never rejects: a database that is gone leaves the source as it was, to be polled again. */
async function pollSource(visit: Visit, source: DueSource): Promise<void> {
  const { db, log, now } = visit;
  try {
    await visitSource(visit, source);
    if (source.host) await endTurn(db, source.host, now());
  } catch (error) {
    const known = { source: source.id, code: codeOf(error), reason: messageOf(error) };
    log.error(known, 'what a source brought could not be kept; it is read again');
  }
}

async function visitSource(visit: Visit, source: DueSource): Promise<void> {
  const { db, keys, log, now } = visit;
  let brought: Brought | 'rules';
  try {
    brought = await read(visit, source);
  } catch (error) {
    log.warn({ source: source.id, code: codeOf(error), reason: messageOf(error) }, 'a source could not be read');
    return await recordFailure(db, source, failureIn(error, now()), now());
  }
  if (brought === 'rules') return await pollSoon(db, source, now());
  try {
    const stored = await keepReading(db, keys, source, brought, visit.judgingMinutes(), now());
    if (stored === null) log.info({ source: source.id }, 'a source was paused or changed while it was read');
    else if (stored.length > 0) log.info({ source: source.id, items: stored.length }, 'new items');
  } catch (error) {
    if (isDatabaseGone(error)) throw error;
    log.error({ source: source.id, code: codeOf(error), reason: messageOf(error) }, 'a reading could not be kept');
    await recordFailure(db, source, { ...NOT_KEPT, retryMs: null }, now());
  }
}

/** What a visit brought, or `rules` where it went for the site's robots.txt. */
async function read(visit: Visit, source: DueSource): Promise<Brought | 'rules'> {
  const { robots, fetcher, log, now } = visit;
  if (source.kind === 'http') {
    if (!robots.knows(source.url, now())) {
      await robots.ask(source.url, source, now());
      return 'rules';
    }
    robots.require(source.url);
  }
  const { etag, lastModified } = source;
  const reading = await readSource(source, fetcher.fetchSource, { etag, lastModified }, now());
  if (reading.status === 'unchanged') return { items: [], warnings: null, etag, lastModified };
  if (reading.warnings.length > 0)
    log.warn({ source: source.id, warnings: reading.warnings.map(({ code, count }) => [code, count]) }, 'a source is not quite in order'); // prettier-ignore
  const officials = visit.officials();
  return { ...reading, items: reading.items.map((item) => prepareItem(toIncoming(item), officials)) };
}

const toIncoming = ({ id, url, title, text, publishedAt }: FeedItem): Incoming => ({
  externalId: id,
  url,
  title,
  text,
  publishedAt: publishedAt ? new Date(publishedAt) : null,
});

const NOT_KEPT = { code: 'source_not_kept', message: '读到的内容没有能保存，已记入日志；稍后再读。' };
const NOT_READ = { code: 'source_internal', message: '程序读取这个来源时出错，已记入日志；稍后再读。' };

/** A failure in the words of the source's page; what is a defect of ours is said without its English. */
function failureIn(error: unknown, now: Date): { code: string; message: string; retryMs: number | null } {
  if (!(error instanceof Fault)) return { ...NOT_READ, retryMs: null };
  const wait = error instanceof BusySource ? retryMs(error.retryAfter, now) : null;
  return { code: error.code, message: error.message.slice(0, MESSAGE_LIMIT), retryMs: wait };
}
