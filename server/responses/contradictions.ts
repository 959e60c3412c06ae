/**
 * What the units' texts on one case say against each other (口径一致, 国办发〔2016〕61号). It reads nothing itself: it is given the texts
 * that stand in a viewer's own view of the case, so that nobody learns through it of a text they may not read. Pure.
 */
import { contradictions } from '../../classifiers/statements/compare.ts';
import type { Statement, Told } from '../../classifiers/statements/fact.ts';
import type { CaseDetail, ContradictionView, ResponseView } from '../contract/case-detail-views.ts';
import { IN_WORK } from '../contract/vocabulary-case.ts';

/** The texts of a case as one viewer has them. */
export type ReadableTexts = Pick<CaseDetail, 'responses' | 'publications' | 'entries'>;

type Source = ContradictionView['sides'][number]['source'];
type ReadableText = Statement & { source: Source };

/** More texts are not compared: the newest count. */
const MOST_TEXTS = 24;
/** So much of the text stands around the words. */
const AROUND = 40;

/** Contradictions among the texts of one view, the newest texts first compared. */
export function contradictionsIn(view: ReadableTexts): ContradictionView[] {
  const texts = [...inWork(view), ...published(view), ...recorded(view)]
    .sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
    .slice(0, MOST_TEXTS)
    .reverse();
  const byId = new Map(texts.map((text) => [text.id, text]));
  return contradictions(texts).map(({ fact, values: [one, other], message }) => ({
    fact,
    message,
    sides: [side(byId, one), side(byId, other)],
  }));
}

/** The last draft of each answer in work; the drafts before it were replaced. */
const inWork = ({ responses }: ReadableTexts): ReadableText[] =>
  responses
    .filter(({ state }) => IN_WORK.includes(state))
    .flatMap(({ id, number, drafts }) => {
      const last = drafts.at(-1);
      if (!last) return [];
      const source: Source = { kind: 'draft', id, number, name: last.authorName };
      return [{ id: `draft ${id}`, text: `${last.title}\n${last.body}`, at: Date.parse(last.at), source }];
    });

/** Publications that stand; one that was corrected or withdrawn speaks no more. */
const published = ({ publications }: ReadableTexts): ReadableText[] =>
  publications
    .filter(({ state }) => state === 'current')
    .map(({ id, title, body, unit, publishedAt }) => ({
      id: `publication ${id}`,
      text: `${title}\n${body}`,
      at: Date.parse(publishedAt),
      source: { kind: 'publication', id, number: null, name: unit.name },
    }));

/** 核查 and 处置 as the units recorded them. */
const recorded = ({ entries }: ReadableTexts): ReadableText[] =>
  entries.map(({ id, body, unit, byName, at }) => ({
    id: `entry ${id}`,
    text: body,
    at: Date.parse(at),
    source: { kind: 'entry', id, number: null, name: unit?.name ?? byName },
  }));

/** The same as advice beside the other findings on an answer in work; it stops nothing. */
export const withContradictions = (
  answers: readonly ResponseView[],
  found: readonly ContradictionView[],
): ResponseView[] =>
  answers.map((answer) => {
    const own = found.flatMap(({ message, sides }) =>
      sides
        .filter(({ source }) => source.kind === 'draft' && source.id === answer.id)
        .map(({ start, end }) => ({ code: 'contradiction', start, end, message, blocks: false })),
    );
    const findings = [...answer.findings, ...own].sort((a, b) => a.start - b.start || a.end - b.end);
    return { ...answer, findings };
  });

function side(
  texts: ReadonlyMap<string, ReadableText>,
  { statement, start, end }: Told,
): ContradictionView['sides'][number] {
  const found = texts.get(statement);
  if (!found) throw new Error(`no such text: ${statement}`);
  const { text, source } = found;
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, text.lastIndexOf('。', start - 1) + 1, start - AROUND);
  const stop = /[。\n]/.exec(text.slice(end));
  const to = Math.min(stop ? end + stop.index : text.length, end + AROUND);
  return {
    source,
    start,
    end,
    before: text.slice(from, start),
    words: text.slice(start, end),
    after: text.slice(end, to),
  };
}
