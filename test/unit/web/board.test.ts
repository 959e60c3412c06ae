import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { CASE_STATE_IDS, type CaseState } from '../../../server/contract/vocabulary-case.ts';
import { CATEGORY_IDS } from '../../../server/contract/vocabulary.ts';
import { pastAtUpgrade } from '../../../web/state/board-card.ts';
import {
  boardCase,
  byTimeLeft,
  figures,
  heatGrid,
  heatStep,
  hourMinute,
  inCell,
  isDueSoon,
  isOverdue,
  lanes,
  rowOf,
  shareLeft,
  UNKNOWN,
  unitRows,
  WHOLE,
} from '../../../web/state/board.ts';
import { isOpen } from '../../../web/state/ended.ts';
import { clock, HOUR, iso, MINUTE, NOW, of, view } from './board-views.ts';

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

  it('is never one that was past when an upgrade set it: nobody is overdue by it', () => {
    const past = clock(-13 * HOUR, { kind: 'first_statement', pastAtStart: true, pastBy: 774 });
    const both = boardCase(view(1, { clocks: [past, clock(9 * HOUR)] }));
    expect(both.dueMs).toBe(NOW + 9 * HOUR);
    expect(isOverdue(boardCase(view(1, { clocks: [past] })), NOW)).toBe(false);
    expect(pastAtUpgrade(both.view)).toBe(past);
    const stopped = { ...past, stoppedAt: iso(NOW) };
    expect(pastAtUpgrade(view(1, { clocks: [stopped] }))).toBeNull();
    expect(pastAtUpgrade(view(1, { clocks: [clock(-HOUR)] }))).toBeNull();
  });

  it('is none once the case has ended, whatever its clocks say', () => {
    expect(of(-HOUR, { state: 'closed', closedAt: iso(NOW) }).dueMs).toBeNull();
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
      returned: 0,
      dueSoon: 2,
      nearestLeft: 7 * MINUTE,
      overdue: 2,
      longestOver: 3 * HOUR + 12 * MINUTE,
      openedToday: 6,
      publishedToday: 0,
      closedToday: 0,
      kept: 0,
      promised: 0,
    });
  });

  it('leaves closed and merged ones out of every open figure', () => {
    const commitments = { kept: 1, total: 3 };
    const over = { clocks: [clock(-HOUR)], commitments };
    const closed = of(null, {
      ...over,
      state: 'closed',
      closedAt: iso(NOW - MINUTE),
      lastPublishedAt: iso(NOW - HOUR),
    });
    const merged = of(null, { ...over, state: 'merged', mergedInto: 'c1', lastPublishedAt: iso(NOW - HOUR) });
    const open = of(HOUR, { state: 'published', commitments: { kept: 2, total: 2 }, published: 1 });
    expect(figures([closed, merged, open], NOW)).toMatchObject({
      open: 1,
      dueSoon: 1,
      overdue: 0,
      kept: 2,
      promised: 2,
      publishedToday: 1,
      closedToday: 1,
    });
  });

  it("counts today by China's midnight", () => {
    const midnight = Date.parse('2026-03-12T00:00:00+08:00');
    const at = (ms: number) => of(HOUR, { state: 'published', lastPublishedAt: iso(ms), openedAt: iso(ms) });
    const cases = [at(midnight), at(midnight - 1), at(NOW)];
    expect(figures(cases, NOW)).toMatchObject({ publishedToday: 2, openedToday: 2 });
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

  it.each<[CaseState, string | null]>([
    ['awaiting_dispatch', 'acceptance'],
    ['awaiting_acceptance', 'acceptance'],
    ['return_ruling', 'acceptance'],
    ['handling', 'handling'],
    ['drafting', 'drafting'],
    ['approving', 'drafting'],
    ['published', 'published'],
    ['closed', 'closed'],
    ['merged', null],
  ])('%s stands in %s, and nowhere else', (state, lane) => {
    const all = lanes([of(HOUR, { state })], NOW);
    const found = Object.entries(all).flatMap(([name, list]) => (list.length > 0 ? [name] : []));
    expect(found).toEqual(lane === null ? [] : [lane]);
  });

  it('has a place for every state; open are all but closed and merged', () => {
    const all = CASE_STATE_IDS.map((state) => of(HOUR, { state }));
    expect(Object.values(lanes(all, NOW)).flat()).toHaveLength(CASE_STATE_IDS.length - 1);
    expect(CASE_STATE_IDS.filter((state) => !isOpen({ state }))).toEqual(['closed', 'merged']);
  });

  it('shows the last closed first', () => {
    const [early, late] = [-HOUR, -MINUTE].map((ms) => of(null, { state: 'closed', closedAt: iso(NOW + ms) }));
    expect(lanes([early!, late!], NOW).closed).toEqual([late, early]);
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
