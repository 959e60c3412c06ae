/** Every route and socket event × every role, over real HTTP and sockets; the table is generated from the declarations. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionsOf, ROLE_PERMISSIONS } from '../../server/access/permissions.ts';
import type { AppRoute } from '../../server/access/declare.ts';
import { LIVE_EVENTS } from '../../server/board/gateway.ts';
import { composeRoutes } from '../../server/compose.ts';
import { ROLE_IDS } from '../../server/contract/vocabulary.ts';
import type { Permission } from '../../server/access/permissions.ts';
import { codeOf, type Answer, type Client } from '../support/client.ts';
import { LiveClient } from '../support/live-client.ts';
import { openWaterCase } from '../support/matters.ts';
import { ACCOUNTS, openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let routes: AppRoute[];
let itemId: string;
let caseId: string;

beforeAll(async () => {
  house = await openServedTrial();
  routes = composeRoutes(house.parts, async () => undefined);
  ({ itemId, caseId } = await openWaterCase(house));
});
afterAll(() => house.close());

/** The thing a route of this kind would name; `/public/:number` takes the number of a publication, here of none. */
function thingOf({ path }: AppRoute): string {
  if (path.startsWith('/public')) return '2026-9999';
  return path.startsWith('/api/items') ? itemId : caseId;
}

const pathOf = (route: AppRoute): string => route.path.replace(/:\w+/g, thingOf(route));

/** Calls a route without what it needs: an allowed caller is refused for the body, never for who it is. */
const call = (client: Client, route: AppRoute): Promise<Answer> =>
  client.send(route.method, pathOf(route), route.body ? { body: {} } : {});

type Verdict = 'allowed' | 'unauthenticated' | 'forbidden' | 'broken';

function verdictOn(answer: Answer): Verdict {
  const code = codeOf(answer);
  if (answer.status >= 500 || code === 'csrf' || code === 'foreign_origin') return 'broken';
  if (answer.status === 401)
    return code === 'unauthenticated' || code === 'token_invalid' ? 'unauthenticated' : 'broken';
  if (answer.status === 403) return code === 'forbidden' ? 'forbidden' : 'broken';
  return 'allowed';
}

function expected(route: AppRoute, permissions: readonly Permission[] | null): Verdict {
  if (route.access === 'public') return 'allowed';
  // Another system's way in: no account opens it.
  if (permissions === null || route.access === 'token') return 'unauthenticated';
  if (route.access === 'signed_in') return 'allowed';
  return permissions.includes(route.access) ? 'allowed' : 'forbidden';
}

/** One row of the table: what each route says to this caller. A route that ends the session is called on one of its own. */
async function rowOf(name: AccountName | null): Promise<Record<string, Verdict>> {
  const row: Record<string, Verdict> = {};
  const shared = await visitor(name);
  for (const route of routes) {
    const client = route.path === '/api/session' && route.method !== 'GET' ? await visitor(name) : shared;
    row[`${route.method} ${route.path}`] = verdictOn(await call(client, route));
  }
  return row;
}

async function visitor(name: AccountName | null): Promise<Client> {
  const client = await house.client(name ?? undefined);
  if (!name) await client.visit();
  return client;
}

const tableFor = (permissions: readonly Permission[] | null): Record<string, Verdict> =>
  Object.fromEntries(routes.map((route) => [`${route.method} ${route.path}`, expected(route, permissions)]));

describe('routes', () => {
  test.each([...ACCOUNTS])('%s is let through exactly where its role permits', async (name) => {
    const { roles } = await house.viewer(name);
    expect(await rowOf(name)).toEqual(tableFor(permissionsOf(roles)));
  });

  test('nobody is let through to what is not public', async () => {
    expect(await rowOf(null)).toEqual(tableFor(null));
  });

  test('the sample accounts cover every role, and the table is as large as it says', async () => {
    const covered = await Promise.all(ACCOUNTS.map(async (name) => (await house.viewer(name)).roles));
    expect(new Set(covered.flat())).toEqual(new Set(ROLE_IDS));
    expect(routes.length).toBeGreaterThanOrEqual(11);
    console.info(
      `role × route: ${routes.length} routes × ${ACCOUNTS.length + 1} callers (every sample account, and nobody)`,
    );
  });

  test('what is public is a short list written down here', () => {
    const open = routes.filter((route) => route.access === 'public').map((route) => `${route.method} ${route.path}`);
    expect(open.sort()).toEqual([
      'GET /api/csrf',
      'GET /public',
      'GET /public/:number',
      'GET /public/feed.json',
      'GET /public/feed.xml',
      'POST /api/session',
      'POST /public/:number/rating',
    ]);
  });

  test('no role that sees no case content holds a permission for it', () => {
    // Of settings alone; setup.test.ts says what they show.
    const directory = ['directory.read', 'directory.draft', 'directory.approve', 'directory.replay'];
    const settings = ['setup.read', 'unit.search', ...directory];
    const kept = ['source.read', 'source.manage'];
    // The roster without what is handed over, and the contacts of units.
    const duty = ['roster.read', 'roster.change', 'contact.change'];
    expect(ROLE_PERMISSIONS.admin).toEqual([...settings, ...kept, ...duty]);
    expect(ROLE_PERMISSIONS.steward).toEqual(settings);
    expect(ROLE_PERMISSIONS.auditor).not.toContain('item.judge');
    expect(ROLE_PERMISSIONS.officer).not.toContain('item.read');
  });
});

describe('socket events', () => {
  const events = Object.keys(LIVE_EVENTS) as (keyof typeof LIVE_EVENTS)[];

  test.each([...ACCOUNTS])('%s follows exactly where its role permits', async (name) => {
    const permissions = permissionsOf((await house.viewer(name)).roles);
    const socket = new LiveClient(await house.client(name));
    const connected = await socket.connect().then(
      () => 'connected',
      (error: Error) => error.message,
    );
    expect(connected).toBe(permissions.includes('live.follow') ? 'connected' : 'forbidden');
    if (connected !== 'connected') return;
    for (const event of events) {
      const answer = await socket[event]().then(
        () => 'answered',
        (error: Error) => error.message,
      );
      expect([event, answer]).toEqual([event, permissions.includes(LIVE_EVENTS[event]) ? 'answered' : 'forbidden']);
    }
    if (!permissions.includes('item.read')) expect(socket.items.size).toBe(0);
    socket.drop();
  });

  test('rights that went while the socket stood are asked for again at each event', async () => {
    const socket = await house.live('supervisor');
    const { accountId } = await house.viewer('supervisor');
    // Written past the use case, which would close the socket: the event itself must ask.
    const set = (roles: string): Promise<unknown> =>
      house.parts.db.updateTable('account').set({ roles }).where('id', '=', accountId).execute();
    await set('["steward"]');
    await expect(socket.snapshot()).rejects.toThrow('forbidden');
    await expect(socket.resume()).rejects.toThrow('forbidden');
    await set('["supervisor"]');
    socket.drop();
  });

  test('nobody follows', async () => {
    const visitor = await house.client();
    await visitor.visit();
    await expect(new LiveClient(visitor).connect()).rejects.toThrow('unauthenticated');
    console.info(`role × socket event: ${events.length} events × ${ACCOUNTS.length + 1} callers`);
  });
});
