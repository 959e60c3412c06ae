/**
 * Why a class and not the runner-up. All pushes are shares of ln(p first / p second): positive ones speak for the first class,
 * negative ones for the second, and words and reasons together sum to it exactly.
 */
import { VERDICT_REASON_IDS, type Label, type Subject, type VerdictReason } from '../server/contract/vocabulary.ts';
import { hasLetters, scoreCategory } from './categories.ts';
import { pushesOf, wordPushes } from './evidence.ts';
import { reasonOfDense, termsBehind, type Moved, type TextSpan } from './explain-reasons.ts';
import type { LinearModel, Scoring } from './model.ts';
import { readText, type Reading } from './reading.ts';
import { judgeSubjects, scoreSubjects } from './subjects.ts';

/** A word of the text and how much it pushes; offsets as in `Evidence`. */
export interface PushingWord extends TextSpan {
  push: number;
}

/** What pushes beside the single words shown, and the terms behind it where there are any. */
export interface PushingReason {
  code: VerdictReason;
  push: number;
  terms: TextSpan[];
}

/** One class against its runner-up. */
export interface Contrast<Code extends string> {
  /** Probabilities, 0 to 1, as the verdict gives them. */
  first: { code: Code; probability: number };
  second: { code: Code; probability: number };
  /** ln(p first / p second), the sum of all pushes. */
  logOdds: number;
  /** In the order of the text, none twice. */
  words: PushingWord[];
  /** The strongest first. */
  reasons: PushingReason[];
}

/** `category` is null where the text has no letter, `subject` where the verdict names none. */
export interface Explanation {
  category: Contrast<Label> | null;
  subject: Contrast<Subject> | null;
}

/** At most so many words are shown for each side. */
const MOST_WORDS = 6;
/** A word is shown from this push on, and from this share of the strongest of its side on. */
const LEAST_PUSH = 0.03;
const LEAST_SHARE = 0.2;

/** The models a verdict came from; the shipped ones where none is named. */
export interface ExplainedModels {
  category?: LinearModel | undefined;
  subject?: LinearModel | undefined;
}

/** Explains the verdict on a text (any text), whose offsets are those of `text`. Linear in its length. */
export function explainText(text: string, models: ExplainedModels = {}): Explanation {
  const reading = readText(text);
  if (!hasLetters(reading.text)) return { category: null, subject: null };
  const category = explainCategory(text, reading, models.category);
  const named = category?.first.code !== 'none' && judgeSubjects(text, reading, models.subject).subject !== null;
  return { category, subject: named ? explainSubject(text, reading, models.subject) : null };
}

function explainCategory(source: string, reading: Reading, model?: LinearModel): Contrast<Label> | null {
  const scoring = scoreCategory(reading, model);
  const [first, second] = scoring.ranked;
  if (first === undefined || second === undefined) return null;
  const ruled = Math.log(first.ruled / second.ruled) - Math.log(first.share / second.share);
  return contrast(source, reading, scoring, {
    first: { code: first.code, probability: first.ruled },
    second: { code: second.code, probability: second.ruled },
    ruled,
  });
}

function explainSubject(source: string, reading: Reading, model?: LinearModel): Contrast<Subject> | null {
  const scoring = scoreSubjects(reading, model);
  const [first, second] = scoring.ranked;
  if (first === undefined || second === undefined) return null;
  return contrast(source, reading, scoring, {
    first: { code: first.code, probability: first.confidence },
    second: { code: second.code, probability: second.confidence },
    ruled: 0,
  });
}

/** Two classes to be set against each other; `ruled` is what a rule moved after the model had spoken. */
type Pair<Code extends string> = Pick<Contrast<Code>, 'first' | 'second'> & { ruled: number };

function contrast<Code extends string>(
  source: string,
  reading: Reading,
  scoring: Scoring,
  { first, second, ruled }: Pair<Code>,
): Contrast<Code> {
  const { model, scored } = scoring;
  const [one, other] = [model.classes.indexOf(first.code), model.classes.indexOf(second.code)];
  const between = (values: ArrayLike<number>): number => (values[one] ?? 0) - (values[other] ?? 0);
  const pushes = pushesOf(reading, model, scored, one, other).map((push) => push / model.temperature);
  const words = strongestWords(source, reading, pushes);
  const shown = words.reduce((sum, { push }) => sum + push, 0);
  const moved = new Map<VerdictReason, Moved>([
    ...densePushes(scoring, one, other),
    ['other_words', { push: pushes.reduce((sum, push) => sum + push, 0) - shown, labels: [] }],
    ['prior', { push: between(model.bias) / model.temperature, labels: [] }],
    ['calibration', { push: between(model.offsets), labels: [] }],
    ['elsewhere_rule', { push: ruled, labels: [] }],
  ]);
  const logOdds = Math.log(first.probability / second.probability);
  return { first, second, logOdds, words, reasons: reasonsOf(source, reading, moved) };
}

/** What lexicons and scene pushed, feature by feature gathered under their reasons, with the labels on the winning side of each. */
function densePushes({ model, dense }: Scoring, one: number, other: number): Map<VerdictReason, Moved> {
  const gathered = new Map<VerdictReason, { label: string; push: number }[]>();
  const width = model.classes.length;
  dense.forEach((value, at) => {
    if (value === 0) return;
    const row = (model.counted + at) * width;
    const push = (value * ((model.weights[row + one] ?? 0) - (model.weights[row + other] ?? 0))) / model.temperature;
    const { code, label } = reasonOfDense(model.denseNames[at] ?? '');
    gathered.set(code, [...(gathered.get(code) ?? []), { label, push }]);
  });
  return new Map(
    [...gathered].map(([code, parts]) => {
      const push = parts.reduce((sum, part) => sum + part.push, 0);
      const labels = parts.filter((part) => part.push * push > 0).map(({ label }) => label);
      return [code, { push, labels }];
    }),
  );
}

function reasonsOf(source: string, reading: Reading, moved: ReadonlyMap<VerdictReason, Moved>): PushingReason[] {
  return VERDICT_REASON_IDS.flatMap((code) => {
    const reason = moved.get(code);
    if (reason === undefined || reason.push === 0) return [];
    return [{ code, push: reason.push, terms: termsBehind(source, reading, code, reason.labels) }];
  }).sort((a, b) => Math.abs(b.push) - Math.abs(a.push));
}

/** The words that push most towards either side, in the order of the text. */
function strongestWords(source: string, reading: Reading, pushes: Float64Array): PushingWord[] {
  const all = firstWords(source, reading, pushes);
  const side = (sign: 1 | -1): PushingWord[] => {
    const own = all.filter(({ push }) => push * sign >= LEAST_PUSH).sort((a, b) => (b.push - a.push) * sign);
    const least = Math.abs(own[0]?.push ?? 0) * LEAST_SHARE;
    return own.slice(0, MOST_WORDS).filter(({ push }) => Math.abs(push) >= least);
  };
  return [...side(1), ...side(-1)].sort((a, b) => a.start - b.start);
}

/** Words with all that lies within them; one said again counts where it is said first. */
function firstWords(source: string, reading: Reading, pushes: Float64Array): PushingWord[] {
  const found = new Map<string, PushingWord>();
  for (const { start, end, push } of wordPushes(reading, pushes)) {
    const folded = reading.text.slice(start, end);
    const known = found.get(folded);
    if (known !== undefined) known.push += push;
    else found.set(folded, { start, end, term: source.slice(start, end), push });
  }
  return [...found.values()];
}
