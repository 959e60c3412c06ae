/** Where the found words stand in a text. Pure. */
import type { Marked } from '../../server/contract/search-views.ts';

export interface Piece {
  text: string;
  found: boolean;
}

/** The marks in order, cut to the text, those that overlap made one. */
export function placesOf({ text, marks }: Marked): [number, number][] {
  const places: [number, number][] = [];
  const within = marks
    .map(([start, end]): [number, number] => [Math.max(0, start), Math.min(text.length, end)])
    .filter(([start, end]) => start < end)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (const [start, end] of within) {
    const last = places.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else places.push([start, end]);
  }
  return places;
}

/** The text in pieces, found and not; put together again they are the text. */
export function piecesOf(marked: Marked): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [start, end] of placesOf(marked)) {
    if (start > at) pieces.push({ text: marked.text.slice(at, start), found: false });
    pieces.push({ text: marked.text.slice(start, end), found: true });
    at = end;
  }
  if (at < marked.text.length) pieces.push({ text: marked.text.slice(at), found: false });
  return pieces;
}

export const countFound = (...all: readonly Marked[]): number =>
  all.reduce((sum, marked) => sum + placesOf(marked).length, 0);
