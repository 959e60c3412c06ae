/** The HTTP server: headers, sessions, Origin and CSRF checks, declared routes, the web page. One of the two homes of express. */
import { join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { ZodType } from 'zod';
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import { answerError, FAULTS } from './answer.ts';
import { securityHeaders } from './headers.ts';
import { sameOrigin } from './origin.ts';
import { Document, type Access, type Method, type Route, type SessionHandle, type TokenHolder } from './route.ts';
import { sessionHandle } from './session.ts';

export interface AppParts<Caller, Permission extends string> {
  routes: readonly Route<Caller, Permission>[];
  session: RequestHandler;
  /** The caller of a session, or null where nobody is signed in (or the account is no longer enabled). */
  callerOf(accountId: string): Promise<Caller | null>;
  permits(caller: Caller, access: Permission): boolean;
  /** Rejects while the program can't serve. */
  ready(): Promise<Readiness>;
  /** Reverse proxies in front, whose word on the visitor's address and on TLS is believed. */
  /** How many requests one address may make in a minute, where it is not the usual number. */
  requestsAMinute?: number;
  trustedProxies: number;
  /** Whom a bearer token belongs to, or null where it is unknown or was taken back. */
  holderOf(token: string): Promise<TokenHolder | null>;
  /** Folder of the built page; null in a worker or in tests without one. */
  webRoot: string | null;
  log: Log;
}

const BODY_LIMIT = '256kb';
/** What another system pushes at once. */
const PUSH_LIMIT = '5mb';
/** Per address and minute; a news office behind one address stays far below it. */
export const REQUESTS_A_MINUTE = 3_000;
const PUBLIC_REQUESTS_A_MINUTE = 600;
/** Per token and minute. */
const PUSHES_A_MINUTE = 120;

/** Builds the express application. A route declared twice is refused at boot. */
export function createApp<Caller, Permission extends string>(parts: AppParts<Caller, Permission>): Express {
  refuseDoubles(parts.routes);
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(securityHeaders());
  app.set('trust proxy', parts.trustedProxies);
  probes(app, parts.ready);
  app.use('/api', rateLimited(parts.requestsAMinute ?? REQUESTS_A_MINUTE));
  app.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  mountTokenRoutes(app, parts);
  app.use('/api', refuseForeignOrigin, parts.session, refuseWithoutToken);
  for (const route of parts.routes) if (route.bodyLimit) readLargeBody(app, route, route.bodyLimit, parts);
  app.use('/api', express.json({ limit: BODY_LIMIT }));
  app.use('/public', rateLimited(PUBLIC_REQUESTS_A_MINUTE), refuseForeignOrigin, express.urlencoded({ limit: '4kb' }));
  for (const route of parts.routes) if (route.access !== 'token') mount(app, route, parts);
  app.use('/api', (_request, _response, next) => next(FAULTS.notFound()));
  if (parts.webRoot) servePage(app, parts.webRoot);
  app.use((_request, _response, next) => next(FAULTS.notFound()));
  answerErrors(app, parts.log);
  return app;
}

/** What /readyz tells: a queue that can't be reached slows the work, and stops nothing. */
export interface Readiness {
  queue: 'none' | 'reachable' | 'unreachable';
}

function probes(app: Express, ready: () => Promise<Readiness>): void {
  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  app.get('/readyz', (_request, response, next) => {
    ready().then((readiness) => response.json({ ok: true, ...readiness }), next);
  });
}

/** All that a worker answers over HTTP: whether it lives, and whether it can work. */
export function createProbes(ready: () => Promise<Readiness>, log: Log): Express {
  const app = express();
  app.disable('x-powered-by');
  probes(app, ready);
  app.use((_request, _response, next) => next(FAULTS.notFound()));
  answerErrors(app, log);
  return app;
}

function answerErrors(app: Express, log: Log): void {
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const answer = answerError(error, log, `${request.method} ${request.route?.path ?? request.path}`);
    response.status(answer.status).json(answer.body);
  });
}

function rateLimited(limit: number, keyOf?: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    ...(keyOf && { keyGenerator: keyOf }),
    standardHeaders: true,
    legacyHeaders: false,
    handler: (_request, _response, next) => next(FAULTS.tooMany()),
  });
}

function refuseDoubles(routes: readonly Route<never, never>[] | readonly { method: string; path: string }[]): void {
  const seen = new Set<string>();
  for (const route of routes) {
    const key = `${route.method} ${route.path}`;
    if (seen.has(key)) throw new Error(`route declared twice: ${key}`);
    seen.add(key);
  }
}

/** Before the session: the token is looked at first, then how often it comes, and only then is the body read. */
function mountTokenRoutes<Caller, Permission extends string>(app: Express, parts: AppParts<Caller, Permission>): void {
  const routes = parts.routes.filter((route) => route.access === 'token');
  const holders = new WeakMap<Request, TokenHolder>();
  const authenticate: RequestHandler = (request, _response, next) => {
    const [, token = ''] = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
    parts.holderOf(token).then((holder) => {
      if (holder) holders.set(request, holder);
      next(holder ? undefined : FAULTS.tokenInvalid());
    }, next);
  };
  const limited = rateLimited(PUSHES_A_MINUTE, (request) => holders.get(request)?.tokenId ?? '');
  for (const route of routes) {
    app[methodOf(route)](
      route.path,
      authenticate,
      limited,
      express.json({ limit: PUSH_LIMIT }),
      (request, response, next) => {
        const holder = holders.get(request);
        if (!holder) return next(FAULTS.tokenInvalid());
        const body = (): unknown => (route.body ? parseBody(route.body, request.body) : undefined);
        const context = {
          ...contextOf(request, NO_SESSION),
          holder,
          header: (name: string) => request.get(name) ?? null,
        };
        Promise.resolve()
          .then(() => route.handle({ ...context, caller: null as Caller, body: body() as never }))
          .then((result) => sendResult(response, result), next);
      },
    );
  }
}

function mount<Caller, Permission extends string>(
  app: Express,
  route: Route<Caller, Permission>,
  parts: AppParts<Caller, Permission>,
): void {
  app[methodOf(route)](route.path, (request, response, next) => {
    answer(request, route, parts).then((result) => sendResult(response, result), next);
  });
}

/** A large body is read only from those who may send it. */
function readLargeBody<Caller, Permission extends string>(
  app: Express,
  { access, ...route }: Route<Caller, Permission>,
  limit: number,
  parts: AppParts<Caller, Permission>,
): void {
  const permitted: RequestHandler = (request, _response, next) => {
    callerOf(sessionHandle(request), parts)
      .then((caller) => requireAccess(access, caller, parts.permits))
      .then(() => next(), next);
  };
  app[methodOf(route)](route.path, permitted, express.json({ limit }));
}

const methodOf = ({ method }: { method: Method }): 'get' | 'post' | 'put' | 'delete' =>
  method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';

function sendResult(response: Response, result: unknown): void {
  if (result === undefined) response.status(204).end();
  else if (result instanceof Document) sendDocument(response, result);
  else response.json(result);
}

function sendDocument(response: Response, { contentType, body, status, headers }: Document): void {
  response.status(status).set(headers).type(contentType).send(body);
}

/** Outside /api nobody is signed in: the public pages set no cookie and know no session. */
const NO_SESSION: SessionHandle = {
  id: '',
  accountId: null,
  csrf: '',
  signIn: () => Promise.reject(new Error('no session outside /api')),
  signOut: () => Promise.resolve(),
};

async function answer<Caller, Permission extends string>(
  request: Request,
  route: Route<Caller, Permission>,
  parts: AppParts<Caller, Permission>,
): Promise<unknown> {
  const session = route.path.startsWith('/api/') ? sessionHandle(request) : NO_SESSION;
  const caller = await callerOf(session, parts);
  requireAccess(route.access, caller, parts.permits);
  const body = route.body ? parseBody(route.body, request.body) : undefined;
  return route.handle({ ...contextOf(request, session), caller: caller as Caller, body: body as never });
}

const callerOf = async <Caller>(
  { accountId }: SessionHandle,
  parts: Pick<AppParts<Caller, never>, 'callerOf'>,
): Promise<Caller | null> => (accountId ? parts.callerOf(accountId) : null);

const NOBODY: TokenHolder = { tokenId: '', sourceId: '' };

function contextOf(request: Request, session: SessionHandle) {
  return {
    params: request.params as Record<string, string>,
    query: singleValues(request.query),
    visitor: `${request.ip ?? ''} ${request.get('user-agent') ?? ''}`,
    origin: `${request.protocol}://${request.get('host') ?? 'localhost'}`,
    session,
    holder: NOBODY,
    header: () => null,
  };
}

/** A parameter given twice counts once, its first value. */
function singleValues(query: Request['query']): Record<string, string> {
  const values = Object.entries(query).map(([name, value]): [string, unknown] => [
    name,
    Array.isArray(value) ? value[0] : value,
  ]);
  return Object.fromEntries(values.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

function requireAccess<Caller, Permission extends string>(
  access: Access<Permission>,
  caller: Caller | null,
  permits: (caller: Caller, access: Permission) => boolean,
): void {
  if (access === 'public') return;
  if (access === 'token') throw FAULTS.tokenInvalid();
  if (caller === null) throw FAULTS.unauthenticated();
  if (access === 'signed_in') return;
  if (!permits(caller, access)) throw FAULTS.forbidden();
}

function parseBody(schema: ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(
    parsed.error.issues.map((issue) => [issue.path.join('.') || 'body', issue.message]),
  );
  throw new Fault('invalid_request', '提交的内容有误。', { status: 422, fields, action: '请按提示改正后再提交。' });
}

const CHANGES = new Set(['POST', 'PUT', 'DELETE', 'PATCH']);

const refuseForeignOrigin: RequestHandler = (request, _response, next) => {
  next(CHANGES.has(request.method) && !sameOrigin(request) ? FAULTS.foreignOrigin() : undefined);
};

const refuseWithoutToken: RequestHandler = (request, _response, next) => {
  const { csrf } = sessionHandle(request);
  const proven = csrf !== '' && request.get('x-csrf-token') === csrf;
  next(CHANGES.has(request.method) && !proven ? FAULTS.csrf() : undefined);
};

function servePage(app: Express, root: string): void {
  app.use('/assets', express.static(join(root, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  app.use(express.static(root, { maxAge: 0, index: false }));
  // No pattern: an address that can't be decoded is the page's to answer too.
  app.use((request, response, next) => {
    if (request.method !== 'GET') return next();
    response.set('Cache-Control', 'no-cache').sendFile(join(root, 'index.html'), (error) => {
      if (error && !response.headersSent) next(FAULTS.pageMissing());
    });
  });
}
