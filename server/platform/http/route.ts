/** A declared route. The build fails on one without a permission; the generated role × route test walks them all. */
import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The session as handlers see it: who is signed in, and the token that each change must carry. */
export interface SessionHandle {
  readonly id: string;
  readonly accountId: string | null;
  readonly csrf: string;
  /** Begins a new session for an account (the old id dies, so a fixed one is worth nothing). */
  signIn(accountId: string): Promise<void>;
  signOut(): Promise<void>;
}

/** What a handler is given: checked input, the caller, and nothing of the web framework. */
export interface Context<Caller, Body> {
  caller: Caller;
  params: Record<string, string>;
  query: Record<string, string>;
  body: Body;
  /** Address and browser of whoever asks, for telling visitors apart; never stored as it is. */
  visitor: string;
  /** Where the caller reached this server, e.g. https://host: for addresses in feeds. */
  origin: string;
  session: SessionHandle;
  /** Whom the bearer token belongs to, on a route that asks for one. */
  holder: TokenHolder;
  /** A header of the request, or null; on a route that asks for a token alone. */
  header(name: string): string | null;
}

/** Who speaks by a token instead of a session: the token, and the thing that it opens. */
export interface TokenHolder {
  tokenId: string;
  sourceId: string;
}

/** A page or file as it is, where a handler answers with something else than JSON. */
export class Document {
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    contentType: string,
    body: string | Buffer,
    options: { status?: number; headers?: Record<string, string> } = {},
  ) {
    this.contentType = contentType;
    this.body = body;
    this.status = options.status ?? 200;
    this.headers = options.headers ?? {};
  }
}

/**
 * `public`: anyone. `signed_in`: any account. `token`: another system, by a bearer token; no session, no cookie and so no Origin
 * to check. Else the permission the caller's roles must hold.
 */
export type Access<Permission extends string> = Permission | 'public' | 'signed_in' | 'token';

export interface Route<Caller, Permission extends string> {
  method: Method;
  path: string;
  access: Access<Permission>;
  body: z.ZodType | null;
  /** Bytes a body may have, where a route takes more than the usual: it is read once the caller is known to be permitted. */
  bodyLimit?: number;
  handle(context: Context<Caller, never>): Promise<unknown>;
}

/** Declares a route whose body is checked against a schema before the handler sees it. */
export function declareRoute<Caller, Permission extends string, Body>(route: {
  method: Method;
  path: string;
  access: Access<Permission>;
  body: z.ZodType<Body>;
  bodyLimit?: number;
  handle(context: Context<Caller, Body>): Promise<unknown>;
}): Route<Caller, Permission> {
  return route as Route<Caller, Permission>;
}

/** Declares a route that takes no body. */
export function declareRead<Caller, Permission extends string>(route: {
  method: Method;
  path: string;
  access: Access<Permission>;
  handle(context: Context<Caller, undefined>): Promise<unknown>;
}): Route<Caller, Permission> {
  return { ...route, body: null } as Route<Caller, Permission>;
}
