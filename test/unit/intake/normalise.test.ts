import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, fingerprintText, normaliseLine, normaliseText } from '../../../server/intake/normalise.ts';

const anyText = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom('\ud800', '\udc00', '\u0000', '\r\n', '\n\n\n\n\n', '\u200b', '\ufeff', ' \n', '砚湖', '\u0301'),
  ),
).map((parts) => parts.join('')); // prettier-ignore

describe('normaliseText', () => {
  it.each([
    ['停水\u0000三天', '停水三天'],
    ['停\u200b水\ufeff', '停水'],
    ['半\ud83d个', '半\ufffd个'],
    ['完整😀', '完整😀'],
    ['一\r\n二\r三', '一\n二\n三'],
    ['一 \t\n二', '一\n二'],
    ['一\n\n\n\n\n\n二', '一\n\n\n二'],
    ['\u202e反向\u202c', '反向'],
    ['a\tb\u0007', 'a\tb'],
    ['e\u0301', 'é'],
  ])('%j → %j', (raw, expected) => {
    expect(normaliseText(raw)).toBe(expected);
  });

  it('is stable, well-formed and free of control characters', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const text = normaliseText(raw);
        expect(normaliseText(text)).toBe(text);
        expect(text).not.toMatch(/\p{Surrogate}|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u);
      }),
    );
  });

  it('puts titles on one line', () => {
    expect(normaliseLine(' 汀洲区\n  停水 ')).toBe('汀洲区 停水');
  });
});

describe('fingerprintText', () => {
  it('is the same for copies that differ in layout, width, case and punctuation', () => {
    const one = fingerprintText('青禾县停水,何时恢复?', '已经 3 天了。\n电话没人接 ABC');
    expect(fingerprintText('青禾县停水 何时恢复', '已经3天了!电话没人接ａｂｃ')).toBe(one);
  });

  it('differs where words, numbers or the border of title and text differ', () => {
    const one = fingerprintText('停水', '三天');
    expect(fingerprintText('停水', '四天')).not.toBe(one);
    expect(fingerprintText('停水三', '天')).not.toBe(one);
    expect(fingerprintText('', '???')).not.toBe(fingerprintText('', '!!!'));
  });

  it('does not change under normalisation', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(/\p{L}/u.test(text));
        expect(fingerprintText('', normaliseText(text))).toBe(fingerprintText('', text));
      }),
    );
  });
});

describe('clip', () => {
  it('never leaves half a character', () => {
    expect(clip('云😀', 2)).toBe('云');
    expect(clip('云😀', 3)).toBe('云😀');
  });
});
