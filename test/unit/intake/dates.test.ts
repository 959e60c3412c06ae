import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDate, isoCst, readDate } from '../../../server/intake/sources/dates.ts';

const now = new Date('2026-03-20T00:00:00Z');
const at = (raw: string): string | null => readDate(raw, now).at;

describe('readDate', () => {
  it.each([
    ['Thu, 12 Mar 2026 14:36:05 +0800', '2026-03-12T14:36:05+08:00'],
    ['Thu, 12 Mar 2026 06:36:05 GMT', '2026-03-12T14:36:05+08:00'],
    ['12 Mar 26 14:36 +0800', '2026-03-12T14:36:00+08:00'],
    ['Thu, 12 Mar 2026 01:36:05 EST', '2026-03-12T14:36:05+08:00'],
    ['Seg, 09 Fev 2026 19:42:40 -0300', '2026-02-10T06:42:40+08:00'],
    ['Thu Mar 12 14:36:05 CST 2026', '2026-03-12T14:36:05+08:00'],
    ['星期四, 12 三月 2026 14:36:05 +0800', '2026-03-12T14:36:05+08:00'],
    ['2026-03-12T14:36:05+08:00', '2026-03-12T14:36:05+08:00'],
    ['2026-03-12T06:36:05.123Z', '2026-03-12T14:36:05+08:00'],
    ['2026-03-12T14:36:05+0800', '2026-03-12T14:36:05+08:00'],
    ['2026-03-12 14:36', '2026-03-12T14:36:00+08:00'],
    ['2026-03-12T14:36', '2026-03-12T14:36:00+08:00'],
    ['2026/3/12 9:05', '2026-03-12T09:05:00+08:00'],
    ['2026.03.12', '2026-03-12T00:00:00+08:00'],
    ['20260312', '2026-03-12T00:00:00+08:00'],
    ['20260312143605', '2026-03-12T14:36:05+08:00'],
    ['2026年3月12日 14:36', '2026-03-12T14:36:00+08:00'],
    ['2026年03月12日14时36分05秒', '2026-03-12T14:36:05+08:00'],
    ['2026年3月12日 星期四 下午2:36', '2026-03-12T14:36:00+08:00'],
    ['2026年3月12日', '2026-03-12T00:00:00+08:00'],
    ['发布时间:2026-03-12 14:36:05', '2026-03-12T14:36:05+08:00'],
    ['２０２６年３月１２日　１４：３６', '2026-03-12T14:36:00+08:00'],
    ['Mar 12, 2026 2:36 PM', '2026-03-12T14:36:00+08:00'],
    ['2026-03-12 24:00', '2026-03-13T00:00:00+08:00'],
    ['1773297365', '2026-03-12T14:36:05+08:00'],
    ['1773297365000', '2026-03-12T14:36:05+08:00'],
  ])('reads %s', (raw, expected) => {
    expect(at(raw)).toBe(expected);
  });

  it.each([
    ['1970-01-01T00:00:00Z', 'date_too_old'],
    ['0001-01-01T00:00:00', 'date_too_old'],
    ['2026-03-21T00:00:01Z', 'date_in_future'],
    ['2026-02-30 10:00', 'date_unreadable'],
    ['2026-03-12 25:00', 'date_unreadable'],
    ['2026-03-12 14:36 Moonbase', 'date_unreadable'],
    ['三小时前', 'date_unreadable'],
    ['2026', 'date_unreadable'],
    ['9'.repeat(5000), 'date_unreadable'],
    ['  ', 'date_missing'],
  ])('does not believe %s', (raw, fault) => {
    expect(readDate(raw, now)).toEqual({ at: null, fault });
  });

  it('believes what lies less than a day ahead', () => {
    expect(at('2026-03-21T00:00:00Z')).toBe('2026-03-21T08:00:00+08:00');
  });

  it('reads back every instant it prints', () => {
    const instants = fc.integer({ min: Date.UTC(1990, 0, 1) / 1000, max: now.getTime() / 1000 });
    fc.assert(fc.property(instants, (seconds) => at(isoCst(seconds * 1000)) === isoCst(seconds * 1000)));
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => void readDate(raw, now)));
  });
});

describe('firstDate', () => {
  it('takes the first believable date and else names the first fault', () => {
    expect(firstDate([undefined, 'someday', '2026-03-12'], now).at).toBe('2026-03-12T00:00:00+08:00');
    expect(firstDate(['1970-01-01', 'someday'], now).fault).toBe('date_too_old');
    expect(firstDate([], now).fault).toBe('date_missing');
  });
});
