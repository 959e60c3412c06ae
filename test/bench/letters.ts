/** Texts to measure on: the corpus of this repository, and letters that lie beside it where they are there. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCorpus } from '../../classifiers/corpus.ts';
import { fullText } from '../../classifiers/verdict.ts';

const BESIDE = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
/** Where the letters lie; none of it belongs to the repository. */
const DATA = process.env.BENCH_DATA ?? BESIDE;

export interface Letters {
  texts: string[];
  /** What they are, for the table. */
  data: string;
}

function linesOf(file: string): Record<string, unknown>[] | null {
  const path = `${DATA.replace(/\/$/, '')}/${file}`;
  if (!existsSync(path)) return null;
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const textOf = (line: Record<string, unknown>): string => fullText(line as { title?: string; text: string });

/** `count` letters of citizens where they are there, else texts of the corpus, said again as often as it takes. */
export function letters(count: number): Letters {
  const beside = linesOf('zhengwu_hot.jsonl');
  if (beside) return { texts: beside.slice(0, count).map(textOf), data: `${count} letters of zhengwu_hot` };
  const own = readCorpus().map(fullText);
  const texts = Array.from({ length: count }, (_, at) => own[at % own.length] ?? '');
  return { texts, data: `${count} texts of the own corpus` };
}

/** Letters with the answers they got; invented ones where no real ones are there. */
export function answeredLetters(count: number): { pairs: { text: string; reply: string }[]; data: string } {
  const beside = linesOf('zhengwu_reply.jsonl');
  const invented = new URL('../../classifiers/replies/learnt/corpus.jsonl', import.meta.url);
  const lines =
    beside ??
    readFileSync(invented, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const pairs = lines.slice(0, count).map((line) => ({ text: textOf(line), reply: String(line['reply']) }));
  return { pairs, data: `${pairs.length} ${beside ? 'answers of zhengwu_reply' : 'invented answers'}` };
}
