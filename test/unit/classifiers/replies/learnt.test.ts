/** The learnt part of the reply check: what a model hears of sets it was not fitted from, and that the stored one is of this corpus. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readReplies } from '../../../../classifiers/replies/learnt/corpus.ts';
import { replyFeatures } from '../../../../classifiers/replies/learnt/features.ts';
import { fitLinear, readLinear } from '../../../../classifiers/replies/learnt/linear.ts';
import { mannerOf, MANNERS } from '../../../../classifiers/replies/learnt/manner.ts';
import { modelsFile, trainReplies } from '../../../../classifiers/replies/learnt/train.ts';

const CORPUS = readReplies();

test('the stored models are those of the corpus', () => {
  const stored = readFileSync(new URL('../../../../classifiers/models/replies.json', import.meta.url), 'utf8');
  expect(modelsFile(trainReplies(CORPUS))).toBe(stored);
});

test('a model of the other sets names the manner of nineteen in twenty replies of the last two sets', () => {
  const isHeld = ({ id }: { id: string }): boolean => /^[lm]/.test(id);
  const mannerIn = (codes: readonly string[]): string => MANNERS.find((name) => codes.includes(name)) ?? 'plain';
  const samples = CORPUS.filter((line) => !isHeld(line)).map(({ reply, codes }) => ({
    features: replyFeatures(reply),
    label: mannerIn(codes),
  }));
  const predict = readLinear(fitLinear(samples, MANNERS));
  const held = CORPUS.filter(isHeld);
  const right = held.filter(({ reply, codes }) => {
    const [best] = [...predict(replyFeatures(reply))].sort((a, b) => b[1] - a[1]);
    return best?.[0] === mannerIn(codes);
  });
  expect(right.length).toBeGreaterThanOrEqual(held.length * 0.95);
});

test('the shares of the manners sum to one, whatever the reply', () => {
  for (const reply of ['', '您好！', '😀\ud800', 'a'.repeat(100_000)]) {
    const sum = Object.values(mannerOf(reply)).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 6);
  }
});

test('a mended date or sum changes no feature: digits are one sign', () => {
  const [one, other] = ['于11月3日退还200元', '于12月9日退还350元'].map((reply) => [...replyFeatures(reply)]);
  expect(one).toEqual(other);
});
