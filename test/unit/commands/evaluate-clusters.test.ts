/** `evaluate --task cluster` beside figures worked out by hand. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bcubed, intervalOfF1, scoreItems } from '../../../classifiers/bcubed.ts';
import { clusterRows } from '../../../server/commands/cluster-report-text.ts';
import { reportClusters, TEMPLATE, type ClusterRow } from '../../../server/commands/evaluate-clusters.ts';
import { runEvaluate } from '../../../server/commands/measure.ts';
import { codeOf } from '../../../server/platform/fault.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'huiying-clusters-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

function fileOf(name: string, lines: readonly unknown[]): string {
  const file = join(FOLDER, name);
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  return file;
}

/** Clusters are measured without an installation. */
const evaluate = (file: string, options: Parameters<typeof runEvaluate>[1]) =>
  runEvaluate(file, options, () => {
    throw new Error('no installation was asked for');
  });

describe('BCubed', () => {
  // Group 1 holds a, a, b; group 2 holds b. Precision 2/3, 2/3, 1/3, 1; recall 1, 1, 1/2, 1/2.
  const keys = ['1', '1', '1', '2'];
  const truth = ['a', 'a', 'b', 'b'];

  test('is the mean of what each item has of its event in its group, and of its group in its event', () => {
    expect(scoreItems(keys, truth)[2]).toEqual({ precision: 1 / 3, recall: 1 / 2 });
    const { precision, recall, f1 } = bcubed(keys, truth);
    expect(precision).toBeCloseTo(2 / 3, 12);
    expect(recall).toBeCloseTo(3 / 4, 12);
    expect(f1).toBeCloseTo(12 / 17, 12);
  });

  test('has an interval that holds it, and is a point where all is right', () => {
    const [low, high] = intervalOfF1(keys, truth);
    expect(low).toBeLessThan(12 / 17);
    expect(high).toBeGreaterThan(12 / 17);
    expect(intervalOfF1(truth, truth)).toEqual([1, 1]);
  });
});

const row = (id: string, event: string | null, template = false): ClusterRow => ({
  id,
  event,
  template,
  title: '',
  text: '',
  at: null,
});

test('a report: rumours of several towns apart, lines without an event aside, pairs by kind, what is wrong by ids', () => {
  const rows = [row('1', 'a'), row('2', 'a'), row('3', 'b'), row('4', 'r', true), row('5', 'r', true), row('6', null)];
  const keys = new Map(Object.entries({ 1: '1', 2: '1', 3: '1', 4: '4', 5: '5', 6: '1' }));
  const report = reportClusters(rows, keys, [
    { a: '1', b: '3', kind: 'one school' },
    { a: '2', b: '6', kind: 'one school' },
    { a: '4', b: '5', kind: TEMPLATE },
    { a: '1', b: 'nowhere', kind: TEMPLATE },
  ]);
  expect(report).toMatchObject({ used: 5, events: 3, beside: 1 });
  expect(report.bcubed.precision).toBeCloseTo(5 / 9, 12);
  expect(report.bcubed.recall).toBe(1);
  expect(report.template).toMatchObject({ precision: 1, recall: 0.5 });
  expect(report.pairs).toEqual([
    { kind: 'one school', pairs: 2, joined: 2, missing: 0 },
    { kind: TEMPLATE, pairs: 2, joined: 0, missing: 1 },
  ]);
  expect(report.mixed).toEqual([
    {
      name: '1',
      parts: [
        { name: 'a', ids: ['1', '2'] },
        { name: 'b', ids: ['3'] },
      ],
    },
  ]);
  expect(report.split.map(({ name }) => name)).toEqual(['r']);
  const text = clusterRows(report).join('\n');
  expect(text).toContain('all but template_rumour       2      2');
  expect(text).toContain('  1: a (1 2); b (3)');
});

describe('the command', () => {
  const water = (id: string, time: string, label: object) => ({
    id,
    title: '柳溪苑自来水发黄',
    text: '柳溪苑三栋自来水发黄,有铁锈味,水厂电话打不通。',
    time,
    ...label,
  });

  test('reads the event under each of its names, in order of time, and prints JSON', async () => {
    const file = fileOf('events.jsonl', [
      water('late', '2026-03-02', { caseKey: 'water' }),
      water('early', '2026-03-01', { cluster: 'water' }),
      { id: 'dogs', title: '河湾公园遛狗不拴绳', text: '大狗扑倒小孩。', event: 'dogs' },
      { id: 'beside', text: '公园的灯坏了' },
      { id: 'empty', event: 'dogs' },
    ]);
    const pairs = fileOf('pairs.jsonl', [{ a: 'late', b: 'dogs', why: 'two matters' }]);
    const evaluation: unknown = JSON.parse(await evaluate(file, { task: 'cluster', pairs, json: true }));
    expect(evaluation).toMatchObject({
      task: 'cluster',
      used: 3,
      beside: 1,
      bcubed: { f1: 1 },
      pairs: [{ kind: 'two matters', pairs: 1, joined: 0 }],
      skipped: [{ line: 5, code: 'no_text' }],
    });
    expect(await evaluate(file, { task: 'cluster' })).toContain('3 items of 2 events, among 1 that say no event');
  });

  test('refuses a file in which no line says its event', async () => {
    const refused = evaluate(fileOf('none.jsonl', [{ id: 1, text: '停水' }]), { task: 'cluster' });
    expect(codeOf(await refused.catch((error: unknown) => error))).toBe('nothing_to_evaluate');
  });
});
