/** `demo`: invented posts come in one after another and are judged; never among real ones. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { play, runDemo, type Stage } from '../../server/commands/demo.ts';
import { addSource } from '../../server/intake/store.ts';
import { takeDueSources } from '../../server/intake/polling/store.ts';
import { readConfig } from '../../server/platform/config.ts';
import { openHouse, TEST_SECRETS, type House } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const items = () =>
  house.parts.db.selectFrom('item').select(['title', 'state', 'source_id']).where('source_id', '=', 'demo').execute();

test('posts come in one by one, are judged, and the source is nobody’s to fetch', async () => {
  const { db, keys, rules, now } = house.parts;
  const organisation = rules.organisation();
  const seen: number[] = [];
  let random = 0.05;
  const stage: Stage = {
    ...{ db, keys, organisation, now },
    random: () => (random = (random * 7 + 0.13) % 1),
    pause: async () => {
      await house.settled();
      seen.push((await items()).length);
    },
    told: () => undefined,
  };
  expect(await play(stage, 4)).toBe(4);
  await house.settled();
  expect(seen).toEqual([1, 2, 3]);
  expect(await items()).toHaveLength(4);
  for (const { title, state } of await items()) {
    expect(title.startsWith('【演示】')).toBe(true);
    expect(state).toBe('judged');
  }
  const later = new Date(now().getTime() + 86_400_000);
  expect((await takeDueSources(db, 20, later)).map(({ id }) => id)).toEqual(['yunchuan-forum']);
});

test('is refused where there is a real source, unless it is asked for', async () => {
  const { db, now } = house.parts;
  const env = { DATABASE_URL: house.database.appUrl, LOG_LEVEL: 'silent', ...TEST_SECRETS };
  const config = readConfig(env, process.cwd());
  const one = { items: 1, minutes: 1 };
  await expect(runDemo(config, one, () => undefined)).resolves.toContain('演示来源');
  const real = { id: 'real', name: '网络问政平台', kind: 'http', channel: 'letter' } as const;
  await addSource(db, { ...real, url: 'https://example.invalid/feed', intervalSeconds: 60 }, now());
  const before = (await items()).length;
  await expect(runDemo(config, one, () => undefined)).rejects.toMatchObject({
    code: 'demo_real_sources',
    message: expect.stringContaining('网络问政平台'),
  });
  expect(await items()).toHaveLength(before);
  await runDemo(config, { ...one, yes: true }, () => undefined);
  expect((await items()).length).toBe(before + 1);
});

test('is refused where the program does not run', async () => {
  const config = readConfig({ DATA_DIR: '/nowhere/at/all' }, process.cwd());
  await expect(runDemo(config, { items: 1, minutes: 1 }, () => undefined)).rejects.toMatchObject({
    code: 'demo_not_running',
  });
});
