import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LABEL_IDS, SUBJECT_IDS } from '../../../server/contract/vocabulary.ts';
import { calibrate } from '../../../classifiers/calibration.ts';
import { agreementOf, readCorpus } from '../../../classifiers/corpus.ts';
import { score } from '../../../classifiers/metrics.ts';
import {
  ModelFormatError,
  packWeight,
  parseModel,
  probabilitiesOf,
  scoreText,
  softmax,
} from '../../../classifiers/model.ts';
import { readText } from '../../../classifiers/reading.ts';
import { buildMatrix, weigh, rarityAmong } from '../../../classifiers/training-matrix.ts';
import { balanceOf, fit, marginsOf, pack } from '../../../classifiers/training.ts';
import { modelFile, trainAll } from '../../../classifiers/train.ts';

const NO_DENSE = { names: [], of: () => new Float64Array(0) };
const CLASSES = ['wet', 'hot'];
const samples = [
  { text: '河水上涨', label: 'wet' },
  { text: '河水浑浊', label: 'wet' },
  { text: '大火燃烧', label: 'hot' },
  { text: '大火蔓延', label: 'hot' },
].map(({ text, label }) => ({ reading: readText(text), label, accepted: [] }));
const labels = samples.map(({ label }) => label);
const rows = [0, 1, 2, 3];

describe('a linear model', () => {
  const matrix = buildMatrix(samples, NO_DENSE);
  const fitted = fit(matrix, rows, labels, CLASSES);
  const stored = pack('test', CLASSES, matrix, fitted, { temperature: 1, offsets: [0, 0] });
  const model = parseModel(stored);
  const marginsFor = (text: string): Float64Array => scoreText(model, readText(text), new Float64Array(0)).margins;

  it('learns to tell the classes apart by features that more than one sample holds', () => {
    expect(stored.features.split('\n')).toEqual(expect.arrayContaining(['w:河水', 'b:大火', 'c:水']));
    expect(stored.features).not.toContain('浑');
    const [wet = 0, hot = 0] = probabilitiesOf(model, marginsFor('河水'));
    expect(wet).toBeGreaterThan(hot + 0.5);
  });

  it('gives the bias alone for a text of unknown words', () => {
    expect([...marginsFor('土地')].map((margin) => margin.toFixed(4))).toEqual(
      stored.bias.map((bias) => bias.toFixed(4)),
    );
  });

  it('says of a text, once stored, nearly what was fitted', () => {
    const fittedMargins = marginsOf(matrix, rows, fitted);
    samples.forEach(({ reading }, row) => {
      const { margins } = scoreText(model, reading, new Float64Array(0));
      margins.forEach((margin, c) => expect(margin).toBeCloseTo(fittedMargins[row]?.[c] ?? NaN, 1));
    });
  });

  it('refuses a stored model whose parts do not agree', () => {
    expect(() => parseModel({ ...stored, classes: ['wet'] })).toThrow(ModelFormatError);
    expect(() => parseModel({ ...stored, offsets: [] })).toThrow(ModelFormatError);
  });

  it('keeps the shade of small weights in one byte', () => {
    expect(packWeight(1, 1)).toBe(127);
    expect(packWeight(-1, 1)).toBe(-127);
    expect(packWeight(0.001, 1)).toBeGreaterThan(3);
  });

  it('scales rows to length 1 and drops what is in too few of them', () => {
    const { values, starts } = weigh(matrix, rows, rarityAmong(matrix, rows, 2));
    const first = values.subarray(0, starts[1]);
    expect(first.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1);
  });
});

describe('calibration', () => {
  it('softmax sums to 1 even for huge values; a higher temperature flattens', () => {
    expect(softmax([1e6, 0])).toEqual([1, 0]);
    expect(softmax([2, 0], 4)[0]).toBeLessThan(softmax([2, 0], 1)[0] ?? 0);
  });

  it('asks for a higher temperature where sure verdicts were wrong', () => {
    const right = { margins: [2, -2], target: 0 };
    const wrong = { margins: [2, -2], target: 1 };
    const other = { margins: [-2, 2], target: 1 };
    const sure = calibrate([right, right, other, other], 2).temperature;
    expect(
      calibrate([right, right, wrong, other, other, { ...wrong, margins: [-2, 2], target: 0 }], 2).temperature,
    ).toBeGreaterThan(sure);
  });

  it('moves a class that is named too seldom', () => {
    const rows = [0, 0, 1, 1].map((target) => ({ margins: [0.4, 0], target }));
    const { offsets } = calibrate(rows, 2);
    expect(offsets[1]).toBeGreaterThan(offsets[0] ?? 0);
  });

  it('lets a class of few samples count half the way to its equal share', () => {
    const balance = balanceOf(['a', 'a', 'a', 'a', 'b']);
    expect((balance.get('b') ?? 0) / (balance.get('a') ?? 1)).toBeCloseTo(2);
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

  it('holds at least 200 texts of each category and 80 of each subject, each id once, subjects only outside none', () => {
    for (const label of LABEL_IDS)
      expect(corpus.filter((line) => line.category === label).length).toBeGreaterThanOrEqual(200);
    for (const code of SUBJECT_IDS)
      expect(corpus.filter((line) => line.subject === code).length).toBeGreaterThanOrEqual(80);
    expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
    expect(new Set(corpus.map(({ title, text }) => `${title ?? ''}\n${text}`)).size).toBe(corpus.length);
    expect(corpus.every((line) => line.category !== 'none' || line.subject === null)).toBe(true);
  });

  it('was labelled a second time throughout; where the hands differ the second label is an accepted one', () => {
    expect(corpus.every(({ second }) => second !== undefined)).toBe(true);
    expect(
      corpus.every(
        (line) => line.second?.category === line.category || line.alt?.includes(line.second?.category ?? 'none'),
      ),
    ).toBe(true);
    const { category, subject } = agreementOf(corpus);
    expect(category.kappa).toBeGreaterThan(0.8);
    expect(subject.kappa).toBeGreaterThan(0.7);
    expect(new Set(corpus.map(({ hand }) => hand)).size).toBeGreaterThanOrEqual(6);
  });

  it('gives the stored bytes when trained again, under ten megabytes, and learns something', () => {
    const trained = trainAll(corpus);
    for (const task of ['category', 'subject'] as const) {
      const file = new URL(`../../../classifiers/models/${task}.json`, import.meta.url);
      const stored = readFileSync(file, 'utf8');
      expect(modelFile(trained[task].model)).toBe(stored);
      expect(stored.length).toBeLessThan(5e6);
    }
    expect(trained.category.strict.macroF1).toBeGreaterThan(0.8);
    expect(trained.subject.strict.macroF1).toBeGreaterThan(0.7);
  }, 180_000);
});
