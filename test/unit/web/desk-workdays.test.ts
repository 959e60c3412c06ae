import { describe, expect, it } from 'vitest';
import { dayCells, workdaysLeft } from '../../../web/state/workdays.ts';
import { workdayWords } from '../../../web/text/case-parts.ts';

/** Thursday 2026-03-12, 14:36 in China; five working days end on Thursday the 19th. */
const clock = { startAt: '2026-03-12T00:00:00Z', dueAt: '2026-03-19T15:59:59Z', now: '2026-03-12T06:36:00Z' };

describe('dayCells', () => {
  it('gives one cell a day, the weekend at rest, the last one due', () => {
    const cells = dayCells(clock);
    expect(cells.map((cell) => cell.label)).toEqual(['12', '13', '14', '15', '16', '17', '18', '19']);
    expect(cells.filter((cell) => cell.rest).map((cell) => cell.day)).toEqual(['2026-03-14', '2026-03-15']);
    expect(cells.filter((cell) => cell.due).map((cell) => cell.label)).toEqual(['19']);
    expect(cells.filter((cell) => cell.today).map((cell) => cell.label)).toEqual(['12']);
  });

  it('fills the day as far as it is gone, counted in China', () => {
    const [today, next] = dayCells(clock);
    expect(today?.gone).toBeCloseTo((14 * 60 + 36) / 1440, 5);
    expect(next?.gone).toBe(0);
    expect(dayCells({ ...clock, now: '2026-03-12T16:30:00Z' })[1]?.today).toBe(true);
  });

  it('shows the last days of a long limit', () => {
    const cells = dayCells({ ...clock, dueAt: '2026-05-20T15:59:59Z' });
    expect([cells.length, cells.at(-1)?.day]).toEqual([16, '2026-05-20']);
  });
});

describe('workdaysLeft', () => {
  it('counts the weekdays after today', () => {
    expect(workdaysLeft({ ...clock, amount: 5 })).toEqual({ days: 5, exact: true });
    expect(workdaysLeft({ ...clock, now: '2026-03-14T06:00:00Z', amount: 5 })).toEqual({ days: 4, exact: true });
  });

  it('counts calendar days where holidays lie between, instead of guessing', () => {
    const left = workdaysLeft({ ...clock, amount: 3 });
    expect(left).toEqual({ days: 7, exact: false });
    expect(workdayWords(left, 1)).toBe('剩 7 天（含节假日）');
  });

  it('reads in hours on the last day, and over after it', () => {
    const last = { ...clock, now: '2026-03-19T06:29:59Z', amount: 5 };
    expect(workdayWords(workdaysLeft(last), 9.5 * 3_600_000)).toBe('剩 9:30');
    expect(workdayWords(workdaysLeft({ ...clock, now: '2026-03-20T06:00:00Z' }), -3_600_000)).toBe('超时 1:00');
    expect(workdayWords(workdaysLeft({ ...clock, amount: 5 }), 7 * 86_400_000)).toBe('剩 5 个工作日');
  });
});
