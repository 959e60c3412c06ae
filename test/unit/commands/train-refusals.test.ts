/** When `train` refuses a model: too few new lines, no better, or at the cost of what the shipped corpus teaches. */
import { describe, expect, test } from 'vitest';
import { readCorpus } from '../../../classifiers/corpus.ts';
import { LABEL_IDS } from '../../../server/contract/vocabulary.ts';
import { shippedModel, trainOn } from '../../../server/commands/train.ts';
import { refusedOnCorpus, refusedOnLines } from '../../../server/commands/training/comparison.ts';
import { NO_MATERIAL, textKey, withLessons, type Material } from '../../../server/commands/training/material.ts';
import { trainingText } from '../../../server/commands/training/text.ts';

const quiet = (): void => undefined;
const material = (lines: readonly { id: string; text: string; label: string }[]): Material => ({
  ...NO_MATERIAL,
  lines: lines.map((line) => ({ ...line, accepted: [] })),
});
const onLines = { lines: 40, macroF1: 0.8, candidateMacroF1: 0.81, difference: [-0.1, 0.1] as [number, number] };
const onCorpus = { texts: 2_000, macroF1: 0.8, candidateMacroF1: 0.795 };

describe('figures', () => {
  test.each([
    [{}, undefined],
    [{ candidateMacroF1: 0.8 }, 'no_better'],
    [{ lines: 19 }, 'too_few_new_lines'],
    [{ lines: 20 }, undefined],
  ])('on lines new to both: %j', (changes, code) => {
    expect(refusedOnLines({ ...onLines, ...changes })?.code).toBe(code);
  });

  test.each([
    [{}, undefined],
    [{ candidateMacroF1: 0.9 }, undefined],
    [{ candidateMacroF1: 0.789 }, 'loses_on_corpus'],
  ])('on the corpus: %j', (changes, code) => {
    expect(refusedOnCorpus({ ...onCorpus, ...changes })?.code).toBe(code);
  });
});

/** Sixty notes of two kinds that the shipped model does not tell apart as this office does. */
const STREETS = ['东风', '河湾', '新华', '建设', '学府', '滨江', '人民', '解放', '胜利', '文化'];
const OFFICE = STREETS.flatMap((street, n) => [
  { id: `a${n}`, text: `${street}路大爷们下象棋围得水泄不通，棋盘摆到了树下`, label: 'livelihood' },
  { id: `b${n}`, text: `${street}路小伙遛狗不拴绳，大狗撵着孩子跑，主人还笑`, label: 'morality' },
  { id: `c${n}`, text: `${street}路新开的花店今天送玫瑰，进店就有，转发三份`, label: 'none' },
]);

describe('the corpus', { timeout: 60_000 }, () => {
  test('is held out beside the lines, and a model that keeps what it teaches is taken', () => {
    const said: string[] = [];
    const { training } = trainOn(material(OFFICE), shippedModel('category'), { task: 'category' }, (line) =>
      said.push(line),
    );
    expect(training).toMatchObject({ decision: 'measured', refusal: null, present: { lines: 30, version: null } });
    expect(training.corpus?.texts).toBe(training.fromCorpus);
    expect(training.corpus?.candidateMacroF1).toBeGreaterThan((training.corpus?.macroF1 ?? 1) - 0.01);
    expect(said).toContain('corpus beside the lines: fold 5 of 5');
  });

  test('lines that contradict it are refused though the new model reads them better', () => {
    const next = (label: string): string => LABEL_IDS[(LABEL_IDS.indexOf(label as never) + 1) % LABEL_IDS.length] ?? '';
    const some = readCorpus().filter((_, n) => n % 4 === 0);
    const turned = some.map(({ id, title = '', text, category }) => ({
      id: `turned-${id}`,
      text: `${title}${text}特此说明`,
      label: next(category),
    }));
    const { training } = trainOn(material(turned), shippedModel('category'), { task: 'category' }, quiet);
    expect(training.present?.candidateMacroF1).toBeGreaterThan(training.present?.macroF1 ?? 1);
    expect(training).toMatchObject({ decision: 'kept', refusal: { code: 'loses_on_corpus' } });
    expect(trainingText(training)).toMatch(/REFUSED[\s\S]*macro-F1 falls from[\s\S]*loses_on_corpus/);
  });
});

describe('lines that the present model has learnt from', () => {
  test('prove nothing, in whatever spaces', () => {
    const learnt = new Set(OFFICE.slice(0, 25).map(({ text }) => textKey(`${text.slice(0, 4)} ${text.slice(4)}`)));
    const present = { ...shippedModel('category'), version: 'abc', learnt };
    const { training } = trainOn(material(OFFICE), present, { task: 'category' }, quiet);
    expect(training).toMatchObject({
      decision: 'kept',
      present: { lines: 5, version: 'abc' },
      corpus: null,
      refusal: { code: 'too_few_new_lines' },
    });
  });
});

test('what people said stands beside a file, each text once; the file holds', () => {
  const lines = [{ id: 'file', text: '停水了', label: 'livelihood' }];
  const lessons = [
    { id: 'again', text: '停水 了', label: 'none' },
    { id: 'new', text: '停电了', label: 'none' },
    { id: 'twice', text: '停电了', label: 'none' },
  ];
  const both = withLessons(
    { ...material(lines), file: 1 },
    { lines: lessons, confirmed: 2, corrected: 1, destroyed: 0 },
  );
  expect(both.lines.map(({ id }) => id)).toEqual(['file', 'new']);
  expect(both).toMatchObject({ file: 1, people: { confirmed: 2, corrected: 1 } });
});
