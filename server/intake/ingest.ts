/** What stands in a source becomes an item; pure. */
import { redact } from '../../classifiers/redaction.ts';
import { hashText } from '../platform/events/chain.ts';
import { clip, fingerprintText, normaliseLine, normaliseText } from './normalise.ts';

/** One thing a source showed, in its own words. */
export interface Incoming {
  externalId: string;
  url: string | null;
  title: string;
  text: string;
  publishedAt: Date | null;
  /** 工单号, where another channel already handles it. */
  orderNumber?: string | null;
  /** Account that typed it in, and the unit it reports for. */
  reportedBy?: string | null;
  reportingUnit?: string | null;
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
  orderNumber?: string | null;
  reportedBy?: string | null;
  reportingUnit?: string | null;
}

/** Characters of text a queue and a classifier should carry; longer ones are cut, the sealed original is whole. */
const TEXT_LIMIT = 50_000;
const ID_LIMIT = 500;
const URL_LIMIT = 2_000;

/** Normalises and masks. `officials` are names of persons in office, which stay. */
export function prepareItem(incoming: Incoming, officials: readonly string[]): PreparedItem {
  const title = normaliseText(incoming.title).replaceAll('\n', ' ');
  const text = normaliseText(incoming.text).slice(0, TEXT_LIMIT).toWellFormed();
  const whole = redact(`${title}\n${text}`, { officials: [...officials] });
  const maskedTitle = whole.text.slice(0, title.length);
  const maskedBody = whole.text.slice(title.length + 1);
  const { orderNumber, reportedBy, reportingUnit, publishedAt } = incoming;
  return {
    externalId: clip(normaliseLine(incoming.externalId), ID_LIMIT),
    url: incoming.url === null ? null : clip(normaliseLine(incoming.url), URL_LIMIT),
    title: maskedTitle,
    body: maskedBody,
    textHash: hashText(`${maskedTitle}\n${maskedBody}`),
    canonical: fingerprintText(title, text),
    original: JSON.stringify({ title: incoming.title, text: incoming.text }),
    maskedCount: whole.spans.length,
    publishedAt: publishedAt && Number.isFinite(publishedAt.getTime()) ? publishedAt : null,
    orderNumber: normaliseLine(orderNumber ?? '') || null,
    reportedBy: reportedBy ?? null,
    reportingUnit: reportingUnit ?? null,
  };
}
