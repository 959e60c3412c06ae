import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../../../server/intake/sources/charset.ts';

const text = '砚湖区居民反映停水三天,请尽快恢复供水并说明原因。㐂';
const xml = (encoding: string, body = text): string => `<?xml version="1.0" encoding="${encoding}"?><rss>${body}</rss>`;
const gb = (body: string): Buffer => iconv.encode(body, 'gb18030');

describe('decodeBytes', () => {
  it.each<[string, Buffer, string | undefined, string, boolean]>([
    ['UTF-8 as named', Buffer.from(xml('utf-8')), undefined, 'utf-8', false],
    ['UTF-8 with byte order mark', Buffer.from(`\ufeff${xml('utf-8')}`), 'text/xml; charset=gbk', 'utf-8', true],
    ['UTF-8 named GB2312', Buffer.from(xml('gb2312')), undefined, 'utf-8', true],
    ['GB18030 named GB2312', gb(xml('gb2312')), undefined, 'gb18030', false],
    ['GB18030 named UTF-8', gb(xml('utf-8')), undefined, 'gb18030', true],
    ['GB18030 named UTF-8 by the header too', gb(xml('utf-8')), 'text/xml; charset=UTF-8', 'gb18030', true],
    ['GB18030 named ISO-8859-1 by the server', gb(xml('gbk')), 'text/xml; charset=ISO-8859-1', 'gb18030', true],
    ['GB18030 named nowhere', gb(text), undefined, 'gb18030', false],
    ['GBK named in the header alone', gb(text), 'text/xml; charset="GBK"', 'gb18030', false],
    ['GBK by a vendor name', gb(xml('cp936')), undefined, 'gb18030', false],
    ['UTF-16LE with mark', iconv.encode(xml('utf-16'), 'utf-16le', { addBOM: true }), undefined, 'utf-16le', false],
    ['UTF-16BE with mark', iconv.encode(xml('utf-16be'), 'utf-16be', { addBOM: true }), undefined, 'utf-16be', false],
    ['UTF-16BE without mark', iconv.encode(xml('utf-8'), 'utf-16be'), undefined, 'utf-16be', false],
    ['an unknown name', Buffer.from(xml('x-fantasy')), 'text/xml; charset=none', 'utf-8', false],
  ])('%s', (_name, bytes, contentType, charset, mismatch) => {
    const decoded = decodeBytes(bytes, contentType);
    expect(decoded).toMatchObject({ charset, mismatch, damaged: false });
    expect(decoded.text).toContain(text);
    expect(decoded.text).not.toContain('\ufeff');
  });

  it('reads Big5 named or not', () => {
    const traditional = '居民反映停水三天請盡快恢復供水並說明原因與時間';
    const bytes = iconv.encode(traditional, 'big5');
    expect(decodeBytes(bytes, 'text/xml; charset=big5').text).toBe(traditional);
    expect(decodeBytes(bytes).text).toBe(traditional);
  });

  it.each(['windows-1251', 'koi8-r'])('believes %s', (charset) => {
    const bytes = iconv.encode(xml(charset, 'Вода пришла'), charset);
    expect(decodeBytes(bytes)).toMatchObject({ charset, text: xml(charset, 'Вода пришла'), mismatch: false });
  });

  it('reads Western text without a name as windows-1252', () => {
    expect(decodeBytes(iconv.encode("l'eau coupée à Évry", 'latin1')).text).toBe("l'eau coupée à Évry");
  });

  it('stays with UTF-8 where a summary was cut inside a character, and says so', () => {
    const whole = Buffer.from(xml('utf-8', text.repeat(3)));
    const cut = Buffer.concat([
      whole.subarray(0, 45),
      Buffer.from(text).subarray(0, 4),
      Buffer.from('…</rss>'),
      Buffer.from(text),
    ]);
    expect(decodeBytes(cut)).toMatchObject({ charset: 'utf-8', damaged: true });
  });

  it('takes no bytes and single bytes', () => {
    expect(decodeBytes(new Uint8Array()).text).toBe('');
    for (let byte = 0; byte < 256; byte += 1) expect(typeof decodeBytes(Uint8Array.of(byte)).text).toBe('string');
  });
});
