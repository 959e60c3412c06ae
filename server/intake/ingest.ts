/** What stands in a source becomes an item; pure. */
import { redact } from '../../classifiers/redaction.ts';
import { hashText } from '../platform/events/chain.ts';
import { fingerprintText, normaliseText } from './normalise.ts';

/** One thing a source showed, in its own words. */
export interface Incoming {
  externalId: string;
  url: string | null;
  title: string;
  text: string;
  publishedAt: Date | null;
}

/** An item ready to be stored: masked, with the original beside it to be sealed. */
export interface PreparedItem {
  externalId: string;
  url: string | null;
  title: string;
  body: string;
  /** SHA-256 of the masked title + "\n" + body: what verdicts name. */
  textHash: string;
  /** Canonical form of the unmasked text: its HMAC finds the same post again, whatever the redactor of that day masks. */
  canonical: string;
  original: string;
  maskedCount: number;
  publishedAt: Date | null;
}

/** Characters of text a queue and a classifier should carry; longer ones are cut, the sealed original is whole. */
const TEXT_LIMIT = 50_000;

/** Normalises and masks. `officials` are names of persons in office, which stay. */
export function prepareItem(incoming: Incoming, officials: readonly string[]): PreparedItem {
  const title = normaliseText(incoming.title).replaceAll('\n', ' ');
  const text = normaliseText(incoming.text).slice(0, TEXT_LIMIT).toWellFormed();
  const whole = redact(`${title}\n${text}`, { officials: [...officials] });
  const maskedTitle = whole.text.slice(0, title.length);
  const maskedBody = whole.text.slice(title.length + 1);
  return {
    externalId: incoming.externalId,
    url: incoming.url,
    title: maskedTitle,
    body: maskedBody,
    textHash: hashText(`${maskedTitle}\n${maskedBody}`),
    canonical: fingerprintText(title, text),
    original: JSON.stringify({ title: incoming.title, text: incoming.text }),
    maskedCount: whole.spans.length,
    publishedAt: incoming.publishedAt,
  };
}
