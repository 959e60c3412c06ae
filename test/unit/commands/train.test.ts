/** `train`: what it learns from, when it refuses, and that the present model stays unless beaten. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { categoryFeatures } from '../../../classifiers/features.ts';
import { parseModel, type StoredModel } from '../../../classifiers/model.ts';
import { readText } from '../../../classifiers/reading.ts';
import { verdictOf } from '../../../classifiers/train.ts';
import { evaluateFile } from '../../../server/commands/evaluate.ts';
import { trainFromFile, type TrainOptions } from '../../../server/commands/train.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'huiying-train-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

let files = 0;
function fileOf(lines: readonly unknown[]): string {
  files += 1;
  const file = join(FOLDER, `${files}.jsonl`);
  writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return file;
}
const quiet = (): void => undefined;
const train = (lines: readonly unknown[], options: Partial<TrainOptions> = {}) =>
  trainFromFile(fileOf(lines), { task: 'category', ...options }, quiet);

const DISHES = ['豆腐', '面条', '米饭', '水饺', '烧饼', '馄饨', '凉皮', '粽子', '年糕', '汤圆', '包子', '花卷'];
const ROADS = ['大桥', '隧道', '路口', '匝道', '高架', '环岛', '涵洞', '边沟', '护栏', '路肩', '标线', '斑马线'];
/** Two kinds anybody can tell apart, under labels of the file's own. */
const OWN_LABELS = [
  ...DISHES.map((dish, n) => ({ id: `d${n}`, text: `中午在食堂吃了${dish}，味道不错，食堂很干净`, label: '饮食' })),
  ...ROADS.map((road, n) => ({ id: `r${n}`, text: `上班路上经过${road}，路面坑洼，开车颠簸`, label: '道路' })),
];

describe('labels of the file’s own', () => {
  test('are learnt, written, and the written model is one that evaluate can measure', async () => {
    const out = join(FOLDER, 'own.json');
    const result = await train(OWN_LABELS, { out });
    expect(result).toMatchObject({ decision: 'written', present: null, fromCorpus: 0, file: out });
    expect(result.candidate.macroF1).toBe(1);
    const measured = await evaluateFile(fileOf(OWN_LABELS), { task: 'category', model: out });
    expect(measured).toMatchObject({ used: OWN_LABELS.length, accuracy: 1 });
  });

  test('give the same bytes twice', async () => {
    const [one, two] = [join(FOLDER, 'one.json'), join(FOLDER, 'two.json')];
    await train(OWN_LABELS, { out: one });
    await train(OWN_LABELS, { out: two });
    expect(readFileSync(one)).toEqual(readFileSync(two));
  });
});

describe('our labels', () => {
  test('a model that is no better than the present one is not written', async () => {
    const out = join(FOLDER, 'kept.json');
    // The truth is what the present model says: nothing can beat it.
    const stored = new URL('../../../classifiers/models/category.json', import.meta.url);
    const model = parseModel(JSON.parse(readFileSync(stored, 'utf8')) as StoredModel);
    const said = (text: string): string => verdictOf(model, categoryFeatures, readText(text));
    const lines = [...OWN_LABELS.map(({ id, text }) => ({ id, text })), { id: 'fire', text: '仓库起火致三人死亡' }];
    const result = await train(
      lines.map((line) => ({ ...line, label: said(line.text) })),
      { out, alone: true },
    );
    expect(result.present?.macroF1).toBe(1);
    expect(result).toMatchObject({ decision: 'kept', file: null });
    expect(existsSync(out)).toBe(false);
  });

  test('one that is better is written, over what stood there', async () => {
    const out = join(FOLDER, 'better.json');
    writeFileSync(out, 'old');
    const turned = OWN_LABELS.map((line, n) => ({ ...line, label: n < 12 ? 'emergency' : 'morality' }));
    const result = await train(turned, { out, alone: true });
    expect(result.present).toMatchObject({ lines: 24, candidateMacroF1: 1 });
    expect(result.decision).toBe('written');
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ task: 'category' });
    expect((await train(turned, { alone: true })).decision).toBe('measured');
  });

  test('lines the present model has learnt from are no proof: it is kept', async () => {
    const corpus = new URL('../../../classifiers/corpus/policy.jsonl', import.meta.url);
    const other = new URL('../../../classifiers/corpus/morality.jsonl', import.meta.url);
    const lines = [corpus, other].flatMap((file) => readFileSync(file, 'utf8').trim().split('\n').slice(0, 12));
    const out = join(FOLDER, 'learnt.json');
    const result = await train(lines, { out, alone: true });
    expect(result.present?.lines).toBe(0);
    expect(result).toMatchObject({ decision: 'kept', file: null });
    expect(existsSync(out)).toBe(false);
  });
});

describe('lines that can’t be used', () => {
  test('are skipped and named', async () => {
    const result = await train([
      ...OWN_LABELS,
      'no json',
      { id: 'empty', text: '', label: '饮食' },
      { id: 'bare', text: '没有标签' },
      { ...OWN_LABELS[0], id: 'again' },
    ]);
    expect(result.skipped.map(({ line, code }) => [line - OWN_LABELS.length, code])).toEqual([
      [1, 'invalid_json'],
      [2, 'no_text'],
      [3, 'no_label'],
      [4, 'duplicate'],
    ]);
    expect(result.candidate.used).toBe(OWN_LABELS.length);
  });

  test.each([
    ['nothing_to_evaluate', []],
    ['nothing_to_evaluate', ['{']],
    ['too_few_lines', OWN_LABELS.slice(0, 5)],
    ['one_label', Array.from({ length: 24 }, (_, n) => ({ id: n, text: `第${n}件事`, label: '饮食' }))],
  ])('%s', async (code, lines) => {
    await expect(train(lines)).rejects.toMatchObject({ code });
  });

  test('a map turns labels into ours, and passes over what it does not hold', async () => {
    const map = join(FOLDER, 'map.json');
    writeFileSync(map, JSON.stringify({ 饮食: ['none', 'livelihood'], 道路: null }));
    const measured = await evaluateFile(fileOf(OWN_LABELS), { task: 'category', map });
    expect(measured).toMatchObject({ used: 12 });
    expect(measured.skipped.map(({ code }) => code)).toEqual(Array(12).fill('label_unmapped'));
    expect(Object.keys((measured as { labels: object }).labels)).toEqual(['饮食']);
  });
});
