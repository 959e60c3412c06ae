import { describe, expect, it } from 'vitest';
import { saveDraftSchema } from '../../../server/contract/case-requests.ts';
import type { DraftView, ResponseView } from '../../../server/contract/case-detail-views.ts';
import {
  EMPTY_FIELDS,
  fieldsOf,
  keptKey,
  readKept,
  requestOf,
  sameFields,
  troublesOf,
  type DraftFields,
} from '../../../web/state/desk-draft.ts';
import { instantOf, localTime } from '../../../web/state/local-time.ts';

const fields: DraftFields = {
  title: '关于水质的说明',
  body: '已在六处采样。',
  nextReleaseAt: '2026-03-13T09:00',
  commitments: [{ what: '恢复供水', dueAt: '2026-03-13T18:00' }],
  dispositions: [{ kind: 'resolve', paragraph: 1 }],
  countersign: [{ id: '990100:health', name: '云川市卫生健康委员会' }],
};

describe('times of the fields', () => {
  it('are China’s, there and back', () => {
    expect(instantOf('2026-03-13T09:00')).toBe('2026-03-13T01:00:00.000Z');
    expect(localTime('2026-03-13T01:00:00.000Z')).toBe('2026-03-13T09:00');
    expect(localTime('2026-03-12T16:30:00Z')).toBe('2026-03-13T00:30');
  });

  it('empty or broken are none', () => {
    expect([instantOf(''), instantOf('morgen'), localTime(null)]).toEqual([null, null, '']);
  });
});

describe('the request', () => {
  it('is what the server takes, and keeps every field', () => {
    const request = saveDraftSchema.parse(requestOf(fields, { responseId: 'r', n: 3, corrects: null }));
    expect(request).toEqual({
      responseId: 'r',
      n: 3,
      corrects: null,
      title: fields.title,
      body: fields.body,
      nextReleaseAt: '2026-03-13T01:00:00.000Z',
      commitments: [{ what: '恢复供水', dueAt: '2026-03-13T10:00:00.000Z' }],
      dispositions: [{ kind: 'resolve', paragraph: 1 }],
      countersign: ['990100:health'],
    });
  });

  it('comes back as the same fields, so that what is saved is not marked unsaved', () => {
    const sent = requestOf(fields, { responseId: null, n: 0, corrects: null });
    const draft = { ...sent, textHash: '', authorName: '', at: '' } as unknown as DraftView;
    const response = { countersign: fields.countersign } as ResponseView;
    expect(sameFields(fieldsOf(draft, response), fields)).toBe(true);
    expect(sameFields(fieldsOf(draft, response), { ...fields, body: '又一句。' })).toBe(false);
  });
});

describe('troublesOf', () => {
  it.each([
    ['nothing', {}, []],
    ['a title too short', { title: ' 说 ' }, ['title']],
    ['an empty body', { body: ' \n' }, ['body']],
    ['a promise of nothing', { commitments: [{ what: ' ', dueAt: '2026-03-13T18:00' }] }, ['commitment']],
    ['a promise without time', { commitments: [{ what: '恢复供水', dueAt: '' }] }, ['commitment_time']],
    ['a disposition that points nowhere', { dispositions: [{ kind: 'resolve', paragraph: null }] }, ['disposition']],
  ] as const)('%s', (_name, over, expected) => {
    expect(troublesOf({ ...fields, ...over } as DraftFields)).toEqual(expected);
  });
});

describe('what is kept in the browser', () => {
  it('is read back whole', () => {
    const kept = { fields, n: 2, corrects: null, at: 5 };
    expect(readKept(JSON.stringify(kept))).toEqual(kept);
  });

  it.each([null, '', 'null', '{}', '[1', '{"fields":{"body":1},"n":1}', '{"fields":{"body":"x"}}'])(
    'is none where it is %s',
    (text) => expect(readKept(text)).toBeNull(),
  );

  it('fills in fields an older page did not keep', () => {
    expect(readKept('{"fields":{"body":"x"},"n":0}')?.fields).toEqual({ ...EMPTY_FIELDS, body: 'x' });
  });

  it('is apart for persons, cases and answers', () => {
    expect(
      new Set([keptKey('a', 'c', null), keptKey('b', 'c', null), keptKey('a', 'd', null), keptKey('a', 'c', 'r')]).size,
    ).toBe(4);
  });
});
