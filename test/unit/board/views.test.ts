import { describe, expect, test } from 'vitest';
import { caseView, hourlyArrivals } from '../../../server/board/case-view.ts';
import { healthView } from '../../../server/board/health.ts';
import { caseNumber } from '../../../server/cases/number.ts';
import { caseViewSchema } from '../../../server/contract/case-views.ts';
import { healthViewSchema, itemViewSchema } from '../../../server/contract/views.ts';
import { sourceView, stateOf, type SourceRow } from '../../../server/intake/source-health.ts';
import { itemView, type ItemRow } from '../../../server/triage/item-view.ts';
import { ago, NOW, ROWS } from '../../support/case-rows.ts';

describe('views keep to the contract (drift)', () => {
  test.each(['jurisdiction', 'unit'] as const)('a case for the class %s', (audience) => {
    const view = caseView(ROWS, audience, NOW);
    expect(caseViewSchema.strict().parse(view)).toEqual(view);
    expect(view.lead?.id).toBe('a');
  });

  test('a unit is told principle and clause, never the words of the writer', () => {
    expect(JSON.stringify(caseView(ROWS, 'unit', NOW))).not.toContain('写信人的原话');
    expect(caseView(ROWS, 'unit', NOW).reasons[0]).toMatchObject({
      principle: '属地管理',
      clause: '国办发〔2016〕61号',
    });
  });

  test('before its dispatch a case shows who is proposed', () => {
    expect(caseView({ ...ROWS, assignments: [] }, 'jurisdiction', NOW).lead).toEqual({ id: 'x', name: 'X' });
  });

  test('an item', () => {
    const row: ItemRow = {
      id: 'i1',
      version: 1,
      state: 'judged',
      title: '停水',
      body: '第一行\n第二行',
      channel: 'forum',
      source_name: '论坛',
      territory_name: null,
      category: 'livelihood',
      confidence: 0.9,
      severity: null,
      opinion_grade: 'general',
      needs_human: false,
      published_at: null,
      detected_at: NOW,
      judge_by: NOW,
      sightings: 1,
      group_id: null,
      order_number: null,
    };
    const view = itemView(row);
    expect(itemViewSchema.strict().parse(view)).toEqual(view);
    expect(view.excerpt).toBe('第一行 第二行');
    expect(itemView({ ...row, body: `${'字'.repeat(79)}😀` }).excerpt.isWellFormed()).toBe(true);
  });
});

describe('arrivals', () => {
  test('stand in the hour of the clock they came in; older ones are left out', () => {
    expect(hourlyArrivals(ROWS.arrivals, NOW)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    expect(hourlyArrivals([ago(-5)], NOW).at(-1)).toBe(1);
    expect(hourlyArrivals([new Date('2026-11-20T05:00:00Z')], NOW)).toEqual(Array.from({ length: 12 }, () => 0));
  });
});

describe('sources', () => {
  const row: SourceRow = {
    id: 's',
    name: '论坛',
    kind: 'http',
    channel: 'forum',
    enabled: true,
    interval_seconds: 60,
    quiet_after_minutes: null,
    added_at: ago(600),
    last_success_at: ago(1),
    last_item_at: null,
    failure_code: null,
    failure_message: null,
    failing_since: null,
  };

  test.each([
    ['heard a minute ago', row, null],
    ['nine minutes ago still counts as heard', { ...row, last_success_at: ago(9) }, null],
    ['eleven minutes ago does not', { ...row, last_success_at: ago(11) }, 'source_overdue'],
    ['a slow source has its three rounds', { ...row, interval_seconds: 3_600, last_success_at: ago(179) }, null],
    ['never read', { ...row, last_success_at: null }, 'source_not_read'],
    [
      'failing',
      { ...row, failure_code: 'source_timeout', failure_message: '超时', failing_since: ago(5) },
      'source_timeout',
    ],
    ['switched off', { ...row, enabled: false, last_success_at: null }, null],
    ['pushed to: nobody polls it', { ...row, kind: 'push' as const, last_success_at: null }, null],
    ['a form', { ...row, kind: 'form' as const, last_success_at: null, quiet_after_minutes: 5 }, null],
    ['an import', { ...row, kind: 'import' as const, last_success_at: ago(900), quiet_after_minutes: 5 }, null],
    ['silent as long as is usual', { ...row, quiet_after_minutes: 30, last_item_at: ago(30) }, null],
    ['silent for longer', { ...row, quiet_after_minutes: 30, last_item_at: ago(31) }, 'source_quiet'],
    [
      'pushed to, silent',
      { ...row, kind: 'push' as const, quiet_after_minutes: 30, last_item_at: ago(31) },
      'source_quiet',
    ],
    ['silent since it was added', { ...row, quiet_after_minutes: 30, last_item_at: null }, 'source_quiet'],
    ['switched off, silent', { ...row, enabled: false, quiet_after_minutes: 5 }, null],
  ])('%s', (_name, source, code) => {
    // The board counts what was not read; silence stands on the page of sources.
    expect(sourceView(source, NOW).failure?.code ?? null).toBe(code === 'source_quiet' ? null : code);
    const expected = code === null ? 'ok' : code === 'source_quiet' ? 'quiet' : 'failing';
    expect(stateOf(source, NOW)).toBe(source.enabled ? expected : 'paused');
  });

  test('the sum is never green while blind', () => {
    const views = [row, { ...row, id: 't', last_success_at: null }, { ...row, id: 'u', enabled: false }].map((one) =>
      sourceView(one, NOW),
    );
    const health = healthView(views, 3, 'v1', NOW);
    expect(healthViewSchema.strict().parse(health)).toEqual(health);
    expect(health).toMatchObject({ sources: { total: 2, healthy: 1 }, dataAt: ago(1).toISOString(), behind: 3 });
  });
});

test.each([
  ['2026-11-20T04:00:00Z', 7, 'YC26-0007'],
  ['2026-12-31T16:00:00Z', 12_345, 'YC27-12345'],
])('a case opened at %s is numbered in the year of China Standard Time', (at, running, number) => {
  expect(caseNumber('YC', running, new Date(at))).toBe(number);
});
