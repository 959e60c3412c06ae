/** A case that is closed to someone does not exist for them: not by address, list, count, candidate, view, snapshot or frame. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppRoute } from '../../server/access/declare.ts';
import { scopedCases, scopedItems } from '../../server/access/scope.ts';
import { permits } from '../../server/access/viewer.ts';
import { viewsFor } from '../../server/board/store.ts';
import { composeRoutes } from '../../server/compose.ts';
import type { ItemDetail } from '../../server/contract/views.ts';
import { transferItem } from '../../server/responsibility/transfers/transfer.ts';
import { OF_DISCIPLINE, OF_NEWS_OFFICE, orderFor, postOnce } from '../support/accusations.ts';
import { bodyFor, NOWHERE } from '../support/bodies.ts';
import type { Answer, Client } from '../support/client.ts';
import { accountId, changeAudience, choiceFor, detailFor, liftDenials, openWaterCase } from '../support/matters.ts';
import type { Opened, Who } from '../support/matters.ts';
import { postWater } from '../support/matters.ts';
import type { LiveClient } from '../support/live-client.ts';
import { ACCOUNTS, openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let routes: AppRoute[];
/** Led by 砚湖区水务局, granted to the units it was dispatched to. */
let walled: Opened;
let open: Opened;
/** An accusation handed over to the city's discipline body. */
let transferId: string;

beforeAll(async () => {
  house = await openServedTrial();
  routes = composeRoutes(house.parts, async () => undefined);
  walled = await openWaterCase(house, { lead: '990100:water_resources' }, '(甲)');
  open = await openWaterCase(house, { lead: '990100:water_resources' }, '(乙)');
  transferId = await handedOver();
});
afterAll(() => house.close());

/** Hands an item over to the city's discipline body; returns the transfer's id. */
async function handedOver(): Promise<string> {
  const { db, rules } = house.parts;
  const itemId = await postWater(house);
  const order = orderFor(await detailFor(house, 'analyst', itemId), { accused: '990100:water_resources' });
  await transferItem(db, rules, await house.viewer('analyst'), itemId, order, house.time.now);
  const { id } = await db.selectFrom('transfer').select('id').where('item_id', '=', itemId).executeTakeFirstOrThrow();
  return id;
}

/** Routes that name a thing by its id; what is public hangs on no right. */
const withId = (): AppRoute[] => routes.filter((route) => route.path.includes(':id') && route.access !== 'public');

/** Of what is closed to them, the thing this route would name. */
function closedThing(route: AppRoute): string {
  if (route.path.startsWith('/api/items')) return walled.itemId;
  return route.path.startsWith('/api/transfers') ? transferId : walled.caseId;
}

/** Asks a route for a thing, with a whole body: nothing but the wall stands in the way. */
function ask(client: Client, route: AppRoute, id: string, item: ItemDetail): Promise<Answer> {
  const body = bodyFor(route, item, id);
  return client.send(route.method, route.path.replace(':id', id), body ? { body } : {});
}

const comparable = ({ status, body }: Answer): unknown => {
  const { error } = body as { error?: Record<string, unknown> };
  return { status, error: error && { ...error, reference: undefined } };
};

/** The people of the unit that leads. */
const WATER: AccountName[] = ['officer', 'section', 'secrecy', 'head'];

/** Denials, and the accounts each of them closes the case to. 政府办 directs the whole city; 纪委 its own people only. */
const WALLS: { wall: string; who: () => Promise<Who>; closedTo: AccountName[] }[] = [
  {
    wall: 'an account (the leader)',
    who: async () => ({ accounts: [await accountId(house, 'leader')] }),
    closedTo: ['leader'],
  },
  {
    wall: 'accounts (analyst, auditor)',
    who: async () => ({ accounts: [await accountId(house, 'analyst'), await accountId(house, 'auditor')] }),
    closedTo: ['analyst', 'auditor'],
  },
  { wall: 'the discipline body', who: async () => ({ units: ['990100:discipline'] }), closedTo: ['auditor'] },
  { wall: 'the news office', who: async () => ({ units: ['990100:news_office'] }), closedTo: ['analyst', 'chief'] },
  {
    wall: 'the lead itself, against its grant',
    who: async () => ({ units: ['990100:water_resources'] }),
    closedTo: WATER,
  },
  {
    wall: 'the government office and all it directs',
    who: async () => ({ units: ['990100:government_office'] }),
    closedTo: ['analyst', 'chief', 'reviewer', 'supervisor', 'leader', 'leader2', ...WATER],
  },
];
/** Who sees such a case without a wall. */
const SEES: AccountName[] = ['analyst', 'chief', 'reviewer', 'supervisor', 'leader', 'leader2', 'auditor', ...WATER];

describe.each(WALLS)('closed to $wall', ({ who, closedTo }) => {
  beforeAll(async () => changeAudience(house, walled.caseId, 'deny', await who()));
  afterAll(() => liftDenials(house, walled.caseId));

  test('each address answers as for an id that is nowhere', async () => {
    const item = await detailFor(house, 'supervisor', open.itemId);
    for (const name of closedTo) {
      const client = await house.client(name);
      for (const route of withId()) {
        const answer = await ask(client, route, closedThing(route), item);
        const nowhere = await ask(client, route, NOWHERE, item);
        expect([404, 403], `${name} ${route.path}`).toContain(answer.status);
        expect(comparable(answer), `${name} ${route.path}`).toEqual(comparable(nowhere));
        if (permits(await house.viewer(name), route.access as 'item.read')) expect(answer.status).toBe(404);
      }
    }
  });

  test('lists, counts, views and snapshots leave it out for them, and only for them', async () => {
    for (const name of ACCOUNTS) {
      const viewer = await house.viewer(name);
      const sees = SEES.includes(name) && !closedTo.includes(name);
      const cases = await scopedCases(house.parts.db, viewer).select('case.id').execute();
      const views = await viewsFor(house.parts.db, viewer, house.time.now);
      expect(
        cases.some((row) => row.id === walled.caseId),
        `${name}: rows`,
      ).toBe(sees);
      expect(
        views.some((view) => view.id === walled.caseId),
        `${name}: views`,
      ).toBe(sees);
      const items = await scopedItems(house.parts.db, viewer).select('item.id').execute();
      const readsItems = permits(viewer, 'item.read');
      expect(
        items.some((row) => row.id === walled.itemId),
        `${name}: items`,
      ).toBe(sees && readsItems);
      if (!permits(viewer, 'live.follow')) continue;
      const live = await house.live(name);
      expect(live.cases.has(walled.caseId), `${name}: snapshot`).toBe(sees);
      const wire = live.raw.join('\n');
      expect([wire.includes(walled.caseId), wire.includes(walled.itemId), wire.includes('(甲)')], name).toEqual(
        sees ? [true, false, true] : [false, false, false],
      );
      live.drop();
    }
  });

  test('it is no candidate for merging, and nothing can be merged into it', async () => {
    const itemId = await postWater(house);
    for (const name of closedTo) {
      const viewer = await house.viewer(name);
      if (!permits(viewer, 'item.read')) continue;
      const item = await detailFor(house, name, itemId);
      const candidates = item.caseCandidates.map((one) => one.caseId);
      expect(candidates).toContain(open.caseId);
      expect(candidates).not.toContain(walled.caseId);
      if (!permits(viewer, 'item.judge')) continue;
      const client = await house.client(name);
      const path = `/api/items/${itemId}/confirm`;
      const tried = await client.send('POST', path, { body: choiceFor(item, { caseId: walled.caseId }) });
      const nowhere = await client.send('POST', path, { body: choiceFor(item, { caseId: NOWHERE }) });
      expect(tried.status).toBe(404);
      expect(comparable(tried)).toEqual(comparable(nowhere));
    }
  });
});

test('a unit no case was given to sees none, and no address tells it one', async () => {
  const viewer = await house.viewer('officer2');
  expect(await viewsFor(house.parts.db, viewer, house.time.now)).toEqual([]);
  const live = await house.live('officer2');
  expect([live.cases.size, live.items.size]).toEqual([0, 0]);
  await changeAudience(house, open.caseId, 'grant', { accounts: [await accountId(house, 'officer2')] });
  await live.until(() => live.cases.has(open.caseId));
  expect(live.raw.join('\n')).not.toContain(walled.caseId);
  const client = await house.client('officer2');
  const item = await detailFor(house, 'supervisor', open.itemId);
  for (const route of withId()) {
    for (const id of [walled.caseId, walled.itemId, open.itemId, transferId]) {
      const answer = await ask(client, route, id, item);
      expect([403, 404], `${route.path}`).toContain(answer.status);
    }
  }
});

test('a unit is not told the words quoted from the writer', async () => {
  const [unitView] = await viewsFor(house.parts.db, await house.viewer('officer'), house.time.now);
  const [wholeView] = await viewsFor(house.parts.db, await house.viewer('leader'), house.time.now);
  expect(unitView?.reasons.length).toBeGreaterThan(0);
  expect(unitView?.reasons.every((reason) => reason.matched === '')).toBe(true);
  expect(wholeView?.reasons.some((reason) => reason.matched !== '')).toBe(true);
});

/** Accusations, who may read them, and where they go. */
const ACCUSED: { text: typeof OF_DISCIPLINE; whom: string; seenBy: AccountName[] }[] = [
  { text: OF_DISCIPLINE, whom: 'the discipline body', seenBy: ['analyst', 'chief', 'supervisor', 'leader', 'leader2'] },
  { text: OF_NEWS_OFFICE, whom: 'the office that runs this', seenBy: [] },
];

describe.each(ACCUSED)('an item that accuses $whom', ({ text, seenBy }) => {
  let accusing: string;
  const live = new Map<AccountName, LiveClient>();
  beforeAll(async () => {
    for (const name of ACCOUNTS)
      if (permits(await house.viewer(name), 'live.follow')) live.set(name, await house.live(name));
    accusing = await postOnce(house, text);
  });
  afterAll(() => live.forEach((socket) => socket.drop()));

  test('comes to no socket, list, count or snapshot of those it is closed to', async () => {
    const marker = await postWater(house);
    const words = text.text.slice(0, 20);
    for (const name of ACCOUNTS) {
      const viewer = await house.viewer(name);
      const sees = seenBy.includes(name);
      const rows = await scopedItems(house.parts.db, viewer).select('item.id').execute();
      expect(
        rows.some((row) => row.id === accusing),
        `${name}: rows`,
      ).toBe(sees);
      const socket = live.get(name);
      if (!socket) continue;
      if (permits(viewer, 'item.read')) await socket.until(() => socket.items.has(marker));
      const later = await house.live(name);
      for (const wire of [socket.raw.join('\n'), later.raw.join('\n')])
        expect([wire.includes(accusing), wire.includes(words)], name).toEqual([sees, sees]);
      later.drop();
      const resumed = await socket.resume();
      const told = JSON.stringify(resumed.patches);
      expect([told.includes(accusing) && !sees, socket.items.has(accusing)], name).toEqual([false, sees]);
    }
  });

  test('has no address for them, and stands in nothing that they may read', async () => {
    const item = await detailFor(house, 'supervisor', open.itemId);
    for (const name of ACCOUNTS.filter((one) => !seenBy.includes(one))) {
      const client = await house.client(name);
      for (const route of withId().filter((one) => one.path.startsWith('/api/items'))) {
        const answer = await ask(client, route, accusing, item);
        expect(comparable(answer), `${name} ${route.path}`).toEqual(
          comparable(await ask(client, route, NOWHERE, item)),
        );
        expect([403, 404]).toContain(answer.status);
      }
      for (const path of [`/api/items/${open.itemId}`, '/api/transfers', '/api/units?q=纪委']) {
        if (name === 'inspector' && path === '/api/transfers') continue;
        const { body } = await client.send('GET', path);
        expect(JSON.stringify(body), `${name} ${path}`).not.toContain(accusing);
      }
    }
  });
});

test('once handed over it is gone for those who saw it, as if it had never been', async () => {
  const accusing = await postOnce(house, OF_DISCIPLINE);
  const { db, rules } = house.parts;
  const seen = await detailFor(house, 'analyst', accusing);
  const live = await house.live('chief');
  expect(live.items.has(accusing)).toBe(true);
  await transferItem(db, rules, await house.viewer('analyst'), accusing, orderFor(seen), house.time.now);
  await house.settled();
  await live.until(() => !live.items.has(accusing));
  live.drop();
  const item = await detailFor(house, 'supervisor', open.itemId);
  for (const name of ['analyst', 'chief', 'supervisor', 'leader', 'leader2', 'auditor'] as const) {
    const client = await house.client(name);
    for (const route of withId().filter((one) => one.path.startsWith('/api/items'))) {
      const answer = await ask(client, route, accusing, item);
      expect(comparable(answer), `${name} ${route.path}`).toEqual(comparable(await ask(client, route, NOWHERE, item)));
    }
  }
});
