/** RSS 2.0 and JSON Feed 1.1 of published answers; pure. Corrections and withdrawals are told, not removed. */
import { blocksOf } from '../../contract/headings.ts';
import { html, Html } from '../../platform/http/html.ts';
import { ANSWER_KINDS, kindOf, type PublicAnswer } from './answer.ts';
import type { Site } from './layout.ts';

const titleOf = (answer: PublicAnswer): string => {
  if (answer.state === 'withdrawn') return `【已撤回】${answer.title}`;
  return answer.state === 'corrected' ? `【已更正】${answer.title}` : answer.title;
};

function contentOf(answer: PublicAnswer): Html {
  if (answer.withdrawal) return html`<p>本回应已撤回。理由：${answer.withdrawal.reason}</p>`;
  const blocks = blocksOf(answer.body);
  return new Html(
    blocks.map((one) => (one.heading ? html`<h2>${one.text}</h2>` : html`<p>${one.text}</p>`).text).join(''),
  );
}

/** When a reader should look again: publication, or withdrawal. */
const changedAt = (answer: PublicAnswer): Date => answer.withdrawal?.at ?? answer.publishedAt;

/** RSS 2.0; `origin` is where the site answers, e.g. https://host. */
export function rss(site: Site, origin: string, answers: readonly PublicAnswer[]): string {
  const items = answers.map(
    (answer) => html`
    <item>
      <title>${titleOf(answer)}</title>
      <link>${origin}/public/${answer.number}</link>
      <guid isPermaLink="true">${origin}/public/${answer.number}</guid>
      <pubDate>${answer.publishedAt.toUTCString()}</pubDate>
      <category>${ANSWER_KINDS[kindOf(answer)]}</category>
      <dc:creator>${answer.unitName}</dc:creator>
      <description>${contentOf(answer).text}</description>
    </item>`,
  );
  return html`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>${site.name}回应公开</title>
    <link>${origin}/public</link>
    <description>${site.name}对公众关切的回应</description>
    <language>zh-cn</language>
    <atom:link href="${origin}/public/feed.xml" rel="self" type="application/rss+xml" />${items}
  </channel>
</rss>
`.text;
}

/** JSON Feed 1.1. */
export function jsonFeed(site: Site, origin: string, answers: readonly PublicAnswer[]): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: `${site.name}回应公开`,
    home_page_url: `${origin}/public`,
    feed_url: `${origin}/public/feed.json`,
    language: 'zh-CN',
    items: answers.map((answer) => ({
      id: `${origin}/public/${answer.number}`,
      url: `${origin}/public/${answer.number}`,
      title: titleOf(answer),
      content_html: contentOf(answer).text,
      date_published: answer.publishedAt.toISOString(),
      date_modified: changedAt(answer).toISOString(),
      authors: [{ name: answer.unitName }],
      tags: [ANSWER_KINDS[kindOf(answer)]],
    })),
  });
}
