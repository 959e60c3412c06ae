/** Rows of people's tables. */
import { describe, expect, test } from 'vitest';
import { tableRow } from '../../../server/intake/sources/table-row.ts';

const NOW = new Date('2026-11-20T04:00:00Z');
const read = (row: Record<string, unknown>) => tableRow(row, 'letters.csv:2', NOW);

describe('a row', () => {
  test('is read by the usual names of its columns', () => {
    const row = {
      留言编号: 'A-17',
      ' 标题 ': '路灯不亮',
      诉求内容: '梧桐路的路灯坏了半个月。',
      来电时间: '2026-11-19 08:30',
      工单号: 'YC-118',
      来电人: '不读',
    };
    expect(read(row)).toEqual({
      incoming: {
        externalId: 'A-17',
        url: null,
        title: '路灯不亮',
        text: '梧桐路的路灯坏了半个月。',
        publishedAt: new Date('2026-11-19T00:30:00Z'),
        orderNumber: 'YC-118',
      },
      warnings: [],
    });
  });

  test.each([
    [
      'a time of a letter set',
      { id: 1, title: 'a', text: 'b', time: '2019-02-28T11:25:05' },
      '2019-02-28T03:25:05.000Z',
    ],
    [
      'a cell that is a date',
      { id: 1, title: 'a', text: 'b', time: new Date('2026-11-18T16:00:00Z') },
      '2026-11-18T16:00:00.000Z',
    ],
    ['the epoch', { id: 1, title: 'a', text: 'b', time: '1970-01-01' }, null],
    ['2099', { id: 1, title: 'a', text: 'b', time: '2099-01-01' }, null],
    ['no date', { id: 1, title: 'a', text: 'b', time: '上周三' }, null],
  ])('keeps the time it can trust: %s', (_, row, at) => {
    const found = read(row);
    expect('incoming' in found && (found.incoming.publishedAt?.toISOString() ?? null)).toBe(at);
    expect('incoming' in found && found.warnings.length).toBe(at === null ? 1 : 0);
  });

  test('without an id is named by where it stands; without a title by its first sentence', () => {
    expect(read({ text: '停水三天了。物业不管。' })).toMatchObject({
      incoming: { externalId: 'letters.csv:2', title: '停水三天了' },
      warnings: ['date_missing', 'title_missing'],
    });
  });

  test('is stripped of markup, and of addresses that are none', () => {
    const found = read({
      id: 'x',
      title: 't',
      text: '<p>水<script>alert(1)</script>黄</p>',
      url: 'javascript:alert(1)',
    });
    expect(found).toMatchObject({ incoming: { url: null } });
    expect('incoming' in found && found.incoming.text).not.toMatch(/script|alert|</);
  });

  test.each([
    ['empty', { id: 'x', title: ' ', text: '' }, 'item_empty'],
    ['with nothing known', { foo: 'bar' }, 'item_empty'],
    ['with an endless id', { id: 'x'.repeat(501), text: 'b' }, 'id_invalid'],
  ])('%s is left out', (_, row, fault) => {
    expect(read(row)).toEqual({ fault });
  });
});
