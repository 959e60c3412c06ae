import { describe, expect, test } from 'vitest';
import {
  BARS,
  SOURCE_KIND_IDS,
  sourceRowSchema,
  type SourceGap,
  type SourceRowView,
} from '../../../server/contract/source-views.ts';
import {
  countIn,
  countsOf,
  gapMinutes,
  hasPassed,
  isKept,
  isLongSilent,
  isTestable,
  isUnheard,
  silentMinutes,
  SOURCE_TABS,
  sourcesIn,
} from '../../../web/state/sources.ts';
import { barHeights, gapStretches, halfHours, midnightAt } from '../../../web/state/source-bars.ts';
import { faultWords } from '../../../web/text/source-faults.ts';
import { timeOrDay } from '../../../web/text/time.ts';

const NOW = Date.parse('2026-03-12T06:36:00Z'); // 14:36 in China
const HOUR = 3_600_000;
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();
const failing = (minutes: number): SourceRowView['failure'] => ({ code: 'x', message: '连不上', since: ago(minutes) });

const row = (change: Partial<SourceRowView>): SourceRowView =>
  sourceRowSchema.parse({
    id: change.name ?? 'a',
    version: 1,
    name: 'a',
    kind: 'http',
    channel: 'forum',
    state: 'ok',
    failure: null,
    lastSuccessAt: ago(2),
    lastItemAt: ago(30),
    quietAfterMinutes: 60,
    intervalSeconds: 300,
    bars: Array.from({ length: BARS }, () => 0),
    gaps: [],
    today: 0,
    ...change,
  });

const ALL = [
  row({ name: '正常乙', channel: 'hotline' }),
  row({ name: '暂停', state: 'paused', channel: 'media' }),
  row({ name: '静默', state: 'quiet', failure: failing(306), channel: 'media' }),
  row({ name: '新坏', state: 'failing', failure: failing(5), channel: 'video' }),
  row({ name: '正常甲', channel: 'unit_report' }),
  row({ name: '久坏', state: 'failing', failure: failing(90), channel: 'microblog' }),
  row({ name: '静默更久', state: 'quiet', failure: failing(900), channel: 'letter' }),
];

describe('order and counts', () => {
  test('what somebody should look at stands on top, the longest first; the paused stand last', () => {
    expect(sourcesIn(ALL, 'all').map(({ name }) => name)).toEqual([
      '久坏',
      '新坏',
      '静默更久',
      '静默',
      '正常甲',
      '正常乙',
      '暂停',
    ]);
  });

  test('each source stands in one tab beside all, and in 需处理 where it fails or is quiet', () => {
    const counts = Object.fromEntries(SOURCE_TABS.map((tab) => [tab, countIn(ALL, tab)]));
    expect(counts).toEqual({ all: 7, attention: 4, social: 2, letters: 2, media: 2, people: 1 });
  });

  test('a paused source is neither in use nor in order', () => {
    expect(countsOf(ALL)).toEqual({ failing: 2, quiet: 2, ok: 2, paused: 1, inUse: 6 });
  });
});

describe('silence', () => {
  test.each<[string, Partial<SourceRowView>, number | null, boolean]>([
    ['within its patience', {}, 30, false],
    ['longer', { lastItemAt: ago(61) }, 61, true],
    ['at the limit', { lastItemAt: ago(60) }, 60, false],
    ['usual', { quietAfterMinutes: null, lastItemAt: ago(9_000) }, null, false],
    ['of a paused one', { state: 'paused', lastItemAt: ago(9_000) }, null, false],
    ['of one that never spoke', { lastItemAt: null }, null, false],
    ['before the server’s time', { lastItemAt: ago(-1) }, 0, false],
  ])('%s', (_, change, minutes, long) => {
    expect(silentMinutes(row(change), NOW)).toBe(minutes);
    expect(isLongSilent(row(change), NOW)).toBe(long);
  });

  test('a source nothing ever came from is not said to be in order', () => {
    expect(isUnheard(row({ lastSuccessAt: null, lastItemAt: null }))).toBe(true);
    expect(isUnheard(row({ lastItemAt: null }))).toBe(false);
    expect(isUnheard(row({ state: 'failing', failure: failing(1), lastSuccessAt: null, lastItemAt: null }))).toBe(
      false,
    );
  });
});

describe('the strip of 24 hours', () => {
  const gap = (since: number, until: number | null): SourceGap => ({
    since: ago(since),
    until: until === null ? null : ago(until),
    code: 'x',
    message: '',
    recovered: 0,
  });

  test('bars begin at zero; a single item is no peak, the highest fills the height', () => {
    expect(barHeights([0, 1, 3])).toEqual([0, 1 / 6, 0.5]);
    expect(barHeights([0, 10, 20])).toEqual([0, 0.5, 1]);
  });

  test('a gap is cut to the window; one that lasts reaches the end; one before it is not drawn', () => {
    expect(gapStretches([gap(6 * 60, null)], NOW)).toEqual([{ at: 0.75, width: 0.25 }]);
    expect(gapStretches([gap(48 * 60, 18 * 60)], NOW)).toEqual([{ at: 0, width: 0.25 }]);
    expect(gapStretches([gap(48 * 60, 30 * 60)], NOW)).toEqual([]);
  });

  test('midnight is China’s, wherever the browser stands', () => {
    expect(midnightAt(NOW)).toBeCloseTo(1 - 14.6 / 24, 10);
    expect(midnightAt(Date.parse('2026-03-11T16:00:00Z'))).toBe(1);
  });

  test('the table has the same half hours, latest first, and marks those a gap touches', () => {
    const bars = Array.from({ length: BARS }, (_, index) => index);
    const halves = halfHours(bars, [gap(31, 29)], NOW);
    expect(halves[0]).toEqual({ from: NOW - HOUR / 2, to: NOW, count: 47, gap: true });
    expect(halves[1]).toMatchObject({ count: 46, gap: true });
    expect(halves[2]).toMatchObject({ count: 45, gap: false });
    expect(halves.at(-1)).toMatchObject({ from: NOW - 24 * HOUR, count: 0 });
  });

  test('how long a gap lasts', () => {
    expect(gapMinutes(gap(31, null), NOW)).toBe(31);
    expect(gapMinutes(gap(100, 25), NOW)).toBe(75);
  });
});

test('only what the program goes to itself is tested; what comes with the program is never paused', () => {
  const kinds = SOURCE_KIND_IDS.map((kind) => ({ kind }));
  expect(kinds.filter(isTestable).map(({ kind }) => kind)).toEqual(['http', 'file']);
  expect(kinds.filter(isKept).map(({ kind }) => kind)).toEqual(['http', 'file', 'push']);
});

test('a test has passed where every step has', () => {
  const step = (outcome: 'ok' | 'failed' | 'not_run') => ({ step: 'reach' as const, outcome, code: null, note: '' });
  expect(hasPassed({ steps: [step('ok'), step('ok')] })).toBe(true);
  expect(hasPassed({ steps: [step('ok'), step('failed'), step('not_run')] })).toBe(false);
});

test.each([
  ['source_http_429', '被限流'],
  ['source_http_503', '对方出错'],
  ['source_unreachable', '连不上'],
  ['something_new', '出错'],
])('%s is said as %s', (code, words) => expect(faultWords(code)).toBe(words));

test('a time of today is told without its day, by China’s midnight', () => {
  expect(timeOrDay('2026-03-11T16:00:00Z', NOW)).toBe('00:00');
  expect(timeOrDay('2026-03-11T15:59:00Z', NOW)).toBe('03-11 23:59');
});
