/** What changed between two drafts: the pieces put together give each of them back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedCharacters, diffTexts, sentencesOf, type DiffPiece } from '../../../web/state/text-diff.ts';

const without = (pieces: readonly DiffPiece[], change: DiffPiece['change']): string =>
  pieces
    .filter((piece) => piece.change !== change)
    .map((piece) => piece.text)
    .join('');

describe('diffTexts', () => {
  test('a changed sentence stands as removed, then added', () => {
    const pieces = diffTexts('水已恢复。原因在查。谢谢。', '水已恢复。原因是主管锈垢。谢谢。');
    expect(pieces.map((piece) => `${piece.change} ${piece.text}`)).toEqual([
      'same 水已恢复。',
      'removed 原因在查。',
      'added 原因是主管锈垢。',
      'same 谢谢。',
    ]);
    expect(changedCharacters(pieces)).toBe(13);
  });

  test('texts alike have nothing changed, an empty one is wholly new', () => {
    expect(changedCharacters(diffTexts('甲。乙。', '甲。乙。'))).toBe(0);
    expect(diffTexts('', '甲。')).toEqual([{ text: '甲。', change: 'added' }]);
  });

  test('the pieces give both texts back', () => {
    const text = fc.array(fc.constantFrom('甲。', '乙！', '丙；', '丁\n', '戊'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const pieces = diffTexts(a.join(''), b.join(''));
        expect(without(pieces, 'added')).toBe(a.join(''));
        expect(without(pieces, 'removed')).toBe(b.join(''));
      }),
    );
  });

  test('sentences keep every character', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(sentencesOf(text).join('')).toBe(text);
      }),
    );
  });
});
