/** The public pages and feeds: anyone may read them; no cookie is set, no address is kept. */
import { SUBJECT_IDS } from '../../contract/vocabulary.ts';
import { z } from 'zod';
import { redact } from '../../../classifiers/redaction.ts';
import { command, read, type AppRoute } from '../../access/declare.ts';
import type { Clock } from '../../platform/clock.ts';
import { transact, type Database } from '../../platform/database.ts';
import { append } from '../../platform/events/log.ts';
import { Document } from '../../platform/http/route.ts';
import { ANSWER_KIND_IDS, type PublicAnswer } from './answer.ts';
import { jsonFeed, rss } from './feeds.ts';
import { html } from '../../platform/http/html.ts';
import { layout, type Site } from './layout.ts';
import { answerPage, listPage, PAGE_SIZE } from './pages.ts';
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
          words: (query.q ?? '').toWellFormed().replaceAll('\u0000', '').trim().slice(0, 40),
          page: pageNumber(query.page),
        };
        const found = await listAnswers(db, { ...asked, offset: (asked.page - 1) * PAGE_SIZE, limit: PAGE_SIZE });
        const figures = await publicFigures(db, new Date(now().getTime() - FIGURES_MS));
        return new Document(HTML, listPage(site(), asked, found, figures));
      },
    }),
    read({
      method: 'GET',
      path: '/public/feed.xml',
      access: 'public',
      handle: async ({ origin }) => {
        const { answers } = await latest(db);
        return new Document('application/rss+xml; charset=utf-8', rss(site(), origin, answers));
      },
    }),
    read({
      method: 'GET',
      path: '/public/feed.json',
      access: 'public',
      handle: async ({ origin }) => {
        const { answers } = await latest(db);
        return new Document('application/feed+json; charset=utf-8', jsonFeed(site(), origin, answers));
      },
    }),
    read({
      method: 'GET',
      path: '/public/:number',
      access: 'public',
      handle: async ({ params, query }) => {
        const answer = await answerByNumber(db, params.number ?? '');
        if (!answer) return nothingHere(site());
        return new Document(HTML, answerPage(site(), answer, shownText(answer), query.rated === '1', now()));
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
            await keepRating(tx, answer.id, parts.voterOf(answer.id, visitor), value, now());
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

const latest = (db: Database) =>
  listAnswers(db, { subject: null, kind: null, words: '', offset: 0, limit: FEED_LENGTH });

/** A withdrawn text may have been withdrawn for what it gave away: it is masked once more. */
function shownText(answer: PublicAnswer): string {
  return answer.state === 'withdrawn' ? redact(answer.body).text : answer.body;
}

function nothingHere(site: Site): Document {
  const main = html`<h1>没有这份回应</h1>
    <p>编号可能有误。已发布的回应即使更正或撤回，也仍在原处。</p>
    <p><a href="/public">看全部回应</a></p>`;
  return new Document(HTML, layout({ title: `没有这份回应 · ${site.name}回应公开`, site, main, aside: html`` }), {
    status: 404,
  });
}
