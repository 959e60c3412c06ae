import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createClassifier } from '../../../classifiers/classify.ts';
import type { CorpusLine } from '../../../classifiers/corpus.ts';

/** A year's cross-section of what citizens write to an office, never learnt from. */
const letters = readFileSync(new URL('./letters.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as CorpusLine);
const { classify } = createClassifier({ places: () => [] });

test('hardly a letter that asks for an answer is judged to need none, and none surely', () => {
  const asking = letters.filter(({ category }) => category !== 'none');
  expect(asking).toHaveLength(232);
  const lost = asking.map((letter) => ({ id: letter.id, verdict: classify(letter) }));
  const none = lost.filter(({ verdict }) => verdict.category === 'none');
  expect(none.length, none.map(({ id }) => id).join()).toBeLessThanOrEqual(2);
  expect(none.filter(({ verdict }) => !verdict.needsReview)).toEqual([]);
});

test('nineteen of twenty letters are given a field that an honest reader would give', () => {
  const right = letters.filter((letter) => {
    const { subject } = classify(letter);
    return subject === letter.subject || (subject !== null && letter.subjectAlt?.includes(subject));
  });
  expect(right.length / letters.length).toBeGreaterThan(0.95);
});
