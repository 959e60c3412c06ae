import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { CaseView } from '../../../server/contract/case-views.ts';
import { CATEGORY_IDS } from '../../../server/contract/vocabulary.ts';
import {
  boardCase,
  byTimeLeft,
  figures,
  heatGrid,
  heatStep,
  hourMinute,
  inCell,
  isDueSoon,
  isLanded,
  isOverdue,
  lanes,
  rowOf,
  shareLeft,
  UNKNOWN,
  unitRows,
  WHOLE,
} from '../../../web/state/board.ts';

const NOW = Date.parse('2026-03-12T06:36:20Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const iso = (ms: number): string => new Date(ms).toISOString();

/** A clock of 48 hours that has `left` milliseconds to go. */
function clock(left: number, over: Partial<CaseView['clocks'][number]> = {}): CaseView['clocks'][number] {
  return {
    kind: 'respond',
    label: '48 小时回应',
    counted: 'hours',
    amount: 48,
    startAt: iso(NOW + left - 48 * HOUR),
    dueAt: iso(NOW + left),
    stoppedAt: null,
    rule: 'respond',
    clause: '第一条',
    source: '示例',
    startsFrom: 'detected',
    ...over,
  };
}

let serial = 0;
function view(left: number | null, over: Partial<CaseView> = {}): CaseView {
  serial += 1;
  return {
    id: `c${serial}`,
    version: 1,
    number: `YC26-${String(serial).padStart(4, '0')}`,
    title: '夜间泵站噪声',
    state: left === null ? 'awaiting_dispatch' : 'awaiting_acceptance',
    category: 'livelihood',
    subject: null,
    opinionGrade: 'general',
    incidentGrade: null,
    incidentConfirmed: false,
    territory: { code: '990102', name: '砚湖区' },
    lead: { id: 'u1', name: '市水务局' },
    supporting: [],
    coordinator: null,
    rule: 'r',
    clause: 'c',
    reasons: [],
    clocks: left === null ? [] : [clock(left)],
    itemCount: 1,
    arrivals: [],
    openedAt: iso(NOW - HOUR),
    dispatchedAt: null,
    updatedAt: iso(NOW),
    ...over,
  };
}
const of = (left: number | null, over: Partial<CaseView> = {}) => boardCase(view(left, over));

const area = {
  code: '990100',
  counties: [
    { code: '990102', name: '砚湖区', level: 'county' as const },
    { code: '990121', name: '青禾县', level: 'county' as const },
  ],
};

describe('the clock of a card', () => {
  it('is the running one due first', () => {
    const clocks = [clock(9 * HOUR), clock(3 * HOUR), clock(HOUR, { stoppedAt: iso(NOW) })];
    expect(boardCase(view(1, { clocks })).dueMs).toBe(NOW + 3 * HOUR);
  });

  it('is none where nothing runs', () => {
    expect(of(null)).toMatchObject({ clock: null, dueMs: null, startMs: null });
    expect(shareLeft(of(null), NOW)).toBeNull();
  });

  it.each([
    [48 * HOUR, 1],
    [12 * HOUR, 0.25],
    [0, 1],
    [-HOUR, 1],
  ])('with %d ms left fills the bar to %d', (left, share) => {
    expect(shareLeft(of(left), NOW)).toBeCloseTo(share);
  });
});

describe('due soon and overdue', () => {
  it.each([
    [0, true, false],
    [1, false, true],
    [2 * HOUR, false, true],
    [2 * HOUR + 1, false, false],
    [-1, true, false],
  ])('%d ms left', (left, over, soon) => {
    expect(isOverdue(of(left), NOW)).toBe(over);
    expect(isDueSoon(of(left), NOW)).toBe(soon);
  });

  it('counts them, with the nearest and the longest', () => {
    const cases = [of(7 * MINUTE), of(HOUR), of(-3 * HOUR - 12 * MINUTE), of(-MINUTE), of(20 * HOUR), of(null)];
    expect(figures(cases, NOW)).toEqual({
      open: 6,
      awaitingDispatch: 1,
      awaitingAcceptance: 5,
      dueSoon: 2,
      nearestLeft: 7 * MINUTE,
      overdue: 2,
      longestOver: 3 * HOUR + 12 * MINUTE,
    });
  });

  it('has no nearest and no longest of an empty board', () => {
    expect(figures([], NOW)).toMatchObject({
      open: 0,
      nearestLeft: null,
      longestOver: null,
    });
  });

  it('a case turns overdue by time alone', () => {
    const cases = [of(HOUR)];
    expect(figures(cases, NOW + HOUR).overdue).toBe(1);
  });
});

describe('hourMinute', () => {
  it.each([
    [7 * MINUTE, '0:07'],
    [-(3 * HOUR + 12 * MINUTE + 59_000), '3:12'],
    [30 * HOUR, '30:00'],
    [1, '0:01'],
    [0, '0:01'],
  ])('%d → %s', (ms, words) => expect(hourMinute(ms)).toBe(words));
});

describe('order', () => {
  it('overdue, due soon, without a clock, the rest', () => {
    const [rest, none, soon, over, longer] = [of(20 * HOUR), of(null), of(HOUR), of(-HOUR), of(-5 * HOUR)];
    expect(byTimeLeft([rest, none, soon, over, longer], NOW)).toEqual([longer, over, soon, none, rest]);
  });

  it('never places a case with more time left before one with less, and loses none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50 * HOUR, max: 50 * HOUR })), (lefts) => {
        const sorted = byTimeLeft(
          lefts.map((left) => of(left)),
          NOW,
        ).map((one) => (one.dueMs ?? 0) - NOW);
        expect(sorted).toEqual([...lefts].sort((a, b) => a - b));
      }),
    );
  });

  it('both states of today stand in the first lane; the others are not landed', () => {
    const all = lanes([of(HOUR), of(null)], NOW);
    expect(all.acceptance).toHaveLength(2);
    expect([all.handling, all.drafting, all.published].flat()).toHaveLength(0);
    expect(['acceptance', 'handling', 'drafting', 'published'].map((lane) => isLanded(lane as 'handling'))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('heat grid', () => {
  it.each([
    [{ code: '990102', name: '砚湖区' }, '990102'],
    [{ code: '990102003', name: '砚湖区某街道' }, '990102'],
    [{ code: '990100', name: '云川市' }, WHOLE],
    [{ code: '880100', name: '他市' }, UNKNOWN],
    [null, UNKNOWN],
  ])('places %o in row %s', (territory, row) => {
    expect(rowOf(view(HOUR, { territory }), area)).toBe(row);
  });

  it('keeps a row for every county and adds 全市 and 未定 only where they hold a case', () => {
    expect(heatGrid([], area, NOW).rows.map((row) => row.key)).toEqual(['990102', '990121']);
    const grid = heatGrid([of(HOUR, { territory: null })], area, NOW);
    expect(grid.rows.map((row) => row.key)).toEqual(['990102', '990121', UNKNOWN]);
  });

  it('marks a cell with a case due within two hours, not an overdue one', () => {
    const soonAt = (left: number) =>
      heatGrid([of(left)], area, NOW).rows[0]?.cells.find((cell) => cell.category === 'livelihood')?.dueSoon;
    expect(soonAt(HOUR)).toBe(true);
    expect(soonAt(-HOUR)).toBe(false);
    expect(soonAt(3 * HOUR)).toBe(false);
  });

  it('totals agree, and each cell filters exactly the cases it counts', () => {
    const one = fc.record({
      category: fc.constantFrom(...CATEGORY_IDS),
      code: fc.constantFrom('990102', '990121', '990100', '770000', null),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (made) => {
        const cases = made.map(({ category, code }) =>
          of(9 * HOUR, {
            category,
            territory: code === null ? null : { code, name: code },
          }),
        );
        const grid = heatGrid(cases, area, NOW);
        expect(grid.rows.reduce((sum, row) => sum + row.total, 0)).toBe(cases.length);
        expect(grid.totals.reduce((sum, each) => sum + each.count, 0)).toBe(cases.length);
        for (const row of grid.rows)
          for (const { category, count } of row.cells)
            expect(inCell(cases, { row: row.key, category }, area)).toHaveLength(count);
      }),
    );
  });

  it.each([
    [0, 9, 0],
    [1, 1, 1],
    [5, 5, 5],
    [9, 9, 5],
    [1, 400, 1],
    [200, 400, 3],
  ])('%d of at most %d is step %d', (count, largest, step) => expect(heatStep(count, largest)).toBe(step));
});

describe('units', () => {
  it('in order of name, not of load, those without a lead last', () => {
    const units = unitRows(
      [
        of(-HOUR, { lead: { id: 'b', name: '市水务局' } }),
        of(HOUR, { lead: { id: 'b', name: '市水务局' } }),
        of(HOUR, { lead: { id: 'a', name: '市公安局' } }),
        of(-HOUR, { lead: null }),
      ],
      NOW,
    );
    expect(units).toEqual([
      { unit: { id: 'a', name: '市公安局' }, open: 1, overdue: 0 },
      { unit: { id: 'b', name: '市水务局' }, open: 2, overdue: 1 },
      { unit: null, open: 1, overdue: 1 },
    ]);
  });
});
