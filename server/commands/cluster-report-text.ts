/** The report of `evaluate --task cluster` as a table for people. Pure. */
import type { GroupingScore } from '../../classifiers/bcubed.ts';
import { TEMPLATE, type ClusterReport, type PairScore, type Wrong } from './evaluate-clusters.ts';
import { table } from './report-text.ts';

const figure = (value: number): string => value.toFixed(3);
const SHOWN_IDS = 4;

const scoreOf = ({ precision, recall, f1 }: GroupingScore): string =>
  `precision ${figure(precision)}, recall ${figure(recall)}, F1 ${figure(f1)}`;

/** Groups beside events. */
export function clusterRows({ used, events, beside, bcubed, template, pairs, mixed, split }: ClusterReport): string[] {
  const [low, high] = bcubed.interval;
  return [
    `${used} items of ${events} events${beside > 0 ? `, among ${beside} that say no event` : ''}`,
    `BCubed   ${scoreOf(bcubed)} (95%: ${figure(low)} to ${figure(high)})`,
    ...(template ? [`${TEMPLATE} apart: ${scoreOf(template)}`] : []),
    ...(pairs ? pairRows(pairs) : []),
    ...wrongRows('groups that hold several events', mixed),
    ...wrongRows('events that lie in several groups', split),
  ];
}

function pairRows(pairs: readonly PairScore[]): string[] {
  const plain = pairs.filter(({ kind }) => kind !== TEMPLATE);
  const sum = (figureOf: (score: PairScore) => number): number =>
    plain.reduce((total, score) => total + figureOf(score), 0);
  const all = { kind: `all but ${TEMPLATE}`, joined: sum((one) => one.joined), pairs: sum((one) => one.pairs) };
  const rows = [...pairs, { ...all, missing: sum((one) => one.missing) }];
  return [
    '',
    ...table([
      ['pairs of two events', 'joined', 'pairs', 'not in the file'],
      ...rows.map(({ kind, joined, pairs: count, missing }) => [kind, String(joined), String(count), String(missing)]),
    ]),
  ];
}

function wrongRows(what: string, wrong: readonly Wrong[]): string[] {
  if (wrong.length === 0) return [];
  const ids = (all: readonly string[]): string =>
    all.slice(0, SHOWN_IDS).join(' ') + (all.length > SHOWN_IDS ? ` and ${all.length - SHOWN_IDS} more` : '');
  return [
    '',
    `${what}:`,
    ...wrong.map(
      ({ name, parts }) => `  ${name}: ${parts.map((part) => `${part.name} (${ids(part.ids)})`).join('; ')}`,
    ),
  ];
}
