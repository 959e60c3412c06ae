import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MASK } from '../../../server/contract/vocabulary.ts';
import { marksOf, type Marked, type Segment } from '../../../web/state/marks.ts';

const evidence = (start: number, end: number, supports: string) => ({ start, end, term: '', supports });
const place = (start: number, end: number, name = '砚湖区') => ({
  start,
  end,
  name,
  code: '990102',
  level: 'county' as const,
});
const verdict = (marks: Partial<Marked>): Marked => ({ category: 'livelihood', evidence: [], places: [], ...marks });
const joined = (segments: Segment[]): string => segments.map(({ text }) => text).join('');
/** `text:mark` for each segment; a capital says that it is the verdict's own category. */
const shown = (segments: Segment[]): string[] =>
  segments.map(({ text, category, first, place: named, masked }) => {
    const mark = masked ? 'mask' : [first ? category?.toUpperCase() : category, named].filter(Boolean).join('+');
    return mark ? `${text}:${mark}` : text;
  });

describe('marksOf', () => {
  it('leaves a text without verdict as it is', () => {
    const marks = marksOf('题', '文', null);
    expect([shown(marks.title), shown(marks.text)]).toEqual([['题'], ['文']]);
    expect(marks.categories).toEqual([]);
  });

  it('counts offsets from the title and the line break after it', () => {
    const marks = marksOf(
      '水黄',
      '水还是黄的',
      verdict({ evidence: [evidence(0, 2, 'livelihood'), evidence(6, 7, 'livelihood')] }),
    );
    expect(shown(marks.title)).toEqual(['水黄:LIVELIHOOD']);
    expect(shown(marks.text)).toEqual(['水还是', '黄:LIVELIHOOD', '的']);
  });

  it('counts offsets from the text where there is no title', () => {
    const marks = marksOf('', '水还是黄的', verdict({ evidence: [evidence(3, 4, 'livelihood')] }));
    expect([shown(marks.title), shown(marks.text)]).toEqual([[], ['水还是', '黄:LIVELIHOOD', '的']]);
  });

  it('points at words of one side, over other marks and under masks', () => {
    const text = `水黄了三天,电话${MASK.repeat(3)}`;
    const spans = [
      { start: 3, end: 5 },
      { start: 9, end: 99 },
    ];
    const marks = marksOf('题', text, verdict({ evidence: [evidence(2, 4, 'livelihood')] }), { side: 'second', spans });
    expect(marks.text.map((one) => [one.text, one.category, one.pointed])).toEqual([
      ['水', 'livelihood', null],
      ['黄', 'livelihood', 'second'],
      ['了', null, 'second'],
      ['三天,电', null, null],
      ['话', null, 'second'],
      [MASK.repeat(3), null, null],
    ]);
  });

  it('divides a mark that runs over the line break', () => {
    const marks = marksOf('甲乙', '丙丁', verdict({ evidence: [evidence(1, 4, 'livelihood')] }));
    expect(shown(marks.title)).toEqual(['甲', '乙:LIVELIHOOD']);
    expect(shown(marks.text)).toEqual(['丙:LIVELIHOOD', '丁']);
  });

  it("shows the verdict's own category where two overlap, and the other beside it", () => {
    const found = [evidence(1, 5, 'credibility'), evidence(3, 7, 'livelihood')];
    expect(shown(marksOf('', '一二三四五六七八', verdict({ evidence: found })).text)).toEqual([
      '一',
      '二三:credibility',
      '四五六七:LIVELIHOOD',
      '八',
    ]);
  });

  it('joins neighbours that look the same', () => {
    const found = [evidence(0, 2, 'livelihood'), evidence(2, 4, 'livelihood'), evidence(1, 3, 'livelihood')];
    expect(shown(marksOf('', '一二三四五', verdict({ evidence: found })).text)).toEqual(['一二三四:LIVELIHOOD', '五']);
  });

  it('keeps a place inside evidence, and hides both under a mask', () => {
    const text = `到砚湖区找${MASK}${MASK}${MASK}说`;
    const marks = marksOf(
      '',
      text,
      verdict({ evidence: [evidence(0, 8, 'livelihood')], places: [place(1, 4), place(5, 7)] }),
    );
    expect(shown(marks.text)).toEqual([
      '到:LIVELIHOOD',
      '砚湖区:LIVELIHOOD+砚湖区',
      '找:LIVELIHOOD',
      `${MASK}${MASK}${MASK}:mask`,
      '说',
    ]);
  });

  it('ignores evidence for subjects and for 不纳入', () => {
    const found = [evidence(0, 1, 'water_resources'), evidence(0, 1, 'none')];
    const marks = marksOf('', '水', verdict({ evidence: found }));
    expect(shown(marks.text)).toEqual(['水']);
    expect(marks.categories).toEqual([]);
  });

  it("counts each place of evidence once, the verdict's category first", () => {
    const found = [
      evidence(0, 1, 'policy'),
      evidence(1, 2, 'livelihood'),
      evidence(1, 2, 'livelihood'),
      evidence(2, 3, 'livelihood'),
    ];
    const marks = marksOf('', '一二三', verdict({ evidence: found, places: [place(0, 1), place(0, 2)] }));
    expect(marks.categories).toEqual([
      { category: 'livelihood', first: true, count: 2 },
      { category: 'policy', first: false, count: 1 },
    ]);
    expect(marks.places).toBe(1);
  });

  it('drops what lies outside the text or runs backward', () => {
    const found = [evidence(-4, -1, 'livelihood'), evidence(1, 0, 'livelihood'), evidence(1, 98, 'livelihood')];
    expect(shown(marksOf('', '一二', verdict({ evidence: found })).text)).toEqual(['一', '二:LIVELIHOOD']);
  });

  it('never loses, adds or unmasks a character', () => {
    const text = fc.string({ unit: fc.constantFrom('水', '黄', MASK, '\n', ' ', 'a', '😀'), maxLength: 30 });
    const spot = fc.tuple(fc.integer({ min: -2, max: 40 }), fc.integer({ min: -2, max: 40 }));
    const label = fc.constantFrom('livelihood', 'policy', 'none', 'transport');
    fc.assert(
      fc.property(text, text, fc.array(fc.tuple(spot, label)), fc.array(spot), (title, body, found, places) => {
        const marks = marksOf(
          title,
          body,
          verdict({
            evidence: found.map(([[start, end], supports]) => evidence(start, end, supports)),
            places: places.map(([start, end]) => place(start, end)),
          }),
        );
        expect(joined(marks.title)).toBe(title);
        expect(joined(marks.text)).toBe(body);
        for (const segment of [...marks.title, ...marks.text]) {
          expect(segment.masked).toBe(segment.text.includes(MASK));
          expect(segment.text).not.toBe('');
        }
      }),
    );
  });
});
