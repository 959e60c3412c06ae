/** The command `feed FILE|URL`: one item a line, no database. */
import { fileURLToPath } from 'node:url';
import { createFetcher, readFileSource } from '../intake/fetcher.ts';
import { parseFeed } from '../intake/sources/feed.ts';

export interface FeedLineOptions {
  /** Overrides the Content-Type header; for a file it stands in its place. */
  contentType?: string | undefined;
}

interface Fetched {
  bytes: Uint8Array;
  contentType: string | undefined;
  baseUrl: string | undefined;
}

async function fetchUrl(target: string): Promise<Fetched> {
  // A person at the command line reaches what that person's machine reaches.
  const fetcher = createFetcher({ userAgent: 'huiying-feed/0.1', allowPrivate: true });
  try {
    const result = await fetcher.fetchSource(target);
    // No condition was sent, so "unchanged" would be the server's error: it brought no content.
    if (result.status === 'unchanged') return { bytes: new Uint8Array(), contentType: undefined, baseUrl: target };
    return { bytes: result.bytes, contentType: result.contentType ?? undefined, baseUrl: result.finalUrl };
  } finally {
    await fetcher.close();
  }
}

async function load(target: string): Promise<Fetched> {
  if (/^https?:\/\//i.test(target)) return fetchUrl(target);
  const path = /^file:\/\//i.test(target) ? fileURLToPath(target) : target;
  return { bytes: await readFileSource(path), contentType: undefined, baseUrl: undefined };
}

/**
 * Yields one line an item: id, url, title, text, author?, publishedAt, warnings[] (codes of FEED_WARNINGS; those of the feed as a
 * whole stand on each line, so that a line can be judged alone). Throws the Faults of the fetcher and of `parseFeed`.
 */
export async function* readFeed(
  target: string,
  options: FeedLineOptions = {},
): AsyncGenerator<Record<string, unknown>> {
  const { bytes, contentType, baseUrl } = await load(target);
  const type = options.contentType ?? contentType;
  const feed = parseFeed(bytes, { contentType: type, baseUrl });
  for (const item of feed.items) {
    const { warnings, ...line } = item;
    yield { ...line, warnings: [...new Set([...warnings, ...feed.warnings])] };
  }
}
