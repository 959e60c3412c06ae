/** An item that accuses an office does not exist for that office's side: not by address, list, count, snapshot or frame. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppRoute } from '../../server/access/declare.ts';
import { scopedItems } from '../../server/access/scope.ts';
import { permits } from '../../server/access/viewer.ts';
import { composeRoutes } from '../../server/compose.ts';
import { transferItem } from '../../server/responsibility/transfers/transfer.ts';
import { OF_DISCIPLINE, OF_NEWS_OFFICE, orderFor, postOnce } from '../support/accusations.ts';
import { NOWHERE } from '../support/bodies.ts';
import { askFor, likeNowhere } from '../support/closed-doors.ts';
import type { LiveClient } from '../support/live-client.ts';
import { detailFor, openWaterCase, postWater, type Opened } from '../support/matters.ts';
import { askIn, indexed, tellsNothingOf, wordsOf } from '../support/searching.ts';
import { ACCOUNTS, openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let open: Opened;
let ofItems: AppRoute[];

beforeAll(async () => {
  house = await openServedTrial();
  ofItems = composeRoutes(house.parts, async () => undefined).filter((one) => one.path.startsWith('/api/items/:id'));
  open = await openWaterCase(house, { lead: '990100:water_resources' });
});
afterAll(() => house.close());

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

  test('is found by none of its words by those it is closed to', async () => {
    await indexed(house);
    const words = [...wordsOf(`${text.title} ${text.text}`), text.title, `"${text.title}"`, '贿', ''];
    for (const name of ACCOUNTS) {
      if (!permits(await house.viewer(name), 'search.use')) continue;
      const ask = await askIn(house, name);
      if (seenBy.includes(name)) {
        expect((await ask(`"${text.title}"`)).body).toMatchObject({ total: 1 });
        continue;
      }
      for (const word of words) tellsNothingOf(await ask(word), [accusing], `${name} ${word}`);
      expect((await ask(`"${text.title}"`)).body).toMatchObject({ total: 0, hits: [] });
    }
  });

  test('has no address for them, and stands in nothing that they may read', async () => {
    const item = await detailFor(house, 'supervisor', open.itemId);
    for (const name of ACCOUNTS.filter((one) => !seenBy.includes(one))) {
      const client = await house.client(name);
      for (const route of ofItems) {
        const answer = await askFor(client, route, accusing, item);
        expect(likeNowhere(answer), `${name} ${route.path}`).toEqual(
          likeNowhere(await askFor(client, route, NOWHERE, item)),
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
    for (const route of ofItems) {
      const answer = await askFor(client, route, accusing, item);
      expect(likeNowhere(answer), `${name} ${route.path}`).toEqual(
        likeNowhere(await askFor(client, route, NOWHERE, item)),
      );
    }
  }
});
