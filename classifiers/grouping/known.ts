/** A grouper that knows which words are common, from the corpus. */
import { Grouper, type GrouperOptions } from './grouper.ts';
import { readCorpus } from '../corpus.ts';

/** Makes a grouper for one stream of items. */
export function createGrouper(options?: GrouperOptions): Grouper {
  const grouper = new Grouper(options);
  grouper.learn(readCorpus());
  return grouper;
}
