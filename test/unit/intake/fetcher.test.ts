import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readFeed } from '../../../server/commands/feed-line.ts';
import { createFetcher, readFileSource } from '../../../server/intake/fetcher.ts';
import { isOfficeAddress } from '../../../server/intake/address-guard.ts';
import type { Fetcher, FetcherOptions, FetchLeave } from '../../../server/intake/fetcher.ts';
import { Fault, codeOf } from '../../../server/platform/fault.ts';

const FEED =
  '<rss><channel><item><guid>1</guid><title>汀洲区路灯不亮</title><link>/a/1</link><pubDate>2026-03-12 14:36</pubDate></item></channel></rss>';
const asked: { url: string; headers: Record<string, unknown> }[] = [];
let server: Server;
let origin = '';
let port = 0;

const routes: Record<string, RequestListener> = {
  '/feed': (request, response) => {
    if (request.headers['if-none-match'] === '"v1"') return void response.writeHead(304).end();
    response.writeHead(200, { 'content-type': 'text/xml', etag: '"v1"', 'last-modified': 'Thu, 12 Mar 2026 06:36:00 GMT' }).end(FEED);
  },
  '/hop': (_, response) => void response.writeHead(302, { location: '/feed' }).end('moved'),
  '/loop': (_, response) => void response.writeHead(301, { location: '/loop' }).end(),
  '/inside': (_, response) => void response.writeHead(302, { location: `http://127.0.0.2:${port}/feed` }).end(),
  '/mapped': (_, response) => void response.writeHead(302, { location: `http://[::ffff:127.0.0.1]:${port}/feed` }).end(),
  '/number': (_, response) => void response.writeHead(302, { location: `http://2130706434:${port}/feed` }).end(),
  '/name': (_, response) => void response.writeHead(302, { location: `http://inside.test:${port}/feed` }).end(),
  '/file': (_, response) => void response.writeHead(302, { location: 'file:///etc/hostname' }).end(),
  '/silent': () => undefined,
  '/drip': (_, response) => void response.writeHead(200).write('<rss>'),
  '/large': (_, response) => void response.writeHead(200, { 'content-length': '5000' }).end('x'.repeat(5000)),
  '/endless': (_, response) => {
    const more = (): void => void (response.destroyed || response.write('x'.repeat(900), () => setImmediate(more)));
    response.writeHead(200);
    more();
  },
  '/endless-error': (_, response) => {
    const more = (): void => void (response.destroyed || response.write('x'.repeat(50_000), () => setImmediate(more)));
    response.writeHead(503);
    more();
  },
  '/bomb': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(500_000))),
  '/gzip': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(FEED)),
  '/gzip-cut': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(FEED).subarray(0, -6)),
  '/br': (_, response) => void response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(FEED)),
  '/deflate': (_, response) => void response.writeHead(200, { 'content-encoding': 'deflate' }).end(deflateSync(FEED)),
  '/deflate-raw': (_, response) => void response.writeHead(200, { 'content-encoding': 'deflate' }).end(deflateRawSync(FEED)),
  '/not-gzip': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'),
  '/odd': (_, response) => void response.writeHead(200, { 'content-encoding': 'zap' }).end('plain'),
  '/drop': (_, response) => void response.destroy(),
}; // prettier-ignore

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers });
    const route = routes[request.url ?? ''];
    if (route) route(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  origin = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const open: Fetcher[] = [];
const fetcher = (options: Partial<FetcherOptions> = {}): Fetcher => {
  const made = createFetcher({ userAgent: 'test/1', allowPrivate: true, maxBytes: 2000, ...options });
  open.push(made);
  return made;
};
afterEach(async () => {
  asked.length = 0;
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** The Fault of a fetch; its sentence must be Chinese. */
async function faultOf(url: string, options: Partial<FetcherOptions> = {}, leave: FetchLeave = {}): Promise<string> {
  const error: unknown = await fetcher(options).fetchSource(url, {}, leave).then(() => null, (reason: unknown) => reason); // prettier-ignore
  expect(error).toBeInstanceOf(Fault);
  expect((error as Fault).message).toMatch(/\p{sc=Han}.*。$/u);
  return codeOf(error);
}

describe('fetchSource', () => {
  it('gives bytes, headers and the final address, and introduces itself', async () => {
    const result = await fetcher().fetchSource(`${origin}/hop`);
    expect(result).toMatchObject({ status: 'ok', contentType: 'text/xml', etag: '"v1"', finalUrl: `${origin}/feed`, lastModified: 'Thu, 12 Mar 2026 06:36:00 GMT' });
    expect(result.status === 'ok' && Buffer.from(result.bytes).toString()).toBe(FEED);
    expect(asked.map(({ url }) => url)).toEqual(['/hop', '/feed']);
    expect(asked[1]?.headers['user-agent']).toBe('test/1');
  }); // prettier-ignore

  it('asks conditionally and hears 304', async () => {
    const result = await fetcher().fetchSource(`${origin}/feed`, {
      etag: '"v1"',
      lastModified: 'Thu, 12 Mar 2026 06:36:00 GMT',
    });
    expect(result).toEqual({ status: 'unchanged' });
    expect(asked[0]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Thu, 12 Mar 2026 06:36:00 GMT',
    });
  });

  it.each(['/gzip', '/gzip-cut', '/br', '/deflate', '/deflate-raw'])('unpacks %s', async (path) => {
    const result = await fetcher().fetchSource(`${origin}${path}`);
    expect(result.status === 'ok' && Buffer.from(result.bytes).toString()).toBe(FEED);
  });

  it.each([
    ['/large', 'source_too_large'],
    ['/endless', 'source_too_large'],
    ['/bomb', 'source_too_large'],
    ['/not-gzip', 'source_unreadable'],
    ['/odd', 'source_unreadable'],
    ['/missing', 'source_http_404'],
    ['/endless-error', 'source_http_503'],
    ['/loop', 'source_too_many_redirects'],
    ['/file', 'source_refused_address'],
    ['/drop', 'source_unreachable'],
  ])('%s → %s', async (path, code) => {
    expect(await faultOf(`${origin}${path}`)).toBe(code);
  });

  it('follows five redirects at most', async () => {
    await faultOf(`${origin}/loop`);
    expect(asked).toHaveLength(6);
  });

  it.each(['/silent', '/drip'])('gives up on %s', async (path) => {
    expect(await faultOf(`${origin}${path}`, { timeoutMs: 60 })).toBe('source_timeout');
  });

  it('takes http and https alone', async () => {
    expect(await faultOf('ftp://news.example.cn/x')).toBe('source_refused_address');
    expect(await faultOf('no address')).toBe('source_refused_address');
  });

  it('names an unreachable source', async () => {
    const refuse = (): Promise<never> => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
    expect(await faultOf('http://nowhere.test/', { resolve: refuse })).toBe('source_unreachable');
  });
});

describe('the guard', () => {
  const guarded = { allowPrivate: false };

  it('refuses private addresses before a connection is made', async () => {
    for (const host of [
      '127.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0x7f.1',
      '2130706433',
      '10.0.0.1',
      '169.254.169.254',
    ])
      expect(await faultOf(`http://${host}:${port}/feed`, guarded), host).toBe('source_refused_address');
    expect(await faultOf(`http://localhost:${port}/feed`, guarded)).toBe('source_refused_address');
    expect(asked).toEqual([]);
  });

  it('refuses a name that resolves to a private address, at any time', async () => {
    const answers = ['127.0.0.1', '::1', '::ffff:127.0.0.1', '192.168.0.9'];
    for (const address of answers) {
      const resolve = () => Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
      expect(await faultOf(`http://rebind.test:${port}/feed`, { ...guarded, resolve })).toBe('source_refused_address');
    }
    expect(asked).toEqual([]);
  });

  it('connects to the address it checked: one look-up a connection', async () => {
    let lookups = 0;
    const resolve = () => Promise.resolve([{ address: (lookups += 1) === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    const result = await fetcher({ resolve }).fetchSource(`http://once.test:${port}/feed`);
    expect([result.status, lookups]).toEqual(['ok', 1]);
  });

  it.each(['/inside', '/mapped', '/number', '/name', '/file'])(
    'refuses the redirect %s of a source that was allowed',
    async (path) => {
      const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
      const code = await faultOf(`${origin}${path}`, { ...guarded, resolve }, { allowPrivate: true });
      expect(code).toBe('source_refused_address');
      expect(asked.map(({ url }) => url)).toEqual([path]);
    },
  );

  it('by leave reaches its own host and port', async () => {
    const leave = { allowPrivate: true };
    expect(await fetcher(guarded).fetchSource(`${origin}/feed`, {}, leave)).toMatchObject({ status: 'ok' });
    expect(await faultOf(`${origin}/feed`, guarded)).toBe('source_refused_address');
  });

  it('by leave reaches no other place through a name: not this machine, not where clouds keep secrets', async () => {
    for (const address of ['127.0.0.1', '::1', '169.254.169.254', 'fe80::1', '0.0.0.0', '224.0.0.1']) {
      const resolve = () => Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
      const code = await faultOf(`http://intern.test:${port}/feed`, { ...guarded, resolve }, { allowPrivate: true });
      expect([address, code]).toEqual([address, 'source_refused_address']);
    }
    expect(await faultOf(`http://169.254.169.254:${port}/`, guarded, { allowPrivate: true })).toBe(
      'source_refused_address',
    );
    expect(asked).toEqual([]);
  });

  it.each([
    ['10.0.0.7', 'intern.test', true],
    ['192.168.1.9', '192.168.1.9', true],
    ['fd00::7', 'intern.test', true],
    ['127.0.0.1', 'localhost', true],
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', 'intern.test', false],
    ['::ffff:127.0.0.1', 'intern.test', false],
    ['169.254.169.254', '169.254.169.254', false],
    ['fe80::1%eth0', 'fe80::1%eth0', false],
    ['8.8.8.8', 'intern.test', false],
  ])('%s for %s is of the office: %s', (address, host, expected) => {
    expect(isOfficeAddress(address, host)).toBe(expected);
  });
});

describe('files and the command line', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'huiying-feed-'));
    await writeFile(join(folder, 'a.xml'), FEED);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const lines = async (target: string, contentType?: string): Promise<Record<string, unknown>[]> => {
    const all: Record<string, unknown>[] = [];
    for await (const line of readFeed(target, { contentType })) all.push(line);
    return all;
  };
  const line = { id: '1', title: '汀洲区路灯不亮', text: '', publishedAt: '2026-03-12T14:36:00+08:00' };

  it('reads files within the limit', async () => {
    expect(Buffer.from(await readFileSource(join(folder, 'a.xml'))).toString()).toBe(FEED);
    await expect(readFileSource(join(folder, 'a.xml'), { maxBytes: 10 })).rejects.toMatchObject({
      code: 'source_too_large',
    });
    await expect(readFileSource(join(folder, 'b.xml'))).rejects.toMatchObject({ code: 'source_not_found' });
    await expect(readFileSource(folder)).rejects.toMatchObject({ code: 'source_unreachable' });
  });

  it('prints the items of a file and of an address', async () => {
    expect(await lines(join(folder, 'a.xml'))).toEqual([{ ...line, url: '/a/1', warnings: ['url_relative'] }]);
    expect(await lines(`${origin}/hop`)).toEqual([{ ...line, url: `${origin}/a/1`, warnings: [] }]);
  });

  it('puts the warnings of the whole feed on each line', async () => {
    await writeFile(join(folder, 'cut.xml'), FEED.slice(0, -10));
    expect(await lines(join(folder, 'cut.xml'))).toEqual([
      { ...line, url: '/a/1', warnings: ['url_relative', 'feed_truncated'] },
    ]);
  });
});
