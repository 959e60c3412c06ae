/** One pushed entry to what intake takes, or why it is refused; pure. */
import { pushedEntrySchema } from '../../contract/source-requests.ts';
import { cleanText } from '../../platform/events/chain.ts';
import type { Incoming } from '../ingest.ts';
import { clip, normaliseLine } from '../normalise.ts';
import { FEED_WARNINGS, feedItem, type FeedWarning } from '../sources/feed-item.ts';

/** Why an entry is refused as a whole. */
export const REFUSALS = {
  invalid_entry: '格式不符合要求，没有接收',
  text_empty: '没有正文，没有接收',
} as const;

export interface ReadEntry {
  /** As the sender named it; empty where it gave none. */
  id: string;
  incoming: Incoming | null;
  /** Why it is refused; or what was mended, where it is taken. */
  code?: keyof typeof REFUSALS | FeedWarning;
  message?: string;
}

/** That an address, a title or a time is left out is the sender's choice, and no fault. */
const USUAL: readonly FeedWarning[] = ['url_missing', 'title_missing', 'date_missing'];
const ID_LIMIT = 500;

/** Reads one entry of a push. Markup is taken out of it as out of a feed; a time that can't be believed is left out and said. */
export function readEntry(value: unknown, now: Date): ReadEntry {
  const parsed = pushedEntrySchema.safeParse(value);
  if (!parsed.success) {
    const places = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || '条目'))].slice(0, 5);
    return refused(idOf(value), 'invalid_entry', `${REFUSALS.invalid_entry}(${cleanText(places.join('、'))})。`);
  }
  const { title, text, url, publishedAt, orderNumber } = parsed.data;
  const id = idOf(value);
  if (normaliseLine(id) === '') return refused(id, 'invalid_entry', `${REFUSALS.invalid_entry}(id)。`);
  const item = feedItem(
    {
      id,
      links: url ? [url] : [],
      title: title ?? '',
      bodies: [text],
      spareBodies: [],
      dates: publishedAt ? [publishedAt] : [],
    },
    now,
  );
  if (!item?.text) return refused(id, 'text_empty', `${REFUSALS.text_empty}。`);
  const incoming: Incoming = {
    externalId: item.id,
    url: item.url,
    title: item.title,
    text: item.text,
    publishedAt: item.publishedAt ? new Date(item.publishedAt) : null,
    orderNumber: orderNumber ?? null,
  };
  const [code] = item.warnings.filter((warning) => !USUAL.includes(warning));
  return code ? { id, incoming, code, message: `${FEED_WARNINGS[code]}。` } : { id, incoming };
}

const refused = (id: string, code: keyof typeof REFUSALS, message: string): ReadEntry => ({
  id,
  incoming: null,
  code,
  message,
});

/** The id as the sender will look for it in the answer. */
function idOf(value: unknown): string {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === 'string' || typeof id === 'number' ? clip(cleanText(String(id)), ID_LIMIT) : '';
}
