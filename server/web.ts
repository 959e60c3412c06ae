/** The web role: HTTP and sockets over the composed parts. */
import { createServer } from 'node:http';
import { permits } from './access/viewer.ts';
import { openGateway } from './board/gateway.ts';
import { composeRoutes, type Parts } from './compose.ts';
import { holderOf } from './intake/push/store.ts';
import { createApp, createProbes } from './platform/http/app.ts';
import { listenOn } from './platform/http/listen.ts';
import { openSessions } from './platform/http/session.ts';

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
  return {
    port,
    async close() {
      await gateway.close();
      http.closeAllConnections();
      await session.close();
    },
  };
}
