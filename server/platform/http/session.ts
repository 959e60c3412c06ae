/** Sessions in PostgreSQL (express-session with connect-pg-simple); the cookie is httpOnly, SameSite=Strict. */
import { randomBytes } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { IncomingMessage } from 'node:http';
import { openPool } from '../database.ts';
import type { Log } from '../log.ts';
import type { SessionHandle } from './route.ts';

declare module 'express-session' {
  interface SessionData {
    csrf?: string;
    accountId?: string;
  }
}

/** A working day and a long night duty; each answer renews it. */
const SESSION_MS = 12 * 3_600_000;
const PRUNE_SECONDS = 900;

export type SessionMiddleware = RequestHandler;

export interface SessionParts {
  middleware: SessionMiddleware;
  close(): Promise<void>;
}

/** Opens the session store on its own small pool, so that a flood of sign-ins can't starve the work. */
export function openSessions(databaseUrl: string, secret: string, log: Log): SessionParts {
  const pool = openPool({ connectionString: databaseUrl, max: 4 }, log, 'session');
  const Store = connectPgSimple(session);
  const store = new Store({
    pool,
    tableName: 'session',
    pruneSessionInterval: PRUNE_SECONDS,
    errorLog: (...notes) => log.warn({ notes }, 'session store'),
  });
  const inner = session({
    name: 'huiying',
    secret,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'strict', secure: 'auto', maxAge: SESSION_MS },
  });
  const middleware: RequestHandler = (request, response, next) =>
    inner(request, response, (error?: unknown) => {
      // Only a visitor about to sign in is given a session before it has an account; other anonymous requests leave no row.
      if (!error && request.session && request.path === '/csrf')
        request.session.csrf ??= randomBytes(24).toString('base64url');
      next(error);
    });
  return {
    middleware,
    async close() {
      store.close();
      await pool.end();
    },
  };
}

/** The session of a request that has passed the middleware. Read anew each time: signing in replaces it. */
export function sessionHandle(source: Request | IncomingMessage): SessionHandle {
  const request = source as Request;
  return {
    get id() {
      return request.session.id;
    },
    get accountId() {
      return request.session.accountId ?? null;
    },
    get csrf() {
      return request.session.csrf ?? '';
    },
    signIn: (accountId) => renew(request, accountId),
    signOut: () => settle((done) => request.session.destroy(done)),
  };
}

function settle(work: (done: (error?: unknown) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => work((error) => (error ? reject(error as Error) : resolve())));
}

async function renew(request: Request, accountId: string): Promise<void> {
  await settle((done) => request.session.regenerate(done));
  request.session.csrf = randomBytes(24).toString('base64url');
  request.session.accountId = accountId;
  await settle((done) => request.session.save(done));
}
