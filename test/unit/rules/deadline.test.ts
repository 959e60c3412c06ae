import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarOf, loadCalendar, nationalDays } from '../../../server/rules/calendar.ts';
import { chinaIso } from '../../../server/rules/china-time.ts';
import type { Counted } from '../../../server/rules/deadline.ts';
import { deadlineOf } from '../../../server/rules/deadline.ts';

const calendar = loadCalendar();
const due = (clock: Counted, amount: number, start: string): string =>
  chinaIso(deadlineOf({ clock, amount, start }, calendar).due);

const WORKDAYS: [why: string, start: string, amount: number, lastDay: string][] = [
  ['an ordinary week', '2026-11-16T09:00:00+08:00', 1, '2026-11-17'],
  ['to the end of the week', '2026-11-16T09:00:00+08:00', 4, '2026-11-20'],
  ['over a weekend', '2026-11-16T09:00:00+08:00', 5, '2026-11-23'],
  ['from Friday', '2026-11-20T17:30:00+08:00', 1, '2026-11-23'],
  ['from Saturday', '2026-11-21T10:00:00+08:00', 1, '2026-11-23'],
  ['from Sunday', '2026-11-22T23:59:59+08:00', 3, '2026-11-25'],
  ['20 days', '2026-11-02T09:00:00+08:00', 20, '2026-11-30'],
  ['the day in China counts, not in UTC', '2026-11-16T16:30:00Z', 1, '2026-11-18'],
  ['the same instant in another offset', '2026-11-16T08:30:00-08:00', 1, '2026-11-18'],
  ['a bare day', '2026-11-16', 1, '2026-11-17'],
  ['no offset is China time', '2026-11-16T23:30:00', 1, '2026-11-17'],
  ['National Day 2026, made up on Saturday 10 October', '2026-09-30T10:00:00+08:00', 3, '2026-10-10'],
  ['the make-up Saturday is the last day', '2026-10-08T09:00:00+08:00', 2, '2026-10-10'],
  ['the make-up Saturday is counted', '2026-10-08T09:00:00+08:00', 3, '2026-10-12'],
  ['the make-up Sunday 20 September 2026', '2026-09-18T09:00:00+08:00', 1, '2026-09-20'],
  ['from a make-up day', '2026-09-20T09:00:00+08:00', 1, '2026-09-21'],
  ['Mid-autumn 2026', '2026-09-24T09:00:00+08:00', 1, '2026-09-28'],
  ['Spring Festival 2026', '2026-02-13T09:00:00+08:00', 2, '2026-02-24'],
  ['make-up Saturday 14 February 2026', '2026-02-13T09:00:00+08:00', 1, '2026-02-14'],
  ['make-up Saturday 28 February 2026', '2026-02-24T09:00:00+08:00', 4, '2026-02-28'],
  ['started within Spring Festival', '2026-02-18T09:00:00+08:00', 1, '2026-02-24'],
  ['New Year 2026 and its make-up Sunday', '2025-12-31T09:00:00+08:00', 1, '2026-01-04'],
  ['over the year’s end', '2025-12-30T09:00:00+08:00', 2, '2026-01-04'],
  ['Qingming 2026', '2026-04-03T09:00:00+08:00', 1, '2026-04-07'],
  ['Labour Day 2026', '2026-04-30T09:00:00+08:00', 1, '2026-05-06'],
  ['make-up Saturday 9 May 2026', '2026-05-08T09:00:00+08:00', 1, '2026-05-09'],
  ['Dragon Boat 2026', '2026-06-18T09:00:00+08:00', 1, '2026-06-22'],
  ['Spring Festival 2025', '2025-01-27T09:00:00+08:00', 1, '2025-02-05'],
  ['make-up Sunday 26 January 2025', '2025-01-24T09:00:00+08:00', 1, '2025-01-26'],
  ['make-up Saturday 8 February 2025', '2025-02-07T09:00:00+08:00', 1, '2025-02-08'],
  ['make-up Sunday 27 April 2025', '2025-04-25T09:00:00+08:00', 1, '2025-04-27'],
  ['Labour Day 2025', '2025-04-30T09:00:00+08:00', 1, '2025-05-06'],
  ['Dragon Boat 2025 on a weekend', '2025-05-30T09:00:00+08:00', 1, '2025-06-03'],
  ['National Day and Mid-autumn 2025', '2025-09-30T09:00:00+08:00', 1, '2025-10-09'],
  ['make-up Saturday 11 October 2025', '2025-10-09T09:00:00+08:00', 2, '2025-10-11'],
  ['make-up Sunday 28 September 2025', '2025-09-26T09:00:00+08:00', 1, '2025-09-28'],
  ['29 February', '2024-02-28T09:00:00+08:00', 1, '2024-02-29'],
  ['the last day that is loaded', '2026-12-30T09:00:00+08:00', 1, '2026-12-31'],
];

const HOURS: [why: string, start: string, amount: number, due: string][] = [
  ['48 h', '2026-11-16T09:15:30+08:00', 48, '2026-11-18T09:15:30+08:00'],
  ['over a holiday, uncounted', '2026-09-30T18:00:00+08:00', 48, '2026-10-02T18:00:00+08:00'],
  ['5 h over midnight', '2026-11-16T22:00:00+08:00', 5, '2026-11-17T03:00:00+08:00'],
  ['into a year without a calendar', '2026-12-31T10:00:00+08:00', 24, '2027-01-01T10:00:00+08:00'],
  ['within a year without a calendar', '2031-05-01T00:00:00+08:00', 24, '2031-05-02T00:00:00+08:00'],
  ['below a second is cut off', '2026-11-16T09:00:00.999+08:00', 1, '2026-11-16T10:00:00+08:00'],
  ['half an hour', '2026-11-16T09:00:00+08:00', 0.5, '2026-11-16T09:30:00+08:00'],
  ['UTC in', '2026-11-16T01:00:00Z', 24, '2026-11-17T09:00:00+08:00'],
  ['minutes only', '2026-11-16T09:00+0800', 1, '2026-11-16T10:00:00+08:00'],
];

const FAULTS: [why: string, clock: Counted, amount: number, start: string, code: string][] = [
  ['the span leaves 2026', 'workdays', 1, '2026-12-31T09:00:00+08:00', 'calendar_not_loaded'],
  ['the span begins in 2027', 'workdays', 5, '2027-03-01T09:00:00+08:00', 'calendar_not_loaded'],
  ['the span begins before the data', 'workdays', 5, '2003-12-31T09:00:00+08:00', 'calendar_not_loaded'],
  ['a long span', 'workdays', 300, '2026-01-05T09:00:00+08:00', 'calendar_not_loaded'],
  ['zero', 'hours', 0, '2026-11-16T09:00:00+08:00', 'invalid_amount'],
  ['negative', 'workdays', -1, '2026-11-16T09:00:00+08:00', 'invalid_amount'],
  ['not a number', 'hours', Number.NaN, '2026-11-16T09:00:00+08:00', 'invalid_amount'],
  ['endless', 'hours', Number.POSITIVE_INFINITY, '2026-11-16T09:00:00+08:00', 'invalid_amount'],
  ['absurd', 'hours', 10_001, '2026-11-16T09:00:00+08:00', 'invalid_amount'],
  ['part of a working day', 'workdays', 1.5, '2026-11-16T09:00:00+08:00', 'invalid_amount'],
  ['a day that does not exist', 'hours', 1, '2026-02-30T09:00:00+08:00', 'invalid_start'],
  ['no leap year', 'workdays', 1, '2026-02-29', 'invalid_start'],
  ['month 13', 'hours', 1, '2026-13-01T09:00:00+08:00', 'invalid_start'],
  ['hour 25', 'hours', 1, '2026-11-16T25:00:00+08:00', 'invalid_start'],
  ['words', 'hours', 1, '昨天', 'invalid_start'],
  ['nothing', 'hours', 1, '', 'invalid_start'],
  ['offset 25', 'hours', 1, '2026-11-16T09:00:00+25:00', 'invalid_start'],
  ['hours from a bare day', 'hours', 1, '2026-11-16', 'invalid_start'],
];

describe('deadlineOf', () => {
  test.each(WORKDAYS)('working days: %s', (_why, start, amount, lastDay) => {
    expect(due('workdays', amount, start)).toBe(`${lastDay}T23:59:59+08:00`);
  });

  test.each(HOURS)('hours: %s', (_why, start, amount, expected) => {
    expect(due('hours', amount, start)).toBe(expected);
  });

  test.each(FAULTS)('fault: %s', (_why, clock, amount, start, code) => {
    expect(() => due(clock, amount, start)).toThrow(expect.objectContaining({ code }));
  });

  test('an instant that is none is a fault', () => {
    expect(() => deadlineOf({ clock: 'hours', amount: 1, start: new Date(Number.NaN) }, calendar)).toThrow(
      expect.objectContaining({ code: 'invalid_start' }),
    );
  });

  test('the steps name the holiday and the made-up day', () => {
    const steps = deadlineOf(
      { clock: 'workdays', amount: 3, start: '2026-09-30T10:00:00+08:00' },
      calendar,
    ).explain.join('\n');
    expect(steps).toContain('2026-10-01–2026-10-07 国庆节');
    expect(steps).toContain('2026-10-10');
    expect(steps).toContain('起算日 2026-09-30 不计入');
  });

  test('the machine’s time zone plays no part', () => {
    const before = process.env['TZ'];
    const offsets = new Set<number>();
    try {
      const answers = ['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'].map((zone) => {
        process.env['TZ'] = zone;
        offsets.add(new Date().getTimezoneOffset());
        return [due('workdays', 3, '2026-09-30T23:30:00+08:00'), due('hours', 48, '2026-03-08T01:30:00+08:00')];
      });
      expect(offsets.size).toBe(3);
      expect(new Set(answers.map((answer) => answer.join())).size).toBe(1);
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  test('a longer limit never ends earlier, and a working-day limit ends on a worked day', () => {
    const start = fc.date({ min: new Date('2005-01-01'), max: new Date('2025-06-01'), noInvalidDate: true });
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 60 }), (at, amount) => {
        const one = deadlineOf({ clock: 'workdays', amount, start: at }, calendar).due;
        const more = deadlineOf({ clock: 'workdays', amount: amount + 1, start: at }, calendar).due;
        expect(more.getTime()).toBeGreaterThan(one.getTime());
        expect(calendar.workday(chinaIso(one).slice(0, 10))).toBe(true);
      }),
    );
  });
});

describe('calendar', () => {
  test('carries 2004 to 2026 and refuses what is not announced', () => {
    expect(calendar.years[0]).toBe(2004);
    expect(calendar.years.at(-1)).toBe(2026);
    expect(() => calendar.workday('2027-01-01')).toThrow(expect.objectContaining({ code: 'calendar_not_loaded' }));
  });

  test('a year with a stray day only is not loaded', () => {
    const national = nationalDays();
    const stray = calendarOf({ ...national, holidays: { ...national.holidays, '2027-01-01': '元旦' } });
    expect(() => stray.workday('2027-03-01')).toThrow(expect.objectContaining({ code: 'calendar_not_loaded' }));
    expect(stray.version).not.toBe(calendar.version);
  });

  test('a local holiday wins, for its profile only', () => {
    const local = loadCalendar({ holidays: { '2026-09-03': '州庆' }, workdays: {} });
    expect(local.workday('2026-09-03')).toBe(false);
    expect(local.nameOf('2026-09-03')).toBe('州庆');
    expect(calendar.workday('2026-09-03')).toBe(true);
  });
});
