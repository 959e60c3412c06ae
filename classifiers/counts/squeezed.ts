/** A text without the blanks that typesetting puts beside numbers, and the way back to its own offsets. */
export interface Squeezed {
  text: string;
  /** Offset in the text as given of the unit at `index` of the squeezed one. */
  at: (index: number) => number;
}

/**
 * Takes out the blanks beside digits; any other blank parts two phrases, as a comma does ("致多人死亡 数千人疏散"). Line breaks stay,
 * since they end a sentence. Linear in the text's length.
 */
export function squeezed(text: string): Squeezed {
  if (!text.includes(' ')) return { text, at: (index) => index };
  const offsets: number[] = [];
  let kept = '';
  for (const run of text.matchAll(/ +|[^ ]+/g)) {
    const beside = text.charAt(run.index - 1) + text.charAt(run.index + run[0].length);
    const piece = !run[0].startsWith(' ') ? run[0] : /\d/.test(beside) ? '' : ',';
    kept += piece;
    for (let i = 0; i < piece.length; i += 1) offsets.push(run.index + i);
  }
  return { text: kept, at: (index) => offsets[index] ?? text.length };
}
