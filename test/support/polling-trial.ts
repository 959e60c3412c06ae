/** A house whose clock the test moves, a site beside it, and a poller anew for each test of a file. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openFeedSite, openPolling, type FeedSite, type PollingTrial } from './feed-site.ts';
import { NOON, openHouse, type House } from './house.ts';

/** All three stand in a file's tests once it has called `pollInTests`. */
export let house: House;
export let site: FeedSite;
export let trial: PollingTrial;

/** Each test begins a day later, with no source but its own and every host free. */
export function pollInTests(): void {
  beforeAll(async () => {
    house = await openHouse();
    site = await openFeedSite();
  });
  afterAll(async () => {
    await site.close();
    await house.close();
  });
  beforeEach(async () => {
    house.time.now = new Date(Math.max(house.time.now.getTime(), NOON.getTime()) + 86_400_000);
    await house.parts.db.updateTable('source').set({ enabled: false }).execute();
    await house.parts.db.deleteFrom('host_turn').execute();
    site.pages.clear();
    site.asked.length = 0;
    trial = openPolling(house);
  });
  afterEach(() => trial.close());
}

export const ahead = (seconds: number): void => {
  house.time.now = new Date(house.time.now.getTime() + seconds * 1_000);
};

/** One round, to its end. */
export async function round(): Promise<void> {
  await trial.poller.round();
  await trial.poller.idle();
}
