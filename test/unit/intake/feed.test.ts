import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { Fault, codeOf } from '../../../server/platform/fault.ts';
import { FEED_WARNINGS, type FeedItem } from '../../../server/intake/sources/feed-item.ts';
import { parseFeed, type FeedOptions, type ParsedFeed } from '../../../server/intake/sources/feed.ts';

const now = new Date('2026-03-20T00:00:00Z');
const parse = (text: string | Uint8Array, options: FeedOptions = {}): ParsedFeed =>
  parseFeed(typeof text === 'string' ? Buffer.from(text) : text, { now, ...options });
const rss = (items: string, head = ''): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>云川发布</title><link>https://news.example.cn/</link>${head}${items}</channel></rss>`;
const only = (feed: ParsedFeed): FeedItem => {
  expect(feed.items).toHaveLength(1);
  return feed.items[0] as FeedItem;
};
const faultOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};

const WHOLE_ITEM = `<item><title>砚湖区部分小区停水</title><link>https://news.example.cn/a/1.html</link>
  <guid isPermaLink="false">yh-1</guid><dc:creator>砚湖区水务局</dc:creator><pubDate>Thu, 12 Mar 2026 14:36:00 +0800</pubDate>
  <description><![CDATA[<p>三个小区停水。</p><p>预计18时恢复。</p>]]></description></item>`;
const WHOLE = {
  id: 'yh-1',
  url: 'https://news.example.cn/a/1.html',
  title: '砚湖区部分小区停水',
  text: '三个小区停水。\n预计18时恢复。',
  author: '砚湖区水务局',
  publishedAt: '2026-03-12T14:36:00+08:00',
  warnings: [],
};

describe('the formats', () => {
  it('RSS 2.0', () => {
    expect(parse(rss(WHOLE_ITEM))).toEqual({ items: [WHOLE], warnings: [], left: {} });
  });

  it('RSS 1.0 / RDF', () => {
    const feed =
      parse(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://news.example.cn/"><title>云川</title></channel>
      <item rdf:about="https://news.example.cn/a/2"><title>汀洲区道路抢修</title><link>https://news.example.cn/a/2</link>
      <dc:date>2026-03-12T14:36:00+08:00</dc:date><description>抢修中</description></item></rdf:RDF>`);
    expect(only(feed)).toMatchObject({
      id: 'https://news.example.cn/a/2',
      text: '抢修中',
      publishedAt: '2026-03-12T14:36:00+08:00',
    });
  });

  it('Atom with bases, link relations, xhtml and a prefix', () => {
    const feed =
      parse(`<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://www.example.cn/"><a:title>政策</a:title>
      <a:entry xml:base="zc/"><a:id>tag:example.cn,2026:1</a:id><a:title type="html">关于&amp;lt;b&amp;gt;供水&amp;lt;/b&amp;gt;的通知</a:title>
      <a:link rel="edit" href="/edit/1"/><a:link rel="alternate" href="1.html"/><a:published>2026-03-01T00:00:00Z</a:published>
      <a:updated>2026-03-02T00:00:00Z</a:updated><a:author><a:name>市政府办公室</a:name><a:email>x@example.cn</a:email></a:author>
      <a:source><a:id>other</a:id><a:title>别处</a:title></a:source>
      <a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>正文 1 &lt; 2</p><p>第二段</p></div></a:content></a:entry></a:feed>`);
    expect(only(feed)).toEqual({
      id: 'tag:example.cn,2026:1',
      url: 'https://www.example.cn/zc/1.html',
      title: '关于供水的通知',
      text: '正文 1 < 2\n第二段',
      author: '市政府办公室',
      publishedAt: '2026-03-01T08:00:00+08:00',
      warnings: [],
    });
  });

  it('JSON Feed', () => {
    const feed = parse(JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1', title: '云川', home_page_url: 'https://news.example.cn/',
      items: [{ id: 7, url: '/a/7', title: '青禾县\u0000\ud800停电', content_html: '<p>检修</p>', date_published: '2026-03-12T06:36:00Z', authors: [{ name: '青禾县' }] }],
    })); // prettier-ignore
    expect(only(feed)).toEqual({
      id: '7', url: 'https://news.example.cn/a/7', title: '青禾县\ufffd停电', text: '检修', author: '青禾县', publishedAt: '2026-03-12T14:36:00+08:00', warnings: [],
    }); // prettier-ignore
  });

  it('a plain JSON list with relative addresses', () => {
    const list = JSON.stringify([{ url: '/s?q=1', title: '岚口县降雨' }]);
    expect(only(parse(list, { baseUrl: 'https://hot.example.cn/x/' }))).toMatchObject({
      url: 'https://hot.example.cn/s?q=1',
    });
    expect(only(parse(list))).toMatchObject({
      url: '/s?q=1',
      id: '/s?q=1',
      warnings: ['url_relative', 'date_missing'],
    });
  });
});

describe('character sets', () => {
  it('reads GB18030 named UTF-8 and says so', () => {
    const bytes = iconv.encode(rss(WHOLE_ITEM).replace('?>', ' encoding="utf-8"?>'), 'gb18030');
    expect(parse(bytes)).toEqual({ items: [WHOLE], warnings: ['charset_mismatch'], left: {} });
  });

  it('reads GBK named in the header alone and UTF-16', () => {
    expect(parse(iconv.encode(rss(WHOLE_ITEM), 'gbk'), { contentType: 'text/xml; charset=GBK' })).toEqual({
      items: [WHOLE],
      warnings: [],
      left: {},
    });
    expect(only(parse(iconv.encode(rss(WHOLE_ITEM), 'utf-16le', { addBOM: true })))).toEqual(WHOLE);
  });
});

describe('bad documents', () => {
  it('keeps the whole items of a feed cut in the middle', () => {
    const text = rss(WHOLE_ITEM + WHOLE_ITEM.replaceAll('yh-1', 'yh-2'));
    for (const cut of [
      text.lastIndexOf('三个小区'),
      text.lastIndexOf('<guid') + 8,
      text.lastIndexOf('</item>'),
      text.lastIndexOf('</item>') + 4,
    ]) {
      expect(parse(text.slice(0, cut))).toEqual({ items: [WHOLE], warnings: ['feed_truncated'], left: {} });
    }
    expect(parse(text.slice(0, text.lastIndexOf('</channel>'))).items).toHaveLength(2);
  });

  it.each([
    ['a bare ampersand and HTML entities', '<item><title>A&B&nbsp;C&mdash;D</title><guid>1</guid></item>', { title: 'A&B C—D' }],
    ['markup without CDATA', '<item><title>甲</title><description><p>一<br>二</p><b>三</description></item>', { text: '一\n二\n三' }],
    ['upper case', '<ITEM><TITLE>甲</TITLE><PubDate>2026-03-12</PubDate></ITEM>', { publishedAt: '2026-03-12T00:00:00+08:00' }],
    ['a title without end', '<item><title>甲<link>https://news.example.cn/9</link><guid>9</guid></item>', { title: '甲', url: 'https://news.example.cn/9', id: '9' }],
    ['blanks around a link', '<item><title>甲</title><link>\n   https://news.example.cn/9\n </link></item>', { url: 'https://news.example.cn/9', id: 'https://news.example.cn/9' }],
    ['a link relative to the site', '<item><title>甲</title><link>/a/9</link></item>', { url: 'https://news.example.cn/a/9' }],
    ['a guid as the only address', '<item><title>甲</title><guid>https://news.example.cn/9</guid></item>', { url: 'https://news.example.cn/9' }],
    ['markup escaped twice', '<item><title>甲</title><description>&amp;lt;p&amp;gt;乙&amp;lt;/p&amp;gt;</description></item>', { text: '乙' }],
    ['the longer of two bodies', '<item><title>甲</title><description>短</description><content:encoded>长得多的正文</content:encoded></item>', { text: '长得多的正文' }],
    ['a media title beside the title', '<item><media:title>乙</media:title><title>甲</title></item>', { title: '甲' }],
    ['an author by mail', '<item><title>甲</title><author>desk@example.cn (值班室)</author></item>', { author: '值班室' }],
  ])('%s', (_name, item, expected) => {
    expect(only(parse(rss(item)))).toMatchObject(expected);
  }); // prettier-ignore

  it('reads items whose end tags are missing', () => {
    expect(
      parse(rss('<item><title>甲</title><item><title>乙</title><item><title>丙</title>')).items.map(
        ({ title }) => title,
      ),
    ).toEqual(['甲', '乙', '丙']);
  });

  it('takes a feed after a notice of the server', () => {
    expect(parse(`<br />Warning: something in line 3\n${rss(WHOLE_ITEM)}`).items).toEqual([WHOLE]);
  });

  it('does not expand entities a document defines', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;">]>${rss('<item><title>甲&b;</title></item>')}`;
    expect(only(parse(bomb)).title).toBe('甲&b;');
  });

  it('refuses hostile nesting', () => {
    expect(codeOf(faultOf(() => parse(rss('<a>'.repeat(200_000)))))).toBe('feed_unreadable');
  });

  it.each([
    ['', 'feed_empty'],
    [' \n\u0000', 'feed_empty'],
    ['<!doctype html><html><body>404</body></html>', 'feed_unreadable'],
    ['停机维护', 'feed_unreadable'],
    ['{"items": [{"id": 1', 'feed_unreadable'],
    ['{"error": "x"}', 'feed_unreadable'],
    ['[1, 2]', 'feed_unreadable'],
    ['<?xml version="1.0"?><note>x</note>', 'feed_unreadable'],
    ['<rss><channel><item><title>甲', 'feed_truncated'],
  ])('%j → %s, in a Chinese sentence', (text, code) => {
    const fault = faultOf(() => parse(text));
    expect(fault).toBeInstanceOf(Fault);
    expect(codeOf(fault)).toBe(code);
    expect((fault as Fault).message).toMatch(/^\p{sc=Han}.*。$/u);
  });

  it('takes any bytes with items or a Fault', () => {
    const pieces = fc.constantFrom('<rss>', '<channel>', '<item>', '</item>', '<title>', '</title>', '<![CDATA[', ']]>', '<link>', '&lt;', '甲', '\u0000', '<feed>', '<entry>', '</entry>', '<', '>', '"', '<a b="', '{', '[{"title":"x"}]'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const fault = faultOf(() => parse(parts.join('')));
        expect(fault === null || fault instanceof Fault).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe('items', () => {
  it('gives ids: guid, else address, else a hash that depends on the content alone', () => {
    const ids = (items: string): string[] => parse(rss(items)).items.map(({ id }) => id);
    const [first, second, third] = ids(`<item><title>甲</title><description>乙</description></item><item><title>甲</title><description>丙</description></item><item><title>甲</title><link>https://a.example/1</link></item>`);
    expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(second).not.toBe(first);
    expect(third).toBe('https://a.example/1');
    expect(ids('<item><title> 甲 </title><description><![CDATA[<p>乙</p>]]></description></item>')).toEqual([first]);
  }); // prettier-ignore

  it('keeps the first of a doubled id, marked', () => {
    const feed = parse(rss('<item><guid>1</guid><title>甲</title></item><item><guid>1</guid><title>乙</title></item>'));
    expect(only(feed)).toMatchObject({ id: '1', title: '甲' });
    expect(only(feed).warnings).toContain('duplicate_id');
    expect(feed.warnings).toEqual(['duplicate_id']);
  });

  it('makes a title from the first sentence', () => {
    const item = only(parse(rss('<item><description>小区停水三天了。物业说不知道。</description></item>')));
    expect(item).toMatchObject({ title: '小区停水三天了。', text: '小区停水三天了。物业说不知道。' });
    expect(item.warnings).toContain('title_missing');
    expect(only(parse(rss(`<item><description>${'长'.repeat(60)}</description></item>`))).title).toBe('长'.repeat(40));
  });

  it('leaves out what has neither title nor text', () => {
    const read = parse(rss(`<item><guid>1</guid><title> </title></item>${WHOLE_ITEM}`));
    expect(read).toEqual({ items: [WHOLE], warnings: ['item_empty'], left: { item_empty: 1 } });
    expect(parse(rss(''))).toEqual({ items: [], warnings: ['feed_without_items'], left: {} });
  });

  it.each([
    ['<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>', 'date_too_old'],
    ['<pubDate>2031-01-01 00:00</pubDate>', 'date_in_future'],
    ['<pubDate>前天</pubDate>', 'date_unreadable'],
    ['', 'date_missing'],
  ])('%s → no date, %s', (date, warning) => {
    const item = only(parse(rss(`<item><title>甲</title><link>https://a.example/1</link>${date}</item>`)));
    expect(item).toMatchObject({ publishedAt: null, warnings: [warning] });
    expect(FEED_WARNINGS).toHaveProperty(warning);
  });

  it('takes no address but a web address', () => {
    for (const link of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/hostname']) {
      const item = only(parse(rss(`<item><title>甲</title><link>${link}</link></item>`)));
      expect(item.url).toBeNull();
      expect(item.warnings).toContain('url_refused');
    }
  });

  it('is not misled by a base that is a file path', () => {
    expect(only(parse(rss(WHOLE_ITEM), { baseUrl: '/srv/feeds/a.xml' }))).toEqual(WHOLE);
  });

  it('holds the limits, each with its warning', () => {
    const many = Array.from(
      { length: 2100 },
      (_, index) => `<item><guid>${index}</guid><title>第${index}条</title></item>`,
    );
    const feed = parse(rss(many.join('')));
    expect(feed.items).toHaveLength(2000);
    expect(feed.warnings).toContain('too_many_items');
    const long = only(
      parse(rss(`<item><title>${'题'.repeat(600)}</title><description>${'文'.repeat(200_001)}</description></item>`)),
    );
    expect([long.title.length, long.text.length]).toEqual([500, 200_000]);
    expect(long.warnings).toEqual(expect.arrayContaining(['title_cut', 'text_cut']));
  });
});

interface Expected {
  file: string;
  http_content_type: string;
  count?: number;
  items?: { title: string; link: string; guid: string; published: string | null }[];
}

/** Feeds kept beside the repository on the machines where the parser is measured; absent elsewhere. */
const MEASURED = new URL('../../../../shared/data/feeds/zh/', import.meta.url);
const readManifest = (): Expected[] | null => {
  try {
    return JSON.parse(readFileSync(new URL('manifest.json', MEASURED), 'utf8')) as Expected[];
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
};
const manifest = readManifest();
if (!manifest) console.warn('feed.test: the measured feeds are not beside this repository; their test is skipped');

describe.skipIf(!manifest)('the measured feeds', () => {
  it.each(manifest ?? [])('$file', ({ file, http_content_type: contentType, items, count }) => {
    const feed = parseFeed(readFileSync(new URL(file, MEASURED)), {
      contentType,
      now: new Date('2027-01-01T00:00:00Z'),
    });
    if (count !== undefined) expect(feed.items).toHaveLength(count);
    if (!items) return;
    const found = feed.items.map((item) => [item.title, item.url, item.id, item.publishedAt]);
    expect(found).toEqual(items.map((item) => [item.title, item.link, item.guid, item.published]));
    for (const { text } of feed.items) expect(text).not.toMatch(/<\/?(p|br|div)\b/);
  });
});
