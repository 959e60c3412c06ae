/** What changed between two versions of a text, sentence by sentence; pure. */

export interface DiffPiece {
  text: string;
  change: 'same' | 'added' | 'removed';
}

/** Sentences of a text, each with the mark that ends it; line breaks stay with the sentence before them. */
export function sentencesOf(text: string): string[] {
  return text.match(/[^。！？；\n]*[。！？；]?\n*/g)?.filter((piece) => piece !== '') ?? [];
}

/** The longest common run of sentences decides what stayed; what left stands before what came in its place. */
export function diffTexts(before: string, after: string): DiffPiece[] {
  const a = sentencesOf(before);
  const b = sentencesOf(after);
  const common = commonLengths(a, b);
  const pieces: DiffPiece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ text: b[j] ?? '', change: 'same' });
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1))) {
      pieces.push({ text: a[i] ?? '', change: 'removed' });
      i += 1;
    } else {
      pieces.push({ text: b[j] ?? '', change: 'added' });
      j += 1;
    }
  }
  return pieces;
}

const lengthAt = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0;

function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (!row) continue;
      row[j] =
        a[i] === b[j]
          ? lengthAt(table, i + 1, j + 1) + 1
          : Math.max(lengthAt(table, i + 1, j), lengthAt(table, i, j + 1));
    }
  }
  return table;
}

/** Characters that came or left. */
export function changedCharacters(pieces: readonly DiffPiece[]): number {
  return pieces.reduce((sum, piece) => (piece.change === 'same' ? sum : sum + piece.text.trim().length), 0);
}
