/** What anyone does with the public pages: reads them, rates an answer. A visitor is told apart by the browser's name. */
import type { SaveDraft } from '../../server/contract/case-requests.ts';
import type { ConfirmItem } from '../../server/contract/requests.ts';
import { hoursLater, openAccepted, publishText, type Published } from './answers.ts';
import { Client, type Answer } from './client.ts';
import type { House } from './house.ts';

export interface Visitor {
  read(path: string): Promise<Answer & { text: string }>;
  rate(number: string, value: string, headers?: Record<string, string | null>): Promise<Answer>;
}

const FORM = 'application/x-www-form-urlencoded';

export function visitorOf(origin: string, browser = 'reader'): Visitor {
  const agent = { 'user-agent': browser, 'x-csrf-token': null };
  return {
    async read(path) {
      const answer = await new Client(origin).send('GET', path, { headers: agent });
      return { ...answer, text: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body) };
    },
    rate: (number, value, headers = {}) =>
      new Client(origin).send('POST', `/public/${number}/rating`, {
        raw: new URLSearchParams({ value }).toString(),
        headers: { ...agent, 'content-type': FORM, ...headers },
      }),
  };
}

export interface FeedItem {
  url: string;
  title: string;
  content_html: string;
}

/** The items of the JSON feed. */
export async function feedItems(visitor: Visitor): Promise<FeedItem[]> {
  const { text } = await visitor.read('/public/feed.json');
  return (JSON.parse(text) as { items: FeedItem[] }).items;
}

/** A published answer in a case of its own; an hour passes before, so that each has its place in the lists. */
export async function publishedIn(
  house: House,
  more: Partial<SaveDraft> = {},
  chosen: Partial<ConfirmItem> = {},
): Promise<Published & { caseId: string }> {
  house.time.now = hoursLater(house, 1);
  const caseId = await openAccepted(house, chosen);
  return { caseId, ...(await publishText(house, caseId, more)) };
}
