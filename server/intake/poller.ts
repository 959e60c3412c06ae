/** Polls the sources that are due, one after another, and stores what is new. A source that fails waits longer and is shown. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { codeOf, Fault, messageOf } from '../platform/fault.ts';
import type { Keys } from '../platform/keys.ts';
import type { Log } from '../platform/log.ts';
import type { Fetcher } from './fetcher.ts';
import { readFileSource } from './fetcher.ts';
import { prepareItem, type Incoming } from './ingest.ts';
import { parseFeed } from './sources/feed.ts';
import { recordFailure, recordSuccess, takeDueSources, type DueSource } from './polling/store.ts';
import { storeBatch } from './store.ts';

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

const FILE_LIMIT = 10_000_000;

/** Polls what is due now; returns how many new items were stored. Never throws for a source's sake. */
export async function pollDueSources(parts: PollerParts): Promise<number> {
  let stored = 0;
  for (const source of await takeDueSources(parts.db, parts.now())) stored += await pollSource(parts, source);
  return stored;
}

async function pollSource(parts: PollerParts, source: DueSource): Promise<number> {
  try {
    const answer = await readSource(parts, source);
    if (answer.status === 'unchanged') {
      await recordSuccess(parts.db, source.id, source, false, parts.now());
      return 0;
    }
    const { items, warnings } = parseFeed(answer.bytes, {
      contentType: answer.contentType ?? undefined,
      baseUrl: source.url,
    });
    if (warnings.length > 0)
      parts.log.warn({ source: source.id, warnings: warnings.slice(0, 5) }, 'the source is not quite in order');
    const prepared = items.map((item) => prepareItem(toIncoming(item), parts.officials()));
    const { stored } = await storeBatch(parts.db, parts.keys, source, prepared, parts.judgingMinutes(), parts.now());
    await recordSuccess(
      parts.db,
      source.id,
      { etag: answer.etag, lastModified: answer.lastModified },
      stored.length > 0,
      parts.now(),
    );
    if (stored.length > 0) parts.log.info({ source: source.id, items: stored.length }, 'new items');
    return stored.length;
  } catch (error) {
    parts.log.warn({ source: source.id, code: codeOf(error), reason: messageOf(error) }, 'a source could not be read');
    await recordFailure(parts.db, source, error, parts.now());
    return 0;
  }
}

const toIncoming = (item: {
  id: string;
  url: string | null;
  title: string;
  text: string;
  publishedAt: string | null;
}): Incoming => ({
  externalId: item.id.slice(0, 500),
  url: item.url,
  title: item.title,
  text: item.text,
  publishedAt: item.publishedAt ? new Date(item.publishedAt) : null,
});

type SourceAnswer =
  | { status: 'unchanged' }
  | { status: 'ok'; bytes: Uint8Array; contentType: string | null; etag: string | null; lastModified: string | null };

const SAMPLES = fileURLToPath(new URL('../samples/', import.meta.url));

/** `sample:PATH` is a file that comes with the program, wherever it is installed; anything else is a path. */
function pathOf(url: string): string {
  if (!url.startsWith('sample:')) return url;
  const path = resolve(SAMPLES, url.slice('sample:'.length));
  if (!path.startsWith(SAMPLES)) throw new Fault('source_not_found', '来源的路径不在样例目录内。');
  return path;
}

async function readSource(parts: PollerParts, source: DueSource): Promise<SourceAnswer> {
  if (source.kind === 'http')
    return parts.fetcher.fetchSource(source.url, { etag: source.etag, lastModified: source.lastModified });
  const bytes = await readFileSource(pathOf(source.url), { maxBytes: FILE_LIMIT });
  return { status: 'ok', bytes, contentType: null, etag: null, lastModified: null };
}
