/** `report`: what it counts in a real house, and what it must not count. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runReport } from '../../server/commands/report.ts';
import { readConfig } from '../../server/platform/config.ts';
import { figuresOf, type Figures } from '../../server/reports/figures.ts';
import { readPeriod } from '../../server/reports/period.ts';
import { readFacts } from '../../server/reports/store.ts';
import { OF_COUNTY_WATER, postOnce } from '../support/accusations.ts';
import { LEAD, openAccepted } from '../support/answers.ts';
import { caseIn } from '../support/case-states.ts';
import { NOON, openHouse, TEST_SECRETS, type House } from '../support/house.ts';
import { changeAudience, openWaterCase, postWater } from '../support/matters.ts';

const HOUR_MS = 3_600_000;
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function count(): Promise<Figures> {
  const { db, rules } = house.parts;
  const organisation = rules.organisation();
  const period = readPeriod({}, house.time.now);
  return figuresOf(await readFacts(db, period, house.time.now), organisation, period, house.time.now);
}

const lead = (figures: Figures) => figures.units.find((unit) => unit.unitId === LEAD);

test('counts what happened, by its outcome', async () => {
  expect((await count()).items.received).toBe(0);
  await postWater(house);
  await caseIn(house, 'closed');
  await caseIn(house, 'merged');
  await openWaterCase(house, { lead: LEAD, opinionGrade: 'large' });
  const figures = await count();
  expect(figures.items.waiting).toBe(1);
  expect(figures.items.received).toBe(figures.items.waiting + figures.items.in_case);
  // One closed, one the merged went into, one waiting for its dispatch; the merged one is none of its own.
  expect(figures.cases).toEqual({ opened: 3, published: 1, closed: 1, open: 2 });
  expect(lead(figures)).toMatchObject({ opened: 2, published: 1, closed: 1 });
});

test('a limit that ran out counts as late in its period, for the unit that leads', async () => {
  await openAccepted(house);
  const before = await count();
  house.time.now = new Date(NOON.getTime() + 49 * HOUR_MS);
  const after = await count();
  const respond = (figures: Figures) => figures.clocks.find(({ kind }) => kind === 'respond');
  expect(respond(before)).toBeUndefined(); // due within the month, but only in two days: outside the period up to today
  expect(respond(after)).toMatchObject({
    clauses: ['国办发〔2016〕61号 三'],
    fates: { inTime: 1, overdue: 2 },
    due: 3,
    rate: null,
  });
  expect(lead(after)?.due).toBeGreaterThanOrEqual(3);
});

test('what is walled or transferred is in no figure', async () => {
  const before = await count();
  await postOnce(house, OF_COUNTY_WATER);
  expect(await count()).toEqual(before);

  const caseId = await openAccepted(house);
  const seen = await count();
  expect(seen.cases.opened).toBe(before.cases.opened + 1);
  expect(seen.items.in_case).toBe(before.items.in_case + 1);
  await changeAudience(house, caseId, 'deny', { units: ['990100:health'] });
  expect(await count()).toEqual(before);
});

test('a source that is not heard is told', async () => {
  const { db } = house.parts;
  expect((await count()).sources).toEqual([]);
  const since = new Date(house.time.now.getTime() - 2 * HOUR_MS);
  await db.updateTable('source').set({ failing_since: since, failure_code: 'x', failure_message: '打不开' }).execute();
  expect((await count()).sources).toMatchObject([{ name: '云川生活论坛', gaps: 1, minutes: 120, open: true }]);
  await db
    .insertInto('source_gap')
    .values({ source_id: 'yunchuan-forum', since, until: null, code: 'x', message: '打不开' })
    .execute();
  expect((await count()).sources).toMatchObject([{ gaps: 1, minutes: 120 }]);
});

test('at the command line: Markdown with the place, JSON with every figure', async () => {
  const env = { DATABASE_URL: house.database.appUrl, LOG_LEVEL: 'silent', ...TEST_SECRETS };
  const config = readConfig(env, process.cwd());
  const days = { from: '2026-11-01', to: '2026-11-30' };
  const text = await runReport(config, days);
  expect(text).toMatch(/^# 云川市政务舆情回应情况\(2026-11-01 至 2026-11-30\)/);
  expect(text).toContain('| 云川市水务局 |');
  const report = JSON.parse(await runReport(config, { ...days, json: true })) as {
    figures: Figures;
    definitions: string[];
  };
  expect(report.figures.cases.opened).toBe((await count()).cases.opened);
  expect(report.definitions.length).toBeGreaterThan(5);
});
