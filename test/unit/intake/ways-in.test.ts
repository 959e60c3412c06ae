import { describe, expect, it } from 'vitest';
import { BusySource, httpFault, retryMs } from '../../../server/intake/fetch-faults.ts';
import { readEntry } from '../../../server/intake/push/entry.ts';
import { countWarnings } from '../../../server/intake/reading.ts';
import { effectOf, rowView, type RegisterRow } from '../../../server/intake/register/view.ts';
import { FEED_WARNINGS, type FeedItem } from '../../../server/intake/sources/feed-item.ts';

const NOW = new Date('2026-11-20T04:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 5 ', 5_000],
    ['Fri, 20 Nov 2026 04:10:00 GMT', 600_000],
    ['Fri, 20 Nov 2026 03:00:00 GMT', null],
    ['999999999', 86_400_000],
    ['0', null],
    ['-5', null],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%j → %j ms', (written, expected) => {
    expect(retryMs(written, NOW)).toBe(expected);
  });

  it('is heard of a source that is asked too often or is down, and of no other', () => {
    expect([429, 503].map((status) => httpFault(status, '9') instanceof BusySource)).toEqual([true, true]);
    expect([404, 500, 418].map((status) => httpFault(status, '9') instanceof BusySource)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it.each([401, 403, 404, 410, 418, 429, 500, 502, 503])('status %i is said in words', (status) => {
    const fault = httpFault(status, null);
    expect([fault.code, fault.message]).toEqual([
      `source_http_${status}`,
      expect.stringMatching(new RegExp(`\\p{Script=Han}.*${status}.*。$`, 'u')),
    ]);
  });
});

describe('a pushed entry', () => {
  const whole = { id: 'a', title: '栖云县停水', text: '栖云县停水两天。' };
  it.each<[string, unknown, string | undefined]>([
    ['whole', whole, undefined],
    ['with a number for its id', { ...whole, id: 7 }, undefined],
    ['without a title', { ...whole, title: undefined }, undefined],
    ['with nulls', { ...whole, url: null, publishedAt: null, orderNumber: null }, undefined],
    ['of blanks', { ...whole, text: ' \u200b ' }, 'text_empty'],
    ['of markup alone', { ...whole, text: '<p><img src=x></p>' }, 'text_empty'],
    ['without a text', { ...whole, text: undefined }, 'invalid_entry'],
    ['without an id', { ...whole, id: undefined }, 'invalid_entry'],
    ['with an invisible id', { ...whole, id: '\u200b' }, 'invalid_entry'],
    ['that is a list', [whole], 'invalid_entry'],
    ['that is nothing', null, 'invalid_entry'],
    ['of 1970', { ...whole, publishedAt: '1970-01-01T00:00:00Z' }, 'date_too_old'],
    ['of 2099', { ...whole, publishedAt: '2099-01-01T00:00:00Z' }, 'date_in_future'],
    ['of some day', { ...whole, publishedAt: '前天' }, 'date_unreadable'],
    ['with a script for its address', { ...whole, url: 'javascript:x' }, 'url_refused'],
  ])('%s', (_name, value, code) => {
    const entry = readEntry(value, NOW);
    expect(entry.code).toBe(code);
    expect(entry.incoming === null).toBe(code === 'invalid_entry' || code === 'text_empty');
    if (code) expect(entry.message).toMatch(/\p{Script=Han}.*。$/u);
  });

  it('keeps the lines of plain text', () => {
    expect(readEntry({ ...whole, text: '第一行\n第二行 3 < 5' }, NOW).incoming?.text).toBe('第一行\n第二行 3 < 5');
  });
});

it('warnings are counted by entry, those of the whole feed once', () => {
  const item = (...warnings: FeedItem['warnings']): FeedItem => ({ id: '1', url: null, title: '甲', text: '', publishedAt: null, warnings }); // prettier-ignore
  const items = [item('date_missing'), item('date_missing', 'duplicate_id'), item()];
  const left = { duplicate_id: 3, item_empty: 2 };
  expect(countWarnings({ items, warnings: ['item_empty', 'charset_mismatch', 'duplicate_id'], left })).toEqual(
    (
      [
        ['charset_mismatch', 1],
        ['duplicate_id', 3],
        ['item_empty', 2],
        ['date_missing', 2],
      ] as const
    ).map(([code, count]) => ({ code, message: FEED_WARNINGS[code], count })),
  );
});

describe('a row of the page', () => {
  const row: RegisterRow = {
    id: 's',
    version: 1,
    name: '云川论坛',
    kind: 'http',
    channel: 'forum',
    url: 'https://example.org/',
    enabled: true,
    interval_seconds: 60,
    quiet_after_minutes: null,
    added_at: NOW,
    last_success_at: new Date(NOW.getTime() - 5 * 3_600_000),
    last_item_at: null,
    failure_code: 'source_timeout',
    failure_message: '超时。',
    failing_since: NOW,
    allow_private: false,
    allowed_by_name: null,
    paused_reason: null,
    paused_by_name: null,
    paused_at: null,
    last_warnings: [],
    last_test: null,
  };

  it.each<[string, Partial<RegisterRow>, string | null]>([
    ['failing', {}, '07:00 之后的新信息未采集；恢复后补采来源上仍列出的部分。'],
    ['failing since yesterday', { last_success_at: new Date('2026-11-19T06:02:00Z') }, '11-19 14:02 之后的新信息未采集；恢复后补采来源上仍列出的部分。'],
    ['never read', { last_success_at: null }, '至今没有采集到任何信息。'],
    ['heard', { failure_code: null, last_success_at: NOW }, null],
    ['quiet', { failure_code: null, last_success_at: NOW, quiet_after_minutes: 5, last_item_at: new Date(0) }, null],
    ['pushed to and paused', { kind: 'push', enabled: false, paused_at: NOW }, '12:00 之后推送来的信息没有接收，由对方重新推送。'],
    ['a form', { kind: 'form' }, null],
  ])('%s: what it means', (_name, changes, expected) => {
    expect(effectOf({ ...row, ...changes }, NOW)).toBe(expected);
  }); // prettier-ignore

  it('what came this very moment stands in the last half hour', () => {
    const bars = [
      { source_id: 's', bar: 47, count: 2, today: 2 },
      { source_id: 's', bar: 48, count: 1, today: 1 },
    ];
    const view = rowView(row, bars, [], NOW);
    expect([view.bars.length, view.bars.at(-1), view.today]).toEqual([48, 3, 3]);
  });
});
