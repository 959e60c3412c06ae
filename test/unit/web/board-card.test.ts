/** What a card says beside its clock, and what waits for whose decision. */
import { loadRulebook } from '../../../server/rules/rulebook.ts';
import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../server/contract/case-views.ts';
import type { SessionView } from '../../../server/contract/views.ts';
import { asksOf } from '../../../web/state/board-asks.ts';
import { answeredEarly, currentStep, heldBy, mayClose, topSignal } from '../../../web/state/board-card.ts';
import { clock, HOUR, iso, MINUTE, NOW, of, view } from './board-views.ts';

const WATER = { id: 'u1', name: '市水务局' };
const HEALTH = { id: 'u2', name: '市卫生健康委' };

function signal(over: Partial<CaseView['signals'][number]> = {}): CaseView['signals'][number] {
  return {
    id: 's1',
    kind: 'slow',
    level: 'reminder',
    state: 'open',
    clockKind: 'respond',
    summary: '回应超时 3:12',
    holders: [],
    clause: '第二十二条',
    at: iso(NOW - HOUR),
    endedAt: null,
    note: null,
    ...over,
  };
}

function approvalAt(step: 'secrecy' | 'leader', unit = WATER): NonNullable<CaseView['approval']> {
  return {
    responseId: 'r1',
    number: 1,
    state: 'approving',
    n: 1,
    title: '情况说明',
    textHash: 'h',
    steps: [
      { step: 'section', state: 'done', units: [], at: iso(NOW - 2 * HOUR) },
      { step, state: 'current', units: [unit], at: null },
    ],
  };
}

describe('what a card says', () => {
  it('the approval step in hand', () => {
    expect(currentStep(view(HOUR, { state: 'approving', approval: approvalAt('secrecy') }))).toBe('secrecy');
    expect(currentStep(view(HOUR))).toBeNull();
  });

  it('the highest open signal, with how many stand open', () => {
    const signals = [
      signal({ level: 'urge' }),
      signal({ id: 's2' }),
      signal({ id: 's3', level: 'supervise', state: 'mended' }),
    ];
    expect(topSignal(view(HOUR, { signals }))).toEqual({ level: 'urge', count: 2 });
    expect(topSignal(view(HOUR))).toBeNull();
  });

  it('可办结 only where published and nothing lacks', () => {
    expect(mayClose(view(HOUR, { state: 'published', lacking: [] }))).toBe(true);
    expect(mayClose(view(HOUR, { state: 'published', lacking: ['承诺未兑现'] }))).toBe(false);
    expect(mayClose(view(HOUR, { state: 'closed', lacking: [] }))).toBe(false);
  });

  it('who holds it, with how many more, and whether beyond the limit of the step', () => {
    const since = iso(NOW - 34 * MINUTE);
    const holder = { step: 'countersign' as const, unit: WATER, since, dueAt: iso(NOW) };
    const holders = [holder, { ...holder, unit: HEALTH }];
    expect(heldBy(view(HOUR, { holders }), NOW)).toEqual({
      holder,
      others: 1,
      sinceMs: NOW - 34 * MINUTE,
      beyond: true,
    });
    expect(heldBy(view(HOUR, { holders }), NOW - 1)?.beyond).toBe(false);
    expect(heldBy(view(HOUR), NOW)).toBeNull();
  });

  it.each([
    [{ stoppedAt: iso(NOW), end: 'met' as const }, 6 * HOUR],
    [{ stoppedAt: iso(NOW + 7 * HOUR), end: 'met' as const }, -HOUR],
    [{ stoppedAt: iso(NOW), end: 'ended' as const }, null],
    [{}, null],
  ])('answered early or late: %o', (over, early) => {
    expect(answeredEarly(view(HOUR, { clocks: [clock(6 * HOUR, over)] }))).toBe(early);
  });
});

describe('请示事项', () => {
  type Me = Parameters<typeof asksOf>[1];
  const me = (
    roles: SessionView['user']['roles'],
    permissions: string[],
    steps: ('leader' | 'secrecy')[] = [],
  ): Me => ({
    user: { id: 'a', name: 'a', displayName: 'A', roles, unit: HEALTH, approvalSteps: steps },
    permissions,
    dispatchers: loadRulebook().dispatchers(),
  });
  const chief = me(['duty_chief'], ['case.dispatch', 'case.assign']);
  const leader = me(['leader'], ['case.dispatch', 'case.assign'], ['leader']);
  const supervisor = me(['supervisor'], ['signal.urge']);
  const kinds = (cases: ReturnType<typeof of>[], who: Me) => asksOf(cases, who).map((ask) => ask.kind);

  const major = of(null, { opinionGrade: 'major' });
  const large = of(null, { opinionGrade: 'large' });
  const returned = of(HOUR, {
    state: 'return_ruling',
    returned: {
      ...{ id: 'r', unit: WATER, reason: 'other_duty', clause: 'c', suggested: null, note: 'n', at: iso(NOW) },
      dispatchedBy: 'b',
    },
  });
  const extended = of(HOUR, {
    state: 'handling',
    extensions: [{ id: 'e', clockId: 'k1', workdays: 3, reason: '检测未出', newDueAt: iso(NOW), at: iso(NOW) }],
  });
  const approving = of(HOUR, { state: 'approving', approval: approvalAt('leader', HEALTH) });
  const signals = [signal(), signal({ id: 's2', level: 'urge' }), signal({ id: 's3', state: 'mended' })];
  const slow = of(-HOUR, { state: 'handling', signals });
  const all = [major, large, returned, extended, approving, slow];

  it('a duty chief dispatches what the grade lets them, rules on returns and extensions', () => {
    expect(kinds(all, chief).sort()).toEqual(['dispatch', 'extension', 'return']);
    expect(asksOf(all, chief).find((ask) => ask.kind === 'dispatch')?.view).toBe(large.view);
  });

  it('nobody rules on a return from one’s own dispatch', () => {
    expect(kinds([returned], { ...chief, user: { ...chief.user, id: 'b' } })).toEqual([]);
  });

  it('a leader also the major ones, and the step of the leader', () => {
    expect(kinds(all, leader).sort()).toEqual(['approval', 'dispatch', 'dispatch', 'extension', 'return']);
    const ahead = of(HOUR, { state: 'approving', approval: approvalAt('secrecy') });
    expect(kinds([ahead], leader)).toEqual([]);
  });

  it('a supervisor the open signals nobody has urged yet', () => {
    expect(asksOf(all, supervisor).map((ask) => [ask.kind, ask.since])).toEqual([['signal', iso(NOW - HOUR)]]);
  });

  it('nothing for those who decide nothing, and nothing of what has ended', () => {
    expect(kinds(all, me(['officer'], ['case.read']))).toEqual([]);
    expect(kinds([of(null, { ...returned.view, state: 'merged' })], leader)).toEqual([]);
  });

  it('特别重大 is every leader’s, before all else, until the first answer is out', () => {
    const older = of(null, { openedAt: iso(NOW - 9 * HOUR) });
    const given = { state: 'handling', dispatchedAt: iso(NOW) } as const;
    const extreme = of(HOUR, { ...given, opinionGrade: 'extreme' });
    const incident = of(HOUR, { ...given, incidentGrade: 'extreme', incidentConfirmed: true });
    const unsure = of(HOUR, { ...given, incidentGrade: 'extreme', incidentConfirmed: false });
    expect(asksOf([older, extreme], leader).map(({ kind }) => kind)).toEqual(['extreme', 'dispatch']);
    expect(kinds([incident], leader)).toEqual(['extreme']);
    expect(kinds([unsure], leader)).toEqual([]);
    expect(kinds([of(HOUR, { ...extreme.view, published: 1 })], leader)).toEqual([]);
    expect(kinds([extreme], chief)).toEqual([]);
  });

  it('the longest waiting first', () => {
    const older = of(null, { openedAt: iso(NOW - 9 * HOUR) });
    expect(asksOf([large, older, returned], chief).map((ask) => ask.view)).toEqual([
      older.view,
      large.view,
      returned.view,
    ]);
  });
});
