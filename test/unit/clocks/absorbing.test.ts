/** Clocks of two cases that become one: nothing is cleared. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absorbed, fateOf, twinOf } from '../../../server/clocks/absorbing.ts';
import type { ClockRow } from '../../../server/clocks/store.ts';

const T0 = Date.parse('2026-11-20T04:00:00Z');
const at = (hours: number): Date => new Date(T0 + hours * 3_600_000);
const clock = (fields: Partial<ClockRow> = {}): ClockRow => ({
  id: 'k',
  case_id: 'c',
  kind: 'respond',
  counted: 'hours',
  amount: 48,
  starts_from: 'dispatched',
  start_at: at(0),
  due_at: at(48),
  stopped_at: null,
  rule: 'clock.respond',
  clause: '',
  source: '',
  rulebook_version: 'v1',
  about: '',
  subject: null,
  ended: null,
  breached_at: null,
  past_at_start: false,
  set_at: at(0),
  original_due_at: null,
  undated: null,
  calendar_version: null,
  ...fields,
});

describe('terms', () => {
  test('the earlier start comes with its end and its rule', () => {
    const terms = absorbed(clock(), clock({ start_at: at(-10), due_at: at(38), rule: 'clock.first' }));
    expect(terms).toMatchObject({ start_at: at(-10), due_at: at(38), rule: 'clock.first' });
  });
  test('a later one changes nothing', () => {
    expect(absorbed(clock(), clock({ start_at: at(5), due_at: at(53) }))).toMatchObject({
      start_at: at(0),
      due_at: at(48),
    });
  });
  test('an extension granted to the other gives the survivor no time', () => {
    const gone = clock({ start_at: at(-1), due_at: at(300), original_due_at: at(47) });
    expect(absorbed(clock(), gone)).toMatchObject({ start_at: at(-1), due_at: at(48), original_due_at: null });
  });
  test('an end that is known stands before one that waits for a calendar', () => {
    const terms = absorbed(clock({ due_at: null, undated: '2027 年未载入' }), clock({ start_at: at(1) }));
    expect(terms).toMatchObject({ start_at: at(0), due_at: at(48), undated: null });
  });
  test('升级时已逾 of one does not end the other', () => {
    const past = clock({ start_at: at(-100), due_at: at(-95), past_at_start: true });
    expect(absorbed(clock(), past)).toMatchObject({ due_at: at(48), past_at_start: false });
    expect(absorbed(past, clock())).toMatchObject({ due_at: at(48), past_at_start: false });
  });

  test('of two past at an upgrade, the end that stands keeps the instant it was set', () => {
    const kept = clock({ due_at: at(5), past_at_start: true, set_at: at(6) });
    const gone = clock({ due_at: at(2), past_at_start: true, set_at: at(9) });
    expect(absorbed(kept, gone)).toMatchObject({ due_at: at(2), set_at: at(9), past_at_start: true });
    expect(absorbed(gone, kept)).toMatchObject({ due_at: at(2), set_at: at(9), past_at_start: true });
  });

  const hours = fc.integer({ min: -500, max: 500 });
  const any = fc
    .record({ start: hours, due: hours, breached: fc.option(hours) })
    .map(({ start, due, breached }) =>
      clock({ start_at: at(start), due_at: at(due), breached_at: breached === null ? null : at(breached) }),
    );
  test('the start is never later, the end never later, and no breach is lost', () => {
    fc.assert(
      fc.property(any, any, (kept, gone) => {
        const terms = absorbed(kept, gone);
        const times = (dates: (Date | null)[]) => dates.flatMap((date) => (date ? [date.getTime()] : []));
        expect(terms.start_at.getTime()).toBe(Math.min(...times([kept.start_at, gone.start_at])));
        expect(terms.due_at?.getTime()).toBe(Math.min(...times([kept.due_at, gone.due_at])));
        const breaches = times([kept.breached_at, gone.breached_at]);
        expect(terms.breached_at?.getTime() ?? null).toBe(breaches.length === 0 ? null : Math.min(...breaches));
      }),
    );
  });
});

describe('what becomes of a clock', () => {
  const met = { stopped_at: at(1), ended: 'met' as const };
  const noLonger = { stopped_at: at(1), ended: 'ended' as const };
  const late = { breached_at: at(2) };
  const table: [string, ClockRow, ClockRow | undefined, string][] = [
    ['the survivor lacks the kind', clock(), undefined, 'moves'],
    ['both run', clock(), clock(), 'absorbed'],
    ['both run, breached', clock(late), clock(), 'absorbed'],
    ['both run, both breached', clock(late), clock(late), 'absorbed_beside'],
    ["the survivor's had ended as not applicable", clock(), clock(noLonger), 'absorbed'],
    ["the survivor's is met", clock(), clock(met), 'stays'],
    ["the survivor's is met, this one breached", clock(late), clock(met), 'stands_beside'],
    ['met in time', clock(met), clock(), 'stays'],
    ['met late', clock({ ...met, ...late }), clock(), 'stands_beside'],
    ['a signing of an assignment that ends', clock({ kind: 'accept', about: 'a1' }), undefined, 'stays'],
    ['a signing that was late', clock({ kind: 'accept', about: 'a1', ...late }), undefined, 'moves_ended'],
    ['a promise', clock({ kind: 'commitment', about: 'p1' }), undefined, 'moves'],
  ];
  test.each(table)('%s', (_name, gone, kept, fate) => {
    expect(fateOf(gone, kept)).toBe(fate);
  });

  test('a progress report due again meets the one that runs, promises meet none', () => {
    const first = clock({ id: '1', kind: 'progress', ...met });
    const second = clock({ id: '2', kind: 'progress', about: 'entry-1' });
    expect(twinOf(clock({ kind: 'progress', about: 'entry-9' }), [first, second])?.id).toBe('2');
    expect(twinOf(clock({ kind: 'progress', about: 'entry-9' }), [first])?.id).toBe('1');
    expect(twinOf(clock({ kind: 'commitment', about: '' }), [clock({ kind: 'commitment' })])).toBeUndefined();
  });
});
