import { describe, expect, test } from 'vitest';
import { tally, type Ruled } from '../../../server/accountability/fairness/tally.ts';
import { readTerm, termsAt } from '../../../server/accountability/fairness/term.ts';
import { codeOf } from '../../../server/platform/fault.ts';

const back = (ruling: Ruled['ruling'], suggested: string | null = null, lead: string | null = null): Ruled => ({
  dispatched_by: 'd1',
  unit_id: 'u1',
  ruling,
  suggested_unit: suggested,
  ruling_lead: lead,
});

describe('counting', () => {
  const counts = tally(
    [
      { dispatched_by: 'd1', unit_id: 'u1', n: 12 },
      { dispatched_by: 'd1', unit_id: 'u2', n: 3 },
      { dispatched_by: 'd2', unit_id: 'u2', n: 1 },
    ],
    [
      back('upheld', 'u2', 'u2'),
      back('upheld', 'u2', 'u3'),
      back('upheld'),
      back('joint', 'u2', 'u2'),
      back('unfounded', 'u2', null),
      back(null, 'u2'),
    ],
  );

  test('only an upheld return counts against who dispatched', () => {
    expect(Object.fromEntries(counts.dispatchers)).toEqual({
      d1: { dispatched: 15, misDispatches: 3 },
      d2: { dispatched: 1, misDispatches: 0 },
    });
  });

  test('of a unit each kind of ruling, and what it rightly suggested', () => {
    expect(Object.fromEntries(counts.units)).toEqual({
      u1: { received: 12, returned: 6, upheld: 3, unfounded: 1, joint: 1, rightly: 2 },
      u2: { received: 4, returned: 0, upheld: 0, unfounded: 0, joint: 0, rightly: 0 },
    });
  });
});

describe('the term', () => {
  const lastEvening = new Date('2026-12-31T15:59:59Z');
  const newYear = new Date('2026-12-31T16:00:00Z');

  test('is the present quarter by days in China', () => {
    expect(readTerm(undefined, lastEvening)).toMatchObject({
      id: '2026-Q4',
      fromDay: '2026-10-01',
      toDay: '2026-12-31',
    });
    expect(readTerm(undefined, newYear).id).toBe('2027-Q1');
    expect(readTerm('2026-Q4', newYear).until).toEqual(newYear);
    expect(readTerm('2026', newYear)).toMatchObject({ fromDay: '2026-01-01', toDay: '2026-12-31', until: newYear });
  });

  test.each(['', '2026-Q5', '26', '2026-Q', 'Q4', '2026-Q4 '])('"%s" is none', (asked) => {
    expect(() => readTerm(asked, newYear)).toThrow();
    try {
      readTerm(asked, newYear);
    } catch (error) {
      expect(codeOf(error)).toBe('term_invalid');
    }
  });

  test('those one may choose go back from the present quarter', () => {
    expect(termsAt(new Date('2026-05-01T00:00:00Z'))).toEqual([
      '2026-Q2',
      '2026-Q1',
      '2026',
      '2025-Q4',
      '2025-Q3',
      '2025-Q2',
      '2025-Q1',
      '2025',
    ]);
  });
});
