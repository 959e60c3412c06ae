/** A case that is closed to someone does not exist for them: not by address, list, count, candidate, view, snapshot or frame. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppRoute } from '../../server/access/declare.ts';
import { scopedCases, scopedItems } from '../../server/access/scope.ts';
import { permits } from '../../server/access/viewer.ts';
import { viewsFor } from '../../server/board/store.ts';
import { composeRoutes } from '../../server/compose.ts';
import { transferItem } from '../../server/responsibility/transfers/transfer.ts';
import { orderFor } from '../support/accusations.ts';
import { NOWHERE } from '../support/bodies.ts';
import { askFor, likeNowhere } from '../support/closed-doors.ts';
import { accountId, changeAudience, choiceFor, detailFor, liftDenials, openWaterCase } from '../support/matters.ts';
import type { Opened, Who } from '../support/matters.ts';
import { postWater } from '../support/matters.ts';
import { rowOf } from '../support/acting.ts';
import { WATER as POST } from '../support/matters.ts';
import { askIn, indexed, tellsNothingOf, wordsOf } from '../support/searching.ts';
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

/** The people of the unit that leads. */
const WATER: AccountName[] = ['officer', 'section', 'secrecy', 'head'];
/** Those of the district's office, which coordinates: the matter lies there. */
const DISTRICT: AccountName[] = ['office3', 'officehead3'];

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
    closedTo: ['analyst', 'chief', 'reviewer', 'supervisor', 'leader', 'leader2', ...WATER, ...DISTRICT],
  },
];
/** Who sees such a case without a wall. */
const SEES: AccountName[] = [
  'analyst',
  'chief',
  'reviewer',
  'supervisor',
  'leader',
  'leader2',
  'auditor',
  ...WATER,
  ...DISTRICT,
];

describe.each(WALLS)('closed to $wall', ({ who, closedTo }) => {
  beforeAll(async () => changeAudience(house, walled.caseId, 'deny', await who()));
  afterAll(() => liftDenials(house, walled.caseId));

  test('each address answers as for an id that is nowhere', async () => {
    const item = await detailFor(house, 'supervisor', open.itemId);
    for (const name of closedTo) {
      const client = await house.client(name);
      for (const route of withId()) {
        const answer = await askFor(client, route, closedThing(route), item);
        const nowhere = await askFor(client, route, NOWHERE, item);
        expect([404, 403], `${name} ${route.path}`).toContain(answer.status);
        expect(likeNowhere(answer), `${name} ${route.path}`).toEqual(likeNowhere(nowhere));
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

  test('no word of it, nor its number, finds, counts or lists it for them', async () => {
    await indexed(house);
    const { number } = await rowOf(house, walled.caseId);
    const words = [number, '甲', ...wordsOf(`${POST.title} ${POST.text}`), ''];
    for (const name of closedTo) {
      const ask = await askIn(house, name);
      for (const word of words)
        tellsNothingOf(await ask(word), [walled.caseId, walled.itemId, '(甲)', number], `${name} ${word}`);
      for (const word of [number, '甲'])
        expect((await ask(word)).body).toMatchObject({ total: 0, hits: [], words: [expect.any(String)] });
    }
    const seeing = await askIn(house, 'leader2');
    if (!closedTo.includes('leader2')) expect((await seeing('甲')).body).toMatchObject({ total: 2 });
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
      expect(likeNowhere(tried)).toEqual(likeNowhere(nowhere));
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
  const item = await detailFor(house, 'supervisor', open.itemId);
  for (const id of [walled.caseId, walled.itemId, open.itemId, transferId]) {
    // Each in a session of its own: so many questions in one minute are refused to a single one.
    const client = await house.client('officer2');
    for (const route of withId()) {
      const answer = await askFor(client, route, id, item);
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
