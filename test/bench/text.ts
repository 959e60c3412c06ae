/** Reading texts, beside the bare cutter and beside a naive Bayes of the package natural. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import nodejieba from 'nodejieba';
import { createClassifier } from '../../classifiers/classify.ts';
import { categoryFeatures } from '../../classifiers/features.ts';
import { parseModel } from '../../classifiers/model.ts';
import { nationalGazetteer } from '../../classifiers/places-national.ts';
import { places } from '../../classifiers/places.ts';
import { readText } from '../../classifiers/reading.ts';
import { redact } from '../../classifiers/redaction.ts';
import { checkReply } from '../../classifiers/replies/check.ts';
import { segment } from '../../classifiers/segment.ts';
import { trainModel, verdictOf } from '../../classifiers/train.ts';
import type { Bench, Comparison, Figure } from './frame.ts';
import { answeredLetters, letters } from './letters.ts';

/** Enough that a round is a service at work, not a program that has just begun. */
const TEXTS = 2_000;
const TRAINED_ON = 1_500;
/** natural takes a second for a handful. */
const FOR_BAYES = 15;

const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0);

/** The cutter alone, as any reading of Chinese begins. */
const bareCut = (texts: readonly string[]) => ({
  name: 'nodejieba.cut',
  run: () => {
    for (const text of texts) nodejieba.cut(text);
    return lengthOf(texts);
  },
});

function reading(): Comparison[] {
  const { texts, data } = letters(TEXTS);
  const gazetteer = nationalGazetteer();
  const classifier = createClassifier({ places: (text) => places(text, { gazetteer }) });
  const { pairs, data: answered } = answeredLetters(TEXTS);
  const each = (name: string, read: (text: string) => unknown) => ({
    name,
    run: () => {
      for (const text of texts) read(text);
      return lengthOf(texts);
    },
  });
  const replies = pairs.map(({ reply }) => reply);
  const unit = 'chars/s';
  return [
    {
      what: 'segment and all verdicts',
      unit,
      data,
      goal: '≥ 0.40',
      a: each('classify', (text) => classifier.classify({ text })),
      b: bareCut(texts),
    },
    {
      what: 'places',
      unit,
      data,
      goal: '≥ 2',
      a: each('places', (text) => places(text, { gazetteer })),
      b: bareCut(texts),
    },
    { what: 'redact', unit, data, goal: '≥ 1', a: each('redact', (text) => redact(text)), b: bareCut(texts) },
    {
      what: 'check-reply',
      unit: 'chars of answers/s',
      data: answered,
      a: {
        name: 'checkReply',
        run: () => {
          for (const { text, reply } of pairs) checkReply(text, reply);
          return lengthOf(replies);
        },
      },
      b: bareCut(replies),
    },
  ];
}

/** Both learn the same texts with the same labels; both cut the texts they are asked about. */
function besideBayes(): Comparison {
  const { texts, data } = letters(TRAINED_ON);
  const judged = createClassifier({ places: () => [] });
  const labels = texts.map((text) => judged.classify({ text }).category);
  const classes = [...new Set(labels)].sort();
  const samples = texts.map((text, at) => ({ reading: readText(text), label: labels[at] ?? '', accepted: [] }));
  const model = parseModel(trainModel('bench', samples, classes, categoryFeatures).model);
  const bayes = new BayesClassifier();
  texts.forEach((text, at) => bayes.addDocument(segment(text), labels[at] ?? ''));
  bayes.train();
  return {
    what: 'classify, learnt from the same letters',
    unit: 'texts/s',
    data: `trained on ${data}`,
    a: {
      name: 'our model',
      run: () => {
        for (const text of texts.slice(0, TEXTS)) verdictOf(model, categoryFeatures, readText(text));
        return Math.min(TEXTS, texts.length);
      },
    },
    b: {
      name: 'natural BayesClassifier',
      run: () => {
        for (const text of texts.slice(0, FOR_BAYES)) bayes.classify(segment(text));
        return FOR_BAYES;
      },
    },
  };
}

const FIRST = 1_000;
const MANY = 1_000_000;

/** Whether an item costs more when many came before: the same thousand letters after a thousand others and after a million. */
function afterMany(): Comparison {
  const { texts, data } = letters(FIRST);
  const titles = texts.map((text) => text.split('\n')[0] ?? text);
  const few = createClassifier({ places: () => [] });
  const many = createClassifier({ places: () => [] });
  let seen = 0;
  const judge = (name: string, classifier: typeof few, before: number) => ({
    name,
    prepare: () => {
      for (; classifier === many && seen < before; seen += 1)
        many.classify({ text: `${titles[seen % FIRST]} ${seen}` });
    },
    run: () => {
      for (const text of texts) classifier.classify({ text });
      return texts.length;
    },
  });
  return {
    what: 'classify an item after a million others',
    unit: 'items/s',
    data,
    goal: '≥ 0.9',
    a: judge('after 1,000,000', many, MANY),
    b: judge('after 1,000', few, 0),
  };
}

const LOADS = 3;

/** A process of its own that loads everything and judges one text, three times over. */
function loading(): Figure[] {
  const child = fileURLToPath(new URL('./loaded.ts', import.meta.url));
  const loads = Array.from({ length: LOADS }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', child], { encoding: 'utf8' });
    if (stdout === '') throw new Error(`the loaded process said nothing: ${stderr}`);
    return JSON.parse(stdout) as { milliseconds: number; megabytes: number };
  });
  const data = 'a process of its own, first verdict given';
  return [
    { what: 'load models and dictionaries', unit: 'ms', data, values: loads.map(({ milliseconds }) => milliseconds) },
    { what: 'memory after it (RSS)', unit: 'MB', data, values: loads.map(({ megabytes }) => megabytes) },
  ];
}

export const textBench: Bench = {
  name: 'text',
  about: 'reading texts: verdicts, masking, replies',
  setUp: async () => ({ comparisons: [...reading(), besideBayes(), afterMany()], figures: loading() }),
};
