/** The labelled texts that this project's authors wrote (corpus/*.jsonl); corpus/README.md says how they are labelled. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Label, Subject } from '../server/contract/vocabulary.ts';

/**
 * One labelled text of the corpus. `alt` and `subjectAlt` are labels an honest reader might also give; `hand` is who wrote
 * and labelled it, `second` what another hand said without seeing the first label.
 */
export interface CorpusLine {
  id: string;
  title?: string;
  text: string;
  category: Label;
  subject: Subject | null;
  alt?: Label[];
  subjectAlt?: Subject[];
  hand: string;
  second?: { category: Label; subject: Subject | null };
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

/** How often two hands gave the same label, plainly and beyond what chance would give (Cohen's kappa). */
export interface Agreement {
  texts: number;
  same: number;
  kappa: number;
}

/** The agreement of first and second labels: of all texts in category, of those that neither calls `none` in subject. */
export function agreementOf(lines: readonly CorpusLine[]): { category: Agreement; subject: Agreement } {
  const twice = lines.flatMap(({ category, subject, second }) => (second ? [{ category, subject, second }] : []));
  const kept = twice.filter(({ category, second }) => category !== 'none' && second.category !== 'none');
  return {
    category: agreement(twice.map(({ category, second }) => [category, second.category])),
    subject: agreement(kept.map(({ subject, second }) => [subject ?? 'null', second.subject ?? 'null'])),
  };
}

function agreement(pairs: readonly (readonly [string, string])[]): Agreement {
  const share = (of: (pair: readonly [string, string]) => boolean): number =>
    pairs.filter(of).length / Math.max(1, pairs.length);
  const same = share(([first, second]) => first === second);
  const chance = [...new Set(pairs.flat())].reduce(
    (sum, label) => sum + share(([first]) => first === label) * share(([, second]) => second === label),
    0,
  );
  return { texts: pairs.length, same, kappa: (same - chance) / (1 - chance) };
}
