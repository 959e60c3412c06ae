/** The live board: snapshot + frames = a fresh snapshot, for everyone, whatever happens; and never a word of what is walled off. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readSnapshot } from '../../server/board/live-board.ts';
import { refreshArrivals } from '../../server/board/projector.ts';
import { lockTrail, positions, visibleCases } from '../../server/board/store.ts';
import { changeAccount } from '../../server/access/store.ts';
import { deriveKeys } from '../../server/platform/keys.ts';
import type { LiveClient } from '../support/live-client.ts';
import { ACTS, Office, SCREENS, type Act } from '../support/live-trial.ts';
import { accountId, changeAudience, joinByHand, liftDenials, openWaterCase, postWater } from '../support/matters.ts';
import { TEST_KEYS } from '../support/house.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let office: Office;
let screens: Map<AccountName, LiveClient>;
beforeAll(async () => {
  house = await openServedTrial();
  office = new Office(house);
  await office.open();
  screens = new Map();
  for (const name of SCREENS) screens.set(name, await house.live(name));
});
afterAll(() => house.close());
afterEach(() => {
  for (const [name, screen] of screens) expect(screen.faults, name).toEqual([]);
});

const byId = <T extends { id: string }>(views: Iterable<T>): T[] =>
  [...views].sort((one, other) => one.id.localeCompare(other.id));

const screen = (name: AccountName): LiveClient => {
  const found = screens.get(name);
  if (!found) throw new Error(`no screen of ${name}`);
  return found;
};

/** What a screen shows is what a fresh snapshot would. */
async function expectFresh(name: AccountName, live: LiveClient): Promise<void> {
  const fresh = await readSnapshot({ ...house.parts, keys: TEST_KEYS }, await house.viewer(name));
  expect(byId(live.cases.values()), `${name}: cases`).toEqual(byId(fresh.cases));
  expect(byId(live.items.values()), `${name}: items`).toEqual(byId(fresh.items));
}

const allFresh = async (): Promise<void> => {
  await office.seenBy([...screens.values()]);
  for (const [name, live] of screens) await expectFresh(name, live);
};

const lastPosition = async (): Promise<number> => Number((await positions(house.parts.db)).last);

const actArbitrary: fc.Arbitrary<Act> = fc.record({
  what: fc.oneof(
    { arbitrary: fc.constantFrom(...ACTS), weight: 3 },
    { arbitrary: fc.constantFrom<Act['what']>('post', 'confirm'), weight: 2 },
  ),
  a: fc.nat({ max: 1_000 }),
  b: fc.nat({ max: 1_000 }),
});
/** Acts in rounds: those of one round at once. Before a round one screen may go away, to come back after it. */
const dayArbitrary = fc.array(
  fc.record({
    acts: fc.array(actArbitrary, { minLength: 1, maxLength: 4 }),
    away: fc.option(fc.constantFrom(...SCREENS)),
    again: fc.constantFrom<'resume' | 'snapshot'>('resume', 'snapshot'),
  }),
  { minLength: 4, maxLength: 10 },
);

test('snapshot and frames together are a fresh snapshot, through random days with screens that come and go', async () => {
  await fc.assert(
    fc.asyncProperty(dayArbitrary, async (day) => {
      const began = await lastPosition();
      const had = new Map([...screens].map(([name, live]) => [name, live.frames.length]));
      const wentAway = new Set<AccountName>();
      for (const { acts, away, again } of day) {
        if (away) screen(away).drop();
        await Promise.all(acts.map((act) => office.act(act)));
        if (!away) continue;
        wentAway.add(away);
        await screen(away).connect();
        await screen(away)[again]();
      }
      await allFresh();
      const changes = (await lastPosition()) - began;
      for (const [name, live] of screens) {
        if (wentAway.has(name)) continue;
        expect(live.frames.length - (had.get(name) ?? 0), name).toBeLessThanOrEqual(changes);
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(office.done).toBeGreaterThan(50);
  expect(office.cases.length).toBeGreaterThan(3);
}, 180_000);

test('a snapshot taken amid changes misses none of them', async () => {
  const live = await house.live('supervisor');
  for (let round = 0; round < 5; round += 1) {
    const posting = Promise.all(Array.from({ length: 4 }, () => office.act({ what: 'post', a: 0, b: 0 })));
    for (let again = 0; again < 4; again += 1) await live.snapshot();
    await posting;
    await office.seenBy([live]);
    await expectFresh('supervisor', live);
  }
  expect(live.faults).toEqual([]);
  live.drop();
});

test('changes that come together come in few frames', async () => {
  await allFresh();
  const before = screen('analyst').frames.length;
  const began = await lastPosition();
  await Promise.all(Array.from({ length: 30 }, () => postWater(house)));
  await office.seenBy([screen('analyst')]);
  const frames = screen('analyst').frames.slice(before);
  expect(frames.flatMap((frame) => frame.patches).length).toBeGreaterThanOrEqual(31);
  expect(frames.length).toBeLessThan((await lastPosition()) - began);
  expect(frames.every((frame) => frame.patches.length + frame.removals.length > 0)).toBe(true);
});

test('the hourly refresh and the projector neither collide nor write over each other', async () => {
  const { caseId } = await openWaterCase(house);
  const { db, rules } = house.parts;
  const organisation = rules.organisation();
  for (let items = 2; items <= 8; items += 1) {
    const joining = await postWater(house);
    house.time.now = new Date(house.time.now.getTime() + 3_600_000);
    const refreshes = Array.from({ length: 6 }, () => refreshArrivals(db, organisation, house.time.now));
    await Promise.all([joinByHand(house, joining, caseId), ...refreshes]);
    await allFresh();
    expect(screen('leader').cases.get(caseId)?.itemCount).toBe(items);
  }
});

test('a unit is sent no view from before the case was its own, however late the projector is', async () => {
  const { caseId } = await openWaterCase(house, { opinionGrade: 'large' });
  await allFresh();
  const { db } = house.parts;
  const [officer, leader] = [screen('officer'), screen('leader')];
  const isIt = (patch: { view: { id: string } }): boolean => patch.view.id === caseId;
  await db.transaction().execute(async (tx) => {
    await lockTrail(tx);
    const chief = await house.client('chief');
    const { version } = await db
      .selectFrom('case')
      .select('version')
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow();
    const body = { version, lead: '990100:water_resources' };
    expect((await chief.send('POST', `/api/cases/${caseId}/dispatch`, { body })).status).toBe(200);
    // Granted, and the kept view still that of before.
    const viewer = await house.viewer('officer');
    expect((await visibleCases(db, viewer, [caseId])).size).toBe(1);
    const snapshot = await readSnapshot({ ...house.parts, keys: TEST_KEYS }, viewer);
    expect(snapshot.cases.map((view) => view.id)).not.toContain(caseId);
    // A change from before the dispatch that is followed only now.
    const told = leader.frames.length;
    await db.insertInto('live_change').values({ kind: 'case', thing: caseId, at: house.time.now }).execute();
    await leader.until(() => leader.frames.slice(told).some((frame) => frame.patches.some(isIt)));
    expect(officer.frames.flatMap((frame) => frame.patches).some(isIt)).toBe(false);
  });
  await officer.until(() => officer.cases.has(caseId));
  expect(officer.cases.get(caseId)).toMatchObject({
    state: 'awaiting_acceptance',
    lead: { id: '990100:water_resources' },
  });
  await allFresh();
});

describe('a denial', () => {
  test.each([
    ['an account', async () => ({ accounts: [await accountId(house, 'leader')] }), ['leader']],
    ['a unit', async () => ({ units: ['990100:news_office'] }), ['analyst', 'chief']],
    ['the lead', async () => ({ units: ['990100:water_resources'] }), ['officer']],
  ] as const)('of %s takes the case off its screens, and no word of it comes again', async (_, who, closedTo) => {
    const { caseId, itemId } = await openWaterCase(house, { lead: '990100:water_resources' });
    await allFresh();
    const denied = closedTo.map((name): [AccountName, LiveClient] => [name, screen(name)]);
    for (const [name, live] of denied) expect(live.cases.has(caseId), name).toBe(true);
    await changeAudience(house, caseId, 'deny', await who());
    await Promise.all(denied.map(([, live]) => live.until(() => !live.cases.has(caseId))));
    for (const [name, live] of denied) {
      const removals = live.frames.flatMap((frame) => frame.removals).filter((one) => one.id === caseId);
      expect(removals, name).toEqual([{ kind: 'case', id: caseId }]);
      live.raw.length = 0;
    }

    // It lives on for the others: an item joins it, time passes.
    await office.act({ what: 'hour', a: 0, b: 0 });
    const joined = await postWater(house);
    await joinByHand(house, joined, caseId);
    await allFresh();
    expect(screen('auditor').cases.get(caseId)?.itemCount).toBe(2);
    for (const [name, live] of denied) {
      live.drop();
      await live.connect();
      await live.resume();
      await live.snapshot();
      const wire = live.raw.join('\n');
      for (const word of [caseId, itemId]) expect(wire.includes(word), `${name} ${word}`).toBe(false);
      expect(live.items.has(joined)).toBe(false);
    }
    await liftDenials(house, caseId);
    await Promise.all(denied.map(([, live]) => live.until(() => live.cases.has(caseId))));
    await allFresh();
  });

  test('written while a screen is away is told when it comes back', async () => {
    const { caseId } = await openWaterCase(house);
    await allFresh();
    const live = screen('leader');
    live.drop();
    await changeAudience(house, caseId, 'deny', { accounts: [await accountId(house, 'leader')] });
    await live.connect();
    const { removals, patches } = await live.resume();
    expect(removals).toContainEqual({ kind: 'case', id: caseId });
    expect(JSON.stringify(patches)).not.toContain(caseId);
    await allFresh();
    await liftDenials(house, caseId);
    await allFresh();
  });
});

describe('coming back', () => {
  test('with what it knows is told only what changed, and what went', async () => {
    await allFresh();
    const live = screen('analyst');
    live.drop();
    const itemId = await postWater(house);
    const { caseId } = await openWaterCase(house);
    await live.connect();
    const resumed = await live.resume();
    expect(resumed.patches.map((patch) => patch.view.id).sort()).toEqual([itemId, caseId].sort());
    await allFresh();
  });

  test('with a forged, foreign or torn position is sent to a snapshot, and frames wait for it', async () => {
    const live = screen('chief');
    const { through } = live;
    const elsewhere = deriveKeys('another-session-secret-of-32-characters', 'another-seal-key-of-at-least-32-chars');
    const [hidden = '', rights = ''] = through.split('.');
    const forged = [
      '',
      '0',
      hidden,
      'x'.repeat(200),
      `${through}x`,
      `${hidden.slice(0, -2)}AA.${rights}`,
      `${elsewhere.hide('1')}.${rights}`,
      `${TEST_KEYS.hide('99999999')}.${rights}`,
      screen('analyst').through,
      screen('officer').through,
    ];
    for (const position of forged) {
      await expect(live.resume(position), position).rejects.toThrow('resume_too_old');
    }
    const had = live.frames.length;
    await postWater(house);
    await office.seenBy([screen('analyst')]);
    expect(live.frames.length).toBe(had);
    await live.snapshot();
    await allFresh();
  });

  test('after a change of rights is sent to a snapshot: the trail says nothing of what is newly seen', async () => {
    const { caseId } = await openWaterCase(house, { lead: '990102:water_resources' });
    const live = screen('officer2');
    const { db } = house.parts;
    const move = (unitId: string): Promise<void> =>
      changeAccount(db, 'officer2', { what: 'unit', unitId }, house.time.now);
    await allFresh();
    expect(live.cases.has(caseId)).toBe(false);
    await move('990102:water_resources');
    await live.until(() => !live.connected);
    await live.client.visit();
    await live.client.signIn('officer2', house.password('officer2'));
    await live.connect();
    await expect(live.resume()).rejects.toThrow('resume_too_old');
    await live.snapshot();
    expect(live.cases.has(caseId)).toBe(true);
    await allFresh();
  });

  test('after the trail was purged is sent to a snapshot', async () => {
    await allFresh();
    const live = screen('reviewer');
    live.drop();
    await openWaterCase(house);
    await office.seenBy([...screens.values()].filter((one) => one !== live));
    await house.parts.db.deleteFrom('live_change').execute();
    await openWaterCase(house);
    await live.connect();
    await expect(live.resume()).rejects.toThrow('resume_too_old');
    await live.snapshot();
    await allFresh();
  });
});
