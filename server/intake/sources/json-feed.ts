/** JSON Feed 1.0 and 1.1, and the plain lists of objects that sites serve in its place. */
import { Fault } from '../../platform/fault.ts';
import { ENTRY_LIMIT } from './raw-entry.ts';
import type { RawEntry, RawFeed } from './raw-entry.ts';

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A scalar as text; anything else is absent. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

const texts = (fields: Fields, names: readonly string[]): string[] =>
  names.map((name) => textOf(fields[name])).filter((value): value is string => value !== undefined);

function authorOf(fields: Fields): string | undefined {
  const list = Array.isArray(fields['authors']) ? fields['authors'] : [fields['author']];
  const [first] = list as unknown[];
  return isObject(first) ? textOf(first['name']) : textOf(first);
}

function entryOf(fields: Fields, base: string | undefined): RawEntry {
  const entry: RawEntry = {
    links: texts(fields, ['url', 'link', 'external_url']),
    bodies: texts(fields, ['content_html', 'content_text', 'content', 'text', 'body', 'description']),
    spareBodies: texts(fields, ['summary']),
    dates: texts(fields, [
      'date_published',
      'publishedAt',
      'published',
      'pubDate',
      'time',
      'date',
      'date_modified',
      'updated',
    ]),
  };
  const [id] = texts(fields, ['id', 'guid']);
  const [title] = texts(fields, ['title']);
  const author = authorOf(fields);
  if (id !== undefined) entry.id = id;
  if (title !== undefined) entry.title = title;
  if (author !== undefined) entry.author = author;
  if (base !== undefined) entry.base = base;
  return entry;
}

/** The list of entries of a document, or null where it holds none. */
function listOf(document: unknown): unknown[] | null {
  if (Array.isArray(document)) return document;
  if (!isObject(document)) return null;
  const list = document['items'] ?? document['data'];
  return Array.isArray(list) ? list : null;
}

/** Reads a JSON document as a feed; null where it holds no list of objects. Throws `feed_unreadable` where it is no JSON. */
export function readJsonFeed(text: string, baseUrl: string | undefined): RawFeed | null {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new Fault('feed_unreadable', '内容像是 JSON,但不完整或有错误，无法读取。', { cause });
  }
  const list = listOf(document);
  if (!list || (list.length > 0 && !list.some(isObject))) return null;
  const home = isObject(document) ? textOf(document['home_page_url']) : undefined;
  const entries = list.filter(isObject);
  return {
    entries: entries.slice(0, ENTRY_LIMIT).map((fields) => entryOf(fields, baseUrl ?? home)),
    truncated: false,
    overflow: entries.length > ENTRY_LIMIT,
  };
}
