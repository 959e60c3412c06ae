/** The public pages and feeds: anyone may read them; no cookie is set, no address is kept. */
import { SUBJECT_IDS } from '../../contract/vocabulary.ts';
import { z } from 'zod';
import { command, read, type AppRoute } from '../../access/declare.ts';
import type { Clock } from '../../platform/clock.ts';
import { transact, type Database } from '../../platform/database.ts';
import { append } from '../../platform/events/log.ts';
import { Document } from '../../platform/http/route.ts';
import { ANSWER_KIND_IDS, type PublicAnswer } from './answer.ts';
import { jsonFeed, rss } from './feeds.ts';
import { html } from '../../platform/http/html.ts';
import { layout, type Site } from './layout.ts';
import { answerPage, listPage, pageCount, PAGE_SIZE, type ListQuery } from './pages.ts';
import { shown } from './shown.ts';
import { answerByNumber, isRating, keepRating, listAnswers, publicFigures } from './store.ts';

export interface PublicParts {
  db: Database;
  now: Clock;
  site: () => Site;
  /** A visitor as a code that tells visitors apart and no more (HMAC). */
  voterOf(publicationId: string, visitor: string): string;
}

const FIGURES_MS = 30 * 86_400_000;
const FEED_LENGTH = 50;
const LAST_PAGE = 500;
const HTML = 'text/html; charset=utf-8';

const pageNumber = (text: string | undefined): number => {
  const page = Number.parseInt(text ?? '1', 10);
  return Number.isInteger(page) ? Math.min(Math.max(page, 1), LAST_PAGE) : 1;
};

const LONGEST_SEARCH = 40;

/** Whole characters: half an emoji finds nothing. */
const searchWords = (text: string): string =>
  [...text.toWellFormed().replaceAll('\u0000', '').trim()].slice(0, LONGEST_SEARCH).join('');

export function publicRoutes(parts: PublicParts): AppRoute[] {
  const { db, now, site } = parts;
  return [
    read({
      method: 'GET',
      path: '/public',
      access: 'public',
      handle: async ({ query }) => {
        const asked = {
          subject: SUBJECT_IDS.find((id) => id === query.subject) ?? null,
          kind: ANSWER_KIND_IDS.find((id) => id === query.kind) ?? null,
          words: searchWords(query.q ?? ''),
          page: pageNumber(query.page),
        };
        const { page, found } = await listed(db, asked);
        const figures = await publicFigures(db, new Date(now().getTime() - FIGURES_MS));
        return new Document(HTML, listPage(site(), { ...asked, page }, found, figures));
      },
    }),
    read({
      method: 'GET',
      path: '/public/feed.xml',
      access: 'public',
      handle: async ({ origin }) => {
        return new Document('application/rss+xml; charset=utf-8', rss(site(), origin, await latest(db)));
      },
    }),
    read({
      method: 'GET',
      path: '/public/feed.json',
      access: 'public',
      handle: async ({ origin }) => {
        return new Document('application/feed+json; charset=utf-8', jsonFeed(site(), origin, await latest(db)));
      },
    }),
    read({
      method: 'GET',
      path: '/public/:number',
      access: 'public',
      handle: async ({ params, query }) => {
        const answer = await answerByNumber(db, params.number ?? '');
        if (!answer) return nothingHere(site());
        return new Document(HTML, answerPage(site(), shown(answer), query.rated === '1', now()));
      },
    }),
    command({
      method: 'POST',
      path: '/public/:number/rating',
      access: 'public',
      body: z.object({ value: z.string().optional() }),
      handle: async ({ params, body, visitor }) => {
        const answer = await answerByNumber(db, params.number ?? '');
        if (!answer) return nothingHere(site());
        const { value } = body;
        const counted = isRating(value) && answer.state === 'current';
        if (counted) {
          await transact(db, async (tx) => {
            const voter = parts.voterOf(answer.id, visitor);
            // The same said again is nothing new: a visitor can't fill the record by it.
            if (!(await keepRating(tx, answer.id, voter, value, now()))) return;
            const data = { publicationId: answer.id, value };
            await append(tx, [
              { stream: `publication:${answer.id}`, type: 'publication_rated', data, actor: 'public', at: now() },
            ]);
          });
        }
        const location = `/public/${answer.number}${counted ? '?rated=1' : ''}#rating`;
        return new Document('text/plain; charset=utf-8', '', { status: 303, headers: { Location: location } });
      },
    }),
  ];
}

async function latest(db: Database): Promise<PublicAnswer[]> {
  const { answers } = await listAnswers(db, { subject: null, kind: null, words: '', offset: 0, limit: FEED_LENGTH });
  return answers.map(shown);
}

/** What was asked for; beyond the last page, the last one. */
async function listed(db: Database, asked: ListQuery) {
  const at = (page: number) => listAnswers(db, { ...asked, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE });
  const first = await at(asked.page);
  const page = Math.min(asked.page, pageCount(first.total));
  const { answers, total } = page === asked.page ? first : await at(page);
  return { page, found: { answers: answers.map(shown), total } };
}

function nothingHere(site: Site): Document {
  const main = html`<h1>没有这份回应</h1>
    <p>编号可能有误。已发布的回应即使更正或撤回，也仍在原处。</p>
    <p><a href="/public">看全部回应</a></p>`;
  return new Document(HTML, layout({ title: `没有这份回应 · ${site.name}回应公开`, site, main, aside: html`` }), {
    status: 404,
  });
}
