/** Excerpts with their marks, filters, pages, facets, the pace, and what events mark. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf } from '../../../server/platform/fault.ts';
import type { DeliveredEvent } from '../../../server/platform/events/catalogue.ts';
import { excerpt, markAll } from '../../../server/search/excerpt.ts';
import { facetsOf } from '../../../server/search/facets.ts';
import { readCursor, readFilters, readSort, writeCursor } from '../../../server/search/filters.ts';
import { marksOf } from '../../../server/search/marks.ts';
import { createPace } from '../../../server/search/pace.ts';
import { readQuery } from '../../../server/search/query.ts';

const marked = ({ text, marks }: { text: string; marks: [number, number][] }): string[] =>
  marks.map(([start, end]) => text.slice(start, end));
const wanted = (typed: string) => readQuery(typed).wanted;
const refusal = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return codeOf(error);
  }
};

describe('marks', () => {
  test.each([
    ['供水水质反映', '供水 水质', ['供水水质']],
    ['水质差，请公开检测报告', '水质检测报告', ['水质', '检测报告']],
    ['公开水質檢測報告', '水质检测报告', ['水質檢測報告']],
    ['ＹＣ26-0412 号', 'yc26-0412', ['ＹＣ26-0412']],
    ['水质的检测报告', '"水质检测报告"', []],
    ['路灯不亮', '供水', []],
  ])('%s for %s', (text, typed, expected) => {
    expect(marked(markAll(text, wanted(typed)))).toEqual(expected);
  });

  test('an excerpt begins before the first found word and parts no character', () => {
    const long = `${'前文'.repeat(100)}自来水\n发黄${'后文'.repeat(100)}`;
    const shown = excerpt(long, wanted('自来水 发黄'));
    expect(shown.text).toMatch(/^……前?文/);
    expect(shown.text).toMatch(/……$/);
    expect(shown.text).toContain('自来水 发黄');
    expect(marked(shown)).toEqual(['自来水', '发黄']);
    expect(excerpt('短文', wanted('供水'))).toEqual({ text: '短文', marks: [] });
  });

  test('marks lie within the text, in order and apart, whatever it holds', () => {
    const parts = fc.array(fc.constantFrom('供水', '水质', '\u{20bb7}', '\n', '。', 'a', '自來'), { maxLength: 120 });
    fc.assert(
      fc.property(parts, (words) => {
        const shown = excerpt(words.join(''), wanted('供水 水质 a 自来'));
        expect(shown.text.isWellFormed()).toBe(true);
        let at = -1;
        for (const [start, end] of shown.marks) {
          expect(start).toBeGreaterThan(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(shown.text.length);
      }),
    );
  });
});

describe('filters', () => {
  test('lists are read, days begin and end in China', () => {
    const read = readFilters({
      kind: 'case,item,case',
      territory: '990102,x',
      subject: 'water_resources',
      grade: 'major',
      stage: 'closed,open',
      from: '2026-03-06',
      to: '2026-03-12',
    });
    expect(read).toEqual({
      kinds: ['case', 'item'],
      territories: ['990102'],
      subjects: ['water_resources'],
      grades: ['major'],
      stages: ['closed', 'open'],
      from: new Date('2026-03-05T16:00:00Z'),
      before: new Date('2026-03-12T16:00:00Z'),
    });
  });

  test.each<[Record<string, string>, string]>([
    [{ kind: 'person' }, 'search_filter'],
    [{ kind: 'case,__proto__' }, 'search_filter'],
    [{ subject: 'water' }, 'search_filter'],
    [{ grade: '重大' }, 'search_filter'],
    [{ stage: 'merged' }, 'search_filter'],
    [{ from: '2026-02-30' }, 'search_filter'],
    [{ to: 'yesterday' }, 'search_filter'],
    [{ kind: '', from: '', stage: ',' }, 'done'],
  ])('%j: %s', (query, code) => {
    expect(refusal(() => readFilters(query))).toBe(code);
  });

  test('sorting', () => {
    expect([readSort(undefined), readSort(''), readSort('relevance'), readSort('time')]).toEqual([
      'relevance',
      'relevance',
      'relevance',
      'time',
    ]);
    expect(refusal(() => readSort('author'))).toBe('search_filter');
  });

  test('a page goes on where it ended, and from nowhere else', () => {
    const cursor = { score: 3, at: '2026-03-12T02:20:00.000Z', kind: 'item', thing: 'a1' };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    expect([readCursor(undefined), readCursor('')]).toEqual([null, null]);
    const forged = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const text of [
      'x',
      '%00',
      forged(null),
      forged([1]),
      forged(['1', cursor.at, 'item', 'a']),
      forged([1e308, cursor.at, 'item', 'a']),
      forged([0.5, cursor.at, 'item', 'a']),
      forged([1, 'infinity', 'item', 'a']),
      forged([1, cursor.at, 'item', '\u0000']),
      forged([1, cursor.at, ['item'], 'a']),
    ])
      expect([text, refusal(() => readCursor(text))]).toEqual([text, 'search_cursor']);
  });
});

test('facets stand in their order, chosen ones stay, days without results are there', () => {
  const rows = [
    { facet: 'territory', value: '990103', count: 2 },
    { facet: 'territory', value: '990102', count: 5 },
    { facet: 'kind', value: 'item', count: 7 },
    { facet: 'day', value: '2026-03-12', count: 7 },
  ];
  const filters = readFilters({ territory: '990104', subject: 'health' });
  const facets = facetsOf(rows, filters, (code) => `name of ${code}`, new Date('2026-03-12T01:00:00Z'));
  expect(facets.territory.map((one) => [one.value, one.count])).toEqual([
    ['990102', 5],
    ['990103', 2],
    ['990104', 0],
  ]);
  expect(facets.territory[0]?.label).toBe('name of 990102');
  expect(facets.subject).toEqual([{ value: 'health', label: '卫生健康', count: 0 }]);
  expect(facets.kind.map((one) => [one.value, one.count])).toEqual([
    ['case', 0],
    ['item', 7],
    ['response', 0],
    ['entry', 0],
  ]);
  expect(facets.grade.map((one) => one.value)).toEqual(['extreme', 'major', 'large', 'general']);
  expect([facets.day.length, facets.day[0]?.value, facets.day.at(-1)]).toEqual([
    14,
    '2026-02-27',
    { value: '2026-03-12', label: '03-12', count: 7 },
  ]);
});

test('sixty searches a minute and account, then a wait', () => {
  const keep = createPace(3);
  const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 12) + seconds * 1_000);
  for (const second of [0, 10, 20]) expect(refusal(() => keep('a', at(second)))).toBe('done');
  expect(refusal(() => keep('a', at(59)))).toBe('too_many_requests');
  expect(refusal(() => keep('b', at(59)))).toBe('done');
  expect(refusal(() => keep('a', at(60)))).toBe('done');
  expect(refusal(() => keep('a', at(61)))).toBe('too_many_requests');
  // The clock was set back: nobody waits for the future to pass.
  expect(refusal(() => keep('a', at(-3_600)))).toBe('done');
});

test('events mark what they touch, once, since the first of them', () => {
  const events = [
    { data: { caseId: 'c1', publicationId: 'p1', by: 'p2' }, at: new Date(2_000) },
    { data: { caseId: 'c1', into: 'c2', reasonHash: 'h' }, at: new Date(1_000) },
    { data: { caseId: 'c2', entryId: 'e1', kind: 'finding' }, at: new Date(3_000) },
    { data: { itemId: 'i1', verdictId: 'v1' }, at: new Date(3_000) },
  ] as unknown as DeliveredEvent[];
  expect(marksOf(events).map(({ kind, thing, since }) => `${kind} ${thing} ${since.getTime()}`)).toEqual([
    'case c1 1000',
    'response p1 2000',
    'response p2 2000',
    'case c2 1000',
    'entry e1 3000',
    'item i1 3000',
  ]);
});
