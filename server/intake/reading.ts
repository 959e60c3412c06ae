/** One reading of a source: its bytes fetched, and what stands in them. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceKind, SourceWarning } from '../contract/source-views.ts';
import { Fault } from '../platform/fault.ts';
import { readFileSource, type FetchConditions, type FetchSource } from './fetcher.ts';
import { FEED_WARNINGS, type FeedItem } from './sources/feed-item.ts';
import { parseFeed, type ParsedFeed } from './sources/feed.ts';

/** Where a source lies. */
export interface Readable {
  kind: SourceKind;
  url: string;
  allowPrivate: boolean;
}

export type Reading =
  | { status: 'unchanged' }
  | {
      status: 'ok';
      items: FeedItem[];
      warnings: SourceWarning[];
      etag: string | null;
      lastModified: string | null;
    };

const FILE_LIMIT = 10_000_000;
const SAMPLES = fileURLToPath(new URL('../samples/', import.meta.url));

/** `sample:PATH` is a file that comes with the program, wherever it is installed; anything else is a path. */
function pathOf(url: string): string {
  if (!url.startsWith('sample:')) return url;
  const path = resolve(SAMPLES, url.slice('sample:'.length));
  if (!path.startsWith(SAMPLES)) throw new Fault('source_not_found', '来源的路径不在样例目录内。');
  return path;
}

/** Reads and parses. Faults of the fetcher (`source_…`) and of the feed (`feed_…`). */
export async function readSource(
  source: Readable,
  fetchSource: FetchSource,
  conditions: FetchConditions,
  now: Date,
): Promise<Reading> {
  if (source.kind !== 'http') {
    const parsed = parseFeed(await readFileSource(pathOf(source.url), { maxBytes: FILE_LIMIT }), { now });
    return { status: 'ok', items: parsed.items, warnings: countWarnings(parsed), etag: null, lastModified: null };
  }
  const answer = await fetchSource(source.url, conditions, { allowPrivate: source.allowPrivate });
  if (answer.status === 'unchanged') return answer;
  const { bytes, contentType, finalUrl, etag, lastModified } = answer;
  const parsed = parseFeed(bytes, { contentType: contentType ?? undefined, baseUrl: finalUrl, now });
  return { status: 'ok', items: parsed.items, warnings: countWarnings(parsed), etag, lastModified };
}

/** How many entries each warning concerns, in the order of the table; what concerns the feed as a whole counts once. */
export function countWarnings({ items, warnings, left }: ParsedFeed): SourceWarning[] {
  const counts = new Map<string, number>(warnings.map((code) => [code, left[code] ?? 0]));
  for (const item of items)
    for (const code of item.warnings) if (left[code] === undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.entries(FEED_WARNINGS).flatMap(([code, message]) => {
    const count = counts.get(code);
    return count === undefined ? [] : [{ code, message, count: Math.max(1, count) }];
  });
}
