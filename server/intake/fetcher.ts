/**
 * Fetches sources politely and safely: conditional requests, one deadline for the whole, a limit on bytes before and after
 * decompression, and no way into private networks, neither by name, by redirect nor by a name that resolves anew.
 */
import { lookup as dnsLookup } from 'node:dns/promises';
import { createReadStream } from 'node:fs';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { Fault, codeOf } from '../platform/fault.ts';
import { bareHost, checkedUrl, hostAndPort, isOfficeAddress, isPublicAddress } from './address-guard.ts';
import { collect, unpackAll } from './bounded-bytes.ts';
import { faultOf, httpFault, refusedAddress, tooManyRedirects } from './fetch-faults.ts';

export interface ResolvedAddress {
  address: string;
  family: number;
}

export interface FetcherOptions {
  userAgent: string;
  /** For the whole of one fetch, redirects and body included. */
  timeoutMs?: number;
  /** Of the body, as sent and as unpacked. */
  maxBytes?: number;
  /** Lets every address through: for a person at the command line, never for sources of the database. */
  allowPrivate: boolean;
  /** Resolves a host name; default: the system's resolver. */
  resolve?: (hostname: string) => Promise<readonly ResolvedAddress[]>;
}

export interface FetchConditions {
  etag?: string | null;
  lastModified?: string | null;
}

export interface FetchedSource {
  status: 'ok';
  bytes: Uint8Array;
  contentType: string | null;
  etag: string | null;
  lastModified: string | null;
  /** After redirects: what relative addresses refer to. */
  finalUrl: string;
}

export type FetchResult = { status: 'unchanged' } | FetchedSource;
export interface FetchLeave {
  /** An administrator let this address's own host and port lie within the office's network. */
  allowPrivate?: boolean;
}
export type FetchSource = (url: string, conditions?: FetchConditions, leave?: FetchLeave) => Promise<FetchResult>;

export interface Fetcher {
  fetchSource: FetchSource;
  /** Closes idle connections. */
  close: () => Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 15_000;
const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const ACCEPT =
  'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.9, */*;q=0.5';

interface Settings extends FetcherOptions {
  timeoutMs: number;
  maxBytes: number;
  resolve: (hostname: string) => Promise<readonly ResolvedAddress[]>;
}

/** Whether a connection may be made to an address that stands for a host. */
type Allowed = (address: string, host: string) => boolean;

/** Who may be connected to: anyone; the public; the public and the office's own network. */
const ALLOWED = {
  open: () => true,
  guarded: isPublicAddress,
  office: (address, host) => isPublicAddress(address) || isOfficeAddress(address, host),
} as const satisfies Record<string, Allowed>;
type Reach = keyof typeof ALLOWED;

/**
 * The resolver a connection uses. What it lets through is what is connected to: there is no second look-up in which a name could
 * answer otherwise. A name with public and private addresses keeps the public ones.
 */
function guardedLookup(settings: Settings, isAllowed: Allowed): LookupFunction {
  return (hostname, options, callback) => {
    const answer = async (): Promise<readonly ResolvedAddress[]> => {
      const found = await settings.resolve(hostname);
      const allowed = found.filter(({ address }) => isAllowed(address, hostname));
      if (allowed.length === 0) throw refusedAddress(hostname);
      return allowed;
    };
    answer().then(
      (allowed) => {
        if (options.all) callback(null, [...allowed]);
        else callback(null, allowed[0]?.address ?? '', allowed[0]?.family);
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, '', 0),
    );
  };
}

const headerOf = (headers: Record<string, string | string[] | undefined>, name: string): string | null => {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(', ') : value) ?? null;
};

/** A conditional header's value as the server gave it; what could split a header is left out. */
function conditionHeaders({ etag, lastModified }: FetchConditions): Record<string, string> {
  const safe = (value: string | null | undefined): value is string => !!value && /^[\x20-\x7e]+$/.test(value);
  return {
    ...(safe(etag) ? { 'if-none-match': etag } : {}),
    ...(safe(lastModified) ? { 'if-modified-since': lastModified } : {}),
  };
}

const agentFor = (settings: Settings, reach: Reach): Agent =>
  new Agent({
    connect: { lookup: guardedLookup(settings, ALLOWED[reach]), timeout: settings.timeoutMs },
    headersTimeout: settings.timeoutMs,
    bodyTimeout: settings.timeoutMs,
    maxHeaderSize: 32 * 1024,
  });

interface Hop {
  redirect: URL | null;
  result: FetchResult | null;
}

async function hop(
  url: URL,
  agent: Agent,
  settings: Settings,
  conditions: FetchConditions,
  signal: AbortSignal,
): Promise<Hop> {
  const headers = {
    'user-agent': settings.userAgent,
    accept: ACCEPT,
    'accept-encoding': 'gzip, deflate, br',
    ...conditionHeaders(conditions),
  };
  const response = await request(url, { dispatcher: agent, method: 'GET', headers, signal });
  const location = headerOf(response.headers, 'location');
  const redirected = REDIRECTS.has(response.statusCode) && location !== null;
  if (redirected || response.statusCode !== 200) {
    // Nothing of this body is wanted; it is read a little so that the connection can serve again, else dropped.
    await response.body.dump({ limit: 64 * 1024, signal });
    if (redirected) return { redirect: checkedUrl(location, url), result: null };
    if (response.statusCode === 304) return { redirect: null, result: { status: 'unchanged' } };
    throw httpFault(response.statusCode, headerOf(response.headers, 'retry-after'));
  }
  const packed = await collect(response.body, settings.maxBytes);
  const bytes = await unpackAll(packed, headerOf(response.headers, 'content-encoding') ?? '', settings.maxBytes);
  const result: FetchedSource = {
    status: 'ok',
    bytes,
    contentType: headerOf(response.headers, 'content-type'),
    etag: headerOf(response.headers, 'etag'),
    lastModified: headerOf(response.headers, 'last-modified'),
    finalUrl: url.href,
  };
  return { redirect: null, result };
}

/**
 * A fetcher with its own connections. `fetchSource(url, {etag?, lastModified?})` gives `unchanged` on 304, else the bytes unpacked.
 * Faults: `source_refused_address`, `source_timeout`, `source_too_large`, `source_unreachable`, `source_unreadable` (packing),
 * `source_too_many_redirects` (over 5), `source_http_<status>` on any other status than 200 and 304.
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const settings: Settings = {
    ...options,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES,
    resolve: options.resolve ?? ((hostname) => dnsLookup(hostname, { all: true, verbatim: true })),
  };
  // Pools of their own: a connection made by leave must never serve a guarded request.
  const agents: Record<Reach, Agent> = {
    open: agentFor(settings, 'open'),
    guarded: agentFor(settings, 'guarded'),
    office: agentFor(settings, 'office'),
  };

  const agentOf = (url: URL, leftIn: string | null): Agent => {
    const reach: Reach = options.allowPrivate ? 'open' : hostAndPort(url) === leftIn ? 'office' : 'guarded';
    const host = bareHost(url);
    // An address instead of a name is connected to without a look-up, so it is checked here.
    if (isIP(host) !== 0 && !ALLOWED[reach](host, host)) throw refusedAddress(host);
    return agents[reach];
  };

  const fetchSource: FetchSource = async (address, conditions = {}, leave = {}) => {
    const signal = AbortSignal.timeout(settings.timeoutMs);
    let url = checkedUrl(address);
    const leftIn = leave.allowPrivate ? hostAndPort(url) : null;
    try {
      for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
        const { redirect, result } = await hop(url, agentOf(url, leftIn), settings, conditions, signal);
        if (result) return result;
        if (redirect) url = redirect;
      }
    } catch (error) {
      throw faultOf(error, bareHost(url));
    }
    throw tooManyRedirects(MAX_REDIRECTS);
  };
  return {
    fetchSource,
    close: async () => {
      await Promise.all(Object.values(agents).map((agent) => agent.close()));
    },
  };
}

/** As sites name us in their robots.txt; the user agent begins with it. */
export const ROBOT_NAME = 'Huiying';

/** What sources are fetched with: never into private networks but by an administrator's leave. */
export const openGuardedFetcher = (): Fetcher => createFetcher({ userAgent: `${ROBOT_NAME}/0.1`, allowPrivate: false });

/**
 * Reads a file (or a pipe) a person named, at most `maxBytes`. Faults: `source_not_found`, `source_too_large`,
 * `source_unreachable` for whatever else keeps it from being read.
 */
export async function readFileSource(
  path: string,
  { maxBytes = DEFAULT_MAX_BYTES }: { maxBytes?: number } = {},
): Promise<Uint8Array> {
  try {
    return await collect(createReadStream(path), maxBytes);
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (codeOf(error) === 'ENOENT') throw new Fault('source_not_found', `找不到文件 ${path}。`, { cause: error });
    throw new Fault('source_unreachable', `无法读取文件 ${path}。`, { cause: error });
  }
}
