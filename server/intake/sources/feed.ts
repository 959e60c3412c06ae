/** Bytes of a feed to items: RSS 0.9–2.0, RSS 1.0/RDF, Atom, JSON Feed and plain JSON lists, in whatever state they come. */
import { Fault } from '../../platform/fault.ts';
import { decodeBytes } from './charset.ts';
import { feedItem } from './feed-item.ts';
import type { FeedItem, FeedWarning } from './feed-item.ts';
import { readJsonFeed } from './json-feed.ts';
import type { RawFeed } from './raw-entry.ts';
import { readXmlFeed } from './xml-feed.ts';

export interface FeedOptions {
  /** The Content-Type header the bytes came with. */
  contentType?: string | undefined;
  /** Where the bytes came from: what relative addresses refer to. */
  baseUrl?: string | undefined;
  /** Dates more than a day after it are not believed; default: the present. */
  now?: Date;
}

export interface ParsedFeed {
  /** In the order of the source, at most 2,000, each id once. */
  items: FeedItem[];
  /** What concerns the feed as a whole. */
  warnings: FeedWarning[];
  /** Entries left out, by reason. */
  left: Partial<Record<FeedWarning, number>>;
}

function readRaw(text: string, baseUrl: string | undefined): RawFeed {
  const json = /^\s*[[{]/.test(text);
  const feed = json ? readJsonFeed(text, baseUrl) : readXmlFeed(text, baseUrl);
  if (feed) return feed;
  if (/<html|<!doctype html|<body|<head/i.test(text.slice(0, 4096))) {
    throw new Fault('feed_unreadable', '该地址返回的是网页，不是订阅源。', {
      action: '请填写 RSS、Atom 或 JSON Feed 的地址。',
    });
  }
  throw new Fault('feed_unreadable', '内容不是可识别的订阅源。', { action: '请填写 RSS、Atom 或 JSON Feed 的地址。' });
}

/** A base that is no web address (a file's path) resolves nothing and would spoil whole addresses too. */
const webAddress = (base: string | undefined): string | undefined =>
  base !== undefined && /^https?:\/\//i.test(base) && URL.canParse(base) ? base : undefined;

interface Gathered {
  items: FeedItem[];
  left: Partial<Record<FeedWarning, number>>;
}

/** Items in order, empty ones left out, the first of each id kept and marked. */
function gather(feed: RawFeed, now: Date): Gathered {
  const byId = new Map<string, FeedItem>();
  const left: Gathered['left'] = {};
  for (const raw of feed.entries) {
    const item = feedItem(raw, now);
    const known = item && byId.get(item.id);
    if (known && !known.warnings.includes('duplicate_id')) known.warnings.push('duplicate_id');
    if (item && !known) byId.set(item.id, item);
    else left[item ? 'duplicate_id' : 'item_empty'] = (left[item ? 'duplicate_id' : 'item_empty'] ?? 0) + 1;
  }
  return { items: [...byId.values()], left };
}

/**
 * Reads a feed. A feed that is whole but has no items gives none and the warning `feed_without_items`.
 * Throws `feed_empty` on no content, `feed_unreadable` on what is no feed, `feed_truncated` where not one whole item came through.
 */
export function parseFeed(bytes: Uint8Array, options: FeedOptions = {}): ParsedFeed {
  const decoded = decodeBytes(bytes, options.contentType);
  // NUL and what stands before the first bracket (a blank line, a notice of the server) are no part of the document.
  const text = decoded.text.replaceAll('\u0000', '');
  if (text.trim() === '')
    throw new Fault('feed_empty', '订阅源没有返回任何内容。', { action: '请稍后再试，或核对地址。' });
  const feed = readRaw(text, webAddress(options.baseUrl));
  const { items, left } = gather(feed, options.now ?? new Date());
  const warnings = new Set<FeedWarning>(Object.keys(left) as FeedWarning[]);
  if (feed.truncated && items.length === 0) {
    throw new Fault('feed_truncated', '订阅源内容不完整，没有一条完整的信息。', { action: '请稍后再试。' });
  }
  if (decoded.mismatch) warnings.add('charset_mismatch');
  if (decoded.damaged) warnings.add('bytes_damaged');
  if (feed.truncated) warnings.add('feed_truncated');
  if (feed.overflow) warnings.add('too_many_items');
  if (items.length === 0) warnings.add('feed_without_items');
  return { items, warnings: [...warnings], left };
}
