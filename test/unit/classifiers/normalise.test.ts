/** Folding for reading: what changes, what stays, and that no offset moves. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalise } from '../../../classifiers/normalise.ts';

test('folds width, script and case, and makes spaces of controls', () => {
  expect(normalise('ＡＢｃ１２３，廣東省\u3000DEF')).toBe('abc123,广东省 def');
  expect(normalise('一\t二\u200b三\r\n四\u2028五\u007f\ufeff')).toBe('一 二 三 \n四 五  ');
});

test('a lone surrogate becomes U+FFFD, a pair stays', () => {
  expect(normalise('a\ud800b\udc00c')).toBe('a\ufffdb\ufffdc');
  expect(normalise('\ud800\ud83d\ude00\udc00')).toBe('\ufffd\ud83d\ude00\ufffd');
});

test('what needs no folding comes back as it is', () => {
  const plain = '延吉停水,abc。';
  expect(normalise(plain)).toBe(plain);
});

test('keeps the length, whatever the text, and folds a folded text to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const folded = normalise(text);
      expect(folded).toHaveLength(text.length);
      expect(normalise(folded)).toBe(folded);
    }),
  );
});

test('a long text is folded to its end, also where a pair lies across two chunks', () => {
  for (const lead of [0, 1]) {
    const text = `${'a'.repeat(lead)}A${'\ud83d\ude00'.repeat(10_000)}Ｂ`;
    expect(normalise(text)).toBe(text.replace('A', 'a').replace('Ｂ', 'b'));
  }
});
