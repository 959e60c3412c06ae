/** The loop of a replay: it tells how far it is, gives others their turn, and ends when it is told to. */
import { expect, test } from 'vitest';
import { generateOrganisation } from '../../../../server/organisation/generate.ts';
import type { PastMatter } from '../../../../server/responsibility/what-if/matter.ts';
import { replay, replayCounted } from '../../../../server/responsibility/what-if/replay.ts';
import { worldsWith } from '../../../../server/responsibility/what-if/world.ts';
import { inventedPast } from '../../../support/past-matters.ts';

const present = { organisation: generateOrganisation('222400'), rules: [] };
const worlds = worldsWith(present, [
  { kind: 'duty', territory: '222400', subject: 'transport', to: ['222400:utilities'] },
]);
const now = new Date('2026-11-30T00:00:00Z');
const all = inventedPast(3_000, 5, worlds.before.organisation);

async function* inBatches(size: number): AsyncGenerator<PastMatter[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

test('progress rises to the number of matters, whatever the batches', async () => {
  for (const size of [1, 200, 5_000]) {
    const told: number[] = [];
    const progress = async (done: number) => told.push(done) > 0;
    const done = await replayCounted({ ...worlds, now, matters: inBatches(size), progress });
    expect(done?.matters).toBe(3_000);
    expect(done?.counts.assigned).toBeGreaterThan(0);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(3_000);
    expect(told.length).toBeGreaterThan(1);
  }
});

test('others have their turn many times within one batch', async () => {
  let turns = 0;
  let running = true;
  const beside = (async () => {
    while (running) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
  })();
  let found = 0;
  await replay({
    ...worlds,
    now,
    matters: inBatches(5_000),
    found: () => void (found += 1),
    progress: async () => true,
  });
  running = false;
  await beside;
  expect(found).toBeGreaterThan(0);
  expect(turns).toBeGreaterThan(5);
});

test('it ends where progress says so, and reads no further', async () => {
  let read = 0;
  async function* counted(): AsyncGenerator<PastMatter[]> {
    for await (const batch of inBatches(100)) {
      read += 1;
      yield batch;
    }
  }
  const progress = async (done: number) => done < 100;
  expect(await replayCounted({ ...worlds, now, matters: counted(), progress })).toBeNull();
  expect(read).toBe(1);
});
