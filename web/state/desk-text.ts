/** The text of an answer as the editor shows it: paragraphs, and the program's findings found again after edits; pure. */
import type { TextFinding } from '../../server/contract/case-detail-views.ts';

export interface Paragraph {
  /** Number people say, 1 for the first; null for a blank line. */
  n: number | null;
  text: string;
  /** Where it begins in the body. */
  start: number;
}

/** Lines of a body; blank ones carry no number. */
export function paragraphsOf(body: string): Paragraph[] {
  let start = 0;
  let n = 0;
  return body.split('\n').map((text) => {
    const paragraph = { n: text.trim() === '' ? null : (n += 1), text, start };
    start += text.length + 1;
    return paragraph;
  });
}

export interface Mark {
  finding: TextFinding;
  /** 1–9 … in reading order: the key that jumps to it. */
  key: number;
  /** About the text as a whole: nothing is underlined for it. */
  whole: boolean;
  /** Where the words stand: in the title or the body; null where they are gone. */
  place: { field: 'title' | 'body'; start: number; end: number } | null;
}

/** What a text lacks is told at its first sentence, which is not at fault. */
const WHOLE: ReadonlySet<string> = new Set(['no_cause', 'no_plan', 'no_date', 'no_next_release']);

interface Text {
  title: string;
  body: string;
}

/**
 * The findings of the saved text in the one being written. Offsets count in title + "\n" + body of the saved text; after an
 * edit the same words are sought again.
 */
export function marksOf(findings: readonly TextFinding[], saved: Text, present: Text): Mark[] {
  const before = `${saved.title}\n${saved.body}`;
  const after = `${present.title}\n${present.body}`;
  return [...findings]
    .sort((a, b) => a.start - b.start)
    .map((finding, index) => ({
      finding,
      key: index + 1,
      whole: WHOLE.has(finding.code),
      place: placeIn(finding, before, after, present.title.length),
    }));
}

function placeIn(finding: TextFinding, before: string, after: string, titleLength: number): Mark['place'] {
  const words = before.slice(finding.start, finding.end);
  if (words === '') return null;
  const at = foundAgain(words, finding.start, before, after);
  if (at === null) return null;
  const end = at + words.length;
  if (end <= titleLength) return { field: 'title', start: at, end };
  if (at <= titleLength) return null;
  return { field: 'body', start: at - titleLength - 1, end: end - titleLength - 1 };
}

/** The same occurrence of the words where there are as many as before, else the nearest one. */
function foundAgain(words: string, start: number, before: string, after: string): number | null {
  const then = occurrences(before, words);
  const now = occurrences(after, words);
  if (then.length === now.length) return now[then.indexOf(start)] ?? null;
  const distance = (at: number): number => Math.abs(at - start);
  return now.reduce<number | null>((best, at) => (best === null || distance(at) < distance(best) ? at : best), null);
}

function occurrences(text: string, words: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) found.push(at);
  return found;
}

export interface Piece {
  text: string;
  mark: Mark | null;
}

/** A paragraph cut at its marks; a mark that begins inside another is left out of the text (its note still stands). */
export function piecesOf(paragraph: Paragraph, marks: readonly Mark[]): Piece[] {
  const end = paragraph.start + paragraph.text.length;
  const pieces: Piece[] = [];
  let at = paragraph.start;
  for (const mark of marks) {
    if (mark.whole || mark.place?.field !== 'body') continue;
    const from = Math.max(mark.place.start, paragraph.start);
    const to = Math.min(mark.place.end, end);
    if (from < at || to <= from) continue;
    if (from > at)
      pieces.push({ text: paragraph.text.slice(at - paragraph.start, from - paragraph.start), mark: null });
    pieces.push({ text: paragraph.text.slice(from - paragraph.start, to - paragraph.start), mark });
    at = to;
  }
  if (at < end || pieces.length === 0) pieces.push({ text: paragraph.text.slice(at - paragraph.start), mark: null });
  return pieces;
}

/** Tops of notes beside the text: each at its words, none over another. */
export function stacked(notes: readonly { wanted: number; height: number }[], gap = 8): number[] {
  let free = 0;
  return notes.map(({ wanted, height }) => {
    const top = Math.max(wanted, free);
    free = top + height + gap;
    return top;
  });
}
