import { describe, expect, it } from 'vitest';
import type { CaseDetail, ResponseView } from '../../../server/contract/case-detail-views.ts';
import type { CaseView, ClockView } from '../../../server/contract/case-views.ts';
import type { SessionView } from '../../../server/contract/views.ts';
import { rowFrom } from '../../../web/state/row-steps.ts';
import {
  answerInWork,
  bandOfRow,
  countIn,
  deskRows,
  extensible,
  firstTab,
  headClocks,
  isBound,
  mayDraft,
  mayExtend,
  mayRecord,
  mayReturn,
  rowsOf,
  sentBack,
  toAccept,
  toPassOn,
} from '../../../web/state/desk.ts';

const NOW = Date.parse('2026-03-12T06:36:20Z');
const HOUR = 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();
const WATER = { id: '990100:water_resources', name: '云川市水务局' };
const HEALTH = { id: '990100:health', name: '云川市卫生健康委员会' };
const user = { unit: WATER, approvalSteps: [], roles: ['officer'] } as unknown as SessionView['user'];

const clock = (id: string, left: number, over: Partial<ClockView> = {}): ClockView => ({
  id,
  kind: 'respond',
  label: '48 小时回应',
  counted: 'hours',
  amount: 48,
  startAt: iso(NOW + left - 48 * HOUR),
  dueAt: iso(NOW + left),
  stoppedAt: null,
  end: null,
  breachedAt: null,
  pastAtStart: false,
  pastBy: null,
  extended: false,
  rule: 'respond',
  clause: '第一条',
  source: '示例',
  startsFrom: 'detected',
  subject: null,
  ...over,
});

interface Shape {
  role?: 'lead' | 'supporting' | 'coordinator';
  accepted?: boolean;
  unit?: { id: string; name: string };
}

const view = (id: string, clocks: ClockView[], over: Partial<CaseView> = {}, shape: Shape = {}): CaseView =>
  ({
    id,
    number: `YC26-${id}`,
    state: 'handling',
    clocks,
    path: [],
    hops: [],
    extensions: [],
    signals: [],
    returned: null,
    updatedAt: iso(NOW),
    assignments: [
      {
        id: `a-${id}`,
        unit: shape.unit ?? WATER,
        role: shape.role ?? 'lead',
        at: iso(NOW - HOUR),
        acceptedAt: shape.accepted === false ? null : iso(NOW),
      },
    ],
    ...over,
  }) as unknown as CaseView;

const ids = (rows: readonly { view: CaseView }[]): string[] => rows.map((row) => row.view.id);
const only = (one: CaseView) => {
  const [row] = deskRows([one], user);
  if (!row) throw new Error('not on the desk');
  return row;
};

describe('the desk lists', () => {
  const waiting = { accepted: false };
  const cases = [
    view('late', [clock('1', -HOUR)]),
    view('soon', [clock('2', HOUR)]),
    view('none', []),
    view('longer', [clock('3', 5 * HOUR), clock('3b', 90 * HOUR)], { state: 'drafting' }),
    view('new', [clock('4', 2 * HOUR, { kind: 'accept' })], { state: 'awaiting_acceptance' }, waiting),
    view('help', [clock('5', 3 * HOUR)], {}, { role: 'supporting' }),
    view('back', [], { state: 'return_ruling', returned: { unit: WATER } as CaseView['returned'] }, waiting),
    view('done', [], { state: 'closed' }),
    view('other', [clock('6', HOUR)], {}, { unit: HEALTH }),
  ];
  const rows = deskRows(cases, user);

  it('only cases of one’s own unit, the overdue on top and those without a clock last', () => {
    expect(ids(rowsOf(rows, 'open'))).toEqual(['late', 'soon', 'new', 'longer', 'back', 'none']);
  });

  it.each([
    ['accept', ['new']],
    ['support', ['help']],
    ['returned', ['back']],
    ['closed', ['done']],
  ] as const)('under %s what belongs there', (tab, expected) => {
    expect(ids(rowsOf(rows, tab))).toEqual(expected);
    expect(countIn(rows, tab)).toBe(expected.length);
  });

  it('asks an office of the way to pass on where others sign; where nobody waits for it, to sign', () => {
    const hop = (given: boolean) => [{ id: 'h', assignmentId: 'a-way', given }] as CaseView['hops'];
    const of = (given: boolean) => only(view('way', [], { state: 'awaiting_acceptance', hops: hop(given) }, waiting));
    expect([toPassOn(of(false)), toAccept(of(false))]).toEqual([true, false]);
    expect([toPassOn(of(true)), toAccept(of(true))]).toEqual([false, true]);
    expect(ids(rowsOf([of(false)], 'accept'))).toEqual(['way']);
  });

  it('begins with the first tab that holds anything', () => {
    expect(firstTab(rows)).toBe('open');
    expect(firstTab(deskRows([view('h', [], {}, { role: 'supporting' })], user))).toBe('support');
    expect(firstTab([])).toBe('open');
  });

  it('steps from row to row and stays within the list', () => {
    const open = rowsOf(rows, 'open').map((row) => row.view);
    expect(rowFrom(open, 'late', 1)).toBe('soon');
    expect(rowFrom(open, 'late', -1)).toBe('late');
    expect(rowFrom(open, 'none', 1)).toBe('none');
    expect(rowFrom(open, 'gone', 1)).toBe('late');
    expect(rowFrom([], null, 1)).toBeNull();
  });
});

describe('the clock of a row', () => {
  it('leaves out another unit’s acceptance once one’s own is done', () => {
    const clocks = [clock('a', HOUR, { kind: 'accept' }), clock('r', 9 * HOUR)];
    expect(only(view('1', clocks)).clock?.id).toBe('r');
    expect(only(view('1', clocks, {}, { accepted: false })).clock?.id).toBe('a');
  });

  it('never shows as overdue what was past when an upgrade set it', () => {
    const past = clock('p', -13 * HOUR, { pastAtStart: true });
    expect(only(view('1', [past, clock('r', 9 * HOUR)])).clock?.id).toBe('r');
    expect(bandOfRow(only(view('1', [past])), NOW)).toBe('ok');
    expect(bandOfRow(only(view('1', [clock('r', -HOUR)])), NOW)).toBe('over');
    expect(bandOfRow(only(view('1', [])), NOW)).toBe('none');
  });

  it('gives the head the soonest clock of either count', () => {
    const days = { counted: 'workdays', kind: 'close' } as const;
    const one = view('1', [clock('w2', 200 * HOUR, days), clock('h', 9 * HOUR), clock('w1', 100 * HOUR, days)]);
    const { hours, days: workdays } = headClocks(one, null);
    expect([hours?.id, workdays?.id]).toEqual(['h', 'w1']);
  });
});

describe('what one may do', () => {
  it('returns as the lead before drafting, once, and not what was ever published', () => {
    const row = only(view('1', []));
    const none = { returns: [], publications: [] };
    expect(mayReturn(row, null)).toBe(true);
    expect(mayReturn(row, none)).toBe(true);
    expect(mayReturn(only(view('1', [], { state: 'drafting' })), none)).toBe(false);
    expect(mayReturn(only(view('1', [], {}, { role: 'supporting' })), none)).toBe(false);
    const withdrawn = [{ state: 'withdrawn' }] as CaseDetail['publications'];
    expect(mayReturn(row, { ...none, publications: withdrawn })).toBe(false);
    const mine = [{ unit: row.mine.unit }] as CaseDetail['returns'];
    expect(mayReturn(row, { ...none, returns: mine })).toBe(false);
    const others = [{ unit: { id: 'another', name: '' } }] as CaseDetail['returns'];
    expect(mayReturn(row, { ...none, returns: others })).toBe(true);
  });

  it('drafts as the lead after acceptance, records as any unit that signed', () => {
    const waiting = only(view('1', [], { state: 'awaiting_acceptance' }, { accepted: false }));
    const helper = only(view('1', [], {}, { role: 'supporting' }));
    expect([mayDraft(only(view('1', []))), mayDraft(waiting), mayDraft(helper)]).toEqual([true, false, false]);
    expect([mayRecord(helper), mayRecord(waiting), mayRecord(only(view('1', [], { state: 'closed' })))]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('asks for an extension only of running working-day limits that were not moved and are no promises', () => {
    const days = { counted: 'workdays' } as const;
    const one = view(
      '1',
      [
        clock('h', 9 * HOUR),
        clock('close', 90 * HOUR, { ...days, kind: 'close' }),
        clock('moved', 90 * HOUR, { ...days, kind: 'close', extended: true }),
        clock('over', -HOUR, { ...days, kind: 'progress' }),
        clock('promise', 90 * HOUR, { ...days, kind: 'commitment' }),
        clock('asked', 90 * HOUR, { ...days, kind: 'progress' }),
      ],
      { extensions: [{ clockId: 'asked' }] as CaseView['extensions'] },
    );
    expect(extensible(one, NOW).map((each) => each.id)).toEqual(['close']);
    expect(mayExtend(only(one), NOW)).toBe(true);
    expect(mayExtend(only({ ...one, state: 'closed' }), NOW)).toBe(false);
  });
});

describe('the answer', () => {
  const response = (state: ResponseView['state'], over: Partial<ResponseView> = {}) =>
    ({ id: state, state, approvals: [], drafts: [], ...over }) as unknown as ResponseView;

  it('in work is the one neither published nor discarded', () => {
    expect(answerInWork([response('published'), response('discarded')])).toBeNull();
    expect(answerInWork([response('published'), response('revising')])?.state).toBe('revising');
  });

  it('is bound while others approve it', () => {
    expect([response('approving'), response('approved'), response('revising'), null].map(isBound)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('keeps the note it was sent back with, though an edit has voided the decision', () => {
    const approvals = [
      { id: '1', decision: 'approve', note: null, void: true },
      { id: '2', decision: 'revise', note: '写明时间', void: true },
    ] as ResponseView['approvals'];
    expect(sentBack(response('revising', { approvals }))?.note).toBe('写明时间');
    expect(sentBack(response('approving', { approvals }))).toBeNull();
  });
});
