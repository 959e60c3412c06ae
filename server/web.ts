/** The web role: HTTP and sockets over the composed parts. */
import { createServer } from 'node:http';
import { permits } from './access/viewer.ts';
import { openGateway } from './board/gateway.ts';
import { composeRoutes, type Parts } from './compose.ts';
import { holderOf } from './intake/push/store.ts';
import { listen, type Listener } from './platform/database.ts';
import { codeOf, messageOf } from './platform/fault.ts';
import { createApp, createProbes } from './platform/http/app.ts';
import { listenOn } from './platform/http/listen.ts';
import { openSessions } from './platform/http/session.ts';
import { startRounds } from './platform/rounds.ts';
import { DIRECTORY_CHANNEL } from './responsibility/changes/store.ts';

/** A lost notification costs no more than this. */
const FOLLOW_MS = 1_000;

export interface Web {
  port: number;
  close(): Promise<void>;
}

export interface WebOptions {
  host: string;
  port: number;
  webRoot: string | null;
  signedIn: (name: string) => Promise<void>;
  trustedProxies?: number;
  requestsAMinute?: number;
}

/** Answers /healthz and /readyz for a worker. Faults `port_busy`, `port_denied`. */
export async function startProbes({ ready, log }: Parts, { host, port }: { host: string; port: number }): Promise<Web> {
  const http = createServer(createProbes(ready, log));
  return {
    port: await listenOn(http, host, port),
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Starts the web role. Faults `port_busy`, `port_denied`. */
export async function startWeb(parts: Parts, options: WebOptions): Promise<Web> {
  const { db, keys, log, url } = parts;
  const session = openSessions(url, keys.sessionSecret, log);
  const app = createApp({
    routes: composeRoutes(parts, options.signedIn),
    session: session.middleware,
    callerOf: parts.viewer,
    permits,
    ready: parts.ready,
    trustedProxies: options.trustedProxies ?? 0,
    ...(options.requestsAMinute === undefined ? {} : { requestsAMinute: options.requestsAMinute }),
    holderOf: (token) => holderOf(db, token),
    webRoot: options.webRoot,
    log,
  });
  const http = createServer(app);
  let port: number;
  try {
    port = await listenOn(http, options.host, options.port);
  } catch (error) {
    await session.close();
    throw error;
  }
  const gateway = await openGateway({
    http,
    databaseUrl: url,
    session: session.middleware,
    viewerOf: parts.viewer,
    health: parts.health,
    now: parts.now,
    db,
    keys,
    log,
  });
  const follow = followDirectory(parts, () => gateway.recheck());
  return {
    port,
    async close() {
      await follow.close();
      await gateway.close();
      http.closeAllConnections();
      await session.close();
    },
  };
}

/**
 * Reads the directory anew when it has changed, and lets sockets connect anew whose rights it changes (a unit that has
 * come under an accused one sees its cases no more).
 */
function followDirectory(parts: Parts, changed: () => Promise<void>): Listener {
  const { db, url, log, directory } = parts;
  let seen = directory.version();
  const look = async (): Promise<void> => {
    await directory.refresh(db);
    if (directory.version() === seen) return;
    seen = directory.version();
    await changed();
  };
  const heard = (): void => {
    look().catch((error: unknown) =>
      log.warn(
        { code: codeOf(error), reason: messageOf(error) },
        'the directory could not be read anew; it is tried again',
      ),
    );
  };
  const listener = listen(url, DIRECTORY_CHANNEL, heard, log);
  const rounds = startRounds('directory', FOLLOW_MS, look, log);
  return {
    async close() {
      await rounds.stop();
      await listener.close();
    },
  };
}
