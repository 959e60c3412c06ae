/**
 * Fits the learnt part of the reply check from its corpus: `npx tsx classifiers/replies/learnt/train.ts`. Writes models/replies.json and
 * prints how each set of the corpus fares with a model of the other sets. Same corpus, same bytes.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { besideMarks, SURELY_BESIDE } from '../about.ts';
import { partMarks } from '../parts.ts';
import { readReplies, type CorpusReply } from './corpus.ts';
import { partFeatures, replyFeatures } from './features.ts';
import { fitLinear, readLinear, type Sample, type StoredLinear } from './linear.ts';
import { MANNERS, markFeatures, PART_CODES, type Manner, type PartCode, type ReplyModels } from './manner.ts';

const mannerIn = ({ codes }: CorpusReply): Manner =>
  MANNERS.find((name) => (codes as string[]).includes(name)) ?? 'plain';
const ofManner = (line: CorpusReply): Sample => ({ features: replyFeatures(line.reply), label: mannerIn(line) });

/** Parts are learnt from answers alone: what is beside the point or no answer has none. */
const isAnswer = (line: CorpusReply): boolean => mannerIn(line) === 'plain' && !line.codes.includes('off_topic');
const ofPart = (code: PartCode, { text, reply, codes }: CorpusReply): Sample => ({
  features: partFeatures(reply, partMarks(text, reply)),
  label: codes.includes(code) ? code : 'other',
});

/** Planted ones are few, and count for more. */
const PLANTED = 3;

/** Answers beside the point as they were planted, and those that are not. */
function ofBeside(corpus: readonly CorpusReply[]): Sample[] {
  const sample = (text: string, reply: string, label: string): Sample[] => {
    const marks = besideMarks(text, reply);
    return marks === null ? [] : [{ features: markFeatures(marks), label }];
  };
  return corpus
    .filter((line) => mannerIn(line) === 'plain')
    .flatMap(({ text, reply, codes }) => {
      if (!codes.includes('off_topic')) return sample(text, reply, 'other');
      return Array.from({ length: PLANTED }, () => sample(text, reply, 'off_topic')).flat();
    });
}

/** Fits all models of the reply check. Pure. */
export function trainReplies(corpus: readonly CorpusReply[]): ReplyModels {
  const answers = corpus.filter(isAnswer);
  const part = (code: PartCode): StoredLinear =>
    fitLinear(
      answers.map((line) => ofPart(code, line)),
      [code, 'other'],
    );
  return {
    manner: fitLinear(corpus.map(ofManner), MANNERS),
    beside: fitLinear(ofBeside(corpus), ['off_topic', 'other']),
    no_cause: part('no_cause'),
    no_plan: part('no_plan'),
    no_date: part('no_date'),
  };
}

/** The bytes of the stored models' file. */
export const modelsFile = (models: ReplyModels): string => `${JSON.stringify(models)}\n`;

const setOf = ({ id }: CorpusReply): string => id.charAt(0);

/** One line for each set: how many of its manners, and of its missing parts, a model of the other sets names. */
function crossValidation(corpus: readonly CorpusReply[]): string[] {
  return [...new Set(corpus.map(setOf))].map((set) => {
    const models = trainReplies(corpus.filter((line) => setOf(line) !== set));
    const held = corpus.filter((line) => setOf(line) === set);
    const manner = readLinear(models.manner);
    const right = held.filter((line) => {
      const { features, label } = ofManner(line);
      const shares = manner(features);
      return MANNERS.every((name) => (shares.get(name) ?? 0) <= (shares.get(label) ?? 0));
    }).length;
    const parts = PART_CODES.map((code) => {
      const predict = readLinear(models[code]);
      const samples = held.filter(isAnswer).map((line) => ofPart(code, line));
      const named = samples.filter(({ features }) => (predict(features).get(code) ?? 0) > 0.5);
      const truth = samples.filter(({ label }) => label === code).length;
      return `${code} ${named.filter(({ label }) => label === code).length} of ${truth}, ${named.filter(({ label }) => label !== code).length} wrong`;
    });
    const beside = readLinear(models.beside);
    const planted = ofBeside(held);
    const called = planted.filter(({ features }) => (beside(features).get('off_topic') ?? 0) > SURELY_BESIDE);
    const found = called.filter(({ label }) => label === 'off_topic').length;
    parts.push(
      `off_topic ${found} of ${planted.filter(({ label }) => label === 'off_topic').length}, ${called.length - found} wrong`,
    );
    return `${set}: manner ${right} of ${held.length}; ${parts.join('; ')}`;
  });
}

function main(): void {
  const corpus = readReplies();
  writeFileSync(new URL('../../models/replies.json', import.meta.url), modelsFile(trainReplies(corpus)));
  process.stdout.write(`${crossValidation(corpus).join('\n')}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
