/** Metrics beside figures worked out by hand. */
import { describe, expect, test } from 'vitest';
import { OTHER, reportLabels, reportPlaces, reportSets } from '../../../classifiers/evaluate.ts';
import { intervalOf, macroF1Of, score } from '../../../classifiers/metrics.ts';

describe('one label each', () => {
  // a: 2 true, 3 claimed, 2 right: P 2/3, R 1, F1 4/5. b: 2 true, 1 claimed, 1 right: P 1, R 1/2, F1 2/3. Macro 11/15.
  const rows = [
    { truth: 'a', predicted: 'a', accepted: [] },
    { truth: 'a', predicted: 'a', accepted: [] },
    { truth: 'b', predicted: 'b', accepted: [] },
    { truth: 'b', predicted: 'a', accepted: ['a'] },
  ];
  const report = reportLabels(rows, ['a', 'b', 'c']);

  test('precision, recall, F1 and support of each label that occurs', () => {
    expect(Object.keys(report.labels)).toEqual(['a', 'b']);
    expect(report.labels['a']).toEqual({ precision: 2 / 3, recall: 1, f1: 0.8, support: 2 });
    expect(report.labels['b']?.f1).toBeCloseTo(2 / 3, 12);
    expect(report.macroF1).toBeCloseTo(11 / 15, 12);
    expect(report.accuracy).toBe(0.75);
  });

  test('an accepted label is right where lenient', () => {
    expect(report.lenient).toMatchObject({ macroF1: 1, accuracy: 1 });
    expect(reportLabels(rows.slice(0, 3), ['a', 'b']).lenient).toBeNull();
  });

  test('confusion counts each truth by what was said', () => {
    expect(report.confusion).toEqual({ a: { a: 2 }, b: { b: 1, a: 1 } });
  });

  test('what is none of the labels lowers recall and is not averaged', () => {
    const other = reportLabels([...rows, { truth: 'b', predicted: OTHER, accepted: [] }], ['a', 'b']);
    expect(Object.keys(other.labels)).toEqual(['a', 'b']);
    expect(other.labels['b']?.recall).toBeCloseTo(1 / 3, 12);
    expect(other.macroF1).toBeCloseTo((0.8 + 0.5) / 2, 12);
  });

  test('the interval holds the figure, is the same twice, and is a point where all is right', () => {
    const [low, high] = report.interval;
    expect(low).toBeLessThanOrEqual(report.macroF1);
    expect(high).toBeGreaterThanOrEqual(report.macroF1);
    expect(reportLabels(rows, ['a', 'b']).interval).toEqual(report.interval);
    expect(reportLabels(rows.slice(0, 2), ['a', 'b']).interval).toEqual([1, 1]);
    expect(intervalOf(0, () => 1)).toEqual([0, 0]);
  });

  test('the quick macro-F1 of the resamples is the one of the report', () => {
    expect(macroF1Of(rows, ['a', 'b', 'c'])([0, 1, 2, 3])).toBeCloseTo(score(rows, ['a', 'b', 'c']).macroF1, 12);
    expect(macroF1Of(rows, ['a', 'b'], true)([0, 1, 2, 3])).toBe(1);
  });
});

test('sets of labels: each label, all together, exact sets and false alarms', () => {
  const report = reportSets(
    [
      { truth: ['x'], predicted: ['x'] },
      { truth: ['x', 'y'], predicted: ['x'] },
      { truth: [], predicted: ['y'] },
      { truth: [], predicted: [] },
    ],
    ['x', 'y', 'z'],
  );
  expect(report.labels).toEqual({
    x: { precision: 1, recall: 1, f1: 1, support: 2 },
    y: { precision: 0, recall: 0, f1: 0, support: 1 },
  });
  expect(report).toMatchObject({ macroF1: 0.5, exact: 0.5, falseAlarms: 0.5 });
  expect(report.micro).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 });
});

test('places: what was named and found, and what was found and meant', () => {
  const report = reportPlaces([
    { named: 2, found: 1, predicted: 1, right: 1 },
    { named: 0, found: 0, predicted: 1, right: 0 },
  ]);
  expect(report).toMatchObject({ used: 2, precision: 0.5, recall: 0.5, f1: 0.5, exact: 0, falseAlarms: 1 });
});
