/**
 * Trains models/names.json: `npx tsx classifiers/redaction/train-names.ts`. Learns from names.txt and everyday-names.txt (names
 * in braces, each text also with other invented names), plain.txt and everyday.txt (look-alike words). Same texts, same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { normalise } from '../normalise.ts';
import { seeded } from '../random.ts';
import { ruledNames } from '../redaction-names.ts';
import { nameCandidates } from './name-candidates.ts';
import { NameKeys, PLACES, quickKeys } from './name-features.ts';
import type { StoredNameModel } from './name-model.ts';
import { inventName } from './name-invention.ts';
import { ClauseCosts } from './word-costs.ts';

/** A text with the stretches that are names. */
export interface MarkedText {
  readonly parts: readonly string[];
  /** Whether each part is a name. */
  readonly names: readonly boolean[];
}

const FOLDER = new URL('./', import.meta.url);

const linesOf = (file: string): string[] => readFileSync(new URL(file, FOLDER), 'utf8').trim().split('\n');

/** 我叫{周晓光}。 as parts. */
export function markedText(line: string): MarkedText {
  const parts = line.replaceAll('\\n', '\n').split(/[{}]/);
  return { parts, names: parts.map((_, at) => at % 2 === 1) };
}

/** What of a name's weight a stretch has that begins as it does and ends elsewhere: it tells of ends, not of names. */
const OF_PART = 0.1;

const COPIES = 12;
/** Names of the Han form are put in the place of each other; the others stay. */
const SWAPPED = /^[\u3400-\u9fff]{2,4}$/;

/** The same text with other invented names. */
function withOtherNames(text: MarkedText, random: () => number): MarkedText {
  const other = new Map<string, string>();
  const parts = text.parts.map((part, at) => {
    if (text.names[at] !== true || !SWAPPED.test(part)) return part;
    const name = other.get(part) ?? inventName(random);
    other.set(part, name);
    return name;
  });
  return { parts, names: text.names };
}

/** A candidate to learn from. */
interface Example {
  /** Places of its keys. */
  readonly keys: Int32Array;
  /** How many of them are read before the clause is. */
  readonly quickly: number;
  readonly quick: readonly string[];
  /** Whether nothing introduces it: the quick look is for those alone. */
  readonly open: boolean;
  readonly isName: boolean;
  readonly weight: number;
}

/** All candidates of a text; stretches that share units with a name of another form are left out. */
export function examplesOf({ parts, names }: MarkedText, weight: number): Example[] {
  const text = normalise(parts.join(''));
  const truth = new Map<number, number>();
  let at = 0;
  parts.forEach((part, i) => {
    if (names[i] === true) truth.set(at, at + part.length);
    at += part.length;
  });
  const rules = ruledNames(text);
  const clause = new ClauseCosts(text);
  const keys = new NameKeys();
  const examples: Example[] = [];
  nameCandidates(text, (start, end, family) => {
    const isName = truth.get(start) === end;
    const isPart = !isName && truth.has(start);
    keys.readQuick(text, start, end, family, rules);
    const quickly = keys.count;
    keys.readOn(text, start, end, clause);
    examples.push({
      keys: keys.places.slice(0, keys.count),
      quickly,
      open: !rules.cues.has(start) && !rules.told.has(end),
      quick: quickKeys(text, start, end, family),
      isName,
      weight: isPart ? weight * OF_PART : weight,
    });
  });
  return examples;
}

/** A text with its weight; copies of one share a group. */
export interface TrainingText {
  readonly text: MarkedText;
  readonly weight: number;
  readonly group: number;
}

/** All texts that are learnt from. */
export function trainingTexts(): TrainingText[] {
  const random = seeded(7);
  const copied = (text: MarkedText, group: number): TrainingText[] => [
    { text, weight: 1, group },
    ...Array.from({ length: COPIES }, () => ({ text: withOtherNames(text, random), weight: 0.5, group })),
  ];
  const named = [...linesOf('names.txt'), ...linesOf('everyday-names.txt')].map(markedText);
  return [
    ...named.flatMap(copied),
    ...[...linesOf('plain.txt'), ...linesOf('everyday.txt')].map((line, group) => ({
      text: markedText(line),
      weight: 1,
      group,
    })),
  ];
}

const PASSES = 12;
const RATE = 0.3;
const DECAY = 2e-3;
const LEAST_SLOPE = 1e-3;

interface Fitted {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** What is fitted: rows of feature numbers below `size`. */
interface Sample {
  /** The text it is from: copies with other names share it, and samples of one stand together. */
  readonly group: number;
  readonly row: Int32Array;
  readonly isName: boolean;
  readonly weight: number;
}

/** In how many texts each key is met; what copies of one have in common counts once, or their surroundings are learnt by heart. */
function textsOf(samples: readonly Sample[], size: number): Int32Array {
  const texts = new Int32Array(size);
  const last = new Int32Array(size).fill(-1);
  for (const { row, group } of samples) {
    for (const id of row) {
      if (last[id] === group) continue;
      last[id] = group;
      texts[id] = (texts[id] ?? 0) + 1;
    }
  }
  return texts;
}

/** Logistic weights by AdaGrad; in an order that a seed fixes. */
export function fitNames(samples: readonly Sample[], size: number): Fitted {
  const texts = textsOf(samples, size);
  const weights = new Float64Array(size);
  const squares = new Float64Array(size).fill(1e-2);
  let bias = 0;
  let biasSquares = 1e-2;
  const order = samples.map((_, at) => at);
  const random = seeded(11);
  for (let pass = 0; pass < PASSES; pass += 1) {
    shuffle(order, random);
    for (const at of order) {
      const { row, isName, weight } = samples[at] ?? NOTHING;
      let margin = bias;
      for (const id of row) margin += weights[id] ?? 0;
      const slope = (1 / (1 + Math.exp(-margin)) - (isName ? 1 : 0)) * weight;
      if (Math.abs(slope) < LEAST_SLOPE) continue;
      for (const id of row) {
        if ((texts[id] ?? 0) < SELDOM) continue;
        const gradient = slope + DECAY * (weights[id] ?? 0);
        squares[id] = (squares[id] ?? 0) + gradient * gradient;
        weights[id] = (weights[id] ?? 0) - (RATE * gradient) / Math.sqrt(squares[id] ?? 1);
      }
      biasSquares += slope * slope;
      bias -= (RATE * slope) / Math.sqrt(biasSquares);
    }
  }
  return { weights, bias };
}

const NOTHING: Sample = { group: 0, row: new Int32Array(), isName: false, weight: 0 };

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
}

const sumOf = (row: Int32Array, { weights, bias }: Fitted): number =>
  row.reduce((sum, id) => sum + (weights[id] ?? 0), bias);

const THRESHOLD = -0.8;
/** Share of the names that the quick look may lose. */
const LOST = 0.09;
/** Weights nearer to nothing than this are not stored. */
const LEAST = 0.05;
/** Keys met in fewer texts are not learnt. */
const SELDOM = 3;

/** The model's file. Pure. */
export function trainNames(texts: readonly TrainingText[]): StoredNameModel {
  const groups: number[] = [];
  const examples = texts.flatMap(({ text, weight, group }) => {
    const found = examplesOf(text, weight);
    for (let n = 0; n < found.length; n += 1) groups.push(group);
    return found;
  });
  const whole = fitNames(
    examples.map(({ keys, isName, weight }, at) => ({ group: groups[at] ?? 0, row: keys, isName, weight })),
    PLACES,
  );
  const counts = (at: number): boolean => {
    const { isName = false, open = false, keys = new Int32Array() } = examples[at] ?? {};
    return isName && open && sumOf(keys, whole) >= THRESHOLD;
  };
  return {
    task: 'names',
    ...packed(whole.weights),
    bias: whole.bias,
    threshold: THRESHOLD,
    gain: gainOf(examples, whole),
    quick: quickModel(examples, groups, counts),
  };
}

/** What reading the clause adds to names, but for the most that hardly one reaches. */
function gainOf(examples: readonly Example[], { weights }: Fitted): number {
  const gains = examples
    .filter(({ isName }) => isName)
    .map(({ keys, quickly }) => sumOf(keys.slice(quickly), { weights, bias: 0 }))
    .sort((a, b) => a - b);
  return gains[Math.floor(gains.length * 0.95)] ?? Infinity;
}

const FOLDS = 3;

/** The model of the quick look. Its floor is what all but `LOST` of the names that count reach, judged by other texts than their own. */
function quickModel(
  examples: readonly Example[],
  groups: readonly number[],
  counts: (at: number) => boolean,
): StoredNameModel['quick'] {
  const keys = [...new Set(examples.flatMap(({ quick }) => quick))].sort();
  const ids = new Map(keys.map((key, id) => [key, id]));
  const samples = examples.map(({ quick, isName, weight }, at) => ({
    group: groups[at] ?? 0,
    row: Int32Array.from(quick, (key) => ids.get(key) ?? 0),
    isName,
    weight,
  }));
  const sums: number[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isHeld = (at: number): boolean => (groups[at] ?? 0) % FOLDS === fold;
    const fitted = fitNames(
      samples.filter((_, at) => !isHeld(at)),
      keys.length,
    );
    samples.forEach(({ row }, at) => {
      if (isHeld(at) && counts(at)) sums.push(sumOf(row, fitted) - fitted.bias);
    });
  }
  sums.sort((a, b) => a - b);
  const { weights } = fitNames(samples, keys.length);
  const kept = keys.flatMap((key, id) => (Math.abs(weights[id] ?? 0) >= LEAST ? [id] : []));
  return {
    keys: kept.map((id) => keys[id]).join('\n'),
    ...packed(Float64Array.from(kept, (id) => weights[id] ?? 0)),
    floor: sums[Math.floor(sums.length * LOST)] ?? -Infinity,
  };
}

function packed(weights: Float64Array): { weights: string; scale: number } {
  const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127;
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  return { weights: Buffer.from(bytes).toString('base64'), scale };
}

/** The bytes of a model's file. */
export const nameModelFile = (model: StoredNameModel): string => `${JSON.stringify(model)}\n`;

function main(): void {
  const texts = trainingTexts();
  const model = trainNames(texts);
  const file = nameModelFile(model);
  writeFileSync(new URL('../models/names.json', import.meta.url), file);
  process.stdout.write(`${texts.length} texts, ${file.length} bytes\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
