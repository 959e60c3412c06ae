/** The public pages: the list of answers, and one answer whole. Pure: rows in, HTML out. */
import { blocksOf } from '../../contract/headings.ts';
import { RATINGS, RATING_IDS } from '../../contract/vocabulary-case.ts';
import { SUBJECTS, SUBJECT_IDS, type Subject } from '../../contract/vocabulary.ts';
import { html, type Html } from '../../platform/http/html.ts';
import { chinaMinute, shortMinute } from '../../rules/china-time.ts';
import { ANSWER_KINDS, ANSWER_KIND_IDS, keptWords, kindOf, summaryOf } from './answer.ts';
import type { AnswerKind, PublicAnswer } from './answer.ts';
import { layout, type Site } from './layout.ts';
import type { PublicFigures } from './store.ts';

export interface ListQuery {
  subject: Subject | null;
  kind: AnswerKind | null;
  words: string;
  page: number;
}

export const PAGE_SIZE = 20;
const FEWEST_RATINGS = 10;
/** Subjects a reader sees at once; the others stand behind 更多. */
const FIRST_SUBJECTS = SUBJECT_IDS.slice(0, 8);
const MORE_SUBJECTS = SUBJECT_IDS.slice(8);

/** Address of a list; what is not chosen is left out. */
export function listPath(query: ListQuery): string {
  const parts = new URLSearchParams();
  if (query.subject) parts.set('subject', query.subject);
  if (query.kind) parts.set('kind', query.kind);
  if (query.words) parts.set('q', query.words);
  if (query.page > 1) parts.set('page', String(query.page));
  const text = parts.toString();
  return text ? `/public?${text}` : '/public';
}

const addressOf = (answer: { number: string }): string => `/public/${answer.number}`;

/** The list of answers. */
export function listPage(
  site: Site,
  query: ListQuery,
  found: { answers: readonly PublicAnswer[]; total: number },
  figures: PublicFigures,
): string {
  const main = html`<h1 class="only-read">${site.name}回应公开</h1>
    ${facets(query)} ${found.answers.length === 0 ? nothingFound(query) : found.answers.map(row)}
    ${pager(query, found.total)}`;
  return layout({ title: `${site.name}回应公开`, site, main, aside: listAside(query, figures) });
}

const nothingFound = (query: ListQuery): Html =>
  listPath({ ...query, page: 1 }) === '/public'
    ? html`<p class="one" role="status">还没有公开的回应。审查完的回应会发布在这里。</p>`
    : html`<p class="one" role="status">没有符合条件的回应。<a href="/public">看全部回应</a></p>`;

function facets(query: ListQuery): Html {
  const link = (words: string, next: Partial<ListQuery>, on: boolean): Html =>
    html`<a href="${listPath({ ...query, ...next, page: 1 })}" ${on ? html`aria-current="true"` : ''}>${words}</a>`;
  const subject = (id: Subject): Html => link(SUBJECTS[id].short, { subject: id }, query.subject === id);
  const inMore = MORE_SUBJECTS.some((id) => id === query.subject);
  return html`<dl class="facets">
    <dt>领域</dt>
    <dd>
      ${link('全部', { subject: null }, query.subject === null)} ${FIRST_SUBJECTS.map(subject)}
      <details ${inMore ? html`open` : ''}>
        <summary>更多</summary>
        ${MORE_SUBJECTS.map(subject)}
      </details>
    </dd>
    <dt>类型</dt>
    <dd>
      ${link('全部', { kind: null }, query.kind === null)}
      ${ANSWER_KIND_IDS.map((id) => link(ANSWER_KINDS[id], { kind: id }, query.kind === id))}
    </dd>
  </dl>`;
}

function metaOf(answer: PublicAnswer): Html {
  const kind = kindOf(answer);
  return html`<div class="meta">
    <span class="kind ${kind}">${ANSWER_KINDS[kind]}</span>
    ${answer.state === 'withdrawn' && html`<span class="kind">已撤回</span>`}
    ${answer.state === 'corrected' && html`<span class="kind">已更正</span>`}
    ${answer.subject && html`<span>${SUBJECTS[answer.subject].short}</span>`}
    <time datetime="${answer.publishedAt.toISOString()}">${chinaMinute(answer.publishedAt)}</time>
    <span>${answer.unitName}</span>
    <span>编号 ${answer.number}</span>
  </div>`;
}

function row(answer: PublicAnswer): Html {
  return html`<section class="one">
    ${metaOf(answer)}
    <h2><a href="${addressOf(answer)}">${answer.title}</a></h2>
    <p>${answer.state === 'withdrawn' ? '本回应已撤回，撤回理由见正文页。' : summaryOf(answer.body)}</p>
    <div class="foot-row">
      <span>${answer.commitments.length > 0 && `承诺${keptWords(answer.commitments)}`}</span>
      <a href="${addressOf(answer)}" aria-label="阅读全文：${answer.title}">阅读全文</a>
    </div>
  </section>`;
}

/** How many pages a list of `total` has; an empty one has one. */
export const pageCount = (total: number): number => Math.max(1, Math.ceil(total / PAGE_SIZE));

function pager(query: ListQuery, total: number): Html | null {
  const last = pageCount(total);
  if (last === 1) return null;
  const to = (page: number, words: string): Html =>
    html`<a class="btn" href="${listPath({ ...query, page })}">${words}</a>`;
  return html`<nav class="pages" aria-label="分页">
    ${query.page > 1 && to(query.page - 1, '上一页')}
    <span class="meta">第 ${query.page} / ${last} 页，共 ${total} 件</span>
    ${query.page < last && to(query.page + 1, '下一页')}
  </nav>`;
}

function listAside(query: ListQuery, figures: PublicFigures): Html {
  return html`<section>
      <form class="search" action="/public" method="get" role="search">
        <label class="only-read" for="q">搜索回应标题、单位</label>
        <input id="q" name="q" type="search" value="${query.words}" placeholder="搜索回应标题、单位" maxlength="40" />
        <button class="btn">搜索</button>
      </form>
    </section>
    <section>
      <h2>订阅</h2>
      <p><a href="/public/feed.xml">全部回应 RSS</a>&emsp;<a href="/public/feed.json">JSON Feed</a></p>
    </section>
    <section>
      <h2>近 30 日</h2>
      <dl class="figures">
        <dt>已公开回应</dt>
        <dd>${figures.published} 件</dd>
        <dt>承诺已兑现</dt>
        <dd>${figures.kept} / ${figures.promised}</dd>
        <dt>采纳情况</dt>
        <dd>${figures.adopted} 件</dd>
        <dt>撤回或更正</dt>
        <dd>${figures.corrected} 件</dd>
      </dl>
    </section>
    <section>
      <h2>反映问题</h2>
      <p>拨打 12345，或在“网络问政”留言。</p>
    </section>`;
}

/** One answer whole, as it may be shown (shown.ts). */
export function answerPage(site: Site, answer: PublicAnswer, rated: boolean, now: Date): string {
  const { body } = answer;
  const main = html`<article>
    <nav class="crumbs" aria-label="位置">
      <a href="/public">回应公开</a>&emsp;/&emsp;${ANSWER_KINDS[kindOf(answer)]}
    </nav>
    <h1>${answer.title}</h1>
    ${metaOf(answer)} ${standing(answer)} ${answer.state === 'withdrawn' ? oldText(body) : text(body)}
    ${answer.state === 'current' && rating(answer, rated)}
  </article>`;
  return layout({ title: `${answer.title} · ${site.name}回应公开`, site, main, aside: answerAside(answer, now) });
}

/** Correction and withdrawal stay visible, with those who approved the text. */
function standing(answer: PublicAnswer): Html | null {
  const { withdrawal } = answer;
  if (withdrawal) {
    return html`<div class="notice" role="note">
      <h2>本回应已于 ${chinaMinute(withdrawal.at)} 撤回</h2>
      <p>理由：${withdrawal.reason}</p>
      <p>原审核：${withdrawal.approvers.join('；')}</p>
    </div>`;
  }
  if (answer.correctedBy) {
    return html`<div class="notice" role="note">
      <h2>本回应已更正</h2>
      <p>${correction(answer, answer.correctedBy)}</p>
    </div>`;
  }
  if (!answer.corrects) return null;
  return html`<div class="notice" role="note">
    <p>本文更正<a href="/public/${answer.corrects}">编号 ${answer.corrects}</a>。</p>
  </div>`;
}

/** Which text holds now; a correction may itself have been withdrawn. */
function correction(answer: PublicAnswer, number: string): Html {
  const link = html`<a href="/public/${number}">编号 ${number} 的更正</a>`;
  const gone = answer.siblings.some((one) => one.number === number && one.state === 'withdrawn');
  return gone ? html`${link}已撤回，原文保留如下，不作为现行回应。` : html`以${link}为准，原文保留如下。`;
}

const text = (body: string): Html =>
  html`<div class="text">
    ${blocksOf(body).map((block) => (block.heading ? html`<h2>${block.text}</h2>` : html`<p>${block.text}</p>`))}
  </div>`;

const oldText = (body: string): Html =>
  html`<details>
    <summary>查看已撤回的原文</summary>
    ${text(body)}
  </details>`;

function rating(answer: PublicAnswer, rated: boolean): Html {
  const total = RATING_IDS.reduce((sum, id) => sum + answer.ratings[id], 0);
  const share = (n: number): string => `${Math.round((100 * n) / Math.max(1, total))}%`;
  const shares = RATING_IDS.map((id) => `，${RATINGS[id].zh} ${share(answer.ratings[id])}`).join('');
  // Fewer say nothing of the public.
  const told = `${rated ? '已记下。' : ''}${total} 人已评${total >= FEWEST_RATINGS ? shares : ''}`;
  return html`<form class="rate" method="post" action="${addressOf(answer)}/rating" id="rating">
    <span>这份回应解决了您的疑问吗</span>
    ${RATING_IDS.map((id) => html`<button class="btn" name="value" value="${id}">${RATINGS[id].zh}</button>`)}
    <em role="status">${told}</em>
  </form>`;
}

function answerAside(answer: PublicAnswer, now: Date): Html {
  const { commitments, siblings } = answer;
  return html`${
      commitments.length > 0 &&
      html`<section>
        <h2>
          我们承诺的
          <span class="${commitments.every((one) => one.keptAt) ? 'all' : ''}">${keptWords(commitments)}</span>
        </h2>
        <ul>
          ${commitments.map(
            (one) =>
              html`<li class="${one.keptAt ? 'kept' : ''}">
                ${one.what}
                <small>
                  承诺 ${shortMinute(one.dueAt)}
                  前&emsp;${
                    one.keptAt
                      ? `${shortMinute(one.keptAt)} 兑现`
                      : one.dueAt <= now
                        ? html`<span class="late">已过期，尚未兑现</span>`
                        : '办理中'
                  }
                </small>
              </li>`,
          )}
        </ul>
      </section>`
    }
    ${
      siblings.length > 1 &&
      html`<section>
        <h2>前后发布</h2>
        <ul>
          ${siblings.map(
            (one) =>
              html`<li>
                <small>${shortMinute(one.publishedAt)}</small>
                ${
                  one.number === answer.number
                    ? html`<b aria-current="page">本文</b>`
                    : html`<a href="${addressOf(one)}">${one.title}</a>`
                }
              </li>`,
          )}
        </ul>
      </section>`
    }
    ${
      answer.nextReleaseAt &&
      html`<section>
        <h2>下次发布</h2>
        <p>${chinaMinute(answer.nextReleaseAt)} 前</p>
      </section>`
    }
    <section><p>对本回应有不同意见，可拨打 12345 或网络问政，注明编号 ${answer.number}。</p></section>`;
}
