/** Spans beside figures worked out by hand, and how labelled lines are read. */
import { describe, expect, test } from 'vitest';
import { reportSpans } from '../../../classifiers/evaluate-spans.ts';
import { judgeRedaction, unmark } from '../../../server/commands/evaluate-redaction.ts';

const span = (type: string, start: number, end: number) => ({ type, start, end });

describe('reportSpans', () => {
  // name: 2 true, 2 claimed, 1 exact, both overlapping. phone: 1 true, none claimed. The last text has none and is given one.
  const report = reportSpans(
    [
      { truth: [span('name', 0, 3), span('phone', 5, 9)], predicted: [span('name', 0, 2)] },
      { truth: [span('name', 0, 3)], predicted: [span('name', 0, 3)] },
      { truth: [], predicted: [span('plate', 0, 3)] },
    ],
    ['phone', 'name', 'plate', 'email'],
  );

  test('counts the very stretch and any overlap apart, kind by kind', () => {
    expect(Object.keys(report.types)).toEqual(['phone', 'name', 'plate']);
    expect(report.types['name']).toMatchObject({
      exact: { precision: 0.5, recall: 0.5, f1: 0.5 },
      overlap: { precision: 1, recall: 1, f1: 1 },
      support: 2,
    });
    expect(report.types['phone']?.exact).toEqual({ precision: 0, recall: 0, f1: 0 });
  });

  test('all kinds together, whole texts, false alarms', () => {
    expect(report).toMatchObject({ used: 3, whole: 1 / 3, falseAlarms: 1, all: { support: 3 } });
    expect(report.all.exact).toEqual({ precision: 1 / 3, recall: 1 / 3, f1: 1 / 3 });
    const [low, high] = report.all.interval;
    expect(low).toBeLessThanOrEqual(1 / 3);
    expect(high).toBeGreaterThanOrEqual(1 / 3);
  });

  test('an overlap of another kind is none', () => {
    const other = reportSpans([{ truth: [span('name', 0, 3)], predicted: [span('plate', 0, 3)] }], ['name', 'plate']);
    expect(other.all.overlap).toEqual({ precision: 0, recall: 0, f1: 0 });
    expect(other.falseAlarms).toBeNull();
  });
});

describe('labelled lines', () => {
  test('marks are taken off and give offsets in the text under them', () => {
    expect(unmark('我叫[name:陈桂兰],电话[phone:13587654321]。[注:无]')).toEqual({
      text: '我叫陈桂兰,电话13587654321。[注:无]',
      spans: [span('name', 2, 5), span('phone', 8, 19)],
    });
  });

  test('spans of a text and marks in it say the same', () => {
    const marked = judgeRedaction({ marked: '电话[phone:13587654321]。' });
    expect(judgeRedaction({ text: '电话13587654321。', spans: [span('phone', 2, 13)] })).toEqual(marked);
    expect(marked.predicted).toEqual(marked.truth);
  });

  test('a line without a label, or of an unknown kind, is refused', () => {
    expect(() => judgeRedaction({ text: '电话13587654321。' })).toThrow('no label');
    expect(() => judgeRedaction({ text: 'a', spans: [span('wechat', 0, 1)] })).toThrow('spans');
  });
});
