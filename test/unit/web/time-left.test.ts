import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, formatLeft, millisLeft, sharesLeft, speakLeft } from '../../../web/state/time-left.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse('2026-03-12T06:36:20Z');

/** A clock of `total` milliseconds with `left` of them remaining. */
const clock = (total: number, left: number) => ({
  startAt: NOW + left - total,
  dueAt: NOW + left,
  now: NOW,
  counted: 'hours' as const,
});

describe('bandOf', () => {
  it.each([
    ['48 hours, a day left', 48 * HOUR, 24 * HOUR, 'ok'],
    ['48 hours, a moment above 12 hours', 48 * HOUR, 12 * HOUR + 1, 'ok'],
    ['48 hours, 12 hours', 48 * HOUR, 12 * HOUR, 'soon'],
    ['100 hours, a quarter comes before 12 hours', 100 * HOUR, 25 * HOUR, 'soon'],
    ['48 hours, a moment above 2 hours', 48 * HOUR, 2 * HOUR + 1, 'soon'],
    ['48 hours, 2 hours', 48 * HOUR, 2 * HOUR, 'urg'],
    ['5 hours counts as long', 5 * HOUR, 2 * HOUR, 'urg'],
    ['3 hours, above a third', 3 * HOUR, HOUR + 1, 'soon'],
    ['3 hours, a third', 3 * HOUR, HOUR, 'urg'],
    ['one hour, just begun', HOUR, HOUR, 'soon'],
    ['nothing left', 48 * HOUR, 0, 'over'],
    ['over', 48 * HOUR, -MINUTE, 'over'],
  ])('%s', (_name, total, left, band) => {
    expect(bandOf(clock(total, left))).toBe(band);
  });

  it.each([
    [60, 'ok'],
    [16, 'ok'],
    [15, 'soon'],
    [11, 'soon'],
    [10, 'urg'],
    [1, 'urg'],
    [0, 'over'],
  ])('judging with %d minutes left is %s', (minutes, band) => {
    expect(bandOf({ ...clock(HOUR, minutes * MINUTE), judging: true })).toBe(band);
  });

  it.each([
    [25, 'ok'],
    [24, 'soon'],
    [5, 'soon'],
    [4, 'urg'],
  ])('a clock of working days with %d hours left is %s', (hours, band) => {
    expect(bandOf({ ...clock(120 * HOUR, hours * HOUR), counted: 'workdays' })).toBe(band);
  });

  it('keeps what a stopped clock came to, whatever time it is now', () => {
    const running = clock(48 * HOUR, -HOUR);
    expect(bandOf({ ...running, stoppedAt: running.dueAt - 1 })).toBe('met');
    expect(bandOf({ ...running, stoppedAt: running.dueAt + 1 })).toBe('over');
  });

  it('never returns to a calmer band as time passes', () => {
    const rank = { ok: 0, soon: 1, urg: 2, over: 3, met: -1 };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: -1_000, max: 10_000 }),
        fc.integer({ min: 0, max: 1_000 }),
        fc.boolean(),
        (total, left, passed, judging) => {
          const before = { ...clock(total * MINUTE, left * MINUTE), judging };
          const after = { ...before, now: NOW + passed * MINUTE };
          expect(rank[bandOf(after)]).toBeGreaterThanOrEqual(rank[bandOf(before)]);
        },
      ),
    );
  });

  it('reads ISO times as it reads milliseconds', () => {
    const iso = {
      startAt: '2026-03-10T06:36:20Z',
      dueAt: '2026-03-12T08:00:00Z',
      now: NOW,
      counted: 'hours' as const,
    };
    expect(bandOf(iso)).toBe('urg');
    expect(millisLeft(iso)).toBe(83 * MINUTE + 40_000);
  });
});

describe('formatLeft', () => {
  it.each([
    [107 * MINUTE, '剩 1:47'],
    [-192 * MINUTE, '超时 3:12'],
    [9 * MINUTE, '剩 9 分'],
    [-4 * MINUTE, '超时 4 分钟'],
    [60 * MINUTE, '剩 1:00'],
    [8 * MINUTE + 1, '剩 9 分'],
    [1, '剩 1 分'],
    [0, '超时 1 分钟'],
    [-120 * HOUR, '超时 5 天'],
    [null, '—'],
    [Number.NaN, '—'],
  ])('%s ms reads %s', (ms, words) => {
    expect(formatLeft(ms)).toBe(words);
  });

  it('writes minutes as a clock where asked', () => {
    expect(formatLeft(7 * MINUTE, { clock: true })).toBe('剩 0:07');
  });

  it('says the same aloud', () => {
    expect(speakLeft(107 * MINUTE)).toBe('剩 1 小时 47 分');
    expect(speakLeft(-2 * HOUR)).toBe('超时 2 小时');
  });
});

describe('sharesLeft', () => {
  it.each([
    [48 * HOUR, 48 * HOUR, 1],
    [48 * HOUR, 12 * HOUR, 0.25],
    [48 * HOUR, -HOUR, 0],
    [0, 0, 0],
  ])('of %d ms with %d left is %d', (total, left, share) => {
    expect(sharesLeft(clock(total, left))).toBe(share);
  });
});
