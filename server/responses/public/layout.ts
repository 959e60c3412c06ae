/** What every public page shares: head, foot, dates. Readable without a script; the look is web/public/styles. */
import { html, type Html } from '../../platform/http/html.ts';

/** Who publishes. */
export interface Site {
  /** Name of the jurisdiction. */
  name: string;
  /** The office that operates the product. */
  officeName: string;
}

export interface Layout {
  title: string;
  site: Site;
  main: Html;
  aside: Html;
  /** Address of this page's feed, for readers that look for one. */
  feed?: string;
}

/** A whole page. */
export function layout({ title, site, main, aside }: Layout): string {
  return html`<!doctype html>
    <html lang="zh-Hans-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
        <link rel="alternate" type="application/rss+xml" title="${site.name}回应公开" href="/public/feed.xml" />
        <link rel="alternate" type="application/feed+json" title="${site.name}回应公开" href="/public/feed.json" />
        <link rel="stylesheet" href="/styles/tokens.css" />
        <link rel="stylesheet" href="/styles/density.css" />
        <link rel="stylesheet" href="/styles/public.css" />
        <script src="/public-page.js"></script>
      </head>
      <body>
        <header class="head">
          <div class="wrap">
            <a class="site" href="/public"
              ><img src="/favicon.svg" alt="" width="30" height="30" />${site.name}回应公开</a
            >
            <span class="by">${site.officeName}主办</span>
            <div class="tools">
              <button type="button" class="btn" data-choice="density" aria-pressed="false" hidden>大字版</button>
              <button type="button" class="btn" data-choice="contrast" aria-pressed="false" hidden>高对比</button>
              <a class="btn" href="/public/feed.xml">订阅 RSS</a>
            </div>
          </div>
        </header>
        <div class="wrap body">
          <main>${main}</main>
          <aside>${aside}</aside>
        </div>
        <footer class="foot">
          <div class="wrap">
            <p>主办单位：${site.officeName}</p>
            <p>
              本页只发布已审查的回应，个人信息均已处理。对回应有不同意见，或发现内容有误，可拨打 12345
              或在网络问政留言，注明编号。
            </p>
          </div>
        </footer>
      </body>
    </html> `.text;
}
