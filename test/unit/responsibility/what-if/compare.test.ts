/** 推演: what a change of duties, clocks, steps or grades does to past matters, and that no change does nothing. */
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../../server/organisation/changes/change.ts';
import { generateOrganisation } from '../../../../server/organisation/generate.ts';
import { compareMatter, type MatterDifference } from '../../../../server/responsibility/what-if/compare.ts';
import { countsOf } from '../../../../server/responsibility/what-if/counts.ts';
import { asked, type PastMatter } from '../../../../server/responsibility/what-if/matter.ts';
import { worldsWith } from '../../../../server/responsibility/what-if/world.ts';
import type { Rule } from '../../../../server/rules/rule-schema.ts';
import { afterHours, DETECTED, inventedPast, ORDINARY, pastMatter } from '../../../support/past-matters.ts';

const here = { organisation: generateOrganisation('222400'), rules: [] };
const present = worldsWith(here, []).before;
const after = (changes: Change[]) => asked(worldsWith(here, changes).after);
const { profile } = present.organisation;
const NOW = new Date('2026-11-30T00:00:00Z');
const WATER = { text: '延吉市自来水发黄', subjects: ['water_resources'], places: ['222401'] } as const;
const water = { text: WATER.text, subjects: [...WATER.subjects], places: [...WATER.places] };

function difference(matter: PastMatter, changes: Change[]): MatterDifference | null {
  return compareMatter(matter, asked(present), after(changes), NOW);
}

/** A rule of the national profile with other data. */
function changed(id: string, data: Record<string, unknown>): Change {
  const rule = present.rulebook.rule(id, profile);
  return { kind: 'rule', profile: 'national', id, to: { ...rule, data: { ...rule.data, ...data } } as Rule };
}

const DUTY_MOVED: Change = {
  kind: 'duty',
  territory: '222401',
  subject: 'water_resources',
  to: ['222401:utilities'],
};

describe('assigned differently', () => {
  test('a duty moved: the other unit leads, and the counts say who gains and who loses', () => {
    const found = difference(pastMatter(water), [DUTY_MOVED]);
    expect(found?.assigned?.fields).toEqual(['lead']);
    expect(found?.assigned?.before.lead).toBe('222401:water_resources');
    expect(found?.assigned?.after.lead).toBe('222401:utilities');
    expect(found?.timed).toEqual([]);
    const { units, fields } = countsOf(found ? [found] : []);
    expect(fields).toEqual([{ field: 'lead', matters: 1 }]);
    expect(units.find(({ unit }) => unit === '222401:utilities')).toMatchObject({ leadMore: 1, leadFewer: 0 });
    expect(units.find(({ unit }) => unit === '222401:water_resources')).toMatchObject({ leadMore: 0, leadFewer: 1 });
  });

  test('a matter of another subject or county stays as it was', () => {
    expect(
      difference(pastMatter({ ...water, subjects: ['education'], text: '学校食堂不卫生' }), [DUTY_MOVED]),
    ).toBeNull();
    expect(difference(pastMatter({ ...water, places: ['222402'] }), [DUTY_MOVED])).toBeNull();
  });

  test('a grade that another dispatches: the dispatcher differs', () => {
    const found = difference(pastMatter(water, { clockFacts: { ...ORDINARY, opinionGrade: 'large' } }), [
      changed('dispatch.large', { role: 'leader' }),
    ]);
    expect(found?.assigned?.fields).toEqual(['dispatcher']);
    expect([found?.assigned?.before.dispatcher, found?.assigned?.after.dispatcher]).toEqual(['duty_chief', 'leader']);
  });

  test('no word of the text is in the result', () => {
    const found = difference(pastMatter({ ...water, text: '延吉市槐荫小区自来水发黄，住户反映打电话没人接' }), [
      DUTY_MOVED,
    ]);
    expect(found).not.toBeNull();
    expect(JSON.stringify(found)).not.toMatch(/槐荫|发黄|延吉/);
  });
});

describe('timed differently', () => {
  test('an amount changed: due moves, met becomes late, and a flag appears', () => {
    const found = difference(pastMatter(water), [changed('clock.respond', { amount: 36 })]);
    expect(found?.assigned).toBeNull();
    expect(found?.timed).toEqual([
      {
        kind: 'respond',
        before: { due: afterHours(49).toISOString(), outcome: 'met' },
        after: { due: afterHours(37).toISOString(), outcome: 'late' },
      },
    ]);
    expect(found?.flagged).toEqual([{ kind: 'clock', of: 'respond', unit: null, before: null, after: 4 * 60 }]);
    expect(countsOf(found ? [found] : []).clocks).toEqual([{ kind: 'respond', moved: 1, toLate: 1, toTimely: 0 }]);
  });

  test('a longer amount: what was late is in time, and the flag is gone', () => {
    const late = pastMatter(water, { metAt: { respond: afterHours(60) } });
    const found = difference(late, [changed('clock.respond', { amount: 72 })]);
    expect(found?.timed[0]?.after?.outcome).toBe('met');
    expect(found?.flagged).toEqual([{ kind: 'clock', of: 'respond', unit: null, before: 11 * 60, after: null }]);
    expect(countsOf(found ? [found] : []).clocks[0]).toMatchObject({ toLate: 0, toTimely: 1 });
  });

  test('another instant to start from: a dispatched matter is due earlier', () => {
    const found = difference(pastMatter(water), [changed('clock.respond', { startsFrom: 'detected' })]);
    expect(found?.timed[0]?.after?.due).toBe(afterHours(48).toISOString());
  });

  test('a granted extension goes on counting', () => {
    const clock = { kind: 'close', startsFrom: 'dispatched', startAt: afterHours(1) } as const;
    const extended = { ...clock, stoppedAt: null, ended: null, setAt: afterHours(1), extendedMs: 24 * 3_600_000 };
    const one = pastMatter(water, { closedAt: null, metAt: {}, clocks: [extended] });
    const other = pastMatter(water, { closedAt: null, metAt: {}, clocks: [{ ...extended, extendedMs: 0 }] });
    const change = [changed('clock.close', { counted: 'hours', amount: 100 })];
    const dueOf = (matter: PastMatter): number =>
      Date.parse(difference(matter, change)?.timed.find(({ kind }) => kind === 'close')?.after?.due ?? '');
    expect(dueOf(one) - dueOf(other)).toBe(24 * 3_600_000);
  });

  test('a rule taken out: the clock is gone', () => {
    const found = difference(pastMatter(water), [
      { kind: 'rule', profile: 'national', id: 'clock.progress', to: null },
    ]);
    expect(found?.timed).toEqual([{ kind: 'progress', before: expect.anything() as unknown, after: null }]);
  });

  test('升级时已逾 is no lateness of anyone', () => {
    const clock = { kind: 'first_statement', startsFrom: 'detected', startAt: DETECTED, ended: 'met' } as const;
    const set = { ...clock, stoppedAt: afterHours(9), setAt: afterHours(4), extendedMs: 0 };
    const found = difference(
      pastMatter(water, { clocks: [set], clockFacts: { ...ORDINARY, incidentGrade: 'major' } }),
      [changed('clock.first_statement', { amount: 3 })],
    );
    expect(found?.timed[0]).toMatchObject({ before: { outcome: 'late' }, after: { outcome: 'past_at_start' } });
    expect(found?.flagged).toEqual([{ kind: 'clock', of: 'first_statement', unit: null, before: 4 * 60, after: null }]);
  });
});

describe('flagged differently', () => {
  const holding = {
    id: 'h',
    step: 'drafting',
    unitId: '222401:water_resources',
    fromAt: afterHours(10),
    toAt: afterHours(15),
    limitMinutes: 360,
    excuse: null,
  } as const;

  test('a step limit: the unit that held it longer is flagged, one that is excused is not', () => {
    const change = [changed('step.drafting', { hours: 2 })];
    const found = difference(pastMatter(water, { holdings: [holding] }), change);
    expect(found?.flagged).toEqual([
      { kind: 'step', of: 'drafting', unit: '222401:water_resources', before: null, after: 180 },
    ]);
    expect(countsOf(found ? [found] : []).units).toMatchObject([{ unit: '222401:water_resources', flagsMore: 1 }]);
    expect(difference(pastMatter(water, { holdings: [{ ...holding, excuse: '退回成立' }] }), change)).toBeNull();
  });

  test('a shorter limit of returns: one in time is refused', () => {
    const returned = { unitId: '222401:water_resources', givenAt: afterHours(1), at: afterHours(11) };
    const found = difference(pastMatter(water, { returns: [returned] }), [changed('period.return', { amount: 8 })]);
    expect(found?.flagged).toEqual([
      { kind: 'return', of: null, unit: '222401:water_resources', before: null, after: 120 },
    ]);
  });
});

test('nothing changed: none of 500 invented matters differs', () => {
  const before = asked(present);
  const none = after([]);
  const same: Change = {
    kind: 'rule',
    profile: 'national',
    id: 'clock.respond',
    to: present.rulebook.rule('clock.respond'),
  };
  const read = after([same]);
  for (const matter of inventedPast(500, 7, present.organisation)) {
    expect(compareMatter(matter, before, none, NOW)).toBeNull();
    expect(compareMatter(matter, before, read, NOW)).toBeNull();
  }
});

test('a draft that changes much finds invented matters that differ, each way', () => {
  const much = after([DUTY_MOVED, changed('clock.respond', { amount: 24 })]);
  const before = asked(present);
  const found = inventedPast(500, 7, present.organisation).flatMap(
    (matter) => compareMatter(matter, before, much, NOW) ?? [],
  );
  const counts = countsOf(found);
  expect(counts.timed).toBe(500);
  expect(counts.assigned).toBeGreaterThan(0);
  expect(counts.flagged).toBeGreaterThan(50);
  const gained = counts.units.reduce((sum, unit) => sum + unit.leadMore, 0);
  const lost = counts.units.reduce((sum, unit) => sum + unit.leadFewer, 0);
  expect(gained).toBe(lost);
});

test('罗甸: a limit that a rule sets for some cases alone moves theirs and no other', () => {
  const place = { organisation: { ...generateOrganisation('522728'), profile: 'luodian' }, rules: [] };
  const luodian = worldsWith(place, []).before;
  const rule = luodian.rulebook.rule('clock.close_policy', 'luodian');
  const longer = { ...rule, data: { ...rule.data, amount: 4 } } as Rule;
  const draft: Change = { kind: 'rule', profile: 'luodian', id: rule.id, to: longer };
  const [before, then] = [asked(luodian), asked(worldsWith(place, [draft]).after)];
  const given = { text: '罗甸县停车收费办法如何执行', subjects: ['urban_management' as const], places: ['522728'] };
  const of = (clockFacts: Partial<PastMatter['clockFacts']>) =>
    compareMatter(pastMatter(given, { clockFacts: { ...ORDINARY, ...clockFacts } }), before, then, NOW)?.timed ?? [];
  // Dispatched on a Monday: three working days end with Thursday, four with Friday.
  expect(of({ category: 'policy' })).toEqual([
    {
      kind: 'close',
      before: { due: '2026-11-19T15:59:59.000Z', outcome: 'late' },
      after: { due: '2026-11-20T15:59:59.000Z', outcome: 'late' },
    },
  ]);
  expect(of({})).toEqual([]);
  expect(of({ category: 'policy', units: 'several' })).toEqual([]);
});
