import { describe, expect, test } from 'vitest';
import { chooseUnit } from '../../../server/accountability/urge.ts';
import {
  answerGone,
  endedBy,
  evidenceSpan,
  higherLevel,
  lateAt,
  sentenceOf,
  signalKindOf,
  type ClockFacts,
} from '../../../server/accountability/signals.ts';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 22, hour));
const DUE = at(4);

const clock = (facts: Partial<ClockFacts> = {}): ClockFacts => ({
  kind: 'respond',
  start_at: at(0),
  due_at: DUE,
  stopped_at: null,
  ended: null,
  breached_at: null,
  past_at_start: false,
  subject: null,
  ...facts,
});

describe('a clock is late', () => {
  const rows: [string, Partial<ClockFacts>, Date | null][] = [
    ['running', {}, null],
    ['noted by the tick', { breached_at: at(5) }, at(5)],
    ['noted at the very instant it was due', { breached_at: DUE }, DUE],
    ['met in time', { stopped_at: at(3), ended: 'met' }, null],
    ['met late, before a tick saw it', { stopped_at: at(6), ended: 'met' }, at(6)],
    ['met late, noted before', { breached_at: at(5), stopped_at: at(6), ended: 'met' }, at(5)],
    ['ended after its time without a note: nobody owed it', { stopped_at: at(6), ended: 'ended' }, null],
    ['past when an upgrade set it', { breached_at: at(5), past_at_start: true }, null],
    ['without an end', { due_at: null, breached_at: at(5) }, null],
    ['extended beyond the note', { breached_at: at(5), due_at: at(9) }, null],
  ];
  test.each(rows)('%s', (_name, facts, expected) => {
    expect(lateAt(clock(facts))).toEqual(expected);
  });
});

test('the sentence tells clock and end in the time of China, and what it is about', () => {
  expect(sentenceOf(clock())).toBe('48 小时回应超时：11-22 12:00 到期');
  expect(sentenceOf(clock({ kind: 'commitment', subject: '13日18时前恢复' }))).toBe(
    '承诺事项超时：“13日18时前恢复”，11-22 12:00 到期',
  );
});

test('a report upward that is late is 未按时上报, every other clock 超时', () => {
  expect(signalKindOf('report')).toBe('unreported');
  expect(signalKindOf('respond')).toBe('slow');
  expect(signalKindOf('commitment')).toBe('slow');
});

describe('a signal ends', () => {
  const rows: [string, Partial<ClockFacts>, ReturnType<typeof endedBy>][] = [
    ['not while its clock runs late', { breached_at: at(5) }, null],
    [
      'mended where it was met late',
      { breached_at: at(5), stopped_at: at(6), ended: 'met' },
      { state: 'mended', note: '11-22 14:00 完成' },
    ],
    [
      'mended where nobody owes it any more',
      { breached_at: at(5), stopped_at: at(6), ended: 'ended' },
      { state: 'mended', note: '时限不再适用' },
    ],
    [
      'lifted where the note of a breach was taken back',
      { stopped_at: at(3), ended: 'met' },
      { state: 'lifted', note: '在时限内完成' },
    ],
    ['lifted where it was extended', { breached_at: at(5), due_at: at(9) }, { state: 'lifted', note: '时限已延长' }],
  ];
  test.each(rows)('%s', (_name, facts, expected) => {
    expect(endedBy(clock(facts))).toEqual(expected);
  });
});

test('an answer that no longer stands says why', () => {
  expect(answerGone('current')).toBeNull();
  expect(answerGone('corrected')).toBe('该回应已更正');
  expect(answerGone('withdrawn')).toBe('该回应已撤回');
});

test('the evidence reaches to the end of the clock, or to now', () => {
  expect(evidenceSpan(clock(), at(9))).toEqual({ startAt: at(0), until: at(9) });
  expect(evidenceSpan(clock({ stopped_at: at(6) }), at(9))).toEqual({ startAt: at(0), until: at(6) });
});

test('a level never steps back', () => {
  expect(higherLevel('reminder', 'urge')).toBe('urge');
  expect(higherLevel('supervise', 'urge')).toBe('supervise');
});

describe('whom to urge', () => {
  const WATER = '990100:water_resources';
  const HEALTH = '990100:health';
  const code = (work: () => unknown): string => {
    try {
      return String(work());
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const rows: [string, Parameters<typeof chooseUnit>, string][] = [
    ['the first where none is named', [{ units: [WATER, HEALTH], first: WATER, officeAlone: false }, null], WATER],
    ['the one named', [{ units: [WATER, HEALTH], first: WATER, officeAlone: false }, HEALTH], HEALTH],
    ['never who held nothing', [{ units: [WATER], first: WATER, officeAlone: false }, HEALTH], 'unit_not_holding'],
    ['nobody for the office', [{ units: [], first: null, officeAlone: true }, WATER], 'office_held'],
    ['nobody before the dispatch', [{ units: [], first: null, officeAlone: false }, null], 'unit_not_holding'],
  ];
  test.each(rows)('%s', (_name, [askable, chosen], expected) => {
    expect(code(() => chooseUnit(askable, chosen))).toBe(expected);
  });
});
