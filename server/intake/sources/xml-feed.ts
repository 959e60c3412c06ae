/**
 * A tolerant walk over RSS 0.9–2.0, RSS 1.0/RDF and Atom. Our own because what offices serve is often not well-formed: bare "&",
 * HTML entities, markup without CDATA, wrong case, missing end tags, a file cut in the middle. Entities a document defines itself
 * are never expanded.
 */
import { Parser } from 'htmlparser2';
import { Fault } from '../../platform/fault.ts';
import { clip } from '../normalise.ts';
import { ENTRY_LIMIT } from './raw-entry.ts';
import type { RawEntry, RawFeed } from './raw-entry.ts';

/** Nesting beyond this is no feed: the parser's stack would grow slow. */
const DEEPEST = 400;

/** Namespaces whose elements are known by a fixed prefix here, whatever prefix the document binds. */
const NAMESPACES: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/www\.w3\.org\/2005\/atom\/?$/i, ''],
  [/^https?:\/\/purl\.org\/atom\/ns#?$/i, ''],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/?$/i, ''],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content\/?$/i, 'content:'],
  [/^https?:\/\/purl\.org\/dc\/elements\/1\.[01]\/?$/i, 'dc:'],
  [/^https?:\/\/purl\.org\/dc\/terms\/?$/i, 'dcterms:'],
  [/^https?:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#?$/i, 'rdf:'],
];

const ROOTS = new Set(['rss', 'rdf:rdf', 'feed', 'channel']);
const ENTRIES = new Set(['item', 'entry']);
const DATES = [
  'pubdate', 'published', 'issued', 'dc:date', 'dcterms:issued', 'dcterms:created', 'created', 'date', 'updated', 'modified',
  'dcterms:modified', 'a10:updated',
]; // prettier-ignore
const BODIES = ['content:encoded', 'content', 'description', 'summary', 'xhtml:body', 'body', 'fulltext'];
const SPARE_BODIES = ['media:description', 'itunes:summary', 'dc:description', 'excerpt:encoded'];
const AUTHORS = ['author', 'dc:creator', 'itunes:author', 'creator'];
const FIELDS = new Set([
  'title',
  'media:title',
  'dc:title',
  'link',
  'guid',
  'id',
  ...DATES,
  ...BODIES,
  ...SPARE_BODIES,
  ...AUTHORS,
]);

type Attributes = Record<string, string>;

interface Field {
  name: string;
  attributes: Attributes;
  parts: string[];
  /** Markup stands as elements, not as escaped text: text between must be escaped again. */
  elements: boolean;
  depth: number;
}

interface OpenEntry {
  depth: number;
  base: string | undefined;
  about: string | undefined;
  fields: Field[];
}

const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

class FeedWalk {
  readonly feed: RawFeed = { entries: [], truncated: false, overflow: false };
  /** A root of a feed was seen. */
  known = false;
  atEnd = false;
  private depth = 0;
  private readonly prefixes = new Map<string, string>();
  private readonly bases: { depth: number; base: string }[] = [];
  private entry: OpenEntry | null = null;
  private field: Field | null = null;
  private siteLink: string[] | null = null;
  private site: string | undefined;
  private readonly outerBase: string | undefined;

  constructor(outerBase: string | undefined) {
    this.outerBase = outerBase;
  }

  /** The name with the prefix this file knows its namespace by. */
  private nameOf(raw: string): string {
    const colon = raw.indexOf(':');
    if (colon < 0) return raw;
    const prefix = this.prefixes.get(raw.slice(0, colon));
    return prefix === undefined ? raw : prefix + raw.slice(colon + 1);
  }

  private bindPrefixes(attributes: Attributes): void {
    for (const [key, value] of Object.entries(attributes)) {
      if (!key.startsWith('xmlns:')) continue;
      const known = NAMESPACES.find(([uri]) => uri.test(value.trim()));
      if (known) this.prefixes.set(key.slice(6), known[1]);
    }
  }

  private base(): string | undefined {
    return this.bases.at(-1)?.base ?? resolve(this.site, this.outerBase) ?? this.outerBase;
  }

  open(raw: string, attributes: Attributes): void {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new Fault('feed_unreadable', '订阅源嵌套层数过多，无法读取。');
    this.bindPrefixes(attributes);
    const name = this.nameOf(raw);
    if (ROOTS.has(name)) this.known = true;
    const ownBase = attributes['xml:base'];
    if (ownBase) this.bases.push({ depth: this.depth, base: resolve(ownBase, this.base()) ?? this.base() ?? '' });
    if (this.known && ENTRIES.has(name)) return this.openEntry(attributes);
    if (this.field) return this.openInside(raw, name, attributes);
    if (this.entry && this.depth === this.entry.depth + 1 && FIELDS.has(name)) this.openField(name, attributes);
    if (!this.entry && name === 'link' && this.known) this.openSiteLink(attributes);
  }

  /** The address of the site, to which offices' relative addresses refer. */
  private openSiteLink(attributes: Attributes): void {
    if (this.site !== undefined) return;
    const href = attributes['href']?.trim();
    if (!href) this.siteLink = [];
    else if ((attributes['rel'] ?? 'alternate') === 'alternate') this.site = href;
  }

  private openEntry(attributes: Attributes): void {
    // An entry inside an entry: the end tag of the one before is missing.
    this.finishEntry();
    if (this.feed.entries.length >= ENTRY_LIMIT) this.feed.overflow = true;
    else this.entry = { depth: this.depth, base: this.base(), about: attributes['rdf:about'], fields: [] };
  }

  private openField(name: string, attributes: Attributes): void {
    const elements = name === 'author' || attributes['type'] === 'xhtml';
    this.field = { name, attributes, parts: [], elements, depth: this.depth };
  }

  private openInside(raw: string, name: string, attributes: Attributes): void {
    const field = this.field;
    if (!field) return;
    // A field of its own kind inside a one-line field: that one's end tag is missing.
    if (FIELDS.has(name) && LINES.has(field.name) && this.entry) {
      this.entry.fields.push(field);
      this.entry.depth = this.depth - 1;
      this.openField(name, attributes);
      return;
    }
    field.parts.push(`<${raw}>`);
  }

  text(data: string): void {
    if (this.field) this.field.parts.push(this.field.elements ? escapeText(data) : data);
    else this.siteLink?.push(data);
  }

  close(raw: string, implied: boolean): void {
    if (this.atEnd) return this.cutOff();
    const depth = this.depth;
    this.depth -= 1;
    if (this.bases.at(-1)?.depth === depth) this.bases.pop();
    if (this.siteLink && !this.entry && this.nameOf(raw) === 'link') this.finishSiteLink();
    if (this.field && depth > this.field.depth && !implied) this.field.parts.push(`</${raw}>`);
    if (this.field && depth === this.field.depth) this.finishField();
    if (this.entry && depth <= this.entry.depth && ENTRIES.has(this.nameOf(raw))) this.finishEntry();
  }

  /** The bytes ended inside an element; an entry still open is incomplete and left out. */
  private cutOff(): void {
    this.feed.truncated = true;
    this.entry = null;
    this.field = null;
  }

  private finishSiteLink(): void {
    const link = this.siteLink?.join('').trim();
    if (link) this.site = link;
    this.siteLink = null;
  }

  private finishField(): void {
    if (this.field && this.entry) this.entry.fields.push(this.field);
    this.field = null;
  }

  private finishEntry(): void {
    this.finishField();
    if (this.entry) this.feed.entries.push(entryOf(this.entry));
    this.entry = null;
  }
}

/** Fields that never hold other fields. */
const LINES = new Set(['title', 'link', 'guid', 'id', ...DATES]);

/** An absolute address, or undefined. */
function resolve(address: string | undefined, base: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address.trim(), base)) return undefined;
  return new URL(address.trim(), base).href;
}

const valueOf = (field: Field): string => field.parts.join('');

function linksOf(entry: OpenEntry): string[] {
  const links = entry.fields.filter((field) => field.name === 'link');
  const rank = ({ attributes }: Field): number => {
    const rel = (attributes['rel'] ?? 'alternate').toLowerCase();
    if (rel !== 'alternate') return /^(self|via|related)$/.test(rel) ? 3 : 9;
    return /html|^$/.test(attributes['type'] ?? '') ? 0 : 1;
  };
  const ranked = links.filter((field) => rank(field) < 9).sort((one, other) => rank(one) - rank(other));
  const addresses = ranked.map((field) => valueOf(field).trim() || (field.attributes['href'] ?? '').trim());
  const guid = entry.fields.find(({ name, attributes }) => name === 'guid' && attributes['ispermalink'] !== 'false');
  // A guid or Atom id serves as address only where it is one; entry ids are often the very address.
  const id = guid ?? entry.fields.find(({ name }) => name === 'id');
  if (id && /^\s*https?:\/\//i.test(valueOf(id))) addresses.push(valueOf(id));
  if (entry.about && /^\s*https?:\/\//i.test(entry.about)) addresses.push(entry.about);
  return addresses.filter((address) => address !== '');
}

const textual = ({ attributes }: Field): boolean => {
  const type = attributes['type'] ?? 'html';
  return (
    attributes['src'] === undefined &&
    /^(text|html|xhtml|escaped)$|^text\/|xml$/i.test(type) &&
    attributes['mode'] !== 'base64'
  );
};

/** "Name" of an Atom author element, "Name" of "mail@example (Name)", or the text itself. */
function authorOf(value: string): string {
  const named = /<(?:\w+:)?name>([\s\S]*?)(?:<\/|$)/i.exec(value)?.[1];
  return (
    named ??
    /^[^\s()]+@[^\s()]+\s*\(([^()]+)\)\s*$/.exec(value.trim())?.[1] ??
    value.replace(/<(uri|email)>[\s\S]*?<\/\1>/gi, '')
  );
}

function entryOf(open: OpenEntry): RawEntry {
  const values = (names: readonly string[]): string[] =>
    names
      .flatMap((name) => open.fields.filter((field) => field.name === name))
      .filter(textual)
      .map(valueOf)
      .filter((value) => value.trim() !== '');
  const [title] = values(['title', 'dc:title', 'media:title']);
  const [id] = values(['guid', 'id']);
  const [author] = values(AUTHORS).map((value) => authorOf(clip(value, 2000)));
  const entry: RawEntry = {
    links: linksOf(open),
    bodies: values(BODIES),
    spareBodies: values(SPARE_BODIES),
    dates: values(DATES),
  };
  const about = open.about?.trim();
  if (id !== undefined || about) entry.id = id ?? about;
  if (title !== undefined) entry.title = title;
  if (author !== undefined) entry.author = author;
  if (open.base !== undefined) entry.base = open.base;
  return entry;
}

/** Reads a document as an XML feed; null where it has no root of one. Throws `feed_unreadable` on hostile nesting. */
export function readXmlFeed(text: string, baseUrl: string | undefined): RawFeed | null {
  const walk = new FeedWalk(baseUrl);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => walk.open(name, attributes),
      ontext: (data) => walk.text(data),
      onclosetag: (name, implied) => walk.close(name, implied),
    },
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  );
  parser.write(text);
  walk.atEnd = true;
  parser.end();
  return walk.known ? walk.feed : null;
}
