/** The piece of a text that shows why it was found, with the found words marked; pure. */
import type { Marked } from '../contract/search-views.ts';
import { fold, type Wanted } from './terms.ts';

/** Units of text before the first found word, and in all. */
const LEAD_IN = 24;
const LENGTH = 120;

type Span = [number, number];

/** Marks the found words in a text. Words stand as they were typed, or in the parts they were cut into. */
export function markAll(text: string, wanted: readonly Wanted[]): Marked {
  return { text, marks: spansIn(fold(text), wanted) };
}

/** The piece around the first found word; from the beginning where none stands in it. Line breaks become blanks. */
export function excerpt(text: string, wanted: readonly Wanted[]): Marked {
  const line = text.replaceAll(/\s/g, ' ');
  const spans = spansIn(fold(line), wanted);
  const first = spans[0]?.[0] ?? 0;
  let start = first <= LEAD_IN ? 0 : first - LEAD_IN;
  if (isLow(line, start)) start += 1;
  let end = Math.min(line.length, start + LENGTH);
  if (isLow(line, end)) end -= 1;
  const before = start > 0 ? '……' : '';
  const shift = before.length - start;
  const marks = spans
    .filter(([from, to]) => from >= start && to <= end)
    .map(([from, to]): Span => [from + shift, to + shift]);
  return { text: `${before}${line.slice(start, end)}${end < line.length ? '……' : ''}`, marks };
}

/** Whether a cut here would part a surrogate pair. */
const isLow = (text: string, at: number): boolean => /[\udc00-\udfff]/.test(text.charAt(at));

const MARKS_LIMIT = 500;

function spansIn(folded: string, wanted: readonly Wanted[]): Span[] {
  const spans = wanted.flatMap(({ whole, parts }) => {
    const standing = occurrences(folded, whole);
    return standing.length > 0 ? standing : parts.flatMap((part) => occurrences(folded, part));
  });
  return merged(spans);
}

function occurrences(text: string, words: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(words); at >= 0 && spans.length < MARKS_LIMIT; at = text.indexOf(words, at + words.length))
    spans.push([at, at + words.length]);
  return spans;
}

function merged(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = out.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}
