/** One row of a table that people keep (letters, hotline orders) to what intake takes; pure. Columns are known by their usual names. */
import type { Incoming } from '../ingest.ts';
import { clip } from '../normalise.ts';
import { HEADINGS, type Field } from './table-headings.ts';
import { firstDate } from './dates.ts';
import { htmlToText, looksLikeMarkup } from './html-text.ts';
import type { FeedWarning } from './feed-item.ts';

export type RowFault = 'item_empty' | 'id_invalid';

/** What became of a row: something to store with what was mended, or why it is left out. */
export type TableRow = { incoming: Incoming; warnings: FeedWarning[] } | { fault: RowFault };

const ID_LIMIT = 500;
const TEXT_LIMIT = 200_000;

/** The cell of a field: the first of its headings that is there and not empty. */
function cellOf(row: Readonly<Record<string, unknown>>, field: Field): string {
  for (const [heading, value] of Object.entries(row)) {
    if (!HEADINGS[field].includes(heading.trim().toLowerCase())) continue;
    const text = value instanceof Date ? value.toISOString() : scalar(value);
    if (text.trim() !== '') return text;
  }
  return '';
}

const scalar = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';

const plain = (text: string): string => (looksLikeMarkup(text) ? htmlToText(text) : text);

/** Reads a row. `place` names it where it has no id of its own. Dates later than a day after `now` are not believed. */
export function tableRow(row: Readonly<Record<string, unknown>>, place: string, now: Date): TableRow {
  const text = plain(clip(cellOf(row, 'text'), TEXT_LIMIT)).trim();
  const title = plain(clip(cellOf(row, 'title'), TEXT_LIMIT)).trim();
  if (text === '' && title === '') return { fault: 'item_empty' };
  const id = cellOf(row, 'id').trim();
  if (id.length > ID_LIMIT) return { fault: 'id_invalid' };
  const warnings: FeedWarning[] = [];
  const date = firstDate([cellOf(row, 'time')].filter(Boolean), now);
  if (date.fault) warnings.push(date.fault);
  const address = cellOf(row, 'url').trim();
  const url = /^https?:\/\//i.test(address) && URL.canParse(address) && address.length <= 2_000 ? address : null;
  if (address && !url) warnings.push('url_refused');
  if (title === '') warnings.push('title_missing');
  return {
    incoming: {
      externalId: id || place,
      url,
      title: title || clip(text.split(/[\n。!?!?]/, 1)[0] ?? text, 40),
      text,
      publishedAt: date.at ? new Date(date.at) : null,
      orderNumber: cellOf(row, 'orderNumber').trim().slice(0, 64) || null,
    },
    warnings,
  };
}
