import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LABEL_IDS, SUBJECT_IDS } from '../../../server/contract/vocabulary.ts';
import { score } from '../../../classifiers/metrics.ts';
import { logits, ModelFormatError, parseModel, predict, softmax } from '../../../classifiers/model.ts';
import { readCorpus } from '../../../classifiers/corpus.ts';
import { modelFile, trainAll } from '../../../classifiers/train.ts';
import { calibrate, fit } from '../../../classifiers/training.ts';

const samples = [
  { features: new Map([['w:水', 1]]), label: 'wet' },
  { features: new Map([['w:水', 1], ['w:河', 1]]), label: 'wet' },
  { features: new Map([['w:火', 1]]), label: 'hot' },
  { features: new Map([['w:火', 1], ['w:烟', 1]]), label: 'hot' },
]; // prettier-ignore

describe('linear model', () => {
  const stored = fit('test', samples, ['wet', 'hot']);

  it('learns to tell the classes apart and drops rare features', () => {
    const model = parseModel(stored);
    expect(predict(model, new Map([['w:水', 1]])).get('wet')).toBeGreaterThan(0.9);
    expect(predict(model, new Map([['w:火', 1]])).get('hot')).toBeGreaterThan(0.9);
    expect([...model.index.keys()].sort()).toEqual(['w:水', 'w:火'].sort());
  });

  it('gives the bias alone for unknown features', () => {
    expect(logits(parseModel(stored), new Map([['w:土', 1]]))).toEqual(stored.bias);
  });

  it('refuses a stored model whose parts do not agree', () => {
    expect(() => parseModel({ ...stored, classes: ['wet'] })).toThrow(ModelFormatError);
  });

  it('softmax sums to 1 even for huge logits; a higher temperature flattens', () => {
    expect(softmax([1e6, 0])).toEqual([1, 0]);
    expect(softmax([2, 0], 4)[0]).toBeLessThan(softmax([2, 0], 1)[0] ?? 0);
  });

  it('calibrates: overconfident wrong predictions ask for a higher temperature', () => {
    const right = { logits: [8, 0], target: 0 };
    const wrong = { logits: [8, 0], target: 1 };
    expect(calibrate([right, right, wrong])).toBeGreaterThan(calibrate([right, right, right]));
  });
});

describe('score', () => {
  const rows = [
    { truth: 'a', predicted: 'a' },
    { truth: 'a', predicted: 'b', accepted: ['b'] },
    { truth: 'b', predicted: 'b' },
  ];
  it('counts an accepted label only where lenient', () => {
    expect(score(rows, ['a', 'b']).accuracy).toBeCloseTo(2 / 3);
    expect(score(rows, ['a', 'b'], true).macroF1).toBe(1);
    expect(score(rows, ['a', 'b']).labels['a']).toMatchObject({ precision: 1, recall: 0.5, support: 2 });
  });
});

describe('the corpus and its models', () => {
  const corpus = readCorpus();

  it('holds at least 60 texts of each label and 24 of each subject, each id once, subjects only outside none', () => {
    for (const label of LABEL_IDS)
      expect(corpus.filter((line) => line.category === label).length).toBeGreaterThanOrEqual(60);
    for (const code of SUBJECT_IDS)
      expect(corpus.filter((line) => line.subject === code).length).toBeGreaterThanOrEqual(24);
    expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
    expect(new Set(corpus.map(({ title, text }) => `${title ?? ''}\n${text}`)).size).toBe(corpus.length);
    expect(corpus.every((line) => line.category !== 'none' || line.subject === null)).toBe(true);
  });

  it('gives the stored bytes when trained again, and beats the plain word lists on texts it has not seen', () => {
    const trained = trainAll(corpus);
    for (const task of ['category', 'subject'] as const) {
      const file = new URL(`../../../classifiers/models/${task}.json`, import.meta.url);
      expect(modelFile(trained[task].model)).toBe(readFileSync(file, 'utf8'));
    }
    expect(trained.category.strict.macroF1).toBeGreaterThan(0.75);
    expect(trained.subject.strict.macroF1).toBeGreaterThan(0.6);
  });
});
