import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemDetail, ItemView } from '../../../server/contract/views.ts';
import { OPINION_GRADE_IDS, type OpinionGrade, type Role } from '../../../server/contract/vocabulary.ts';
import { loadRulebook } from '../../../server/rules/rulebook.ts';
import { rowFrom } from '../../../web/state/row-steps.ts';
import { differences, standing } from '../../../web/state/triage-conflict.ts';
import { primaryAction, type Decision } from '../../../web/state/triage-decision.ts';
import { firstCount, held, layoutOf, ROW_REM, rowsIn, topOf, waiting } from '../../../web/state/triage-queue.ts';
import { wordsOf } from '../../../web/text/triage.ts';

const decision = (change: Partial<Decision> = {}): Decision => ({
  category: 'livelihood',
  grade: 'general',
  joins: null,
  lead: { id: '990100:water_resources', name: '云川市水务局' },
  offered: 0,
  ready: true,
  judged: true,
  transfer: false,
  handled: false,
  open: true,
  roles: ['analyst'],
  dispatchers: loadRulebook().dispatchers(),
  mayJudge: true,
  connected: true,
  sending: false,
  ...change,
});
const says = (change: Partial<Decision>): string => wordsOf(primaryAction(decision(change)));

describe('primaryAction', () => {
  it.each<[string, Partial<Decision>]>([
    ['确认并立项 · 交办 云川市水务局', {}],
    ['确认并归入 YC26-0412', { joins: 'YC26-0412' }],
    ['确认并归入 YC26-0412', { joins: 'YC26-0412', lead: null, offered: 2, grade: 'extreme' }],
    ['请先选定类别', { category: null }],
    ['请先选定类别', { category: null, joins: 'YC26-0412' }],
    ['请选定牵头单位', { lead: null, offered: 2 }],
    ['须移送：请用“移送…”', { transfer: true }],
    ['须移送：请用“移送…”', { transfer: true, joins: 'YC26-0412' }],
    ['热线在办：不再交办，请用“不纳入…”', { handled: true, joins: 'YC26-0412' }],
    ['连接中断，恢复后可确认', { connected: false }],
    ['正在提交', { sending: true }],
    ['已由他人处理', { open: false }],
    ['还没有判读结果', { judged: false }],
    ['读到正文后可确认', { ready: false, open: false, judged: false }],
    ['只读：您的角色不研判', { mayJudge: false, transfer: true }],
  ])('says “%s”', (words, change) => {
    expect(says(change)).toBe(words);
  });

  it.each<[OpinionGrade, Role[], string]>([
    ['large', ['analyst'], '确认立项 · 报值班长交办'],
    ['large', ['analyst', 'duty_chief'], '确认并立项 · 交办 云川市水务局'],
    ['large', ['leader'], '确认并立项 · 交办 云川市水务局'],
    ['major', ['analyst'], '确认立项 · 报领导交办'],
    ['major', ['duty_chief'], '确认立项 · 报领导交办'],
    ['extreme', ['duty_chief'], '确认立项 · 报领导交办'],
    ['extreme', ['analyst', 'leader'], '确认并立项 · 交办 云川市水务局'],
  ])('sends a case of grade %s confirmed by %j where it belongs', (grade, roles, words) => {
    expect(says({ grade, roles })).toBe(words);
  });

  it('offers only the keys that choose something', () => {
    expect(primaryAction(decision({ lead: null, offered: 2 }))).toMatchObject({ keys: ['A', 'B'] });
    expect(primaryAction(decision({ lead: null, offered: 1 }))).toMatchObject({ keys: ['A'] });
    expect(primaryAction(decision({ lead: null, offered: 0 }))).toMatchObject({ keys: [] });
  });

  it('never acts on a transfer, on what the hotline handles, without category, or without a unit to lead a new case', () => {
    fc.assert(
      fc.property(
        fc.record({
          category: fc.constantFrom(null, 'policy' as const),
          grade: fc.constantFrom(...OPINION_GRADE_IDS),
          joins: fc.constantFrom(null, 'YC26-0001'),
          lead: fc.constantFrom(null, { id: 'a', name: '甲' }),
          transfer: fc.boolean(),
          handled: fc.boolean(),
          connected: fc.boolean(),
          mayJudge: fc.boolean(),
          open: fc.boolean(),
        }),
        (change) => {
          const { kind } = primaryAction(decision(change));
          const may =
            change.mayJudge &&
            change.open &&
            change.connected &&
            !change.transfer &&
            !change.handled &&
            change.category !== null;
          expect(kind === 'act').toBe(may && (change.joins !== null || change.lead !== null));
        },
      ),
    );
  });
});

const START = Date.parse('2026-03-12T06:00:00.000Z');
const item = (id: string, minutes: number, change: Partial<ItemView> = {}): ItemView => ({
  id,
  version: 1,
  state: 'judged',
  title: id,
  excerpt: '',
  channel: 'forum',
  sourceName: '云川论坛',
  territoryName: null,
  category: 'livelihood',
  confidence: 0.8,
  opinionGrade: 'general',
  severity: null,
  needsHuman: false,
  publishedAt: null,
  detectedAt: new Date(START + (minutes - 60) * 60_000).toISOString(),
  judgeBy: new Date(START + minutes * 60_000).toISOString(),
  sightings: 1,
  groupId: null,
  orderNumber: null,
  ...change,
});
const ids = (items: readonly ItemView[]): string[] => items.map(({ id }) => id);

describe('the queue', () => {
  it('puts what is over first, then by when judging must be done, and leaves out what is decided', () => {
    const items = [item('later', 40), item('over', -4), item('soon', 9), item('gone', 1, { state: 'dismissed' })];
    expect(ids(waiting(items))).toEqual(['over', 'soon', 'later']);
  });

  it('counts into 先看 what is over or due within 15 minutes', () => {
    const items = waiting([item('a', -1), item('b', 15), item('c', 16)]);
    expect(firstCount(items, START)).toBe(2);
    expect(firstCount(items, START + 60_000)).toBe(3);
    expect(firstCount([], START)).toBe(0);
  });

  it('keeps back what is new while the hands are on the keys, but never what has left', () => {
    const items = waiting([item('new', -9), item('a', 5), item('b', 6)]);
    const shown = ['a', 'b', 'gone'];
    expect(held(items, shown, true)).toEqual({ items: items.slice(1), back: 1 });
    expect(held(items, shown, false)).toEqual({ items, back: 0 });
  });

  it.each<[string | null, number, number, string]>([
    ['a', 0, 1, 'b'],
    ['c', 2, 1, 'c'],
    ['a', 0, -1, 'a'],
    ['gone', 1, 1, 'b'],
    ['gone', 1, -1, 'a'],
    ['gone', 9, 1, 'c'],
    [null, 0, 1, 'a'],
  ])('from %s (row %i) a step of %i leads to %s', (id, index, step, next) => {
    expect(rowFrom([item('a', 1), item('b', 2), item('c', 3)], id, step, index)).toBe(next);
  });

  it('has nowhere to go in an empty queue', () => {
    expect(rowFrom([], 'a', 1, 0)).toBeNull();
  });

  it('draws every row that can be seen, and few others', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(2_000), fc.double({ min: 0, max: 1, noNaN: true }), (count, part, scrolled) => {
        const first = Math.min(part, count);
        const height = 40;
        const top = scrolled * Math.max(0, layoutOf(count, first).height - height);
        const drawn = rowsIn({ top, height }, count);
        for (let index = 0; index < count; index++) {
          const at = topOf(index, first);
          if (at + ROW_REM > top && at < top + height) {
            expect(index).toBeGreaterThanOrEqual(drawn.start);
            expect(index).toBeLessThan(drawn.end);
          }
        }
        expect(drawn.end - drawn.start).toBeLessThan(30);
      }),
      { numRuns: 50 },
    );
  });
});

const detail = (change: Partial<ItemDetail>): ItemDetail => ({
  ...item('a', 5),
  text: '',
  url: null,
  maskedCount: 0,
  subject: null,
  verdict: null,
  proposal: null,
  caseCandidates: [],
  same: [],
  caseId: null,
  caseNumber: null,
  dismissal: null,
  watch: null,
  reply: null,
  checksum: null,
  ...change,
});

describe('a clash', () => {
  it('lists only what differs', () => {
    const now = detail({ state: 'in_case', category: 'credibility', caseNumber: 'YC26-0007' });
    expect(differences({ category: 'livelihood', grade: 'general', joins: null }, now)).toEqual([
      { what: '类别', yours: '公众切身利益', now: '政府形象公信' },
      { what: '事项', yours: '另立新事项', now: 'YC26-0007' },
    ]);
  });

  it('says what was decided and by whom', () => {
    const at = '2026-03-12T06:00:00.000Z';
    const now = detail({
      state: 'dismissed',
      dismissal: { reason: 'unrelated', note: null, byName: '值班研判 02', at },
    });
    expect(standing(now).map((line) => line.now)).toEqual(['不纳入', '与本地政务无关', '值班研判 02']);
  });
});
