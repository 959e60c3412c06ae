import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextFinding } from '../../../server/contract/case-detail-views.ts';
import { marksOf, paragraphsOf, piecesOf, stacked } from '../../../web/state/desk-text.ts';

const finding = (start: number, end: number, over: Partial<TextFinding> = {}): TextFinding => ({
  code: 'empty_talk',
  start,
  end,
  message: '写明数量。',
  blocks: false,
  ...over,
});

const saved = { title: '说明', body: '高度重视。\n已检测，高度重视。' };

describe('paragraphsOf', () => {
  it('numbers the lines that hold words', () => {
    expect(paragraphsOf('一\n\n  \n二').map(({ n, start }) => [n, start])).toEqual([
      [1, 0],
      [null, 2],
      [null, 3],
      [2, 6],
    ]);
  });
});

describe('marksOf', () => {
  it('finds the words in the body, past the title and its line end', () => {
    const [mark] = marksOf([finding(3, 7)], saved, saved);
    expect(mark?.place).toEqual({ field: 'body', start: 0, end: 4 });
  });

  it('numbers them in reading order', () => {
    const marks = marksOf([finding(13, 17), finding(3, 7)], saved, saved);
    expect(marks.map(({ key, place }) => [key, place?.start])).toEqual([
      [1, 0],
      [2, 10],
    ]);
  });

  it('follows the words when others are put before them, to the nearest of several', () => {
    const present = { title: '情况说明', body: '今日，高度重视。\n已检测，高度重视。' };
    const places = marksOf([finding(3, 7), finding(13, 17)], saved, present).map((mark) => mark.place?.start);
    expect(places).toEqual([3, 13]);
  });

  it('says that the words are gone, and never marks across title and body', () => {
    expect(marksOf([finding(3, 7)], saved, { title: '说明', body: '已派三组。' })[0]?.place).toBeNull();
    expect(marksOf([finding(1, 5)], saved, saved)[0]?.place).toBeNull();
    expect(marksOf([finding(0, 2)], saved, saved)[0]?.place).toEqual({ field: 'title', start: 0, end: 2 });
  });
});

describe('piecesOf', () => {
  it('cuts a paragraph at its marks', () => {
    const [, second] = paragraphsOf(saved.body);
    if (!second) throw new Error('no second paragraph');
    const pieces = piecesOf(second, marksOf([finding(13, 17)], saved, saved));
    expect(pieces.map(({ text, mark }) => [text, mark?.key ?? null])).toEqual([
      ['已检测，', null],
      ['高度重视', 1],
      ['。', null],
    ]);
  });

  it('underlines nothing for what the text as a whole lacks', () => {
    const marks = marksOf([finding(3, 8, { code: 'no_date' })], saved, saved);
    const [first] = paragraphsOf(saved.body);
    expect(first && piecesOf(first, marks)).toEqual([{ text: '高度重视。', mark: null }]);
  });

  it('loses no letter, wherever the marks lie', () => {
    const offset = fc.nat({ max: 30 });
    fc.assert(
      fc.property(fc.string({ maxLength: 24 }), fc.array(fc.tuple(offset, offset), { maxLength: 6 }), (body, spans) => {
        const text = { title: '题', body };
        const marks = marksOf(
          spans.map(([a, b]) => finding(Math.min(a, b), Math.max(a, b))),
          text,
          text,
        );
        const shown = paragraphsOf(body).map((one) =>
          piecesOf(one, marks)
            .map((piece) => piece.text)
            .join(''),
        );
        expect(shown.join('\n')).toBe(body);
      }),
    );
  });
});

describe('stacked', () => {
  it('sets each note at its words, and none over another', () => {
    const notes = [
      { wanted: 0, height: 40 },
      { wanted: 10, height: 40 },
      { wanted: 200, height: 40 },
    ];
    expect(stacked(notes)).toEqual([0, 48, 200]);
  });
});
