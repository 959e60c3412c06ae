import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToText, looksLikeMarkup } from '../../../server/intake/sources/html-text.ts';

describe('htmlToText', () => {
  it.each([
    ['<p>第一段。</p><p>第二段。</p>', '第一段。\n第二段。'],
    ['一<br>二<br/>三', '一\n二\n三'],
    ['<div>一<div>二</div></div>三', '一\n二\n三'],
    ['<ul><li>甲</li><li>乙</li></ul>', '甲\n乙'],
    ['<p>前</p><script>alert("x<p>")</script><style>p{}</style><p>后</p>', '前\n后'],
    ['前<!-- 注释 <p> -->后<b></b>', '前后'],
    ['<p>A&amp;B&nbsp;&lt;3&nbsp;&hellip;&#20113;</p>', 'A&B <3 …云'],
    ['<p>换\n  行</p>', '换行'],
    ['<p>two\n  words</p>', 'two words'],
    ['<table><tr><td>甲</td><td>乙</td></tr></table>', '甲 乙'],
    ['没有标签\n第二行&nbsp;x', '没有标签\n第二行 x'],
    ['水压 < 0.1 且 > 0', '水压 < 0.1 且 > 0'],
    ['<中国>二字', '<中国>二字'],
    ['&lt;p&gt;转义两次&lt;/p&gt;', '转义两次'],
    ['&amp;lt;p&amp;gt;转义三次&amp;lt;/p&amp;gt;', '转义三次'],
    ['正文<img src="https://a.example/x.png', '正文'],
    ['<p>未闭合<b>粗', '未闭合粗'],
    ['<ucapcontent>自定义标签</ucapcontent>', '自定义标签'],
    ['<p>　　首行缩进</p>', '首行缩进'],
    ['<img src=x onerror=alert(1)>图', '图'],
  ])('%j → %j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('strips markup nested beyond reason', () => {
    expect(htmlToText(`${'<div>'.repeat(20_000)}深`)).toBe('深');
  });

  it('leaves no whole tag of whatever pieces', () => {
    const pieces = fc.constantFrom('<p>', '</p>', '<b', '>', '<', '&lt;', '&gt;', '&amp;lt;', 'script', '<script>', '</script>', '<!--', '-->', '字', '"', ' x="', '\u0000', '\n', '/'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        expect(htmlToText(parts.join(''))).not.toMatch(/<\/?(p|b|script)(\s[^<>]*)?\/?>/i);
      }),
      { numRuns: 500 },
    );
  });
});

describe('looksLikeMarkup', () => {
  it.each([
    ['<p>x</p>', true],
    ['a < b', false],
    ['<3', false],
    ['《书》', false],
    ['<b', true],
    ['<!-- -->', true],
  ])('%j: %s', (text, expected) => {
    expect(looksLikeMarkup(text)).toBe(expected);
  });
});
