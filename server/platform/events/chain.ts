/** The hash chain of one stream; pure. */
import { createHash } from 'node:crypto';
import canonicalizeModule from 'canonicalize';

// The package is CommonJS with a default export; its types and its run-time shape differ.
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/** What stands before the first event of a stream. */
export const NO_PREV = '';

export interface Link {
  prev: string;
  stream: string;
  version: number;
  type: string;
  data: unknown;
  actor: string;
  at: Date;
}

/** SHA-256 (hex) over RFC 8785 canonical JSON of the link; `at` counts in whole milliseconds. */
export function hashLink({ prev, stream, version, type, data, actor, at }: Link): string {
  const canonical = canonicalize({ prev, stream, version, type, data, actor, at: at.getTime() });
  return createHash('sha256')
    .update(canonical ?? '')
    .digest('hex');
}

/** SHA-256 (hex) of a text, as events name texts. */
export function hashText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Lone surrogates become U+FFFD and NUL is refused by leaving it out: what PostgreSQL can't keep never enters the hash. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}

/** Data as JSON keeps it, every text in it and every key cleaned. */
export function cleanData<T>(data: T): T {
  return JSON.parse(JSON.stringify(data), (_key, value: unknown) => {
    if (typeof value === 'string') return cleanText(value);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    // fromEntries defines its keys, so that one named __proto__ stays a key.
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [cleanText(key), part]));
  }) as T;
}
