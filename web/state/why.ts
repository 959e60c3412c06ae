/** What an explanation shows: for each of two classes the words and reasons that speak for it. Pure. */
import type { ContrastView, TextSpan } from '../../server/contract/explanation-views.ts';
import type { VerdictReason } from '../../server/contract/vocabulary.ts';
import type { Side } from './marks.ts';

/** A reason as a short line; `share` is its length beside the strongest line of both sides, 0 to 1. */
export interface WhyLine {
  /** `words`: those listed, together; `rest`: the reasons too small to be listed. */
  code: VerdictReason | 'words' | 'rest';
  push: number;
  share: number;
  terms: readonly TextSpan[];
}

/** All that speaks for one of the two classes; pushes are above 0. */
export interface WhySide {
  side: Side;
  code: string;
  probability: number;
  /** In the order of the text. */
  words: readonly TextSpan[];
  lines: readonly WhyLine[];
  total: number;
}

const MOST_LINES = 5;
/** What moves less than this stands in the line of the rest. */
const LEAST = 0.05;

type Line = Omit<WhyLine, 'share'>;

/** The two sides of a contrast; the totals' difference is its `logOdds`. */
export function sidesOf(contrast: ContrastView): [WhySide, WhySide] {
  const first = linesFor(contrast, 1);
  const second = linesFor(contrast, -1);
  const longest = Math.max(...[...first, ...second].map(({ push }) => push), LEAST);
  const side = (name: Side, lines: Line[]): WhySide => ({
    side: name,
    code: contrast[name].code,
    probability: contrast[name].probability,
    words: contrast.words.filter(({ push }) => push > 0 === (name === 'first')),
    lines: lines.map((line) => ({ ...line, share: line.push / longest })),
    total: lines.reduce((sum, { push }) => sum + push, 0),
  });
  return [side('first', first), side('second', second)];
}

function linesFor(contrast: ContrastView, sign: 1 | -1): Line[] {
  const said = contrast.words.map(({ push }) => push * sign).filter((push) => push > 0);
  const own = startTogether(contrast)
    .map((line) => ({ ...line, push: line.push * sign }))
    .filter(({ push }) => push > 0)
    .sort((a, b) => b.push - a.push);
  const listed = own.slice(0, MOST_LINES).filter(({ push }) => push >= LEAST);
  const small = own.slice(listed.length);
  return [
    { code: 'words' as const, push: sumOf(said), terms: [] },
    ...listed,
    { code: 'rest' as const, push: sumOf(small.map(({ push }) => push)), terms: [] },
  ].filter(({ push }) => push > 0);
}

/** Where the model starts and how its probabilities are calibrated is one thing to a reader. */
function startTogether({ reasons }: ContrastView): Line[] {
  const isStart = (code: VerdictReason): boolean => code === 'prior' || code === 'calibration';
  const start = sumOf(reasons.filter(({ code }) => isStart(code)).map(({ push }) => push));
  return [...reasons.filter(({ code }) => !isStart(code)), { code: 'prior', push: start, terms: [] }];
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The class with the second highest score of a verdict; null where there are not two. */
export function runnerUp(scores: Readonly<Record<string, number>>): string | null {
  return Object.entries(scores).sort(([, one], [, other]) => other - one)[1]?.[0] ?? null;
}
