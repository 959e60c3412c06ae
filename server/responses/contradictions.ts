/**
 * What the units' texts on one case say against each other (口径一致, 国办发〔2016〕61号). It reads nothing itself: it is given the texts
 * that stand in a viewer's own view of the case, so that nobody learns through it of a text they may not read. Pure.
 */
import { contradictions, FACT_WORDS } from '../../classifiers/statements/compare.ts';
import type { Statement, Told } from '../../classifiers/statements/fact.ts';
import type { CaseDetail, ContradictionView, ResponseView } from '../contract/case-detail-views.ts';
import { IN_WORK } from '../contract/vocabulary-case.ts';
import { deniedApart } from './line-check.ts';

/** The texts of a case as one viewer has them. */
export type ReadableTexts = Pick<CaseDetail, 'responses' | 'publications' | 'entries'> & { line?: LineText | null };

/** The line in force (口径): what may be said, for those who may read it. */
export interface LineText {
  id: string;
  n: number;
  body: string;
  /** Who drafted it: a unit or the office. */
  name: string;
  inForceAt: Date;
}

type Source = ContradictionView['sides'][number]['source'];
type ReadableText = Statement & { source: Source };

/** More texts are not compared: the newest count. */
const MOST_TEXTS = 24;
/** So much of the text stands around the words. */
const AROUND = 40;

/** Contradictions among the texts of one view, the newest texts first compared; the line is among them in any case. */
export function contradictionsIn(view: ReadableTexts): ContradictionView[] {
  const texts = [...inWork(view), ...published(view), ...recorded(view)]
    .sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
    .slice(0, MOST_TEXTS)
    .concat(ofLine(view))
    .reverse();
  const byId = new Map(texts.map((text) => [text.id, text]));
  const differing = contradictions(texts).map(({ fact, values: [one, other], message }) => ({
    fact,
    message,
    sides: [side(byId, one), side(byId, other)],
  }));
  return [...differing, ...denials(view, byId)].map(besideLine);
}

/** What the line denies and a text affirms, or the other way round. */
function denials(view: ReadableTexts, byId: ReadonlyMap<string, ReadableText>): ContradictionView[] {
  const [line] = ofLine(view);
  if (!line) return [];
  return [...byId.values()]
    .filter(({ id }) => id !== line.id)
    .flatMap(({ id, text }) =>
      deniedApart(line.text, text).map(({ ofLine: stated, ofText }) => ({
        fact: 'denial' as const,
        message: '',
        sides: [side(byId, { statement: line.id, ...stated }), side(byId, { statement: id, ...ofText })],
      })),
    );
}

/** Against the line there is one thing to do: write by it, or have it changed first. */
function besideLine(found: ContradictionView): ContradictionView {
  const line = found.sides.find(({ source }) => source.kind === 'line');
  const other = found.sides.find(({ source }) => source.kind !== 'line');
  if (!line || !other) return found;
  const what = found.fact === 'denial' ? '有无、属实与否的说法' : FACT_WORDS[found.fact];
  const message = `${what}与现行口径不一：“${other.words}”，口径为“${line.words}”。按口径改写；情况已有变化的，先修订口径。`;
  return { ...found, message };
}

const ofLine = ({ line }: ReadableTexts): ReadableText[] =>
  line
    ? [
        {
          id: `line ${line.id}`,
          text: line.body,
          at: line.inForceAt.getTime(),
          source: { kind: 'line', id: line.id, number: line.n, name: line.name },
        },
      ]
    : [];

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
        .map(({ start, end }) => ({ code: codeOf(sides), start, end, message, blocks: false })),
    );
    const findings = [...answer.findings, ...own].sort((a, b) => a.start - b.start || a.end - b.end);
    return { ...answer, findings };
  });

const codeOf = (sides: ContradictionView['sides']): string =>
  sides.some(({ source }) => source.kind === 'line') ? 'off_line' : 'contradiction';

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
