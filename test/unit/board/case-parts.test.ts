/** What a case's view says of its clocks, holders, signals, answers and approval; and which cases the board shows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approvalView, type AnswerRows } from '../../../server/board/approval-view.ts';
import { caseView } from '../../../server/board/case-view.ts';
import { clockViews, undatedClocks } from '../../../server/board/clock-view.ts';
import { leavingBoard, leftBoardBefore, onBoard } from '../../../server/board/on-board.ts';
import { byCase } from '../../../server/board/rows/by-case.ts';
import { exceeded } from '../../../server/board/signal-view.ts';
import { unitNames } from '../../../server/organisation/unit-names.ts';
import { approvalViewSchema, caseViewSchema } from '../../../server/contract/case-views.ts';
import { A, ago, B, CLOCK, NOW, ROWS } from '../../support/case-rows.ts';

const view = caseView(ROWS, 'unit', NOW);

describe('a view says', () => {
  test('who answers, the lead first, and who holds it until when', () => {
    expect(view.assignments.map((one) => one.id)).toEqual(['as1', 'as2']);
    expect(view.assignments[0]).toMatchObject({ unit: A, role: 'lead', acceptedAt: ago(10).toISOString() });
    expect(view.holders).toEqual([
      { step: 'accepting', unit: A, since: ago(20).toISOString(), dueAt: ago(-10).toISOString() },
    ]);
  });

  test('what stands published: neither what was withdrawn nor what a later answer corrected', () => {
    expect(view).toMatchObject({ published: 2, lastPublishedAt: ago(9).toISOString() });
    const withdrawn = caseView({ ...ROWS, publications: ROWS.publications.slice(0, 1) }, 'unit', NOW);
    expect(withdrawn).toMatchObject({ published: 0, lastPublishedAt: null });
  });

  test('its promises, dispositions, return, extensions, and what closing lacks', () => {
    expect(view.commitments).toEqual({ kept: 1, total: 2 });
    expect(view.dispositions).toEqual([{ kind: 'resolve', met: true }]);
    expect(view.returned).toMatchObject({ id: 'r1', unit: B, suggested: A, at: ago(4).toISOString() });
    expect(view.extensions).toMatchObject([{ id: 'e1', clockId: 'k1', newDueAt: ago(-9_000).toISOString() }]);
    expect(view.lacking).toEqual(['还没有公开回应']);
  });

  test('who dispatched what is returned, as that person rules not on it; never told to a unit', () => {
    expect(caseView(ROWS, 'jurisdiction', NOW).returned?.dispatchedBy).toBe('chief');
    expect(caseView(ROWS, 'unit', NOW).returned?.dispatchedBy).toBeNull();
  });

  test('how it ended', () => {
    const ended = caseView({ ...ROWS, state: 'merged', closed_at: NOW, merged_into: 'c2' }, 'unit', NOW);
    expect(ended).toMatchObject({ mergedInto: 'c2', closedAt: NOW.toISOString() });
  });

  test('nothing that its rows carry beside', () => {
    const extra = { case_id: 'c1', account_id: 'secret', unit_id: 'u' };
    const rows = {
      ...ROWS,
      assignments: ROWS.assignments.map((one) => ({ ...one, ...extra })),
      holders: ROWS.holders.map((one) => ({ ...one, ...extra })),
      signals: ROWS.signals.map((one) => ({ ...one, ...extra })),
      returned: ROWS.returned && { ...ROWS.returned, ...extra },
      clocks: ROWS.clocks.map((one) => ({ ...one, ...extra })),
      extensions: ROWS.extensions.map((one) => ({ ...one, ...extra })),
    };
    expect(caseView(rows, 'jurisdiction', NOW)).toEqual(
      caseViewSchema.strict().parse(caseView(ROWS, 'jurisdiction', NOW)),
    );
    expect(JSON.stringify(caseView(rows, 'jurisdiction', NOW))).not.toContain('secret');
  });
});

describe('clocks', () => {
  test('without a known end are told apart, with the reason, while they run', () => {
    const undated = { ...CLOCK, due_at: null, undated: '2027 年的日历未载入' };
    expect(clockViews([CLOCK, undated]).map((clock) => clock.dueAt)).toEqual([ago(-2860).toISOString()]);
    expect(undatedClocks([CLOCK, undated, { ...undated, stopped_at: NOW }])).toEqual([
      { kind: 'respond', label: '48 小时回应', reason: '2027 年的日历未载入' },
    ]);
    expect(undatedClocks([{ ...undated, undated: null }])[0]?.reason).not.toBe('');
  });

  test.each([
    [
      'met late',
      { stopped_at: ago(1), ended: 'met', breached_at: ago(3) },
      { end: 'met', breachedAt: ago(3).toISOString() },
    ],
    ['extended', { original_due_at: ago(9) }, { extended: true }],
    ['in time when set', {}, { pastAtStart: false, pastBy: null }],
    [
      'past at the upgrade',
      { past_at_start: true, due_at: ago(90.5), set_at: ago(20) },
      { pastAtStart: true, pastBy: 70 },
    ],
    ['past at an upgrade of old', { past_at_start: true, set_at: null }, { pastAtStart: true, pastBy: null }],
    ['of a commitment', { kind: 'commitment', subject: '换完水管' }, { label: '承诺事项', subject: '换完水管' }],
  ] as const)('%s', (_name, columns, shown) => {
    expect(clockViews([{ ...CLOCK, ...columns }])[0]).toMatchObject(shown);
  });
});

describe('units', () => {
  const names = unitNames({
    unit: (id) => (id === 'a' ? ({ ...A, territory: '990100' } as never) : undefined),
    formerUnit: () => undefined,
  });

  test('are named; one that is gone keeps its id', () => {
    expect(names.unitRef('a')).toEqual(A);
    expect(names.unitRef('gone')).toEqual({ id: 'gone', name: 'gone' });
    expect(names.unitOrNull(null)).toBeNull();
    const holder = { step: 'drafting', unitId: 'a', minutes: 90, limitMinutes: 60, overMinutes: 30 } as const;
    expect(exceeded(names.unitOrNull)(holder)).toEqual(ROWS.signals[0]?.holders[0]);
  });

  test('of an approval chain: who still has to decide on this text', () => {
    const approval = (step: 'section' | 'countersign', unit: string, hash = 'h2') => ({
      step,
      unit_id: unit,
      account_id: 'p',
      decision: 'approve' as const,
      text_hash: hash,
      void: hash !== 'h2',
      at: ago(7),
    });
    const answer: AnswerRows = {
      id: 'w1',
      number: 1,
      state: 'approving',
      n: 2,
      title: '关于停水',
      text_hash: 'h2',
      plan: { lead: 'a', countersign: ['b', 'c'], offices: ['o'], leader: false },
      approvals: [approval('section', 'a', 'h1'), approval('section', 'a'), approval('countersign', 'c')],
    };
    const shown = approvalView(answer, names.unitRef);
    expect(approvalViewSchema.strict().parse(shown)).toEqual(shown);
    expect(shown.steps.map((one) => [one.step, one.state, one.units.map((unit) => unit.id)])).toEqual([
      ['section', 'done', []],
      ['countersign', 'current', ['b']],
      ['secrecy', 'ahead', ['a']],
      ['unit_head', 'ahead', ['a']],
      ['office_review', 'ahead', ['o']],
    ]);
    expect(shown.steps[0]?.at).toBe(ago(7).toISOString());
    const edited = approvalView({ ...answer, text_hash: 'h3' }, names.unitRef);
    expect(edited.steps[0]?.state).toBe('current');
  });
});

describe('the board shows', () => {
  const at = (iso: string): Date => new Date(iso);

  test.each([
    ['a case at work', { state: 'handling', closedAt: null }, true],
    ['one reopened', { state: 'handling', closedAt: '2026-01-01T00:00:00.000Z' }, true],
    ['one that went into another', { state: 'merged', closedAt: null }, false],
    ['one closed just now', { state: 'closed', closedAt: '2026-11-20T04:29:00.000Z' }, true],
    ['one closed a day before this full hour', { state: 'closed', closedAt: '2026-11-19T04:00:00.000Z' }, true],
    ['one closed before that', { state: 'closed', closedAt: '2026-11-19T03:59:59.999Z' }, false],
  ] as const)('%s: %o %s', (_name, closed, shown) => {
    expect(onBoard(closed, NOW)).toBe(shown);
  });

  test('the same all through an hour, so that no screen ages by itself', () => {
    expect(leftBoardBefore(at('2026-11-20T04:00:00Z'))).toEqual(leftBoardBefore(at('2026-11-20T04:59:59.999Z')));
  });

  test('each closed case is noted by some refresh after it left, however often the refresh ran', () => {
    const span = fc.date({ min: at('2026-11-19T00:00:00Z'), max: at('2026-11-20T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(span, (closedAt) => {
        const first = Array.from(
          { length: 30 },
          (_, hour) => new Date(at('2026-11-19T20:00:00Z').getTime() + hour * 3_600_000),
        ).find((now) => !onBoard({ state: 'closed', closedAt: closedAt.toISOString() }, now));
        const { from, before } = leavingBoard(first ?? NOW);
        expect(closedAt >= from && closedAt < before).toBe(true);
      }),
    );
  });
});

test('rows of many cases are told apart in their order', () => {
  const of = byCase([
    { case_id: 'c2', n: 1 },
    { case_id: 'c1', n: 2 },
    { case_id: 'c2', n: 3 },
    { case_id: null, n: 4 },
  ]);
  expect(of('c2').map((one) => one.n)).toEqual([1, 3]);
  expect(of('c3')).toEqual([]);
});
