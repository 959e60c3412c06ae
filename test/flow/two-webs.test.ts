/** Two web processes serve one board: what happens at one is seen at the other, and one that dies takes nothing with it. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Client } from '../support/client.ts';
import { openHouse, type House } from '../support/house.ts';
import { LiveClient } from '../support/live-client.ts';
import { choiceFor, detailFor, postWater } from '../support/matters.ts';
import { dataFolder } from '../support/program.ts';
import { startRoles, type Grounds, type Role } from '../support/topology.ts';

let house: House;
let first: Role;
let second: Role;
const cleanups: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  house = await openHouse();
  await house.parts.db.updateTable('source').set({ enabled: false }).execute();
  const folder = await dataFolder();
  const grounds: Grounds = {
    databaseUrl: house.database.appUrl,
    redisUrl: inject('redis').url,
    sessionSecret: 'test-session-secret-of-at-least-32-characters',
    sealKey: 'test-seal-key-of-at-least-32-characters-long',
    dataDir: folder.path,
  };
  const { webs, close } = await startRoles(grounds, { web: 2 });
  [first, second] = webs as [Role, Role];
  cleanups.push(
    () => house.close(),
    () => folder.remove(),
    close,
  );
});
afterAll(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Signed in at one process; the other knows the session by its cookie. */
async function signedIn(name: string): Promise<{ here: Client; there: Client }> {
  const [here, there] = [new Client(first.address), new Client(second.address)];
  await here.signIn(name, inject('postgres').passwords[name] ?? '');
  there.adopt(here);
  return { here, there };
}

async function screen(client: Client): Promise<LiveClient> {
  const socket = new LiveClient(client);
  cleanups.push(async () => socket.drop());
  await socket.connect();
  await socket.snapshot();
  return socket;
}

test('a change made through one is seen by a screen at the other; a sign-out there ends the screens of that session only', async () => {
  const analyst = await signedIn('analyst');
  const leader = await signedIn('leader');
  const [mine, others] = [await screen(analyst.there), await screen(leader.there)];

  const itemId = await postWater(house);
  await mine.until(() => mine.items.has(itemId));
  const body = choiceFor(await detailFor(house, 'analyst', itemId));
  const confirmed = await analyst.here.send('POST', `/api/items/${itemId}/confirm`, { body });
  expect(confirmed.status).toBe(200);
  for (const socket of [mine, others]) {
    await socket.until(() => socket.cases.size === 1);
    expect(socket.faults).toEqual([]);
  }

  expect((await analyst.here.send('DELETE', '/api/session')).status).toBe(204);
  await mine.until(() => !mine.connected);
  expect(mine.closed?.code).toBe('signed_out');
  expect((await analyst.there.send('GET', '/api/session')).status).toBe(401);
  await others.snapshot();
});

test('one that is killed leaves the other whole', async () => {
  const analyst = await signedIn('analyst');
  const lost = await screen(analyst.here);
  const standing = await screen(analyst.there);
  await first.kill();
  await lost.until(() => !lost.connected).catch(() => undefined);
  expect(lost.connected).toBe(false);

  // The screen of the lost one goes on at the other where it left off.
  const moved = new LiveClient(analyst.there);
  cleanups.push(async () => moved.drop());
  await moved.connect();
  moved.through = lost.through;
  await moved.resume();
  const itemId = await postWater(house);
  for (const socket of [standing, moved]) await socket.until(() => socket.items.has(itemId));
  expect((await fetch(`${second.address}/readyz`)).status).toBe(200);
  expect(await second.stop()).toBe(0);
});
