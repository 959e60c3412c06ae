/** The labelled texts that this project's authors wrote (corpus/*.jsonl). */
import { readdirSync, readFileSync } from 'node:fs';
import type { Label, Subject } from '../server/contract/vocabulary.ts';

/** One labelled text of the corpus. `alt` are labels an honest reader might also give. */
export interface CorpusLine {
  id: string;
  title?: string;
  text: string;
  category: Label;
  subject: Subject | null;
  alt?: Label[];
}

const CORPUS = new URL('./corpus/', import.meta.url);

/** All lines of the corpus, in the order of file names and lines. */
export function readCorpus(): CorpusLine[] {
  const files = readdirSync(CORPUS)
    .filter((name) => name.endsWith('.jsonl'))
    .sort();
  return files.flatMap((name) => {
    const lines = readFileSync(new URL(name, CORPUS), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as CorpusLine);
  });
}
