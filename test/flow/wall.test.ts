/** A case that is closed to someone does not exist for them: not by address, list, count, candidate, view, snapshot or frame. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppRoute } from '../../server/access/declare.ts';
import { scopedCases, scopedItems } from '../../server/access/scope.ts';
import { permits } from '../../server/access/viewer.ts';
import { viewsFor } from '../../server/board/store.ts';
import { composeRoutes } from '../../server/compose.ts';
import type { ItemDetail } from '../../server/contract/views.ts';
import type { Answer } from '../support/client.ts';
import { accountId, changeAudience, choiceFor, detailFor, liftDenials, openWaterCase } from '../support/matters.ts';
import type { Opened, Who } from '../support/matters.ts';
import { postWater } from '../support/matters.ts';
import { ACCOUNTS, openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let routes: AppRoute[];
/** Led by 砚湖区水务局, granted to the units it was dispatched to. */
let walled: Opened;
let open: Opened;

beforeAll(async () => {
  house = await openServedTrial();
  routes = composeRoutes(house.parts, async () => undefined);
  walled = await openWaterCase(house, { lead: '990100:water_resources' }, '(甲)');
  open = await openWaterCase(house, { lead: '990100:water_resources' }, '(乙)');
});
afterAll(() => house.close());

/** Whole bodies, so that nothing but the wall stands in the way. A new route with an id must say its own here. */
function bodyFor(route: AppRoute, caseId: string, item: ItemDetail): unknown {
  const seen = { version: item.version, verdictId: item.verdict?.id ?? 'none' };
  const bodies: Record<string, unknown> = {
    '/api/items/:id/correct': { ...seen, category: 'livelihood', subject: null },
    '/api/items/:id/dismiss': { ...seen, reason: 'unrelated', note: null },
    '/api/items/:id/reopen': { version: item.version },
    '/api/items/:id/confirm': choiceFor(item, { caseId }),
    '/api/cases/:id/dispatch': { version: 1, lead: '990100:water_resources' },
  };
  const body = bodies[route.path];
  if (route.body && !body) throw new Error(`say here what ${route.path} is sent`);
  return body;
}

const NOWHERE = '00000000-0000-4000-8000-000000000000';

const comparable = ({ status, body }: Answer): unknown => {
  const { error } = body as { error?: Record<string, unknown> };
  return { status, error: error && { ...error, reference: undefined } };
};

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
    closedTo: ['officer'],
  },
  {
    wall: 'the government office and all it directs',
    who: async () => ({ units: ['990100:government_office'] }),
    closedTo: ['analyst', 'chief', 'officer', 'reviewer', 'supervisor', 'leader'],
  },
];
/** Who sees such a case without a wall. */
const SEES: AccountName[] = ['analyst', 'chief', 'officer', 'reviewer', 'supervisor', 'leader', 'auditor'];

describe.each(WALLS)('closed to $wall', ({ who, closedTo }) => {
  beforeAll(async () => changeAudience(house, walled.caseId, 'deny', await who()));
  afterAll(() => liftDenials(house, walled.caseId));

  test('each address answers as for an id that is nowhere', async () => {
    const item = await detailFor(house, 'supervisor', open.itemId);
    for (const name of closedTo) {
      const client = await house.client(name);
      for (const route of routes.filter((one) => one.path.includes(':id'))) {
        const ask = (id: string): Promise<Answer> => {
          const body = bodyFor(route, id, item);
          return client.send(route.method, route.path.replace(':id', id), body ? { body } : {});
        };
        const mine = route.path.startsWith('/api/items') ? walled.itemId : walled.caseId;
        const answer = await ask(mine);
        expect([404, 403], `${name} ${route.path}`).toContain(answer.status);
        expect(comparable(answer), `${name} ${route.path}`).toEqual(comparable(await ask(NOWHERE)));
        if (permits(await house.viewer(name), route.access as 'item.read')) expect(answer.status).toBe(404);
      }
    }
  });

  test('lists, counts, views and snapshots leave it out for them, and only for them', async () => {
    for (const name of ACCOUNTS) {
      const viewer = await house.viewer(name);
      const sees = SEES.includes(name) && !closedTo.includes(name);
      const cases = await scopedCases(house.parts.db, viewer).select('case.id').execute();
      const views = await viewsFor(house.parts.db, viewer);
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
  expect(await viewsFor(house.parts.db, viewer)).toEqual([]);
  const live = await house.live('officer2');
  expect([live.cases.size, live.items.size]).toEqual([0, 0]);
  await changeAudience(house, open.caseId, 'grant', { accounts: [await accountId(house, 'officer2')] });
  await live.until(() => live.cases.has(open.caseId));
  expect(live.raw.join('\n')).not.toContain(walled.caseId);
  const client = await house.client('officer2');
  for (const route of routes.filter((one) => one.path.includes(':id'))) {
    for (const id of [walled.caseId, walled.itemId, open.caseId, open.itemId]) {
      const answer = await client.send(route.method, route.path.replace(':id', id), route.body ? { body: {} } : {});
      expect([403, 404], `${route.path}`).toContain(answer.status);
    }
  }
});

test('a unit is not told the words quoted from the writer', async () => {
  const [unitView] = await viewsFor(house.parts.db, await house.viewer('officer'));
  const [wholeView] = await viewsFor(house.parts.db, await house.viewer('leader'));
  expect(unitView?.reasons.length).toBeGreaterThan(0);
  expect(unitView?.reasons.every((reason) => reason.matched === '')).toBe(true);
  expect(wholeView?.reasons.some((reason) => reason.matched !== '')).toBe(true);
});
