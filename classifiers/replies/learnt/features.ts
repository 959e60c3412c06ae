/** What the learnt part of the reply check looks at: characters, their pairs, and a few marks of style. Pure. */
import { normalise } from '../../normalise.ts';
import type { Features } from './linear.ts';

/** Longer answers are read so far. */
const READ = 4000;
/** Length of the vector of characters and pairs; a mark of style counts 1. */
const WORDS_WEIGHT = 1.5;

/** A reply as a sparse vector. Digits are one sign, so that no date or sum is learnt by heart. */
export function replyFeatures(reply: string): Map<string, number> {
  const text = normalise(reply.slice(0, READ)).replace(/\s+/g, '');
  const plain = text.replace(/\d+/g, '0');
  const found = new Map<string, number>();
  for (let i = 0; i < plain.length; i += 1) {
    found.set(plain.charAt(i), 1);
    if (i + 1 < plain.length) found.set(plain.slice(i, i + 2), 1);
  }
  const weight = WORDS_WEIGHT / Math.sqrt(Math.max(1, found.size));
  for (const name of found.keys()) found.set(name, weight);
  const mark = (name: string, value: number | boolean): void => void found.set(`mark:${name}`, Number(value));
  mark('one', 1);
  mark('numbers', Math.min(1, (text.match(/\d+/g) ?? []).length / 4));
  mark('no number', !/\d/.test(text));
  mark('asks', /[?？]/.test(text));
  mark('你', /你(?!好)/.test(text));
  mark('您', /您(?!好)/.test(text));
  mark('short', text.length < 40);
  mark('long', text.length > 160);
  return found;
}

/** The same with what the rules read of letter and reply (names of marks), for the missing parts. */
export function partFeatures(reply: string, marks: readonly string[]): Features {
  const found = replyFeatures(reply);
  for (const mark of marks) found.set(`mark:${mark}`, 1);
  return found;
}
