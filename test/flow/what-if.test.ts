/** 推演 through its routes: what it counts, for whom, one at a time, cancelled, and when it no longer tells what would be. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChangeSetView } from '../../server/contract/directory-views.ts';
import type { ReplayResult, ReplayView } from '../../server/contract/what-if-views.ts';
import type { Change } from '../../server/organisation/changes/change.ts';
import type { Rule } from '../../server/rules/rule-schema.ts';
import { cancelReplay, startReplay } from '../../server/responsibility/what-if/run.ts';
import { beginRun, keepResult, noteProgress } from '../../server/responsibility/what-if/runs/store.ts';
import { replayView } from '../../server/responsibility/what-if/view.ts';
import { refusal } from '../support/acting.ts';
import { codeOf, type Answer } from '../support/client.ts';
import { changeAudience, openWaterCase } from '../support/matters.ts';
import { placeMatters } from '../support/placed-matters.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

const COUNTY = '990102';
const WATER = `${COUNTY}:water_resources`;
const UTILITIES = `${COUNTY}:utilities`;
const TODAY = '2026-11-20';
const MOVED: Change = { kind: 'duty', territory: COUNTY, subject: 'water_resources', to: [UTILITIES] };

let house: ServedTrial;
beforeEach(async () => void (house = await openServedTrial()));
afterEach(() => house.close());

function shorter(id: string, data: object): Change {
  const rule = house.parts.rules.rulebook().rule(id);
  return { kind: 'rule', profile: 'national', id, to: { ...rule, data: { ...rule.data, ...data } } as Rule };
}

async function ask(who: AccountName, method: string, path: string, body?: unknown): Promise<Answer> {
  const client = await house.client(who);
  return client.send(method, path, body === undefined ? {} : { body });
}

async function draft(who: AccountName, changes: Change[], validFrom = TODAY): Promise<string> {
  const input = { title: '职责调整', reason: '三定方案调整', validFrom, origin: 'edit', changes };
  const answer = await ask(who, 'POST', '/api/directory/changes', input);
  expect([answer.status, codeOf(answer)]).toEqual([200, null]);
  return (answer.body as ChangeSetView).id;
}

const pathOf = (id: string): string => `/api/directory/changes/${id}/replay`;

/** Asks until no run is under way. */
async function over(who: AccountName, id: string): Promise<ReplayView> {
  const client = await house.client(who);
  for (;;) {
    const view = (await client.send('GET', pathOf(id))).body as ReplayView;
    if (view.run === null) return view;
  }
}

async function resultFor(who: AccountName, id: string): Promise<ReplayResult> {
  const { result, ended } = await over(who, id);
  if (!result) throw new Error(`no result: ${ended}`);
  return result;
}

async function replayed(who: AccountName, id: string, days = 30): Promise<ReplayResult> {
  const answer = await ask(who, 'POST', pathOf(id), { days });
  expect([answer.status, codeOf(answer)]).toEqual([200, null]);
  return resultFor(who, id);
}

describe('what it finds', () => {
  test('a duty moved: the matters of that duty, their numbers for who sees cases, and the units', async () => {
    const { caseId } = await openWaterCase(house);
    await openWaterCase(house, { subject: 'education' });
    const result = await replayed('leader', await draft('admin', [MOVED]));
    expect(result).toMatchObject({ days: 30, matters: 2, by: '分管领导 01', outdated: null });
    expect(result.counts).toMatchObject({ assigned: 1, timed: 0, flagged: 0, changed: 1 });
    expect(result.counts.units.map(({ unit, leadMore, leadFewer }) => [unit.id, leadMore, leadFewer])).toEqual([
      [UTILITIES, 1, 0],
      [WATER, 0, 1],
    ]);
    const [line] = result.lines ?? [];
    expect(line?.caseId).toBe(caseId);
    expect(line?.assigned).toMatchObject({
      fields: ['lead'],
      before: { lead: { id: WATER } },
      after: { lead: { id: UTILITIES } },
    });
    expect(line?.assigned?.before.lead?.name).toBe('砚湖区水务局');
  });

  test('a limit cut: due moves; and nothing that a text said is kept', async () => {
    await openWaterCase(house);
    const id = await draft('steward', [shorter('clock.respond', { amount: 24 })]);
    const result = await replayed('steward', id);
    expect(result.counts).toMatchObject({ assigned: 0, timed: 1, changed: 1 });
    expect(result.counts.clocks).toEqual([{ kind: 'respond', moved: 1, toLate: 0, toTimely: 0 }]);
    const row = await house.parts.db.selectFrom('change_set').select('replay').where('id', '=', id).executeTakeFirst();
    expect(JSON.stringify(row?.replay)).toContain('respond');
    expect(JSON.stringify(row?.replay)).not.toMatch(/自来水|铁锈|砚湖/);
  });

  test('only the days asked for are looked at', async () => {
    await openWaterCase(house);
    const id = await draft('admin', [MOVED]);
    house.time.now = new Date(house.time.now.getTime() + 3 * 86_400_000);
    expect((await replayed('leader', id, 2)).matters).toBe(0);
    expect((await replayed('leader', id, 4)).matters).toBe(1);
    expect((await ask('leader', 'POST', pathOf(id), { days: 366 })).status).toBe(422);
  });
});

describe('who sees what', () => {
  test('admin and steward are told counts, units and clocks, and no case', async () => {
    await openWaterCase(house);
    const id = await draft('admin', [MOVED]);
    const result = await replayed('admin', id);
    expect(result.counts.changed).toBe(1);
    expect(result.lines).toBeNull();
    expect((await resultFor('leader', id)).lines).toHaveLength(1);
    expect((await resultFor('steward', id)).lines).toBeNull();
  });

  test('who is shut out of a case is told nothing of it, whoever ran the replay', async () => {
    const { caseId } = await openWaterCase(house);
    await openWaterCase(house);
    // admin works in the news office.
    await changeAudience(house, caseId, 'deny', { units: ['990100:news_office'] });
    const id = await draft('admin', [MOVED]);
    expect(await replayed('leader', id)).toMatchObject({ matters: 2, counts: { changed: 2 } });
    for (const who of ['admin', 'analyst'] as const) {
      const seen = await resultFor(who, id);
      expect([seen.matters, seen.counts.changed, seen.counts.units.map(({ leadMore }) => leadMore)]).toEqual([
        1,
        1,
        [1, 0],
      ]);
      expect(JSON.stringify(seen)).not.toContain(caseId);
    }
    // Nor is it read where that person runs it.
    expect(await replayed('admin', id)).toMatchObject({ matters: 1, counts: { changed: 1 } });
    expect((await resultFor('leader', id)).counts.changed).toBe(1);
  });

  test('a wall that rises after the replay hides what it found', async () => {
    const { caseId } = await openWaterCase(house);
    const id = await draft('admin', [MOVED]);
    expect((await replayed('admin', id)).counts.changed).toBe(1);
    const { accountId } = await house.viewer('admin');
    await changeAudience(house, caseId, 'deny', { accounts: [accountId] });
    expect(await resultFor('admin', id)).toMatchObject({ matters: 0, counts: { changed: 0, units: [] } });
  });

  test('a unit is told of its own cases alone, and no numbers of cases', async () => {
    await openWaterCase(house);
    const id = await draft('admin', [MOVED]);
    await replayed('leader', id);
    expect(await resultFor('officer2', id)).toMatchObject({ matters: 0, counts: { changed: 0 }, lines: null });
    expect((await ask('officer2', 'POST', pathOf(id), { days: 30 })).status).toBe(403);
  });
});

describe('running', () => {
  const parts = () => ({ db: house.parts.db, now: house.parts.now, log: house.parts.log });

  test('progress moves to the end; a second run is refused meanwhile, and how many there are is told to its starter alone', async () => {
    const { db, rules } = house.parts;
    const { accountId } = await house.viewer('leader');
    const organisation = rules.organisation();
    await placeMatters(house.database.owner.db, 2_000, { organisation, openedBy: accountId, until: house.time.now });
    const id = await draft('steward', [shorter('clock.respond', { amount: 36 })]);
    const { finished } = await startReplay(parts(), await house.viewer('leader'), id, { days: 365 });
    const shares: number[] = [];
    const first = await replayView(db, organisation, await house.viewer('leader'), id, house.time.now);
    expect(first.run).toMatchObject({ total: 2_000, startedBy: '分管领导 01' });
    const other = await replayView(db, organisation, await house.viewer('admin'), id, house.time.now);
    expect(other.run).toMatchObject({ done: null, total: null });
    expect(await refusal(startReplay(parts(), await house.viewer('admin'), id, { days: 1 }))).toBe('replay_runs');
    for (;;) {
      const { run } = await replayView(db, organisation, await house.viewer('leader'), id, house.time.now);
      if (!run) break;
      shares.push(run.share);
    }
    await finished;
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const result = await resultFor('leader', id);
    expect(result.matters).toBe(2_000);
    expect(result.counts.timed).toBe(2_000);
    expect(result.counts.flagged).toBeGreaterThan(100);
    expect(result.lines).toHaveLength(300);
  });

  test('a cancelled run leaves no result, and the next one may begin', async () => {
    const { db, rules } = house.parts;
    const viewer = await house.viewer('leader');
    await openWaterCase(house);
    const id = await draft('admin', [MOVED]);
    const { accountId: by } = viewer;
    const at = house.time.now.toISOString();
    // Begun by hand: a real one could be over before it is cancelled.
    const run = { id: 'cancelled', by, done: 0, total: 1, at };
    expect(await beginRun(db, id, run, house.time.now)).toBe(true);
    await cancelReplay(parts(), id);
    expect(await noteProgress(db, id, { ...run, done: 1 })).toBe(false);
    await keepResult(db, id, run.id, { days: 30, since: at, at, by, directoryVersion: 1, changesHash: '' }, []);
    expect(await replayView(db, rules.organisation(), viewer, id, house.time.now)).toEqual({
      run: null,
      result: null,
      ended: 'cancelled',
    });
    expect(await refusal(cancelReplay(parts(), id))).toBe('replay_over');
    expect((await replayed('leader', id)).counts.changed).toBe(1);
  });

  test('a run whose process is gone is known by its silence', async () => {
    const id = await draft('admin', [MOVED]);
    const run = { id: 'dead', by: (await house.viewer('leader')).accountId, done: 1, total: 9, at: house.time.now };
    const replay = JSON.stringify({ run, result: null, ended: null });
    await house.parts.db.updateTable('change_set').set({ replay }).where('id', '=', id).execute();
    expect((await ask('leader', 'POST', pathOf(id), { days: 30 })).status).toBe(409);
    house.time.now = new Date(house.time.now.getTime() + 60_000);
    expect(await over('leader', id)).toMatchObject({ run: null, ended: 'failed' });
    expect((await replayed('leader', id)).matters).toBe(0);
  });

  test('a set that is in force or withdrawn is not replayed', async () => {
    const id = await draft('admin', [MOVED]);
    await ask('admin', 'POST', `/api/directory/changes/${id}/withdraw`, { version: 1, reason: '写错了单位' });
    expect(codeOf(await ask('leader', 'POST', pathOf(id), { days: 30 }))).toBe('change_ended');
    expect(codeOf(await ask('leader', 'POST', pathOf('nothing'), { days: 30 }))).toBe('change_missing');
  });
});

test('a replay made before another change came to hold is out of date; one of a set in force stands as it was', async () => {
  await openWaterCase(house);
  const id = await draft('admin', [MOVED], '2026-12-31');
  expect((await replayed('leader', id)).outdated).toBeNull();
  const other = await draft('admin', [{ ...MOVED, territory: '990103', to: ['990103:utilities'] } as Change]);
  expect((await replayed('leader', other)).counts.changed).toBe(0);
  expect((await ask('steward', 'POST', `/api/directory/changes/${other}/approve`, { version: 1 })).status).toBe(200);
  expect((await resultFor('leader', id)).outdated).toBe('directory');
  expect((await resultFor('leader', other)).outdated).toBeNull();
  await house.parts.db
    .updateTable('change_set')
    .set({ changes: JSON.stringify([{ ...MOVED, to: [WATER] }]) })
    .where('id', '=', id)
    .execute();
  expect((await resultFor('leader', id)).outdated).toBe('draft');
});
