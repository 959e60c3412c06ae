/** What closing still lacks, sentence by sentence, and the text's own faults. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DISPOSITION_IDS } from '../../../server/contract/vocabulary-case.ts';
import { isMet, lacking, type ClosingFacts, type DispositionFacts } from '../../../server/responses/closing.ts';
import {
  draftHash,
  faultsOfText,
  paragraphsOf,
  written,
  type DraftText,
} from '../../../server/responses/draft-text.ts';

const NOW = new Date('2026-11-20T04:00:00Z');
const resolve: DispositionFacts = { kind: 'resolve', publicationId: 'p', receipt: null, notUnlawfulReason: null };
const refute: DispositionFacts = { ...resolve, kind: 'refute' };
const DONE: ClosingFacts = {
  lead: { acceptedAt: NOW },
  publications: [{ id: 'p', state: 'current' }],
  dispositions: [resolve],
  commitments: [{ what: '换管', keptAt: NOW }],
  answers: [{ number: 1, state: 'published' }],
  returnPending: false,
  extensionPending: false,
  nextReleases: [],
};

test('a case with everything may be closed', () => {
  expect(lacking(DONE)).toEqual([]);
  expect(lacking({ ...DONE, answers: [...DONE.answers, { number: 2, state: 'discarded' }] })).toEqual([]);
});

test.each<[string, Partial<ClosingFacts>, string[]]>([
  ['no lead', { lead: null }, ['牵头单位还没有签收。']],
  ['a lead that did not accept', { lead: { acceptedAt: null } }, ['牵头单位还没有签收。']],
  ['a return', { returnPending: true }, ['退回还没有裁定。']],
  ['an extension', { extensionPending: true }, ['延期申请还没有答复。']],
  ['no disposition', { dispositions: [] }, ['还没有确定处置方式。']],
  [
    'nothing published',
    { publications: [] },
    ['还没有现行的公开回应。', '处置方式“研究解决情况公布”还没有公开的回应作依据。'],
  ],
  [
    'evidence that was withdrawn',
    {
      publications: [
        { id: 'p', state: 'withdrawn' },
        { id: 'q', state: 'current' },
      ],
    },
    ['处置方式“研究解决情况公布”还没有公开的回应作依据。'],
  ],
  ['an answer in work', { answers: [{ number: 2, state: 'approved' }] }, ['回应 2 还在办，没有发布。']],
  ['a promise', { commitments: [{ what: '换管', keptAt: null }] }, ['承诺还没有兑现：换管。']],
  [
    'a refutation without hand-over',
    { dispositions: [refute] },
    ['处置方式“回应并依法移交线索”还缺移交回执，或经签字的不移交理由。'],
  ],
  ['a refutation with a receipt', { dispositions: [{ ...refute, receipt: '回执' }] }, []],
  ['a refutation signed as not unlawful', { dispositions: [{ ...refute, notUnlawfulReason: '误解' }] }, []],
  [
    'a handed-over rumour nobody refuted',
    { dispositions: [{ ...refute, publicationId: null, receipt: '回执' }] },
    ['处置方式“回应并依法移交线索”还没有公开的回应作依据。'],
  ],
  [
    'a release promised for midnight in China',
    { nextReleases: [new Date('2026-11-20T16:30:00Z')] },
    ['说好的下次发布还没有发出：11月21日 00:30。'],
  ],
])('%s', (_what, facts, sentences) => {
  expect(lacking({ ...DONE, ...facts })).toEqual(sentences);
});

test('no disposition is met without a publication that stands, and each unmet one is named', () => {
  const one = fc.record({
    kind: fc.constantFrom(...DISPOSITION_IDS),
    publicationId: fc.option(fc.constantFrom('p', 'q')),
    receipt: fc.option(fc.constant('回执')),
    notUnlawfulReason: fc.option(fc.constant('误解')),
  });
  const publications = fc.constantFrom<ClosingFacts['publications']>(
    [],
    [{ id: 'p', state: 'current' }],
    [
      { id: 'p', state: 'corrected' },
      { id: 'q', state: 'current' },
    ],
  );
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), publications, (dispositions, published) => {
      const facts = { ...DONE, dispositions, publications: published };
      const unmet = dispositions.filter((each) => !isMet(each, published));
      if (published.length === 0) expect(unmet).toHaveLength(dispositions.length);
      expect(lacking(facts).filter((sentence) => sentence.startsWith('处置方式')).length).toBeGreaterThanOrEqual(
        unmet.length,
      );
      if (unmet.length === 0) expect(lacking(facts)).toEqual([]);
    }),
  );
});

describe('a text', () => {
  const TEXT: DraftText = {
    title: '关于供水的说明',
    body: '第一段。\n\n第二段。',
    nextReleaseAt: new Date('2026-11-21T04:00:00Z'),
    commitments: [{ what: '换管', dueAt: '2026-11-22T04:00:00.000Z' }],
    dispositions: [
      { kind: 'resolve', paragraph: 2 },
      { kind: 'clarify', paragraph: 1 },
    ],
  };

  test('its hash changes with each thing that is approved, and with nothing else', () => {
    const hash = draftHash(TEXT, null, ['a', 'b']);
    expect(draftHash({ ...TEXT, dispositions: TEXT.dispositions.toReversed() }, null, ['b', 'a'])).toBe(hash);
    const others: [Partial<DraftText>, string | null, string[]][] = [
      [{ title: '关于供水的说明二' }, null, ['a', 'b']],
      [{ body: '第一段。\n第二段' }, null, ['a', 'b']],
      [{ nextReleaseAt: null }, null, ['a', 'b']],
      [{ commitments: [] }, null, ['a', 'b']],
      [{ commitments: [{ what: '换管', dueAt: '2026-11-22T05:00:00.000Z' }] }, null, ['a', 'b']],
      [{ dispositions: [] }, null, ['a', 'b']],
      [{}, 'corrected', ['a', 'b']],
      [{}, null, ['a']],
    ];
    const hashes = others.map(([more, corrects, units]) => draftHash({ ...TEXT, ...more }, corrects, units));
    expect(new Set([hash, ...hashes]).size).toBe(others.length + 1);
  });

  test('what is past or points nowhere is named by its field', () => {
    expect(paragraphsOf(TEXT.body)).toBe(2);
    expect(faultsOfText(TEXT, NOW)).toEqual({});
    expect(Object.keys(faultsOfText(TEXT, new Date('2026-11-23T00:00:00Z')))).toEqual([
      'nextReleaseAt',
      'commitments.0.dueAt',
    ]);
    expect(Object.keys(faultsOfText({ ...TEXT, body: '一段' }, NOW))).toEqual(['dispositions.0.paragraph']);
  });

  test('nothing readable is no text', () => {
    expect(written(' 已办结\r\n', 'summary')).toBe('已办结');
    expect(() => written('\u0000 \u0000', 'summary')).toThrow(
      expect.objectContaining({ code: 'text_empty', status: 422 }),
    );
  });
});
