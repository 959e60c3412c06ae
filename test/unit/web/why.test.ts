import { describe, expect, it } from 'vitest';
import type { ContrastView } from '../../../server/contract/explanation-views.ts';
import { runnerUp, sidesOf, type WhySide } from '../../../web/state/why.ts';
import { className, lineName } from '../../../web/text/why.ts';

const at = (term: string, push: number, start = 0) => ({ term, push, start, end: start + term.length });
const contrast = (parts: Partial<Pick<ContrastView, 'words' | 'reasons'>>): ContrastView => ({
  first: { code: 'livelihood', probability: 0.7 },
  second: { code: 'credibility', probability: 0.2 },
  logOdds: 0,
  words: [],
  reasons: [],
  ...parts,
});
const codes = ({ lines }: WhySide): string[] => lines.map(({ code }) => code);

describe('sidesOf', () => {
  const whole = contrast({
    words: [at('停水', 0.5), at('推诿', -0.75, 2), at('三天', 0.25, 4)],
    reasons: [
      { code: 'prior', push: -1, terms: [] },
      { code: 'calibration', push: 0.75, terms: [] },
      { code: 'lexicon_lead', push: 2, terms: [at('停水', 0)] },
      { code: 'home', push: -0.5, terms: [] },
      { code: 'harm', push: 0.02, terms: [] },
      { code: 'quake', push: 0.01, terms: [] },
    ],
  });
  const [first, second] = sidesOf(whole);

  it('gives each side its words and reasons, strongest first, small ones together', () => {
    expect(first.words.map(({ term }) => term)).toEqual(['停水', '三天']);
    expect(second.words.map(({ term }) => term)).toEqual(['推诿']);
    expect(codes(first)).toEqual(['words', 'lexicon_lead', 'rest']);
    expect(codes(second)).toEqual(['words', 'home', 'prior']);
    expect([first.code, second.code]).toEqual(['livelihood', 'credibility']);
  });

  it('counts start and calibration as one', () => {
    expect(second.lines.find(({ code }) => code === 'prior')?.push).toBeCloseTo(0.25);
  });

  it('loses nothing: the totals differ by the sum of all pushes', () => {
    const sum = [...whole.words, ...whole.reasons].reduce((total, { push }) => total + push, 0);
    expect(first.total - second.total).toBeCloseTo(sum);
    for (const side of [first, second])
      expect(side.lines.reduce((total, { push }) => total + push, 0)).toBeCloseTo(side.total);
  });

  it('measures every line by the longest of both sides', () => {
    const shares = [...first.lines, ...second.lines].map(({ share }) => share);
    expect(Math.max(...shares)).toBe(1);
    expect(first.lines.find(({ code }) => code === 'lexicon_lead')?.share).toBe(1);
  });

  it('has at most five reasons of a name on a side', () => {
    const names = ['lexicon_share', 'lexicon_lead', 'lexicon_strong', 'abroad', 'home', 'harm', 'quake'] as const;
    const [many] = sidesOf(contrast({ reasons: names.map((code, n) => ({ code, push: 1 + n, terms: [] })) }));
    expect(many.lines).toHaveLength(6);
    expect(codes(many).at(-1)).toBe('rest');
  });

  it('shows nothing where nothing speaks', () => {
    expect(sidesOf(contrast({})).map(({ lines, total }) => [lines.length, total])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe('names', () => {
  it('are those of the vocabulary', () => {
    expect(['falsehood', 'water_resources', 'none'].map((code) => className(code, '不纳入'))).toEqual([
      '疑似不实',
      '水务',
      '不纳入',
    ]);
    expect(lineName('refuted')).toBe('辟谣用语');
  });

  it('the runner-up is the second of the scores', () => {
    expect(runnerUp({ policy: 0.1, livelihood: 0.6, none: 0.3 })).toBe('none');
    expect(runnerUp({ policy: 1 })).toBeNull();
  });
});
