/** One entry as a source wrote it to one item as intake takes it: address, text, date, id, and what was mended on the way. */
import { createHash } from 'node:crypto';
import { clip, normaliseLine, normaliseText } from '../normalise.ts';
import { firstDate } from './dates.ts';
import { htmlToText, looksLikeMarkup } from './html-text.ts';
import type { RawEntry } from './raw-entry.ts';

/** What was mended or is missing, by code, in the words screens show. */
export const FEED_WARNINGS = {
  charset_mismatch: '内容的实际编码与声明的不一致，已按实际编码读取',
  bytes_damaged: '部分字符已损坏，无法还原',
  feed_truncated: '订阅源内容不完整，只读取了完整的条目',
  feed_without_items: '订阅源中没有条目',
  too_many_items: '条目超过 2000 条，只读取了前 2000 条',
  duplicate_id: '同一编号出现多次，只保留第一条',
  item_empty: '有条目既无标题也无正文，已略去',
  title_missing: '原文没有标题，以正文首句代替',
  title_cut: '标题过长，已截断',
  text_cut: '正文过长，已截断',
  url_missing: '原文没有网址',
  url_relative: '网址不完整，且不知道所属网站',
  url_refused: '网址不是网页地址，已略去',
  date_missing: '原文没有发布时间',
  date_unreadable: '发布时间无法识别',
  date_too_old: '发布时间过早，不予采信',
  date_in_future: '发布时间晚于当前时间一天以上，不予采信',
} as const;
export type FeedWarning = keyof typeof FEED_WARNINGS;

export interface FeedItem {
  /** The source's own id, else the address, else `sha256:` and the hash of title and text. */
  id: string;
  /** Absolute http(s) address; as written where it is relative to an unknown site; null where there is none. */
  url: string | null;
  /** Never empty, one line, at most 500 UTF-16 units. */
  title: string;
  /** Plain text without tags, at most 200,000 UTF-16 units; may be empty. */
  text: string;
  author?: string;
  /** ISO 8601 +08:00, or null where the source gives none to trust. */
  publishedAt: string | null;
  warnings: FeedWarning[];
}

export const TITLE_LIMIT = 500;
export const TEXT_LIMIT = 200_000;
const MADE_TITLE_LIMIT = 40;
const ID_LIMIT = 500;
const AUTHOR_LIMIT = 100;
/** Markup beyond this is not read: it is many times what a text of the limit needs. */
const BODY_LIMIT = 2_000_000;

interface Address {
  url: string | null;
  warning: FeedWarning | null;
}

/** The first usable address. Blanks and line breaks inside come from the source's editor and are no part of it. */
function addressOf(raw: RawEntry): Address {
  let warning: FeedWarning = 'url_missing';
  let relative: string | null = null;
  const base = raw.base || undefined;
  for (const written of raw.links) {
    const link = normaliseText(clip(written, 4000))
      .replace(/\s*\n\s*/g, '')
      .replace(/&amp;/g, '&');
    if (link === '' || link.length > 2000) continue;
    const parsed = URL.canParse(link, base) ? new URL(link, base) : null;
    if (parsed && /^https?:$/.test(parsed.protocol)) {
      // An absolute address stays as written: it is often the id, and letter for letter what the site links to.
      return { url: /^https?:\/\/\S+$/i.test(link) ? link : parsed.href, warning: null };
    }
    if (parsed || /^[a-z][\w+.-]*:/i.test(link)) warning = 'url_refused';
    else relative ??= link;
  }
  return relative === null ? { url: null, warning } : { url: relative, warning: 'url_relative' };
}

/** The first sentence of a text, at most 40 UTF-16 units. */
function firstSentence(text: string): string {
  const line = normaliseLine(text.split('\n', 1)[0] ?? '');
  const sentence = /^.*?[。!?!?;;](?=.)/u.exec(line)?.[0] ?? line;
  return clip(sentence, MADE_TITLE_LIMIT).trim();
}

/** The richest body: feeds carry the whole in one field and a summary in another, in either order. */
function textOf(raw: RawEntry): string {
  const plain = (body: string): string => normaliseText(htmlToText(clip(body, BODY_LIMIT)));
  const longest = (bodies: readonly string[]): string =>
    bodies.map(plain).reduce((best, text) => (text.length > best.length ? text : best), '');
  return longest(raw.bodies) || longest(raw.spareBodies);
}

/** A title is mostly plain text, in which markup and entities of HTML slip. */
function titleOf(raw: RawEntry): string {
  const title = clip(raw.title ?? '', 20 * TITLE_LIMIT);
  return normaliseLine(looksLikeMarkup(title) || title.includes('&') ? htmlToText(title) : title);
}

/** A name; a mail address is not taken up. */
function authorOf(raw: RawEntry): string | undefined {
  const author = clip(normaliseLine(htmlToText(clip(raw.author ?? '', 2000))), AUTHOR_LIMIT);
  return author === '' || /^\S+@\S+$/.test(author) ? undefined : author;
}

const hashed = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

function idOf(raw: RawEntry, url: string | null, title: string, text: string): string {
  const own = normaliseLine(clip(raw.id ?? '', 20 * ID_LIMIT)) || url;
  if (own === null) return hashed(`${title}\n${text}`);
  return own.length > ID_LIMIT ? hashed(own) : own;
}

/** Builds the item of an entry; null where it has neither title nor text. */
export function feedItem(raw: RawEntry, now: Date): FeedItem | null {
  const warnings: FeedWarning[] = [];
  const fullText = textOf(raw);
  const fullTitle = titleOf(raw);
  if (fullTitle === '' && fullText === '') return null;
  if (fullTitle === '') warnings.push('title_missing');
  if (fullTitle.length > TITLE_LIMIT) warnings.push('title_cut');
  if (fullText.length > TEXT_LIMIT) warnings.push('text_cut');
  const title = clip(fullTitle || firstSentence(fullText), TITLE_LIMIT);
  const text = clip(fullText, TEXT_LIMIT);
  const address = addressOf(raw);
  if (address.warning) warnings.push(address.warning);
  const date = firstDate(raw.dates, now);
  if (date.fault) warnings.push(date.fault);
  const author = authorOf(raw);
  return {
    id: idOf(raw, address.url, title, text),
    url: address.url,
    title,
    text,
    ...(author === undefined ? {} : { author }),
    publishedAt: date.at,
    warnings,
  };
}
