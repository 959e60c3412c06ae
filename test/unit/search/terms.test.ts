import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, termsOf, wantPhrase, wantWord, type Wanted } from '../../../server/search/terms.ts';

const terms = (text: string): string[] => termsOf(fold(text)).sort();

describe('terms of a text', () => {
  test.each([
    ['水质检测', ['检测', '水质', '测', '质检']],
    ['水，质', ['水', '质']],
    ['供水 A座', ['a', '供水', '水', '座'].sort()],
    ['水質檢測', ['检测', '水质', '测', '质检']],
    ['ＷｉＦｉ６', ['wifi6']],
    ['YC26-0412', ['0412', '412', 'yc26', 'yc26-0412']],
    ['2026-03-12', ['03', '12', '2026', '2026-03-12']],
    ['手机号＊＊＊＊', ['手机', '机号', '号'].sort()],
    ['……！？', []],
    ['', []],
    ['수돗물', ['돗물', '물', '수돗']],
    ['\u{20bb7}野家', ['家', '野家', '\u{20bb7}野'].sort()],
  ])('%s', (text, expected) => {
    expect(terms(text)).toEqual([...expected].sort());
  });

  test('any text gives terms a database can keep, each once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const found = termsOf(fold(text));
        expect(new Set(found).size).toBe(found.length);
        for (const term of found) {
          expect(term).not.toBe('');
          expect(term.isWellFormed()).toBe(true);
          expect(term).not.toMatch(/[\u0000\s'\\]/);
          expect(Buffer.byteLength(term)).toBeLessThan(2_046);
        }
      }),
    );
  });

  test('a word without end is kept short, a text without end is cut', () => {
    expect(termsOf('a'.repeat(5_000))).toEqual(['a'.repeat(64)]);
    expect(termsOf('水'.repeat(1_000_000))).toEqual(['水水', '水']);
    const words = Array.from({ length: 60_000 }, (_, n) => `w${n}-${'é'.repeat(60)}`).join(' ');
    const bytes = [...termsOf(words, words.slice(30_000))].reduce((sum, term) => sum + Buffer.byteLength(term), 0);
    expect(bytes).toBeLessThan(1_048_575);
  });
});

/** Whether a text has what the word asks, by the same conditions as the query. */
function holds(text: string, want: Wanted): boolean {
  const folded = fold(text);
  const has = new Set(termsOf(folded));
  return (
    want.terms.every((term) => has.has(term)) &&
    want.prefixes.every((prefix) => [...has].some((term) => term.startsWith(prefix))) &&
    want.stretches.every((stretch) => folded.includes(stretch))
  );
}

const word = (text: string): Wanted => wantWord(fold(text)) ?? fail(text);
const phrase = (text: string): Wanted => wantPhrase(fold(text)) ?? fail(text);
const fail = (text: string): never => {
  throw new Error(`nothing to be found in ${text}`);
};

describe('a word', () => {
  test.each([
    ['水质检测报告', '请公开水质检测报告', true],
    ['水质检测报告', '水质差，检测过，没有报告', true],
    ['水质检测报告', '停水三天，没有通知', false],
    ['水质检测报告', '检测报告', false],
    ['水', '停水三天', true],
    ['水', '这里没水', true],
    ['水', '路灯不亮', false],
    ['水质差', '水质差得很', true],
    ['水质差', '水质好，态度差', false],
    ['水质的报告', '报告说水质合格', true],
    ['自来水', '自来水发黄', true],
    ['自来水', '自来人喝来水', false],
    ['5G基站', '小区要建5G基站', true],
    ['5G基站', '小区要建基站', false],
    ['0412', '见 YC26-0412', true],
    ['yc26-0412', '见 YC26-0412', true],
    ['YC26-0412', 'YC26-0500，门牌 0412', false],
    ['26', '见 YC26-0412', false],
    ['供水，水质', '水质与供水', true],
  ])('%s in %s: %s', (asked, text, found) => {
    expect(holds(text, word(asked))).toBe(found);
  });

  test('is found in every text in which it stands as it is', () => {
    const signs = fc.constantFrom(...'供水水质检测报告的停路灯a1 ，');
    const texts = fc.array(signs, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, texts, texts, (before, asked, after) => {
        const want = wantWord(fold(asked));
        // Marks part it from its neighbours: 1 within 12 is another number.
        if (want) expect(holds(`${before}。${asked}。${after}`, want)).toBe(true);
      }),
    );
  });

  test.each(['……', '  ', '"', '＊＊', ''])('nothing can be found of %j', (asked) => {
    expect([wantWord(fold(asked)), wantPhrase(fold(asked))]).toEqual([null, null]);
  });
});

describe('a phrase', () => {
  test.each([
    ['水质检测报告', '请公开水质检测报告', true],
    ['水质检测报告', '水质的检测报告', false],
    ['检测报告', '水质检测报告', true],
    ['水', '停水', true],
    ['水质', '停水，质量', false],
    ['供水、水质', '供水、水质', true],
    ['供水、水质', '供水和水质', false],
    ['5G 基站', '要建5G 基站', true],
    ['5G 基站', '要建15G 基站', false],
  ])('%s in %s: %s', (asked, text, found) => {
    expect(holds(text, phrase(asked))).toBe(found);
  });
});
