/** Published answers as readers, feeds and markup see them. */
import { blocksOf } from '../../../server/contract/headings.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../../server/intake/sources/feed.ts';
import { escapeText, html } from '../../../server/platform/http/html.ts';
import { keptWords, kindOf, summaryOf, type PublicAnswer } from '../../../server/responses/public/answer.ts';
import { jsonFeed, rss } from '../../../server/responses/public/feeds.ts';
import { answerPage, listPage, listPath } from '../../../server/responses/public/pages.ts';

const SITE = { name: '云川市', officeName: '云川市人民政府新闻办公室' };
const NOW = new Date('2026-11-20T04:00:00Z');

function answer(change: Partial<PublicAnswer> = {}): PublicAnswer {
  return {
    id: 'a',
    number: '2026-0001',
    title: '关于停水的说明',
    body: '现将情况说明如下。\n为什么停\n主管锈垢脱落。\n18 时前恢复。',
    unitName: '云川市水务局',
    publishedAt: NOW,
    state: 'current',
    subject: 'water_resources',
    dispositions: ['clarify'],
    nextReleaseAt: null,
    correctedBy: null,
    corrects: null,
    withdrawal: null,
    commitments: [],
    ratings: { satisfied: 0, mostly: 0, dissatisfied: 0 },
    siblings: [{ number: '2026-0001', title: '关于停水的说明', publishedAt: NOW, state: 'current' }],
    ...change,
  };
}

describe('text', () => {
  test('a short line without a full stop is the heading of what follows, never the last line', () => {
    expect(blocksOf('说明如下。\n为什么停\n锈垢脱落。').map((block) => block.heading)).toEqual([false, true, false]);
    expect(blocksOf('锈垢脱落。\n云川市水务局').at(-1)?.heading).toBe(false);
  });

  test('a summary ends with a sentence', () => {
    expect(summaryOf('甲乙丙丁。戊己庚辛。壬癸。', 11)).toBe('甲乙丙丁。戊己庚辛。');
    expect(summaryOf('短。')).toBe('短。');
  });

  test('kinds: a refutation before all, a later release is a 续报', () => {
    expect(kindOf(answer())).toBe('statement');
    expect(kindOf(answer({ dispositions: ['clarify', 'refute'] }))).toBe('refute');
    expect(kindOf(answer({ number: '2026-0002' }))).toBe('progress');
    expect(kindOf(answer({ number: '2026-0002', corrects: '2026-0001', dispositions: ['refute'] }))).toBe('correction');
  });

  test('promises are counted openly', () => {
    const kept = { what: '恢复供水', dueAt: NOW, keptAt: NOW };
    expect(keptWords([kept, kept])).toBe('2 项全部兑现');
    expect(keptWords([kept, { ...kept, keptAt: null }])).toBe('已兑现 1 / 2 项');
  });
});

describe('pages', () => {
  const figures = { published: 1, kept: 0, promised: 0, adopted: 0, corrected: 0 };

  test('markup in a text stays text', () => {
    const evil = '<script>alert(1)</script>"\'&';
    const page = answerPage(SITE, answer({ title: evil, body: evil, unitName: evil }), false, NOW);
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    const list = listPage(
      SITE,
      { subject: null, kind: null, words: evil, page: 1 },
      { answers: [], total: 0 },
      figures,
    );
    expect(list).not.toContain('<script>alert');
  });

  test('a withdrawal is told with its reason and those who approved', () => {
    const withdrawal = { at: NOW, reason: '数据有误', approvers: ['保密审查 云川市水务局 某某'] };
    const page = answerPage(SITE, answer({ state: 'withdrawn', withdrawal, body: '原文' }), false, NOW);
    expect(page).toContain('撤回');
    expect(page).toContain('数据有误');
    expect(page).toContain('保密审查 云川市水务局');
    expect(page).not.toContain('name="value"');
  });

  test('a correction points to what holds now', () => {
    const page = answerPage(SITE, answer({ state: 'corrected', correctedBy: '2026-0009', body: '原文' }), false, NOW);
    expect(page).toContain('href="/public/2026-0009"');
  });

  test('shares of ratings show from ten on only', () => {
    const few = answerPage(SITE, answer({ ratings: { satisfied: 3, mostly: 1, dissatisfied: 0 } }), false, NOW);
    expect(few).toContain('4 人已评');
    expect(few).not.toContain('%');
    const many = answerPage(SITE, answer({ ratings: { satisfied: 8, mostly: 1, dissatisfied: 1 } }), false, NOW);
    expect(many).toContain('满意 80%');
  });

  test('an address leaves out what is not chosen', () => {
    expect(listPath({ subject: null, kind: null, words: '', page: 1 })).toBe('/public');
    expect(listPath({ subject: 'health', kind: 'refute', words: '水', page: 2 })).toBe(
      '/public?subject=health&kind=refute&q=%E6%B0%B4&page=2',
    );
  });
});

describe('feeds', () => {
  test('any text gives an RSS and a JSON feed that our own reader reads alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (title, body) => {
        const answers = [answer({ title: `题${title}`, body })];
        const xml = rss(SITE, 'https://example.org', answers);
        const json = jsonFeed(SITE, 'https://example.org', answers);
        for (const feed of [xml, json]) {
          const [item] = parseFeed(new TextEncoder().encode(feed)).items;
          expect(item?.url).toBe('https://example.org/public/2026-0001');
          expect(item?.title.startsWith('题')).toBe(true);
        }
      }),
    );
  });

  test('a withdrawn answer stays in the feed, says so and gives its text no more', () => {
    const withdrawal = { at: NOW, reason: '有误', approvers: [] };
    const xml = rss(SITE, 'https://example.org', [answer({ state: 'withdrawn', withdrawal, body: '旧文字' })]);
    expect(xml).toContain('【已撤回】');
    expect(xml).not.toContain('旧文字');
  });
});

describe('html', () => {
  test('lists join, null and false leave nothing, HTML is not escaped twice', () => {
    expect(html`<p>${['a', html`<b>${'<'}</b>`]}${null}${false}</p>`.text).toBe('<p>a<b>&lt;</b></p>');
  });
  test('what XML forbids never comes out', () => {
    expect(escapeText('a\u0000b\u001F\uFFFEc\uD800')).toBe('abc\uFFFD');
  });
});
