/** A site on loopback that shows feeds, and a poller whose clock the test moves. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { SourceDetail } from '../../server/contract/source-views.ts';
import type { Channel } from '../../server/contract/vocabulary.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from '../../server/intake/fetcher.ts';
import { createPoller, type Poller } from '../../server/intake/poller.ts';
import { readSource } from '../../server/intake/register/store.ts';
import { addSource } from '../../server/intake/store.ts';
import type { Database } from '../../server/platform/database.ts';
import type { House } from './house.ts';

export interface Entry {
  id: string;
  title: string;
  text: string;
  at?: string;
}

/** An RSS feed of these entries. */
export const rss = (entries: readonly Entry[]): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>云川论坛</title>${entries
    .map(
      ({ id, title, text, at }) =>
        `<item><guid>${id}</guid><title>${title}</title><description>${text}</description>${at ? `<pubDate>${at}</pubDate>` : ''}</item>`,
    )
    .join('')}</channel></rss>`;

let posts = 0;

/** A feed of so many entries that nobody showed before. */
export const freshFeed = (count = 1, at?: Date): string =>
  rss(
    Array.from({ length: count }, () => {
      posts += 1;
      const text = `禾渡县第${posts}号井盖坏了半个月。`;
      return { id: `p-${posts}`, title: `禾渡县第${posts}号井盖坏了`, text, ...(at && { at: at.toUTCString() }) };
    }),
  );

/** A gate a page waits at until the test opens it; `reached` tells that somebody waits. */
export function gated(answer: RequestListener): { page: RequestListener; reached: Promise<void>; open: () => void } {
  let open!: () => void;
  let arrive!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const page: RequestListener = (request, response) => {
    arrive();
    void opened.then(() => answer(request, response));
  };
  return { page, reached, open };
}

export interface FeedSite {
  origin: string;
  port: number;
  /** What each path answers; `/robots.txt` answers 404 where nothing is set. */
  pages: Map<string, RequestListener | string | Buffer>;
  /** Requests heard, in order. */
  asked: { path: string; headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

export async function openFeedSite(): Promise<FeedSite> {
  const pages: FeedSite['pages'] = new Map();
  const asked: FeedSite['asked'] = [];
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers });
    const page = pages.get(path);
    if (page === undefined) response.writeHead(404).end();
    else if (typeof page === 'function') page(request, response);
    else response.writeHead(200, { 'content-type': 'application/xml' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    pages,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface PollingTrial {
  poller: Poller;
  fetcher: Fetcher;
  /** Lines of the log, as they were written. */
  lines: Record<string, unknown>[];
  /** Adds a source that may lie on loopback; due at once. */
  source(
    url: string,
    changes?: { id?: string; channel?: Channel; intervalSeconds?: number; allow?: boolean },
  ): Promise<string>;
  /** Polls what is due now, and then again after the pause of a host, until nothing more is. */
  poll(): Promise<void>;
  /** The source as an administrator sees it. */
  detail(id: string): Promise<SourceDetail>;
  close(): Promise<void>;
}

let made = 0;

/** A poller of the house's own. `resolve` maps names to addresses; the clock is the house's. */
export function openPolling(
  house: House,
  options: Partial<FetcherOptions> = {},
  db: Database = house.parts.db,
): PollingTrial {
  const fetcher = createFetcher({ userAgent: 'Huiying/test', allowPrivate: false, timeoutMs: 5_000, ...options });
  const lines: Record<string, unknown>[] = [];
  const { parts, time } = house;
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const log = pino({ level: 'info', base: null }, { write });
  const poller = createPoller({
    db,
    keys: parts.keys,
    log,
    now: parts.now,
    fetcher,
    judgingMinutes: () => 60,
    officials: () => [],
  });
  return {
    poller,
    fetcher,
    lines,
    async source(url, { id = `site-${(made += 1)}`, channel = 'forum', intervalSeconds = 600, allow = true } = {}) {
      await addSource(parts.db, { id, name: `来源 ${id}`, kind: 'http', channel, url, intervalSeconds }, time.now);
      await parts.db.updateTable('source').set({ allow_private: allow }).where('id', '=', id).execute();
      return id;
    },
    async poll() {
      // The site's rules first, its feed after the pause; each further source of one host in its turn.
      for (let visits = 0; visits < 60; visits += 1) {
        await poller.round();
        await poller.idle();
        time.now = new Date(time.now.getTime() + 3_000);
        const due = await parts.db
          .selectFrom('source')
          .select('id')
          .where('enabled', '=', true)
          .where('kind', 'in', ['http', 'file'])
          .where('next_poll_at', '<=', time.now)
          .execute();
        if (due.length === 0) return;
      }
      throw new Error('the sources never come to rest');
    },
    async detail(id) {
      const detail = await readSource(parts.db, await house.viewer('admin'), id, parts.now());
      if (!detail) throw new Error(`no source ${id}`);
      return detail;
    },
    close: () => fetcher.close(),
  };
}
