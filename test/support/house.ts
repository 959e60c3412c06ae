/** The whole house on a database of its own, with a clock the test moves. */
import { inject } from 'vitest';
import { viewerOf } from '../../server/access/store.ts';
import type { Viewer } from '../../server/access/viewer.ts';
import { composeParts, type Parts } from '../../server/compose.ts';
import { startWeb, type Web } from '../../server/web.ts';
import { startWorker, type Worker } from '../../server/worker.ts';
import type { Channel } from '../../server/contract/vocabulary.ts';
import { prepareItem } from '../../server/intake/ingest.ts';
import { storeBatch } from '../../server/intake/store.ts';
import { deriveKeys } from '../../server/platform/keys.ts';
import { openLog } from '../../server/platform/log.ts';
import { startRelay, type Relay } from '../../server/platform/events/relay.ts';
import type { Handler } from '../../server/platform/events/handling.ts';
import { cloneDatabase, type TestDatabase } from './database.ts';
import { queueOfRun } from './queue.ts';

export const NOON = new Date('2026-11-20T04:00:00Z');
export const SAMPLE_SOURCE = 'yunchuan-forum';

export interface House {
  database: TestDatabase;
  parts: Parts;
  relay: Relay;
  /** The present, which only the test moves. */
  time: { now: Date };
  viewer(name: string): Promise<Viewer>;
  /** Puts a post in as a source would; returns its item's id. */
  post(title: string, text: string, options?: { externalId?: string }): Promise<string>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** The secrets of every test house, as the environment gives them. */
export const TEST_SECRETS = {
  SESSION_SECRET: 'test-session-secret-of-at-least-32-characters',
  SEAL_KEY: 'test-seal-key-of-at-least-32-characters-long',
};
export const TEST_KEYS = deriveKeys(TEST_SECRETS.SESSION_SECRET, TEST_SECRETS.SEAL_KEY);

/** Opens a house without a server: parts, relay and handlers; on a clone of the template, or another database. */
export async function openHouse(on?: TestDatabase): Promise<House> {
  const database = on ?? (await cloneDatabase());
  const time = { now: NOON };
  const log = openLog(process.env.TEST_LOG ?? 'silent');
  const queue = await queueOfRun(database.app.db);
  const parts = await composeParts({ ...database.app, keys: TEST_KEYS, log, now: () => time.now, queue });
  const relay = startRelay(parts, parts.handlers as Handler[], log, parts.now, queue);
  let posts = 0;
  return {
    database,
    parts,
    relay,
    time,
    async viewer(name) {
      const account = await parts.db
        .selectFrom('account')
        .select('id')
        .where('name', '=', name)
        .executeTakeFirstOrThrow();
      const viewer = await viewerOf(parts.db, parts.rules.organisation(), account.id);
      if (!viewer) throw new Error(`no viewer ${name}`);
      return viewer;
    },
    async post(title, text, options = {}) {
      posts += 1;
      const incoming = {
        externalId: options.externalId ?? `post-${posts}`,
        url: null,
        title,
        text,
        publishedAt: time.now,
      };
      const source = { id: SAMPLE_SOURCE, channel: 'forum' as Channel };
      const {
        stored: [id],
      } = await storeBatch(parts.db, parts.keys, source, [prepareItem(incoming, [])], 60, time.now);
      if (!id) throw new Error('the post was already there');
      await relay.settled();
      return id;
    },
    settled: () => relay.settled(),
    async close() {
      await relay.stop();
      await queue?.close();
      await database.drop();
    },
  };
}

export interface ServedHouse {
  database: TestDatabase;
  parts: Parts;
  web: Web;
  worker: Worker;
  origin: string;
  passwords: Record<string, string>;
  /** How far ahead of real time the house lives. */
  time: { ahead: number };
  /** Puts a post in as a source would; returns its item's id. */
  post(title: string, text: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens a house with its server on a free port of loopback. `quiet`: the sample source says nothing. Real time, ahead of which
 * `ahead` runs by so many milliseconds: a test moves it to make deadlines pass.
 */
export async function serveHouse(options: { webRoot?: string; quiet?: boolean } = {}): Promise<ServedHouse> {
  const time = { ahead: 0 };
  const database = await cloneDatabase();
  if (options.quiet) await database.app.db.updateTable('source').set({ enabled: false }).execute();
  const log = openLog(process.env.TEST_LOG ?? 'silent');
  const queue = await queueOfRun(database.app.db);
  const parts = await composeParts({
    ...database.app,
    keys: TEST_KEYS,
    log,
    now: () => new Date(Date.now() + time.ahead),
    queue,
  });
  const web = await startWeb(parts, {
    host: '127.0.0.1',
    port: 0,
    webRoot: options.webRoot ?? null,
    signedIn: async () => undefined,
  });
  const worker = startWorker(parts);
  let posts = 0;
  return {
    database,
    parts,
    web,
    worker,
    origin: `http://127.0.0.1:${web.port}`,
    passwords: inject('postgres').passwords,
    time,
    async post(title, text) {
      posts += 1;
      const incoming = { externalId: `served-${posts}`, url: null, title, text, publishedAt: parts.now() };
      const source = { id: SAMPLE_SOURCE, channel: 'forum' as Channel };
      const {
        stored: [id],
      } = await storeBatch(parts.db, parts.keys, source, [prepareItem(incoming, [])], 60, parts.now());
      if (!id) throw new Error('the post was already there');
      await worker.relay.settled();
      return id;
    },
    async close() {
      await web.close();
      await worker.stop();
      await queue?.close();
      await database.drop();
    },
  };
}
