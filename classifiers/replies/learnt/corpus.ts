/** Invented letters with invented replies and the faults planted in them: what the learnt part of the reply check is fitted from. */
import { readFileSync } from 'node:fs';
import type { ReplyCode } from '../finding.ts';

/** One reply; `codes` is empty for a fine one. The letter of the id names the set: each was written apart from the others. */
export interface CorpusReply {
  id: string;
  text: string;
  reply: string;
  codes: ReplyCode[];
}

/** All replies of the corpus, in the order of the file. */
export const readReplies = (): CorpusReply[] =>
  readFileSync(new URL('./corpus.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CorpusReply);
